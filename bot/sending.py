"""The pages of one row on their way into Slack, and the one transaction between each and the next."""

from collections.abc import Sequence
from datetime import datetime

import structlog

from bot.calls import Calls
from bot.held_row import HeldRow, Surroundings
from bot.parting import Parting
from bot.setbacks import Tools
from bot.slack_outcomes import Posted
from bot.turns import Turns
from storage.outbox import Page
from storage.scope import TenantTx

log = structlog.get_logger()


class Sending:
    """Sends the `unsent` pages (at least one) of a held row in order: `begin`, then `run`. Raises StorageError.

    The turn of a page's first call is taken in the transaction before it: that of the lease, or the one that records the page before.
    Every page is opened here already, so that one that cannot be read is not begun.
    """

    def __init__(self, tools: Tools, held: HeldRow, around: Surroundings, token: str, unsent: Sequence[Page], started: datetime) -> None:
        self._tools, self._held, self._around, self._started = tools, held, around, started
        self._unsent = [(page, held.body(page)) for page in unsent]
        self._turns = Turns(tools, held)
        self._calls = Calls(tools, held, around, token, self._turns)

    async def begin(self, tx: TenantTx) -> Parting | None:
        """Take the turn of the first page; a Parting when the row was given back to wait for it."""
        turns, posting = self._calls.first_call(self._unsent[0][0])
        return await self._turns.take(tx, turns, posting=posting, known=None)

    async def run(self) -> Parting:
        """Deliver the pages and record each, the last one together with the row."""
        for (page, body), after in zip(self._unsent, [*self._unsent[1:], None], strict=True):
            outcome = await self._calls.page(page, body)
            if isinstance(outcome, Parting):
                return outcome
            parting = await self._record(page, outcome, None if after is None else after[0])
            if parting is not None:
                return parting
        raise AssertionError("the record of the last page ends the row")

    async def _record(self, page: Page, posted: Posted, after: Page | None) -> Parting | None:
        """Note that a page is sent, and with that the end of the row, or the turn and the begin of the page after it."""
        opens = page.ts is None and page.page == 0 and self._held.row.seq == 0 and posted.channel == self._around.run.channel
        self._calls.delivered(page, posted)
        async with self._held.writing() as tx:
            if after is None:
                parting = await self._held.sent_last(tx, page, posted.channel, posted.ts, opens=opens)
            else:
                turns, posting = self._calls.first_call(after)
                await self._held.sent(tx, page, posted.channel, posted.ts, opens=opens, next_begun=posting)
                known = False if posting else self._calls.known
                parting = await self._turns.take(tx, turns, posting=posting, known=known, marked=True)
        self._told(page)
        return parting

    def _told(self, page: Page) -> None:
        self._tools.counters["posted" if page.ts is None else "updated"] += 1
        row, now = self._held.row, self._tools.now()
        log.info(
            "message_posted",
            run_id=row.run_id,
            part=row.part,
            page=page.page,
            changed=page.ts is not None,
            attempts=row.attempts,
            duration_ms=round((now - self._started).total_seconds() * 1000),
            age_ms=round((now - row.created_at).total_seconds() * 1000),
        )
