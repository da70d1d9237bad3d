"""Sends a batch once: what is not known to have arrived is looked for before it is sent again.

The vendor keeps nothing of ours beside a batch but the `custom_id` of each request, and shows those in the results alone. So a batch that
may have arrived is known by its moment and its number of requests, and surely by its results. Until then it is ours by all signs, and not
cancelled; if its results are of others, it is given up and the search goes on.
"""

from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from jobs.chain.errors import AnalystError, Transient
from jobs.llm.batches.items import GONE, open_request
from jobs.llm.batches.pauses import FIRST, look_again
from jobs.llm.batches.vendor import Ask, NotThere, Standing, Vendor
from storage import batch_items, batches
from storage.batches import Batch
from storage.cipher import Cipher
from storage.db import Database
from storage.scope import TenantTx

SETTLED = timedelta(minutes=3)
"""After so long a request that was sent has arrived or never will: longer than the call's own time limit."""
SKEW = timedelta(minutes=5)
"""Between the vendor's clock and ours."""
GLANCE = 20
"""Lines of results that are read to see whose they are."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Sender:
    db: Database
    cipher: Cipher
    vendor: Vendor
    now: Callable[[], datetime]

    async def send(self, batch: Batch) -> Batch | None:
        """A ready batch goes out; the batch as it stands then, None if another process has it. An item whose request is gone stays behind."""
        now = self.now()
        if now >= batch.deadline_at:
            return await self._free(batch)
        asks = await self._asks(batch)
        sending = await self._move(batch, state="sending", items=len(asks), sent_at=now, look_at=now + SETTLED, tries=0)
        if sending is None:
            return None
        if not asks:
            return await self._free(sending)
        try:
            standing = await self.vendor.create(asks)
        except AnalystError as error:
            return await self._not_sent(sending, error, tries=batch.tries)
        return await self._sent(sending, standing)

    async def find(self, batch: Batch) -> Batch | None:
        """A batch that may have been sent: adopts it where the vendor has it, makes it ready again where it has not."""
        now = self.now()
        try:
            surely, perhaps = await self._candidates(batch)
        except AnalystError as error:
            return await self._move(batch, look_at=look_again(batch, now, error), tries=batch.tries + 1)
        log.info("batch_looked_for", batch_id=batch.id, surely=len(surely), perhaps=len(perhaps))
        if surely or len(perhaps) == 1:
            [found, *_] = surely or perhaps
            return await self._move(batch, state="sent", vendor_id=found.id, certain=bool(surely), look_at=now, tries=0)
        if perhaps:  # which of them it is their results will tell
            return await self._move(batch, look_at=look_again(batch, now), tries=batch.tries + 1)
        return await self._move(batch, state="ready", look_at=now, sent_at=None, tries=batch.tries)

    async def _not_sent(self, sending: Batch, error: AnalystError, *, tries: int) -> Batch | None:
        log.warning("batch_not_sent", batch_id=sending.id, error=type(error).__name__)
        if type(error) is Transient:
            return sending  # it may have arrived: looked for when all is settled
        if error.retryable:
            again = look_again(replace(sending, tries=tries), self.now(), error)
            return await self._move(sending, state="ready", sent_at=None, look_at=again, tries=tries + 1)
        return await self._free(sending)

    async def _sent(self, sending: Batch, standing: Standing) -> Batch | None:
        now = self.now()
        moved = await self._move(sending, state="sent", vendor_id=standing.id, certain=True, look_at=now + FIRST, tries=0)
        if moved is not None:
            log.info("batch_sent", batch_id=moved.id, vendor_id=standing.id, items=moved.items)
            return moved
        if not await self._is_known(standing):  # this process slept through SETTLED, and another sent it again: one of the two is enough
            try:
                await self.vendor.cancel(standing.id)
            except AnalystError as error:
                log.error("batch_sent_twice", batch_id=sending.id, vendor_id=standing.id, error=type(error).__name__)  # noqa: TRY400
        return None

    async def _candidates(self, batch: Batch) -> tuple[list[Standing], list[Standing]]:
        """What may be this batch: surely, and by all signs."""
        assert batch.sent_at is not None
        surely, perhaps = list[Standing](), list[Standing]()
        async with aclosing(self.vendor.recent(batch.sent_at - SKEW)) as found:
            async for standing in found:
                if standing.items != batch.items or standing.created_at > batch.sent_at + SETTLED + SKEW or await self._is_known(standing):
                    continue
                ours = await self.is_ours(standing, batch) if standing.ended else None
                if ours is not False:
                    (surely if ours else perhaps).append(standing)
        return surely, perhaps

    async def is_ours(self, standing: Standing, batch: Batch) -> bool | None:
        """By its results; None where they do not tell."""
        ids = list[str]()
        try:
            async with aclosing(self.vendor.results(standing.id)) as lines:
                async for line in lines:
                    ids += [line.id] if line is not None else []
                    if len(ids) == GLANCE:
                        break
        except NotThere:
            return None
        async with self.db.system() as sys:
            return bool(await batch_items.places(sys, batch.id, ids)) if ids else None

    async def _is_known(self, standing: Standing) -> bool:
        async with self.db.system() as sys:
            return bool(await batches.known(sys, [standing.id]))

    async def _asks(self, batch: Batch) -> list[Ask]:
        asks = list[Ask]()
        async with self.db.system() as sys:
            places = [place for place in await batch_items.all_places(sys, batch.id) if not place.booked and place.state == "open"]
        for tenant_id in dict.fromkeys(place.tenant_id for place in places):
            async with self.db.tenant_read(tenant_id) as tx:
                for place in places:
                    if place.tenant_id == tenant_id:
                        asks += await self._ask(tx, place.id)
        return asks

    async def _ask(self, tx: TenantTx, id: str) -> list[Ask]:
        item = await batch_items.get(tx, id)
        try:
            return [Ask(id, item.model, await open_request(tx, self.cipher, id))]
        except GONE:
            return []

    async def _free(self, batch: Batch) -> Batch | None:
        """The vendor never had it: it ended without an id of the vendor's, and surely costs nothing."""
        return await self._move(batch, state="ended", certain=True, vendor_id=None, look_at=self.now(), tries=0)

    async def _move(self, batch: Batch, **changes: Any) -> Batch | None:
        async with self.db.system() as sys:
            return await batches.move(sys, batch, **changes)
