"""What people said about the company or a tender: one sentence a person and answer, until an admin decides on it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from storage.rows import value_of, values_of
from storage.scope import TenantTx
from storage.tables.corrections import corrections

About = Literal["company", "tender"]
State = Literal["open", "noted", "applied", "declined", "withdrawn"]
FIRST: dict[About, State] = {"company": "open", "tender": "noted"}
"""What concerns the company waits for an admin; what concerns a tender is told in its next answer."""
DECIDABLE: tuple[State, ...] = ("open", "noted")


@dataclass(frozen=True, slots=True)
class NewCorrection:
    """`text` is masked; `proposal` a `jobs.company_words.Proposal` as JSON, None where no rule knows which field is meant."""

    id: str
    run_id: str
    part: str
    member: str
    about: About
    tender_id: str | None
    text: str
    proposal: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Correction:
    """As stored; `version` is that of the profile it became."""

    id: str
    run_id: str
    part: str
    member: str
    about: About
    tender_id: str | None
    text: str
    proposal: dict[str, Any] | None
    state: State
    decided_by: str | None
    decided_at: datetime | None
    version: int | None
    created_at: datetime
    updated_at: datetime


async def put(tx: TenantTx, new: NewCorrection, now: datetime) -> bool:
    """Stores it in place of what the person said before of the same answer; the id then stays.

    The very same words change nothing, whatever became of them. Other words begin anew, and are decided anew. Returns whether
    anything was stored. Raises Conflict for a run or tender of another workspace or none.
    """
    said = {"about": new.about, "tender_id": new.tender_id, "text": new.text}
    values = said | {
        "proposal": new.proposal, "state": FIRST[new.about], "decided_by": None, "decided_at": None, "version": None, "updated_at": now,
    }  # fmt: skip
    before = await _said_before(tx, new.run_id, new.part, new.member)
    if before is not None and before.state != "withdrawn" and {name: getattr(before, name) for name in said} == said:
        return False
    keys = {"id": new.id, "run_id": new.run_id, "part": new.part, "member": new.member, "created_at": now}
    await tx.upsert(corrections, values | keys, key=("run_id", "part", "member"), update=values)
    return True


async def withdraw(tx: TenantTx, *, run_id: str, part: str, member: str, now: datetime) -> bool:
    """Takes back what the person said of an answer, unless it was decided on; whether there was something."""
    theirs = (corrections.c.run_id == run_id, corrections.c.part == part, corrections.c.member == member)
    held = tx.update(corrections).where(*theirs, corrections.c.state.in_(DECIDABLE))
    return await tx.run(held.values(state="withdrawn", updated_at=now)) == 1


async def get(tx: TenantTx, id: str) -> Correction | None:
    """None where this workspace has none of that id."""
    row = await tx.first(tx.select(corrections).where(corrections.c.id == id))
    return None if row is None else value_of(Correction, row)


async def undecided(tx: TenantTx, *, limit: int = 100) -> list[Correction]:
    """What waits for an admin, then what is told in answers; the oldest first."""
    query = tx.select(corrections).where(corrections.c.state.in_(DECIDABLE))
    # `open` sorts behind `noted`.
    ordered = query.order_by(corrections.c.state.desc(), corrections.c.created_at, corrections.c.id)
    return values_of(Correction, await tx.all(ordered.limit(limit)))


async def decide(
    tx: TenantTx, id: str, *, state: Literal["applied", "declined"], by: str, now: datetime, version: int | None = None
) -> bool:
    """Once: False where it was decided or withdrawn before."""
    held = tx.update(corrections).where(corrections.c.id == id, corrections.c.state.in_(DECIDABLE))
    return await tx.run(held.values(state=state, decided_by=by, decided_at=now, version=version, updated_at=now)) == 1


async def of_tender(tx: TenantTx, tender_ids: list[str], *, before: datetime, limit: int = 5) -> list[Correction]:
    """What people noted about any of these tenders before that moment and nobody took back; the newest, oldest first."""
    theirs = (corrections.c.tender_id.in_(tender_ids), corrections.c.state == "noted", corrections.c.updated_at < before)
    query = tx.select(corrections).where(*theirs).order_by(corrections.c.updated_at.desc(), corrections.c.id.desc()).limit(limit)
    return values_of(Correction, reversed(await tx.all(query)))


async def _said_before(tx: TenantTx, run_id: str, part: str, member: str) -> Correction | None:
    theirs = (corrections.c.run_id == run_id, corrections.c.part == part, corrections.c.member == member)
    row = await tx.first(tx.select(corrections).where(*theirs))
    return None if row is None else value_of(Correction, row)
