"""How fast a tenant may call one thing, agreed between all processes through one row (GCRA, the leaky bucket of ITU-T I.371)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import ColumnElement, case

from storage.scope import TenantTx
from storage.tables.pacing import pacing
from storage.tables.types import MICROSECOND, from_micros, micros


class Turn(Protocol):
    """A place in the queue `key`: one each `interval`, `burst` at once."""

    @property
    def key(self) -> str: ...
    @property
    def interval(self) -> timedelta: ...
    @property
    def burst(self) -> int: ...


@dataclass(frozen=True)
class Place:
    """`at`: when it comes; `taken`: whether it is ours; `slowest`: the key of the queue that makes us wait the longest."""

    at: datetime
    taken: bool
    slowest: str


async def take(tx: TenantTx, turns: Sequence[Turn], *, now: datetime, within: timedelta) -> Place:
    """The next place in every queue (at least one); one further off than `within` is used up in none of them."""
    due = await _reserve(tx, turns, now)
    slowest = max(due, key=lambda key: due[key])
    at = due[slowest]
    if at - now <= within:
        return Place(at, taken=True, slowest=slowest)
    # Exact, since this transaction holds the rows: reserving counts from the latest of next_at, the block and now in any case.
    steps = case({turn.key: turn.interval // MICROSECOND for turn in turns}, value=pacing.c.key)
    await tx.run(tx.update(pacing).where(pacing.c.key.in_([turn.key for turn in turns])).values(next_at=pacing.c.next_at - steps))
    return Place(at, taken=False, slowest=slowest)


async def _reserve(tx: TenantTx, turns: Sequence[Turn], now: datetime) -> dict[str, datetime]:
    """The next place in every queue, by its key. One statement, so two processes never get one place and never wait crosswise."""
    if any(turn.burst < 1 or turn.interval < timedelta(0) for turn in turns):
        raise ValueError("pacing needs a burst of at least 1 and no negative interval")
    instant, by_key = micros(now), {turn.key: turn for turn in turns}
    rows = await tx.merge(
        pacing,
        [{"key": key, "next_at": instant + turn.interval // MICROSECOND, "blocked_until": 0} for key, turn in by_key.items()],
        key=("key",),
        # what was to be added is now and one interval: the interval is what stays of it
        changes=lambda added: {"next_at": _later(_later(pacing.c.next_at, pacing.c.blocked_until), instant) + (added.next_at - instant)},
        returning=(pacing.c.key, pacing.c.next_at, pacing.c.blocked_until),
    )
    ahead = {key: turn.burst * (turn.interval // MICROSECOND) for key, turn in by_key.items()}
    return {row.key: max(now, from_micros(max(row.next_at - ahead[row.key], row.blocked_until))) for row in rows}


async def block(tx: TenantTx, *, key: str, until: datetime, now: datetime) -> None:
    """Lets nothing out before `until` (Retry-After); a later block stays."""
    instant = micros(until)
    values = {"key": key, "next_at": micros(now), "blocked_until": instant}
    await tx.upsert(pacing, values, key=("key",), update={"blocked_until": _later(pacing.c.blocked_until, instant)})


def _later(left: ColumnElement[int], right: Any) -> ColumnElement[int]:
    return case((left > right, left), else_=right)
