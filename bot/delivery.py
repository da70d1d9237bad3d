"""One outbox row into Slack: lease it, read what it needs, commit its pages, send them in order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.cards import load_card
from bot.held_row import HeldRow, Surroundings, surroundings
from bot.pages import Rendered
from bot.parting import Parting
from bot.sending import Sending
from bot.setbacks import Setbacks, Tools
from storage import outbox
from storage.outbox import OutboxRow
from storage.scope import TenantTx


class Delivery:
    """One try at one row, held by the lease `token`."""

    def __init__(self, tools: Tools, tenant_id: str, outbox_id: str, token: str) -> None:
        self._tools, self._tenant_id, self._outbox_id, self._token = tools, tenant_id, outbox_id, token
        self._held: HeldRow | None = None
        self.row: OutboxRow | None = None
        """As it was seen, and then leased, though that may have been undone since; None before."""

    async def run(self) -> Parting | None:
        """How the row left our hands; None when somebody else was faster.

        Raises StorageError, and whatever a broken view raises: the caller then calls `broke`.
        """
        tools, started = self._tools, self._tools.now()
        # Read and rendered before the transaction that leases the row: on SQLite acknowledgements wait for that one.
        async with tools.db.tenant_read(self._tenant_id) as tx:
            self.row = row = await outbox.of_id(tx, self._outbox_id)
            if row is None:
                return None
            around = await surroundings(tx, tools.cipher, row)
            rendered = await self._render(tx, row, around)
        async with tools.db.tenant(self._tenant_id) as tx:
            held = await self._take(tx, row)
            if held is None:
                return None
            start = await self._start(tx, held, around, rendered, started)
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

    async def _take(self, tx: TenantTx, seen: OutboxRow | None = None) -> HeldRow | None:
        tools = self._tools
        held = await HeldRow.take(tx, tools.db, tools.cipher, tools.now, self._outbox_id, self._token, seen=seen)
        self.row = None if held is None else held.row
        return held

    async def _render(self, tx: TenantTx, row: OutboxRow, around: Surroundings) -> Sequence[Rendered]:
        """What the row is to show; empty where that is committed already, or nobody is to see it."""
        if around.committed(row.rev) or not around.installed or _is_late_progress(row, around):
            return ()
        now = self._tools.now()
        card = await load_card(tx, row, around.run, allowance=self._tools.allowance, now=now, cipher=self._tools.cipher)
        return self._tools.render(str(row.payload.get("view", "")), card, now=now)

    async def _start(
        self, tx: TenantTx, held: HeldRow, around: Surroundings, rendered: Sequence[Rendered], started: datetime
    ) -> Sending | Parting:
        """All there is to write before the first call, in the transaction of the lease: it is done whole or not at all."""
        installed = around.installation
        if installed is None or installed.revoked_at is not None:
            return await held.fail(tx, "revoked")
        if _is_late_progress(held.row, around):
            return replace(await held.done(tx), how="skipped")
        pages = around.committed(held.row.rev) or await held.commit(tx, rendered, around.pages)
        unsent = [page for page in pages if not page.sent]
        if not unsent:
            return await held.done(tx)
        sending = Sending(self._tools, held, around, installed.bot_token, unsent, started)
        return await sending.begin(tx) or sending

    def _left(self, held: HeldRow, parting: Parting) -> Parting:
        parting.tell(held.row, self._tools.counters)
        return parting


def _is_late_progress(row: OutboxRow, around: Surroundings) -> bool:
    """Progress of a run that is over and of which nobody saw any: the answer, put with the end, says all of it and comes at once."""
    return row.payload.get("view") == "progress" and around.ended and not around.pages and not row.unclear
