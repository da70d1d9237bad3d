"""Keeps batches going in every worker: one of them leads, by a lease row, and none does anything while nothing is open."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

import structlog

from jobs.chain.model import Model
from jobs.llm.batches.booking import Booking
from jobs.llm.batches.calling import Calls
from jobs.llm.batches.collecting import GIVEN_UP, Collector
from jobs.llm.batches.desk import seal
from jobs.llm.batches.pauses import pause
from jobs.llm.batches.sending import Sender
from jobs.llm.batches.vendor import Vendor
from jobs.llm.purse import Payer
from jobs.llm.tiers import Tiers
from storage import batch_items, batches, leases
from storage.batches import Batch
from storage.cipher import Cipher
from storage.db import Database
from storage.errors import StorageError, Unavailable

LEADERSHIP = "llm_batches"
LEAD = timedelta(seconds=30)
IDLE = timedelta(seconds=60)
"""Between two looks, of one read each, for what another process has handed in."""
BREATH = timedelta(seconds=0.1)
"""Between two rounds when there is more to do."""
NEVER = timedelta.max
BATCHES_A_ROUND = 20

log = structlog.get_logger()


@dataclass(frozen=True)
class Books:
    db: Database
    cipher: Cipher
    tiers: Tiers


@dataclass
class Keeper:
    """`run` in every worker. That one leads saves calls; that nothing happens twice is the books' doing, whoever leads."""

    db: Database
    sender: Sender
    collector: Collector
    calls: Calls
    now: Callable[[], datetime]
    token: str
    _kicked: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    def of(
        cls, books: Books, vendor: Vendor, model: Callable[[Payer], Model], *, now: Callable[[], datetime], new_id: Callable[[], str]
    ) -> Self:
        """`model`: the router for whoever pays, for what the vendor's batches leave unanswered."""
        db, cipher = books.db, books.cipher
        return cls(
            db=db,
            sender=Sender(db, cipher, vendor, now),
            collector=Collector(db, vendor, Booking(db, cipher, books.tiers, now), now),
            calls=Calls(db, cipher, model, now, new_id),
            now=now,
            token=new_id(),
        )

    def kick(self) -> None:
        """Something was handed in here."""
        self._kicked.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Until stopped. A database that is away is waited for."""
        while not stop.is_set():
            wait = IDLE
            try:
                wait = await self.tick()
            except (StorageError, OSError) as error:
                log.warning("batches_wait_for_database", error=type(error).__name__)
            await self._rest(stop, wait.total_seconds())
        with contextlib.suppress(StorageError, OSError):
            await self._release()

    async def tick(self) -> timedelta:
        """One round, where there is something to do and this process leads; how long to rest after it."""
        due_in = await self._due_in()
        if due_in > timedelta(0):
            return min(due_in, IDLE)
        if not await self._leads():
            return LEAD / 2
        async with self._leading():
            await self._round()
        due_in = await self._due_in()
        if due_in == NEVER:
            await self._release()
        return max(BREATH, min(due_in, IDLE))

    async def _round(self) -> None:
        async with self.db.system() as sys:
            due = await batches.due(sys, now=self.now(), limit=BATCHES_A_ROUND)
        for batch in due:
            try:
                await self.advance(batch)
            except Unavailable:
                raise
            except StorageError as error:  # one batch that cannot be mended must not keep all others waiting
                log.error("batch_stuck", batch_id=batch.id, error=type(error).__name__)  # noqa: TRY400 - the sentence says it all
                async with self.db.system() as sys:
                    await batches.move(sys, batch, look_at=self.now() + pause(batch.tries), tries=batch.tries + 1)
        await self.calls.make()

    async def advance(self, batch: Batch) -> None:
        """One step of one batch: by its state first, so that what came in time counts, then by its deadline."""
        moved = await self._step(batch)
        if moved is not None and moved.state == "ended" and moved.state != batch.state:
            moved = await self.collector.collect(moved)
        if moved is not None and moved.state != "closed" and not moved.late and self.now() >= moved.deadline_at:
            await self.collector.pass_on(moved)

    async def _step(self, batch: Batch) -> Batch | None:
        if batch.sent_at is not None and self.now() - batch.sent_at >= GIVEN_UP and (batch.state != "ended" or batch.vendor_id is not None):
            return await self.collector.give_up(batch)
        match batch.state:
            case "filling":
                return await seal(self.db, batch, now=self.now())
            case "ready":
                return await self.sender.send(batch)
            case "sending":
                return await self.sender.find(batch)
            case "sent":
                return await self.collector.poll(batch)
            case "ended":
                return await self.collector.collect(batch)
            case "closed":
                return None

    async def _due_in(self) -> timedelta:
        """Until something is due, less than nothing if it is overdue; NEVER while nothing is open. Reads only."""
        async with self.db.system() as sys:
            moments = [await batches.next_look(sys), await batch_items.next_call(sys)]
        due = [moment for moment in moments if moment is not None]
        return min(due) - self.now() if due else NEVER

    async def _leads(self) -> bool:
        async with self.db.system() as sys:
            return await leases.acquire(sys, LEADERSHIP, token=self.token, now=self.now(), seconds=LEAD.total_seconds())

    @contextlib.asynccontextmanager
    async def _leading(self) -> AsyncGenerator[None]:
        beat = asyncio.create_task(self._beat())
        try:
            yield
        finally:
            beat.cancel()
            await asyncio.gather(beat, return_exceptions=True)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(LEAD.total_seconds() / 3)
            with contextlib.suppress(StorageError, OSError):  # the round goes on: its writes are fenced by themselves
                await self._leads()

    async def _release(self) -> None:
        async with self.db.system() as sys:
            await leases.release(sys, LEADERSHIP, self.token)

    async def _rest(self, stop: asyncio.Event, seconds: float) -> None:
        waits = [asyncio.create_task(stop.wait()), asyncio.create_task(self._kicked.wait())]
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
            self._kicked.clear()
