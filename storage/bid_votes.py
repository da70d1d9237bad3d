"""Who is for bidding and who against, and what was decided: a vote can be changed, a decision only be followed by another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from storage.rows import value_of, values_of
from storage.scope import TenantTx
from storage.tables.bid_votes import bid_votes, decisions

Choice = Literal["bid", "no_bid", "unsure"]
Verdict = Literal["bid", "no_bid", "won", "lost"]
"""What was decided, and later what became of the bid."""


@dataclass(frozen=True, slots=True)
class BidVote:
    """One person's vote about one run's tender."""

    run_id: str
    member: str
    choice: Choice
    reason: str | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided or became of it, and by whom."""

    id: str
    run_id: str
    member: str
    choice: Verdict
    reason: str | None
    at: datetime


async def vote(tx: TenantTx, *, run_id: str, member: str, choice: Choice, now: datetime) -> bool:
    """Stores the person's vote in place of any before, whose reason goes with it; whether that changed anything.

    Raises Conflict for a run of another workspace or none.
    """
    before = await tx.first(tx.select(bid_votes).where(bid_votes.c.run_id == run_id, bid_votes.c.member == member))
    if before is not None and before.choice == choice:
        return False
    values = {"choice": choice, "reason": None, "updated_at": now}
    await tx.upsert(bid_votes, values | {"run_id": run_id, "member": member}, key=("run_id", "member"), update=values)
    return True


async def explain(tx: TenantTx, *, run_id: str, member: str, reason: str | None, now: datetime) -> bool:
    """Adds the reason to the person's vote; False where there is none."""
    mine = tx.update(bid_votes).where(bid_votes.c.run_id == run_id, bid_votes.c.member == member)
    return await tx.run(mine.values(reason=reason, updated_at=now)) > 0


async def of_run(tx: TenantTx, run_id: str) -> list[BidVote]:
    """All votes on a run's tender, the latest last."""
    rows = await tx.all(tx.select(bid_votes).where(bid_votes.c.run_id == run_id).order_by(bid_votes.c.updated_at, bid_votes.c.member))
    return values_of(BidVote, rows)


async def decide(tx: TenantTx, decision: Decision) -> None:
    """Raises Conflict for a run of another workspace or none."""
    values = {"member": decision.member, "choice": decision.choice, "reason": decision.reason, "at": decision.at}
    await tx.insert(decisions, id=decision.id, run_id=decision.run_id, **values)


async def decided(tx: TenantTx, run_id: str) -> Decision | None:
    """The last decision about a run's tender."""
    row = await tx.first(_latest(tx, 1).where(decisions.c.run_id == run_id))
    return None if row is None else value_of(Decision, row)


async def log(tx: TenantTx, *, limit: int) -> Sequence[Decision]:
    """The workspace's last decisions, newest first."""
    return values_of(Decision, await tx.all(_latest(tx, limit)))


def _latest(tx: TenantTx, limit: int) -> Any:
    return tx.select(decisions).order_by(decisions.c.at.desc(), decisions.c.id.desc()).limit(limit)
