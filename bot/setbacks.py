"""What happens to a row whose send did not work: back for later, blocked for all processes, or given up with its cause."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot import slack_codes
from bot.held_row import HeldRow
from bot.pace import WaitingLine
from bot.slack_api import SlackApi
from bot.slack_outcomes import Failure, Limited, Refused

MAX_REFUSALS = 8
"""Tries of a row that Slack refuses with a code we know no way around."""
MAX_UNANSWERED = 1440
"""Tries of a row that Slack does not answer at all: at the longest wait, about a day."""
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(seconds=60)

log = structlog.get_logger()


@dataclass(frozen=True)
class Tools:
    """What all deliveries of a process share."""

    api: SlackApi
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]
    counters: Counter[str]
    line: WaitingLine = field(default_factory=WaitingLine)


def back_off(attempts: int) -> timedelta:
    """2, 4, 8 … at most 60 seconds after the first, second, third … try."""
    return min(FIRST_WAIT * 2 ** min(max(attempts - 1, 0), 10), LONGEST_WAIT)


class Setbacks:
    """Records the failures of one held row. Raises StorageError."""

    def __init__(self, tools: Tools, held: HeldRow, token: str) -> None:
        self._held, self._counters, self._token = held, tools.counters, token

    async def record(self, failure: Failure, method: str, *, unclear: bool | None) -> None:
        """`unclear`: whether the page at hand may be in Slack; None leaves what the row says."""
        match failure:
            case Limited(wait):
                await self._held.block(method, wait)
                await self.wait(wait, "rate_limited", unclear=unclear)
            case Refused(code) if code in slack_codes.TOKEN_GONE:
                await self._token_gone(code)
            case Refused(code) if code in slack_codes.PLACE_CLOSED or self._held.row.attempts >= MAX_REFUSALS:
                await self.give_up(code)
            case Refused(code):
                await self.again(code, unclear=unclear)
            case _:
                await self._no_answer(failure.cause, unclear=unclear)

    async def wait(self, wait: timedelta, cause: str, *, unclear: bool | None) -> None:
        """Give the row back for its turn; no failure, so not counted."""
        await self._defer(wait, cause, counted=False, unclear=unclear)

    async def again(self, cause: str, *, unclear: bool | None) -> None:
        """Give the row back after a failure."""
        await self._defer(back_off(self._held.row.attempts), cause, counted=True, unclear=unclear)

    async def give_up(self, cause: str) -> None:
        if await self._held.fail(cause):
            self._failed(cause)

    async def _no_answer(self, cause: str, *, unclear: bool | None) -> None:
        """Slack or the way there is down: that passes, and waiting costs nothing."""
        if self._held.row.attempts >= MAX_UNANSWERED:
            await self.give_up(cause)
        else:
            await self.again(cause, unclear=unclear)

    async def _token_gone(self, code: str) -> None:
        if await self._held.fail(code, revoked_token=self._token):
            self._failed(code)
        else:
            await self.wait(timedelta(0), "reinstalled", unclear=False)

    async def _defer(self, wait: timedelta, cause: str, *, counted: bool, unclear: bool | None) -> None:
        await self._held.put_back(max(wait, timedelta(0)), cause, counted=counted, unclear=unclear)
        self._counters["deferred"] += 1
        row = self._held.row
        seconds = round(wait.total_seconds(), 1)
        log.info("post_deferred", run_id=row.run_id, part=row.part, cause=cause, wait_s=seconds, attempts=row.attempts, counted=counted)

    def _failed(self, cause: str) -> None:
        self._counters["failed"] += 1
        row = self._held.row
        log.error("post_failed", run_id=row.run_id, part=row.part, cause=cause, attempts=row.attempts)
