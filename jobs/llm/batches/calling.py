"""Normal calls for items that their batch did not answer: claimed one by one, so that of several workers one calls."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from jobs.chain.errors import AnalystError
from jobs.chain.model import Model, ModelReply
from jobs.llm.batches.booking import keep_reply
from jobs.llm.batches.items import GONE, open_request
from jobs.llm.batches.pauses import pause
from jobs.llm.purse import Payer
from storage import batch_items
from storage.batch_items import Item, Place
from storage.cipher import Cipher
from storage.db import Database

AT_ONCE = 8
MOST_CALLS = 6
"""Of one item, each with the router's own attempts."""
CLAIMED = timedelta(minutes=10)
"""Longer than the budget of any tier (jobs/llm/tiers.yml)."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Calls:
    db: Database
    cipher: Cipher
    model: Callable[[Payer], Model]
    """The router for whoever pays: it holds the money of each call and books it."""
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    async def make(self) -> int:
        """As many of the calls that are due as go at once; how many. Raises StorageError after all of them."""
        async with self.db.system() as sys:
            due = await batch_items.due_calls(sys, now=self.now(), limit=AT_ONCE)
        made = await asyncio.gather(*(self._call(place) for place in due), return_exceptions=True)
        for error in made:
            if isinstance(error, BaseException):  # the others were let finish: a call that is under way is paid for
                raise error
        return sum(map(bool, made))

    async def _call(self, place: Place) -> bool:
        claim, now = self.new_id(), self.now()
        async with self.db.tenant(place.tenant_id) as tx:
            item = await batch_items.claim_call(tx, place.id, claim=claim, now=now, until=now + CLAIMED)
            if item is None:
                return False
            try:
                request = await open_request(tx, self.cipher, item.id)
            except GONE:
                return await batch_items.end(tx, item.id, "failed", outcome="Expired", now=now, claim=claim)
        payer = Payer(place.tenant_id, item.feature, run_id=item.run_id, member=item.member)
        try:
            reply = await self.model(payer).complete(request)
        except AnalystError as error:
            await self._failed(place, item, claim, error)
        else:
            await self._answered(place, item, claim, reply)
        return True

    async def _answered(self, place: Place, item: Item, claim: str, reply: ModelReply) -> None:
        now = self.now()
        async with self.db.tenant(place.tenant_id) as tx:
            if await batch_items.end(tx, item.id, "done", outcome="ok", now=now, claim=claim):
                await keep_reply(tx, self.cipher, item, reply, now=now)

    async def _failed(self, place: Place, item: Item, claim: str, error: AnalystError) -> None:
        now, outcome = self.now(), type(error).__name__
        log.warning("batch_item_call_failed", item_id=item.id, calls=item.calls, error=outcome)
        async with self.db.tenant(place.tenant_id) as tx:
            if error.retryable and item.calls < MOST_CALLS:
                wait = max(pause(item.calls - 1), timedelta(seconds=error.retry_after or 0.0))
                await batch_items.postpone(tx, item.id, claim=claim, until=now + wait)
            else:
                await batch_items.end(tx, item.id, "failed", outcome=outcome, now=now, claim=claim)
