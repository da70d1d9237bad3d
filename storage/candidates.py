"""Disputed answers of a workspace, one row for the same dispute however often it comes, until an admin promotes or dismisses it."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func

from storage.errors import NotFound
from storage.rows import value_of, values_of
from storage.scope import TenantTx
from storage.tables.candidates import candidates, disputes
from storage.tables.tenders import tenders

State = Literal["open", "promoted", "dismissed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Subject:
    """The answer that is disputed: who judged what, for which company. What makes two disputes the same stands first."""

    content_hash: str
    """Of the tender, SHA-256 in hex."""
    question: str
    """As `jobs.stored_answer.question_of` gives it."""
    profile_version: int
    """0: the profile was the deployment's, or there was none."""
    part: str
    run_id: str
    tender_id: str
    verdict: str | None
    provenance: Mapping[str, Any]
    """Who asked, and by what it was judged, as JSON."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """`expected` is what an admin wrote of the case it may become; each writing counts `revision` on."""

    id: str
    run_id: str
    part: str
    tender_id: str
    content_hash: str
    question: str
    profile_version: int
    verdict: str | None
    state: State
    expected: dict[str, Any] | None
    revision: int
    provenance: dict[str, Any]
    created_at: datetime
    updated_at: datetime
    decided_by: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """One person's word against it; `correction` is masked."""

    candidate_id: str
    run_id: str
    part: str
    member: str
    reasons: tuple[str, ...]
    correction: str | None
    at: datetime


def id_of(subject: Subject) -> str:
    """The same for the same content, question, profile and part of the answer, in any process."""
    joined = "\0".join((subject.content_hash, subject.question, str(subject.profile_version), subject.part))
    return "cnd_" + hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:24]


async def dispute(tx: TenantTx, subject: Subject, *, member: str, reasons: Sequence[str], correction: str | None, now: datetime) -> str:
    """Stores the person's word in place of any before, and the candidate unless it is there; its id.

    One that was withdrawn is open again; one that was decided upon stays so.
    """
    id = id_of(subject)
    row = {
        "id": id, "run_id": subject.run_id, "part": subject.part, "tender_id": subject.tender_id, "content_hash": subject.content_hash,
        "question": subject.question, "profile_version": subject.profile_version, "verdict": subject.verdict, "state": "open",
        "expected": None, "revision": 0, "provenance": dict(subject.provenance), "created_at": now, "updated_at": now,
    }  # fmt: skip
    await tx.insert_new(candidates, [row], key=("id",))
    await _touch(tx, id, now)
    said = {"candidate_id": id, "reasons": list(reasons), "correction": correction, "at": now}
    who = {"run_id": subject.run_id, "part": subject.part, "member": member}
    await tx.upsert(disputes, who | said, key=("run_id", "part", "member"), update=said)
    await tx.run(tx.update(candidates).where(candidates.c.id == id, candidates.c.state == "withdrawn").values(state="open"))
    return id


async def withdraw(tx: TenantTx, *, run_id: str, part: str, member: str, now: datetime) -> None:
    """Takes the person's word back; an open candidate that nobody disputes any more is withdrawn."""
    mine = (disputes.c.run_id == run_id, disputes.c.part == part, disputes.c.member == member)
    id: str | None = await tx.scalar(tx.select(disputes, disputes.c.candidate_id).where(*mine))
    if id is None:
        return
    await _touch(tx, id, now)
    await tx.run(tx.delete(disputes).where(*mine))
    if not await tx.scalar(tx.select(disputes, func.count()).select_from(disputes).where(disputes.c.candidate_id == id)):
        await tx.run(tx.update(candidates).where(candidates.c.id == id, candidates.c.state == "open").values(state="withdrawn"))


async def get(tx: TenantTx, candidate_id: str) -> Candidate:
    """Raises NotFound."""
    row = await tx.first(tx.select(candidates).where(candidates.c.id == candidate_id))
    if row is None:
        raise NotFound("candidate", candidate_id)
    return value_of(Candidate, row)


async def waiting(tx: TenantTx, *, start: int = 0, limit: int = 20) -> list[Candidate]:
    """Open ones from the `start`-th, newest first."""
    query = tx.select(candidates).where(candidates.c.state == "open").order_by(candidates.c.created_at.desc(), candidates.c.id)
    return values_of(Candidate, await tx.all(query.offset(start).limit(limit)))


async def count_waiting(tx: TenantTx) -> int:
    """How many are open."""
    return int(await tx.scalar(tx.select(candidates, func.count()).select_from(candidates).where(candidates.c.state == "open")))


async def disputes_of(tx: TenantTx, candidate_ids: Collection[str]) -> dict[str, list[Dispute]]:
    """Who says what against each, the latest first; nothing for one that nobody disputes."""
    query = tx.select(disputes).where(disputes.c.candidate_id.in_(candidate_ids)).order_by(disputes.c.at.desc(), disputes.c.member)
    found: dict[str, list[Dispute]] = defaultdict(list)
    for row in await tx.all(query):
        found[row.candidate_id].append(
            Dispute(row.candidate_id, row.run_id, row.part, row.member, tuple(row.reasons), row.correction, row.at)
        )
    return dict(found)


async def titles(tx: TenantTx, tender_ids: Collection[str]) -> dict[str, str | None]:
    """Titles of tenders by their ids."""
    rows = await tx.all(tx.select(tenders, tenders.c.id, tenders.c.title).where(tenders.c.id.in_(tender_ids)))
    return {row.id: row.title for row in rows}


async def expect(tx: TenantTx, candidate_id: str, expected: Mapping[str, Any], *, revision: int, now: datetime) -> bool:
    """Writes what the case would expect; False where it is decided upon, or is no longer at `revision`."""
    same = (candidates.c.id == candidate_id, candidates.c.state == "open", candidates.c.revision == revision)
    values = {"expected": dict(expected), "revision": revision + 1, "updated_at": now}
    return await tx.run(tx.update(candidates).where(*same).values(**values)) == 1


async def decide(
    tx: TenantTx, candidate_id: str, state: Literal["promoted", "dismissed"], *, revision: int | None = None, by: str, now: datetime
) -> bool:
    """Closes an open one, at `revision` if that is given; False where somebody was quicker."""
    same = [candidates.c.id == candidate_id, candidates.c.state == "open"]
    if revision is not None:
        same.append(candidates.c.revision == revision)
    values = {"state": state, "decided_by": by, "decided_at": now, "updated_at": now}
    return await tx.run(tx.update(candidates).where(*same).values(**values)) == 1


async def _touch(tx: TenantTx, id: str, now: datetime) -> None:
    """Locks the row: of a vote and its withdrawal that come at once the second sees what the first did."""
    await tx.run(tx.update(candidates).where(candidates.c.id == id).values(updated_at=now))
