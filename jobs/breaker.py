"""Keeps all processes together from pressing a provider that fails: one breaker for all, in Redis and by its clock (facts/llm.md §6).

Where Redis is away each process keeps the same rules alone, divided by nothing: N processes may then fail N times as often.
"""

import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Literal, Self

import structlog
from redis.asyncio import Redis

from jobs.chain.errors import BidwrightError
from jobs.limits_rules import CLOSED, HALF_OPEN, OPEN, PROBE, BreakerRule, Entry, LocalBreaker, Outcome, milliseconds
from jobs.limits_scripts import ENTER, VERDICT, Shared, root_of

PROBE_LOOK_SECONDS = 5.0
"""While another caller probes, look again after this long: a probe is one call, and its lease lasts longer than most calls."""

log = structlog.get_logger()
State = Literal["closed", "open", "half_open"]
STATES: Mapping[int, State] = {CLOSED: "closed", OPEN: "open", HALF_OPEN: "half_open"}


class Open(BidwrightError):
    """The breaker lets nobody through now. `retry_after`: seconds."""

    def __init__(self, name: str, retry_after: float) -> None:
        super().__init__(f"{name} keeps failing and is left alone for now; it can be asked again in {retry_after:.0f} seconds.")
        self.retry_after = retry_after


class Pass:
    """Leave to make one call. The first verdict counts, later ones do nothing.

    As a context manager: left without an error and without a verdict it is `ok`, left by an error `released`; only the
    caller knows which errors are failures of the other side, and says `failed` for those.
    """

    def __init__(self, settle: Callable[[Outcome], Awaitable[None]], *, probe: bool) -> None:
        self._settle = settle
        self._settled = False
        self.probe = probe
        """Whether this call decides if the breaker closes."""

    async def ok(self) -> None:
        await self._once("ok")

    async def failed(self) -> None:
        """The other side is at fault: 5xx, 529, timeout, connection."""
        await self._once("failed")

    async def released(self) -> None:
        """No verdict: cancelled, or at fault ourselves. A probe goes to the next caller."""
        await self._once("released")

    async def _once(self, outcome: Outcome) -> None:
        if not self._settled:
            self._settled = True
            await self._settle(outcome)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._once("ok" if kind is None else "released")


class Breaker:
    """Opens after `failures` within `window` seconds, for `open_seconds`; then one caller probes at a time.

    A probe that succeeds closes it, one that fails opens it for twice as long, up to ten minutes. A probe nobody settles
    (its process died) is free again after `probe_seconds`. Failures of calls that began before it last closed do not count.
    `name`: one breaker for all who use it, of letters, digits and `._:/-`; else ValueError. `redis_time` replaces Redis's clock (ms).
    """

    def __init__(
        self,
        client: Redis | None,
        name: str,
        *,
        new_id: Callable[[], str],
        failures: int = 5,
        window: float = 60.0,
        open_seconds: float = 30.0,
        probe_seconds: float = 130.0,
        clock: Callable[[], float] = time.monotonic,
        redis_time: Callable[[], int] | None = None,
    ) -> None:
        root = root_of("breaker", name)
        if failures < 1 or min(window, open_seconds, probe_seconds) < 0.001:
            raise ValueError("A breaker needs at least one failure and times of a millisecond or longer.")
        self.name = name
        self._keys = (f"{root}:state", f"{root}:failures")
        self._new_id = new_id
        self._clock = clock
        self._rule = BreakerRule(
            failures,
            milliseconds(window),
            milliseconds(open_seconds),
            milliseconds(probe_seconds),
            max(600_000, milliseconds(open_seconds)),
        )
        self._local = LocalBreaker(self._rule)
        self._shared = Shared(client, f"breaker:{name}", clock=clock, redis_time=redis_time)

    @property
    def counters(self) -> Counter[str]:
        """`shared` and `local` answers; how often Redis went `away` and came `back`."""
        return self._shared.counters

    async def enter(self) -> Pass:
        """Leave for one call. Raises Open; nothing that is wrong with Redis."""
        token = self._new_id()
        entry, local = await self._ask(token)
        if entry.code not in {CLOSED, PROBE}:
            wait = entry.wait_ms / 1000
            raise Open(self.name, wait if entry.code == OPEN else min(wait, PROBE_LOOK_SECONDS))
        return Pass(lambda outcome: self._settle(token, entry, local, outcome), probe=entry.code == PROBE)

    async def state(self) -> State:
        """Takes no probe."""
        entry, _ = await self._ask("")
        return STATES[entry.code]

    async def _ask(self, token: str) -> tuple[Entry, bool]:
        answer = await self._shared.run(ENTER, self._keys[:1], (token, self._rule.probe_ms, self._rule.lapse_ms))
        if answer is None:
            return self._local.enter(self._now(), token), True
        return Entry(*answer), False

    async def _settle(self, token: str, entry: Entry, local: bool, outcome: Outcome) -> None:
        if outcome != "failed" and entry.code == CLOSED:
            return
        if local:
            self._tell(self._local.settle(self._now(), token, outcome, entry.at))
        if local and outcome != "failed":
            return
        rule = self._rule
        started = "" if local else entry.at
        numbers = (rule.failures, rule.window_ms, rule.open_ms, rule.longest_ms, rule.lapse_ms)
        answer = await self._shared.run(VERDICT, self._keys, (token, outcome, started, *numbers))
        if answer is not None:
            self._tell(answer[0])
        elif not local:
            self._tell(self._local.settle(self._now(), token, outcome, self._now()))

    def _tell(self, moved: int) -> None:
        if moved > 0:
            log.warning("breaker_opened", name=self.name, seconds=moved / 1000)
        elif moved < 0:
            log.info("breaker_closed", name=self.name)

    def _now(self) -> int:
        return milliseconds(self._clock())
