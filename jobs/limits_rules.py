"""The rules of the breaker and the buckets without Redis: what a process keeps to alone, and what the scripts are held against.

Times are whole milliseconds of one clock, given by the caller. The arithmetic is that of `jobs.limits_scripts`, step by step.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from jobs.chain.errors import BidwrightError

Outcome = Literal["ok", "failed", "released"]
CLOSED, PROBE, OPEN, HALF_OPEN = range(4)
MOST = 2**53
"""The largest amount: doubles count no further in ones."""
SLACK = 1e-6
"""Of a unit: what the rounding of doubles may hide, so that a wait is neither a millisecond short nor one too long."""
LONGEST_MS = 31 * 24 * 3_600_000
"""No bucket takes longer to fill, no window to end, and so no key stays longer."""


@dataclass(frozen=True)
class BreakerRule:
    failures: int
    window_ms: int
    open_ms: int
    probe_ms: int
    longest_ms: int = 600_000
    lapse_ms: int = 3_600_000
    """What is not asked for this long after it could be is taken for well again: no key stays for ever."""


class Entry(NamedTuple):
    code: int
    """CLOSED and PROBE let the caller pass, OPEN and HALF_OPEN do not."""
    wait_ms: int
    at: int


class LocalBreaker:
    """One process's own breaker: a sliding window of failures, open times that double, one probe at a time."""

    def __init__(self, rule: BreakerRule) -> None:
        self._rule = rule
        self._failures: dict[str, int] = {}
        self._until: int | None = None
        self._times = 0
        self._probe: tuple[str, int] | None = None
        self._closed = 0
        self._lapses = 0

    def enter(self, now: int, token: str) -> Entry:
        """An empty token only looks."""
        if self._until is not None and now >= self._lapses:
            self._until, self._probe = None, None
        if self._until is None:
            return Entry(CLOSED, 0, now)
        if self._until > now:
            return Entry(OPEN, self._until - now, now)
        busy = max(0, self._probe[1] - now) if self._probe else 0
        if busy > 0 or not token:
            return Entry(HALF_OPEN, busy, now)
        self._probe = (token, now + self._rule.probe_ms)
        self._lapses = now + self._rule.probe_ms + self._rule.lapse_ms
        return Entry(PROBE, 0, now)

    def settle(self, now: int, token: str, outcome: Outcome, started: int) -> int:
        """Milliseconds it opened for, -1 when it closed, else 0. Once it is open only the holder of the probe is heard."""
        if self._until is not None:
            if self._probe is None or self._probe[0] != token:
                return 0
            if outcome == "failed":
                return self._open(now, self._times + 1)
            self._probe = None
            if outcome == "released":
                return 0
            self._until, self._closed = None, now
            return -1
        if outcome != "failed" or started < self._closed:
            return 0
        self._failures = {known: at for known, at in self._failures.items() if at > now - self._rule.window_ms} | {token: now}
        return self._open(now, 0) if len(self._failures) >= self._rule.failures else 0

    def _open(self, now: int, times: int) -> int:
        ms = min(self._rule.open_ms * 2 ** min(times, 20), self._rule.longest_ms)
        self._until, self._times, self._probe, self._failures = now + ms, times, None, {}
        self._lapses = now + ms + self._rule.lapse_ms
        return ms


@dataclass(frozen=True)
class Bucket:
    """A rate: `capacity` at once, refilled evenly. Raises ValueError where that takes more than 31 days: that is a `Window`."""

    key: str
    capacity: int
    refill_per_second: float

    def __post_init__(self) -> None:
        _check(self.key, self.capacity)
        if not self.capacity * 1000 / LONGEST_MS <= self.refill_per_second <= MOST:
            raise ValueError(f"Bucket {self.key!r} takes over 31 days to refill; use a Window for a sum that is given anew after a time.")


@dataclass(frozen=True)
class Window:
    """A budget: `limit` in each window of `seconds`, counted from the epoch of the clock (86400: a day in UTC by Redis's clock)."""

    key: str
    limit: int
    seconds: int

    def __post_init__(self) -> None:
        _check(self.key, self.limit)
        if not 1 <= self.seconds <= LONGEST_MS // 1000:
            raise ValueError(f"Window {self.key!r} must last 1 second to 31 days.")


@dataclass(frozen=True)
class Ask:
    """`amount` in the bucket's unit: requests, tokens, or millionths of a US dollar."""

    bucket: Bucket | Window
    amount: int

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= MOST:
            raise ValueError(f"{self.amount} cannot be taken from {self.bucket.key!r}: an amount is 0 to {MOST}.")


@dataclass(frozen=True)
class Wait:
    """One of the buckets is short; nothing was taken. `seconds` until all could hold the asks if nobody else took."""

    seconds: float


class OverCapacity(BidwrightError):
    """More is asked than the bucket ever holds: waiting cannot help."""

    def __init__(self, ask: Ask) -> None:
        limit = capacity_of(ask.bucket)
        super().__init__(f"This needs {ask.amount:,} of {ask.bucket.key}, and its limit is {limit:,}. Make it smaller or raise the limit.")
        self.ask = ask


class Line(NamedTuple):
    """One bucket of one step: taken from when `amount` is above 0, given back to when it is below. `window` is the one settled for."""

    key: str
    amount: int
    capacity: int
    rate: float
    span_ms: int
    window: int = 0


def milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def _check(key: str, capacity: int) -> None:
    if not key or len(key) > 200 or not key.isprintable():
        raise ValueError("A bucket's key is 1 to 200 printable characters.")
    if not 1 <= capacity <= MOST:
        raise ValueError(f"The limit of {key!r} must be 1 or more, and at most {MOST}.")


def capacity_of(bucket: Bucket | Window) -> int:
    return bucket.capacity if isinstance(bucket, Bucket) else bucket.limit


def line_of(bucket: Bucket | Window, amount: int, window: int = 0) -> Line:
    if isinstance(bucket, Bucket):
        return Line(bucket.key, amount, bucket.capacity, bucket.refill_per_second, 0)
    return Line(bucket.key, amount, bucket.limit, 0.0, bucket.seconds * 1000, window)


def merged(asks: Sequence[Ask]) -> tuple[Ask, ...]:
    """One ask a bucket. Raises OverCapacity, and ValueError where one key stands for two different buckets."""
    sums: dict[str, Ask] = {}
    for ask in asks:
        known = sums.get(ask.bucket.key)
        if known and known.bucket != ask.bucket:
            raise ValueError(f"{ask.bucket.key!r} is asked for with two different limits.")
        sums[ask.bucket.key] = Ask(ask.bucket, ask.amount + (known.amount if known else 0))
    for ask in sums.values():
        if ask.amount > capacity_of(ask.bucket):
            raise OverCapacity(ask)
    return tuple(sums.values())


@dataclass
class LocalBuckets:
    """One process's own buckets. `_held`: what is used of each, and when or in which window that was so."""

    _held: dict[str, tuple[float, int]] = field(default_factory=dict[str, tuple[float, int]])

    def apply(self, now: int, mode: Literal["take", "settle"], lines: Sequence[Line]) -> list[int]:
        """[0, wait_ms] when one is short, and then nothing was taken; else [1, the window of each]."""
        after: dict[str, tuple[float, int]] = {}
        wait = 0
        for line in lines:
            spent, here = self._now(now, line)
            if mode == "take" and spent + line.amount > line.capacity + SLACK:
                short = spent + line.amount - line.capacity
                more = (
                    (here + 1) * line.span_ms - now if line.span_ms else min(math.ceil((short - SLACK / 2) * 1000 / line.rate), LONGEST_MS)
                )
                wait = max(wait, more)
            stale = mode == "settle" and line.span_ms and line.window != here
            after[line.key] = (spent if stale else max(0.0, spent + line.amount), here)
        if wait:
            return [0, wait]
        self._held.update(after)
        return [1, *(after[line.key][1] if line.span_ms else 0 for line in lines)]

    def _now(self, now: int, line: Line) -> tuple[float, int]:
        spent, mark = self._held.get(line.key, (0.0, 0))
        if line.span_ms:
            here = now // line.span_ms
            return (0.0 if mark < here else spent), here
        return max(0.0, spent - max(0, now - mark) * line.rate / 1000), now
