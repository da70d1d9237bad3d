"""One outbox row into Slack: lease it, read what it needs, commit its pages, send them in order."""

from dataclasses import replace
from datetime import datetime

from bot.held_row import HeldRow, Surroundings
from bot.parting import Parting
from bot.sending import Sending
from bot.setbacks import Setbacks, Tools
from storage.outbox import OutboxRow, Page
from storage.scope import TenantTx


class Delivery:
    """One try at one row, held by the lease `token`."""

    def __init__(self, tools: Tools, tenant_id: str, outbox_id: str, token: str) -> None:
        self._tools, self._tenant_id, self._outbox_id, self._token = tools, tenant_id, outbox_id, token
        self._held: HeldRow | None = None
        self.row: OutboxRow | None = None
        """As it was leased, though that may have been undone since; None before."""

    async def run(self) -> Parting | None:
        """How the row left our hands; None when somebody else was faster.

        Raises StorageError, and whatever a broken view raises: the caller then calls `broke`.
        """
        started = self._tools.now()
        async with self._tools.db.tenant(self._tenant_id) as tx:
            held = await self._take(tx)
            if held is None:
                return None
            start = await self._start(tx, held, started)
        self._held = held
        return self._left(held, start if isinstance(start, Parting) else await start.run())

    async def broke(self, error: str) -> Parting | None:
        """Put the row back after an error, or give it up. Raises StorageError.

        Where the error has undone the lease it is taken again; None when somebody else was faster.
        """
        async with self._tools.db.tenant(self._tenant_id) as tx:
            held = self._held or await self._take(tx)
            if held is None:
                return None
            parting = await Setbacks(held, "").broke(tx, error)
        return self._left(held, parting)

    async def _take(self, tx: TenantTx) -> HeldRow | None:
        tools = self._tools
        held = await HeldRow.take(tx, tools.db, tools.cipher, tools.now, self._outbox_id, self._token)
        self.row = None if held is None else held.row
        return held

    async def _start(self, tx: TenantTx, held: HeldRow, started: datetime) -> Sending | Parting:
        """All there is to do before the first call, in the transaction of the lease: it is done whole or not at all."""
        around = await held.surroundings(tx)
        installed = around.installation
        if installed is None or installed.revoked_at is not None:
            return await held.fail(tx, "revoked")
        if _is_late_progress(held, around):
            return replace(await held.done(tx), how="skipped")
        unsent = [page for page in await self._pages(tx, held, around) if not page.sent]
        if not unsent:
            return await held.done(tx)
        sending = Sending(self._tools, held, around, installed.bot_token, unsent, started)
        return await sending.begin(tx) or sending

    async def _pages(self, tx: TenantTx, held: HeldRow, around: Surroundings) -> list[Page]:
        if committed := [page for page in around.pages if page.rev == held.row.rev]:
            return committed
        view, card = str(held.row.payload.get("view", "")), await held.card(tx, around.run, self._tools.allowance)
        return await held.commit(tx, self._tools.render(view, card, now=self._tools.now()), around.pages)

    def _left(self, held: HeldRow, parting: Parting) -> Parting:
        parting.tell(held.row, self._tools.counters)
        return parting


def _is_late_progress(held: HeldRow, around: Surroundings) -> bool:
    """Progress of a run that is over and of which nobody saw any: the answer, put with the end, says all of it and comes at once."""
    return held.row.payload.get("view") == "progress" and around.ended and not around.pages and not held.row.unclear
