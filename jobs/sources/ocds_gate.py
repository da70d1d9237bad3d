"""Asks a portal no faster than it allows, waits when it says so, and tells "not there" from "not now"."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from jobs.chain.errors import BadInput, SourceDown
from jobs.fetch import Fetched, Fetcher
from jobs.sources.ocds_pages import NotOcds

Answer = TypeVar("Answer")
LONGEST_WAIT = 300.0
"""Seconds; a portal that asks for more is asked again after these."""
_BACKOFF = 5.0
_TOO_MANY_BACKOFF = 30.0
"""Seconds before the second attempt where the portal names none, after a fault and after a 429; doubled each time."""


@dataclass(frozen=True)
class Rate:
    """At most `places` requests in any `seconds`."""

    places: int
    seconds: float
    forbidden_rest: float | None = None
    """Seconds to leave the portal alone after a 403, where it means "too many requests"."""


@dataclass(frozen=True)
class Patience:
    attempts: int
    longest: float | None
    """Seconds to wait at once, in all its forms; None waits as long as it takes, which is bounded by attempts and `LONGEST_WAIT`."""
    spare: int = 0
    """Places of the rate left to others."""


FOR_A_PERSON = Patience(attempts=3, longest=15.0)
FOR_A_WALK = Patience(attempts=5, longest=None, spare=2)
"""A walk leaves two places, so that a person who asks for one notice does not stand behind it."""


class Gate:
    """The only way to one portal: every request of this process passes here."""

    def __init__(
        self,
        fetcher: Fetcher,
        name: str,
        rate: Rate,
        *,
        sleep: Callable[[float], Awaitable[None]],
        now: Callable[[], datetime],
        clock: Callable[[], float],
    ) -> None:
        """`clock` counts seconds and never goes back; `now` reads `Retry-After` where it is a date."""
        self._fetcher = fetcher
        self._name = name
        self._rate = rate
        self._sleep = sleep
        self._now = now
        self._clock = clock
        self._taken: list[float] = []
        self._rest_until = float("-inf")

    async def ask(self, url: str, read: Callable[[bytes], Answer], patience: Patience) -> Answer:
        """What `read` makes of the answer.

        Raises `SourceDown` where no readable answer came within this patience, with the seconds to wait where they are
        known; `BadInput` not_found where the portal knows no such thing, and whatever the fetcher refuses.
        """
        pause, failure = 0.0, _Again(f"{self._name} was not asked.", retry_after=None)
        for attempt in range(patience.attempts):
            await self._turn(pause, patience)
            try:
                return await self._attempt(url, read, attempt)
            except _Again as again:
                failure, pause = again, again.retry_after or 0.0
        raise failure

    async def _attempt(self, url: str, read: Callable[[bytes], Answer], attempt: int) -> Answer:
        """Raises `_Again` where a further attempt may help, any other `SourceDown` or `BadInput` where none does."""
        pause = _BACKOFF * 2**attempt
        try:
            fetched = await self._fetcher.get(url, typed=False, headers={"accept": "application/json"})
        except SourceDown as error:
            raise _Again(error.sentence, retry_after=min(max(pause, error.retry_after or 0.0), LONGEST_WAIT)) from error
        if fetched.status != 200:
            raise self._fault(fetched, attempt)
        try:
            return read(fetched.body)
        except NotOcds as error:
            raise _Again(f"{self._name} answered with something that is no Open Contracting data; ask later.", retry_after=pause) from error

    def _fault(self, fetched: Fetched, attempt: int) -> BadInput | SourceDown:
        """What an answer that is no 200 means; the portal is left alone where it asks for that."""
        status, pause = fetched.status, _BACKOFF * 2**attempt
        asked = retry_after(fetched.headers.get("retry-after"), self._now)
        if status in (400, 404, 405, 410, 422):
            return BadInput("not_found", f"{self._name} has no such notice. Check the number.")
        if status == 403 and self._rate.forbidden_rest is not None:
            pause = self._rate.forbidden_rest
        elif status == 429:
            pause = asked or min(_TOO_MANY_BACKOFF * 2**attempt, LONGEST_WAIT)
        elif status in (408, 425) or status >= 500:
            pause = asked or pause
        else:
            return SourceDown(f"{self._name} refuses the request (status {status}); tell the operator of this deployment.")
        if asked is not None or status in (403, 429):
            self._rest_until = max(self._rest_until, self._clock() + pause)
        return _Again(f"{self._name} answered with status {status}; ask later.", retry_after=pause)

    async def _turn(self, pause: float, patience: Patience) -> None:
        """Takes the next free place and waits for it. The place is taken at once, so that two callers never share one."""
        now = self._clock()
        places = max(1, self._rate.places - patience.spare)
        paced = self._taken[-places] + self._rate.seconds if len(self._taken) >= places else now
        start = max(now + pause, self._rest_until, paced)
        self._bear(start - now, patience)
        self._taken = sorted((*self._taken, start))[-self._rate.places :]
        if start > now:
            await self._sleep(start - now)
        if (rest := self._rest_until - max(start, self._clock())) > 0:
            # Another caller was told to wait while this one slept.
            self._bear(rest, patience)
            await self._sleep(rest)

    def _bear(self, wait: float, patience: Patience) -> None:
        if patience.longest is not None and wait > patience.longest:
            raise SourceDown(f"{self._name} wants no more requests for now; ask again in {wait:.0f} seconds.", retry_after=wait)


class _Again(SourceDown):
    """A fault that a further attempt may not meet; `retry_after` is the pause before it."""


def retry_after(header: str | None, now: Callable[[], datetime]) -> float | None:
    """Seconds, 1 to `LONGEST_WAIT`, of a `Retry-After` in seconds or as a date; None where there is none that can be read."""
    said = (header or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", said):
        return min(max(float(said), 1.0), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(said) if said else None
    except (ValueError, OverflowError):
        return None
    if until is None or until.tzinfo is None:
        return None
    return min(max((until - now()).total_seconds(), 1.0), LONGEST_WAIT)
