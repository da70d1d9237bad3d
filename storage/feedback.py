"""Votes on an answer, one per person and part; the last one counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func

from storage.scope import TenantTx
from storage.tables.feedback import feedback


@dataclass(frozen=True, slots=True)
class Vote:
    """A person's vote as stored; `changed` tells whether storing it changed anything."""

    run_id: str
    part: str
    member: str
    vote: Literal["up", "down"]
    reasons: tuple[str, ...]
    correction: str | None
    changed: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people voted each way."""

    up: int
    down: int


async def vote(
    tx: TenantTx,
    *,
    run_id: str,
    part: str,
    member: str,
    vote: Literal["up", "down"],
    reasons: Sequence[str],
    correction: str | None,
    now: datetime,
) -> Vote:
    """Stores the person's vote in place of any before. Raises Conflict for a run of another workspace or none."""
    given = Vote(run_id, part, member, vote, tuple(reasons), correction, changed=True)
    before = await get(tx, run_id, part, member)
    if before is not None and (before.vote, before.reasons, before.correction) == (given.vote, given.reasons, given.correction):
        return before
    values = {"vote": vote, "reasons": list(reasons), "correction": correction, "updated_at": now}
    keys = {"run_id": run_id, "part": part, "member": member, "created_at": now}
    await tx.upsert(feedback, values | keys, key=("run_id", "part", "member"), update=values)
    return given


async def get(tx: TenantTx, run_id: str, part: str, member: str) -> Vote | None:
    """The person's vote, with `changed` False."""
    row = await tx.first(tx.select(feedback).where(feedback.c.run_id == run_id, feedback.c.part == part, feedback.c.member == member))
    if row is None:
        return None
    return Vote(row.run_id, row.part, row.member, row.vote, tuple(row.reasons), row.correction, changed=False)


async def tally(tx: TenantTx, run_id: str) -> Tally:
    """Votes on every part of the run; a person counts once for each part."""
    rows = await tx.all(
        tx.select(feedback, feedback.c.vote, func.count().label("votes")).where(feedback.c.run_id == run_id).group_by(feedback.c.vote)
    )
    votes: dict[str, int] = {row.vote: row.votes for row in rows}
    return Tally(up=votes.get("up", 0), down=votes.get("down", 0))
