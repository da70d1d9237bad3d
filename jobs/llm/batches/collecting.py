"""Looks how a batch does, reads its results once it has ended, and at its deadline passes on what is missing.

Each item is booked once and answered once, in one transaction, so that results may be read as often as it takes: a stream that breaks is
read again from its beginning. What is there before the deadline is the answer; what comes later is booked and not used.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from jobs.chain.errors import AnalystError
from jobs.llm.batches.booking import Booking
from jobs.llm.batches.pauses import look_again
from jobs.llm.batches.vendor import Line, NotThere, Vendor
from storage import batch_items, batches
from storage.batches import Batch
from storage.db import Database

READINGS = 5
"""Of results that do not tell of every item: a stream may be cut without a sign."""
GIVEN_UP = timedelta(hours=28)
"""After it was sent: the vendor lets a batch expire after 24."""
TOGETHER = 100
"""Lines whose owners are looked up at once."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Collector:
    db: Database
    vendor: Vendor
    booking: Booking
    now: Callable[[], datetime]

    async def poll(self, batch: Batch) -> Batch | None:
        """How a sent batch does; cancelled once its deadline is over, if it is surely ours. None if another process has it."""
        assert batch.vendor_id is not None
        now = self.now()
        try:
            standing = await self.vendor.retrieve(batch.vendor_id)
            if standing.ended:
                return await self._move(batch, state="ended", look_at=now, tries=0)
            cancelled = batch.cancelled
            if now >= batch.deadline_at and batch.certain and not cancelled:
                await self.vendor.cancel(batch.vendor_id)
                cancelled = True
                log.info("batch_cancelled", batch_id=batch.id)
        except NotThere:
            return await self._lose(batch)
        except AnalystError as error:
            log.warning("batch_look_failed", batch_id=batch.id, error=type(error).__name__)
            return await self._move(batch, look_at=look_again(batch, now, error), tries=batch.tries + 1)
        return await self._move(batch, cancelled=cancelled, look_at=look_again(batch, now), tries=batch.tries + 1)

    async def collect(self, batch: Batch) -> Batch | None:
        """Books the results of an ended batch, and closes it when each item is booked."""
        if batch.vendor_id is None:
            return await self._close(batch, free=batch.certain)
        try:
            ours, others = await self._read(batch, batch.vendor_id)
        except NotThere:
            return await self._lose(batch)
        except AnalystError as error:
            log.warning("batch_results_broke_off", batch_id=batch.id, error=type(error).__name__)
            return await self._move(batch, look_at=look_again(batch, self.now(), error), tries=batch.tries + 1)
        if others and not ours and not batch.certain:
            log.warning("batch_was_of_others", batch_id=batch.id)
            return await self._move(batch, state="sending", vendor_id=None, look_at=self.now(), tries=0)
        if batch.tries + 1 < READINGS and await self._unbooked(batch):
            return await self._move(batch, look_at=look_again(batch, self.now()), tries=batch.tries + 1)
        return await self._close(batch, free=False)

    async def pass_on(self, batch: Batch) -> Batch | None:
        """After the deadline: open items go by normal calls, whatever the vendor still does."""
        now, passed = self.now(), 0
        async with self.db.system() as sys:
            tenant_ids = dict.fromkeys(place.tenant_id for place in await batch_items.all_places(sys, batch.id) if place.state == "open")
        for tenant_id in tenant_ids:
            async with self.db.tenant(tenant_id) as tx:
                passed += await batch_items.pass_all_on(tx, batch.id, now=now)
        log.info("batch_passed_its_deadline", batch_id=batch.id, passed_on=passed)
        return await self._move(batch, late=True)

    async def give_up(self, batch: Batch) -> Batch | None:
        """Nothing is to be learned of it any more."""
        return await self._lose(batch)

    async def _read(self, batch: Batch, vendor_id: str) -> tuple[int, int]:
        """How many lines were of this batch and how many of others."""
        ours = others = 0
        async with aclosing(self.vendor.results(vendor_id)) as lines:
            async for some in _together(lines):
                async with self.db.system() as sys:
                    places = await batch_items.places(sys, batch.id, [line.id for line in some])
                for line in some:
                    place = places.get(line.id)
                    others += place is None
                    ours += place is not None
                    if place is not None and not place.booked:
                        await self.booking.book(place, line)
        return ours, others

    async def _close(self, batch: Batch, *, free: bool) -> Batch | None:
        """What no line told of goes by a normal call."""
        for place in await self._unbooked(batch):
            await self.booking.book_untold(place, free=free)
        log.info("batch_closed", batch_id=batch.id)
        return await self._move(batch, state="closed")

    async def _lose(self, batch: Batch) -> Batch | None:
        log.error("batch_lost", batch_id=batch.id, vendor_id=batch.vendor_id)
        return await self._move(batch, state="ended", certain=False, vendor_id=None, look_at=self.now(), tries=0)

    async def _unbooked(self, batch: Batch) -> list[batch_items.Place]:
        async with self.db.system() as sys:
            return [place for place in await batch_items.all_places(sys, batch.id) if not place.booked]

    async def _move(self, batch: Batch, **changes: Any) -> Batch | None:
        async with self.db.system() as sys:
            return await batches.move(sys, batch, **changes)


async def _together(lines: AsyncIterator[Line | None]) -> AsyncIterator[Sequence[Line]]:
    """The readable ones, some at a time."""
    some = list[Line]()
    async for line in lines:
        if line is not None:
            some.append(line)
        if len(some) == TOGETHER:
            yield some
            some = []
    if some:
        yield some
