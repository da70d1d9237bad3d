"""Books one item: its money, its answer and the sealed reply in one transaction of its workspace, or nothing of all that."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.chain.errors import AnalystError
from jobs.chain.model import ModelReply
from jobs.llm.batches import money
from jobs.llm.batches.items import GONE, open_request, reference
from jobs.llm.batches.vendor import Line
from jobs.llm.reading import reply_of, text_of, usage_of
from jobs.llm.tiers import Tiers
from storage import batch_items, spend, vault
from storage.batch_items import Item, Place
from storage.cipher import Cipher
from storage.db import Database
from storage.scope import TenantTx


@dataclass(frozen=True)
class Booking:
    db: Database
    cipher: Cipher
    tiers: Tiers
    now: Callable[[], datetime]

    async def book(self, place: Place, line: Line) -> bool:
        """By its line of results; whether this was the first time."""
        async with self.db.tenant(place.tenant_id) as tx:
            if not await batch_items.book(tx, place.id):
                return False
            item = await batch_items.get(tx, place.id)
            if line.verdict == "succeeded":
                spent = await self._succeeded(tx, item, line.message)
            else:  # errored, canceled and expired are free (facts/llm.md §1.7), and a normal call may go through
                spent = await money.release(tx, item, now=self.now())
                await batch_items.pass_on(tx, item.id, now=self.now())
        await self._correct_day(item, spent)
        return True

    async def book_untold(self, place: Place, *, free: bool) -> bool:
        """No line told of it. `free`: the vendor never had it; else all that was held is taken for spent."""
        async with self.db.tenant(place.tenant_id) as tx:
            if not await batch_items.book(tx, place.id):
                return False
            item = await batch_items.get(tx, place.id)
            spent = await (money.release(tx, item, now=self.now()) if free else money.settle_lost(tx, item, now=self.now()))
            await batch_items.pass_on(tx, item.id, now=self.now())
        await self._correct_day(item, spent)
        return True

    async def _succeeded(self, tx: TenantTx, item: Item, message: object) -> int | None:
        now = self.now()
        try:
            request = await open_request(tx, self.cipher, item.id)
        except GONE:  # without its request neither price nor reply can be told
            await batch_items.end(tx, item.id, "failed", outcome="Expired", now=now)
            return await money.settle_lost(tx, item, now=now)
        outcome, reply = "ok", None
        try:
            reply = reply_of(message, request, item.model, (now - item.created_at).total_seconds())
        except AnalystError as error:
            outcome = type(error).__name__
            again = error.retryable and await batch_items.pass_on(tx, item.id, now=now)
            if not again:
                await batch_items.end(tx, item.id, "failed", outcome=outcome, now=now)
        if reply is not None and await batch_items.end(tx, item.id, "done", outcome=outcome, now=now):
            await keep_reply(tx, self.cipher, item, reply, now=now)
        usage, vendor_id = usage_of(message, request), text_of(message, "id")
        return await money.settle(tx, self.tiers, item, usage=usage, outcome=outcome, request_id=vendor_id, now=now)

    async def _correct_day(self, item: Item, spent: int | None) -> None:
        if spent is not None:
            async with self.db.system() as sys:
                await spend.correct_day(sys, day=item.day, held=item.held, spent=spent)


async def keep_reply(tx: TenantTx, cipher: Cipher, item: Item, reply: ModelReply, *, now: datetime) -> None:
    """Until the item expires."""
    plain = reply.model_dump_json().encode(errors="replace")
    await vault.put(tx, cipher, purpose="llm_batch", plain=plain, expires_at=item.expires_at, now=now, id=reference(item.id, "reply"))
