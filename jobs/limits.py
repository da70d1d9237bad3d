"""Keeps all processes together from asking for more than a provider's limits and our budgets allow: token buckets in Redis, by its clock.

Where Redis is away each process keeps the same limits alone, divided by nothing: N processes may then take N times as much.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from weakref import WeakSet

from redis.asyncio import Redis

from jobs.limits_rules import MOST, Ask, Bucket, Line, LocalBuckets, OverCapacity, Wait, Window, line_of, merged, milliseconds
from jobs.limits_scripts import BUCKETS, Shared, root_of

__all__ = ["Ask", "Bucket", "Grant", "Limits", "OverCapacity", "Wait", "Window"]


@dataclass(frozen=True, eq=False)
class Grant:
    """What was taken. A grant nobody settles (its process died) stays taken: a `Bucket` refills, a `Window` begins anew."""

    asks: tuple[Ask, ...]
    windows: tuple[int, ...]
    local: bool


class Limits:
    """Token buckets and budgets taken together or not at all. `name` as for `Breaker`: limits of one name share their keys.

    A budget is a bound, not the book: an estimate that is never settled stays counted until its window ends, so that processes
    that die in a row cannot spend without end. What came of the money stands in SQL.
    """

    def __init__(
        self,
        client: Redis | None,
        name: str,
        *,
        clock: Callable[[], float] = time.monotonic,
        redis_time: Callable[[], int] | None = None,
    ) -> None:
        self._root = root_of("limits", name)
        self._clock = clock
        self._local = LocalBuckets()
        self._settled = WeakSet[Grant]()
        self._shared = Shared(client, f"limits:{name}", clock=clock, redis_time=redis_time)

    @property
    def counters(self) -> Counter[str]:
        """As of `Breaker`; and how many settlements Redis did not take (`unsettled`)."""
        return self._shared.counters

    async def take(self, asks: Sequence[Ask]) -> Grant | Wait:
        """All or nothing. Raises OverCapacity where waiting cannot help; nothing that is wrong with Redis."""
        wanted = merged(asks)
        lines = [line_of(ask.bucket, ask.amount) for ask in wanted]
        answer = await self._run("take", lines) if lines else [1]
        local = answer is None
        granted, *rest = self._local.apply(milliseconds(self._clock()), "take", lines) if answer is None else answer
        return Grant(wanted, tuple(rest), local) if granted else Wait(rest[0] / 1000)

    async def settle(self, grant: Grant, actual: Mapping[str, int]) -> None:
        """Give back what was not used, or take what was used beyond the estimate, which may leave less than nothing: later asks wait.

        `actual`: what was used by bucket key; a bucket left out stays at its estimate. Counts once a grant. What belongs to a
        window that has ended is left as it was. A settlement that Redis does not take is lost, and the estimate stands.
        Raises ValueError for a key that was not asked for and for amounts below 0.
        """
        unknown = actual.keys() - {ask.bucket.key for ask in grant.asks}
        if unknown or any(not 0 <= amount <= MOST for amount in actual.values()):
            raise ValueError(f"A grant is settled with amounts of 0 or more for what was asked, not {dict(actual)!r}.")
        if grant in self._settled:
            return
        self._settled.add(grant)
        lines = [
            line_of(ask.bucket, actual[ask.bucket.key] - ask.amount, window)
            for ask, window in zip(grant.asks, grant.windows, strict=True)
            if actual.get(ask.bucket.key, ask.amount) != ask.amount
        ]
        if grant.local:
            self._local.apply(milliseconds(self._clock()), "settle", lines)
        elif lines and await self._run("settle", lines) is None:
            self.counters["unsettled"] += 1

    async def release(self, grant: Grant) -> None:
        """Give all of it back: the call was never made."""
        await self.settle(grant, {ask.bucket.key: 0 for ask in grant.asks})

    async def _run(self, mode: Literal["take", "settle"], lines: Sequence[Line]) -> list[int] | None:
        keys = [f"{self._root}:{line.key}" for line in lines]
        return await self._shared.run(BUCKETS, keys, (mode, *(value for line in lines for value in line[1:])))
