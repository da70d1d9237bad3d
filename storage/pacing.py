"""How fast a tenant may call one thing, agreed between all processes through one row (GCRA, the leaky bucket of ITU-T I.371)."""

from collections.abc import Sequence
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


async def take(tx: TenantTx, turns: Sequence[Turn], *, now: datetime, within: timedelta) -> tuple[datetime, bool]:
    """When the next place in every queue comes, and whether it was taken: one further off than `within` is used up in none of them."""
    at = now
    for turn in turns:
        at = max(at, await reserve(tx, key=turn.key, now=now, interval=turn.interval, burst=turn.burst))
    if at - now <= within:
        return at, True
    for turn in turns:
        # Exact, since this transaction holds the row: `reserve` counts from the latest of next_at, the block and now in any case.
        step = turn.interval // MICROSECOND
        await tx.run(tx.update(pacing).where(pacing.c.key == turn.key).values(next_at=pacing.c.next_at - step))
    return at, False


async def reserve(tx: TenantTx, *, key: str, now: datetime, interval: timedelta, burst: int) -> datetime:
    """Takes the next place and returns when the call may go out, `now` at the earliest.

    One call per `interval` in the long run, `burst` (at least 1) at once after a rest. One UPDATE, so two processes never get one place.
    """
    if burst < 1 or interval < timedelta(0):
        raise ValueError("pacing needs a burst of at least 1 and no negative interval")
    instant, step = micros(now), interval // MICROSECOND
    start = _later(_later(pacing.c.next_at, pacing.c.blocked_until), instant)
    take = tx.update(pacing).where(pacing.c.key == key).values(next_at=start + step).returning(pacing.c.next_at, pacing.c.blocked_until)
    row = await tx.first(take, write=True)
    if row is None:
        await tx.upsert(pacing, {"key": key, "next_at": 0, "blocked_until": 0}, key=("key",), update=None)
        row = await tx.first(take, write=True)
        assert row is not None, "a row just made is there"
    return max(now, from_micros(max(row.next_at - burst * step, row.blocked_until)))


async def block(tx: TenantTx, *, key: str, until: datetime, now: datetime) -> None:
    """Lets nothing out before `until` (Retry-After); a later block stays."""
    instant = micros(until)
    values = {"key": key, "next_at": micros(now), "blocked_until": instant}
    await tx.upsert(pacing, values, key=("key",), update={"blocked_until": _later(pacing.c.blocked_until, instant)})


def _later(left: ColumnElement[int], right: Any) -> ColumnElement[int]:
    return case((left > right, left), else_=right)
