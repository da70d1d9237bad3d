"""What happens to a row whose send did not work: back for later, blocked for all processes, or given up with its cause."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import slack_codes
from bot.held_row import HeldRow
from bot.pace import WaitingLine
from bot.pages import Render
from bot.parting import Parting
from bot.slack_api import SlackApi
from bot.slack_outcomes import Failure, Limited, Refused
from storage.cipher import Cipher
from storage.db import Database
from storage.scope import TenantTx

MAX_REFUSALS = 8
"""Tries of a row that Slack refuses with a code we know no way around."""
MAX_UNANSWERED = 1440
"""Tries of a row that Slack does not answer at all: at the longest wait, about a day."""
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(seconds=60)


@dataclass(frozen=True)
class Tools:
    """What all deliveries of a process share. `allowance`: credits of a month, for "credits left"."""

    db: Database
    cipher: Cipher
    api: SlackApi
    render: Render
    allowance: int | None
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]
    counters: Counter[str]
    line: WaitingLine = field(default_factory=WaitingLine)


def back_off(attempts: int) -> timedelta:
    """2, 4, 8 … at most 60 seconds after the first, second, third … try."""
    return min(FIRST_WAIT * 2 ** min(max(attempts - 1, 0), 10), LONGEST_WAIT)


class Setbacks:
    """Records the failures of one held row in the transaction given. Raises StorageError."""

    def __init__(self, held: HeldRow, token: str) -> None:
        self._held, self._token = held, token

    async def record(self, tx: TenantTx, failure: Failure, method: str, *, unclear: bool | None) -> Parting:
        """`unclear`: whether the page at hand may be in Slack; None leaves what the row says."""
        match failure:
            case Limited(wait):
                parting = await self.wait(tx, wait, "rate_limited", unclear=unclear)
                await self._held.block(tx, method, wait)
                return parting
            case Refused(code) if code in slack_codes.TOKEN_GONE:
                return await self._token_gone(tx, code)
            case Refused(code) if code in slack_codes.PLACE_CLOSED or self._held.row.attempts >= MAX_REFUSALS:
                return await self._held.fail(tx, code)
            case Refused(code):
                return await self.again(tx, code, unclear=unclear)
            case _ if self._held.row.attempts >= MAX_UNANSWERED:
                return await self._held.fail(tx, failure.cause)
            case _:  # Slack or the way there is down: that passes, and waiting costs nothing
                return await self.again(tx, failure.cause, unclear=unclear)

    async def wait(self, tx: TenantTx, wait: timedelta, cause: str, *, unclear: bool | None) -> Parting:
        """Give the row back for its turn; no failure, so not counted."""
        return await self._held.put_back(tx, wait, cause, counted=False, unclear=unclear)

    async def again(self, tx: TenantTx, cause: str, *, unclear: bool | None) -> Parting:
        """Give the row back after a failure."""
        return await self._held.put_back(tx, back_off(self._held.row.attempts), cause, counted=True, unclear=unclear)

    async def broke(self, tx: TenantTx, error: str) -> Parting:
        """A bug, or data of another version: try again a few times, then give up where people can see it."""
        if self._held.row.attempts >= MAX_REFUSALS:
            return await self._held.fail(tx, error)
        return await self.again(tx, error, unclear=None)

    async def _token_gone(self, tx: TenantTx, code: str) -> Parting:
        if await self._held.revoke(tx, code, self._token):
            return await self._held.fail(tx, code)
        return await self.wait(tx, timedelta(0), "reinstalled", unclear=False)
