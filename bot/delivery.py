"""One outbox row into Slack: read what it needs, commit its pages, send them in order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import structlog

from bot.blocks.card import RunCard
from bot.held_row import HeldRow, Surroundings
from bot.pages import Rendered
from bot.sending import Sending
from bot.setbacks import MAX_REFUSALS, Setbacks, Tools
from storage.outbox import Page

log = structlog.get_logger()


class Render(Protocol):
    """`bot.blocks.render.render`."""

    def __call__(self, view: str, card: RunCard, *, now: datetime) -> Sequence[Rendered]: ...


class Delivery:
    """Delivers rows; stateless between them. `allowance`: credits of a month, for "credits left"."""

    def __init__(self, tools: Tools, render: Render, *, allowance: int | None = None) -> None:
        self._tools, self._render, self._allowance = tools, render, allowance

    async def deliver(self, held: HeldRow) -> bool:
        """Whether the row is done. Raises StorageError, and whatever a broken view raises: the caller then calls `broke`."""
        started = self._tools.now()
        around = await held.surroundings(self._allowance)
        installed = around.installation
        if installed is None or installed.revoked_at is not None:
            await self._setbacks(held).give_up("revoked")
            return False
        if _is_late_progress(held, around):
            await held.done()
            self._tools.counters["skipped"] += 1
            return True
        sending = Sending(self._tools, held, around, installed.bot_token)
        unsent = [page for page in await self._pages(held, around) if not page.sent]
        for page in unsent:
            if not await sending.page(page, last=page is unsent[-1]):
                return False
            self._posted(held, page, started)
        if not unsent:
            await held.done()
        return True

    async def broke(self, held: HeldRow, error: str) -> None:
        """A bug, or data of another version: try again a few times, then give up where people can see it. Raises StorageError."""
        if held.row.attempts >= MAX_REFUSALS:
            await self._setbacks(held).give_up(error)
        else:
            await self._setbacks(held).again(error, unclear=None)

    async def _pages(self, held: HeldRow, around: Surroundings) -> list[Page]:
        if around.card is None:
            return [page for page in around.pages if page.rev == held.row.rev]
        view = str(held.row.payload.get("view", ""))
        return await held.commit(self._render(view, around.card, now=self._tools.now()))

    def _posted(self, held: HeldRow, page: Page, started: datetime) -> None:
        self._tools.counters["posted" if page.ts is None else "updated"] += 1
        row, now = held.row, self._tools.now()
        log.info(
            "message_posted",
            run_id=row.run_id,
            part=row.part,
            page=page.page,
            changed=page.ts is not None,
            attempts=row.attempts,
            duration_ms=round((now - started).total_seconds() * 1000),
            age_ms=round((now - row.created_at).total_seconds() * 1000),
        )

    def _setbacks(self, held: HeldRow) -> Setbacks:
        return Setbacks(self._tools, held, "")


def _is_late_progress(held: HeldRow, around: Surroundings) -> bool:
    """Progress of a run that is over and of which nobody saw any: the answer, put with the end, says all of it and comes at once."""
    return held.row.payload.get("view") == "progress" and around.ended and not around.pages and not held.row.unclear
