"""Batches end to end: real books, the real client over HTTP to the stand-in, the real router; a clock that is moved by hand."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from jobs.chain.model import ModelRequest
from jobs.llm.alarm import Alarm, Alert
from jobs.llm.batches.client import AnthropicBatches
from jobs.llm.batches.desk import Desk, Submitted
from jobs.llm.batches.items import Answer, BatchItem, item_id
from jobs.llm.batches.keeper import Books, Keeper
from jobs.llm.client import AnthropicModel, connect
from jobs.llm.purse import Payer, SqlPurse
from jobs.llm.router import Router
from jobs.llm.tiers import Tiers, load
from storage import batches, spend
from storage.batches import Batch
from storage.db import Database
from storage.tables.spend import llm_calls
from tests.fakes import FakeClock, FakeIds
from tests.jobs.llm.routing import Clock, Gates
from tests.standins.batches_api import BatchesDesk, batches_of
from tests.standins.messages_api import MessagesStandIn
from tests.storage.builders import CIPHER, HERE, NOW, THERE, workspaces

SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"relevant": {"type": "string"}},
    "required": ["relevant"],
    "additionalProperties": False,
}
PERIOD = "2026-11"
IN_TIME = timedelta(hours=8)
"""From now to the deadline of `submit`."""
MINUTE = timedelta(minutes=1)


def item(number: int, tenant: str = HERE, **changed: Any) -> BatchItem:
    request = ModelRequest(
        step="screen", tier="small", system="Be brief.", user=f"Notice {number} of {tenant}.", reply_schema=SCHEMA, max_tokens=200
    )
    return BatchItem(f"digest:1:{number}", Payer(tenant, "digest"), request.model_copy(update=changed))


def dear(tiers: Tiers, **ceilings: str) -> Tiers:
    """With other ceilings, USD."""
    wanted = {name: Decimal(amount) for name, amount in ceilings.items()}
    return tiers.model_copy(update={"ceilings": tiers.ceilings.model_copy(update=wanted)})


@dataclass
class Worker:
    """One process: its own ids and connections to the vendor, the database of all."""

    desk: Desk
    keeper: Keeper

    async def work(self) -> None:
        await self.keeper.tick()


@dataclass
class Office:
    db: Database
    api: MessagesStandIn
    vendor: BatchesDesk
    clock: FakeClock
    tiers: Tiers
    client: AnthropicModel
    worker: Worker
    alerts: list[Alert] = field(default_factory=list[Alert])
    deaths: int = 0
    """Of processes. What a dead one held of the day is used up until it ends (storage.spend)."""
    made: Any = field(default_factory=count)

    def another(self, db: Any = None, *, tiers: Tiers | None = None) -> Worker:
        """Another process on the same books; `db` in their place."""
        return worker(self, db or self.db, FakeIds(f"process-{next(self.made)}"), tiers or self.tiers)

    async def submit(self, *items: BatchItem, within: timedelta = IN_TIME, by: Worker | None = None) -> Submitted:
        return await (by or self.worker).desk.submit(items, deadline=self.clock.now() + within)

    async def forward(self, span: timedelta, by: Worker | None = None, *, step: timedelta | None = None) -> None:
        """Lets time pass in steps, of a minute or more for a long time, and the worker work after each."""
        step = step or max(MINUTE, span / 40)
        until = self.clock.now() + span
        while self.clock.now() < until:
            self.clock.forward(min(step, until - self.clock.now()))
            await (by or self.worker).work()

    async def batch(self) -> Batch:
        """The only one."""
        async with self.db.system() as sys:
            [row] = await sys.all(sys.select(batches.batches, batches.batches.c.id))
            found = await batches.get(sys, row.id)
        assert found is not None
        return found

    async def answer(self, number: int, tenant: str = HERE) -> Answer:
        return await self.worker.desk.answer(tenant, f"digest:1:{number}")

    async def calls(self, tenant: str = HERE) -> list[tuple[str, bool, int]]:
        """Outcome, whether in a batch, and micro-USD of each booked call."""
        async with self.db.tenant_read(tenant) as tx:
            rows = await tx.all(tx.select(llm_calls).order_by(llm_calls.c.batch.desc(), llm_calls.c.id))
        return [(row.outcome, row.batch, row.cost_micro_usd) for row in rows]

    async def proof(self) -> list[str]:
        """What does not add up when nothing is open any more: held money, accounts other than their ledger, a day other than both."""
        wrong, spent = list[str](), 0
        for tenant in (HERE, THERE):
            async with self.db.tenant_read(tenant) as tx:
                month = await spend.of_period(tx, PERIOD)
                wrong += await spend.proof(tx)
            wrong += [f"{tenant} holds {month.reserved}"] if month.reserved else []
            spent += month.spent
        async with self.db.system() as sys:
            days = [await spend.of_day(sys, f"2026-11-{day:02}") for day in range(2, 12)]
        even = sum(days) >= spent if self.deaths else sum(days) == spent
        return wrong + ([] if even else [f"the days say {sum(days)}, the months {spent}"])

    async def forget_dead_calls(self) -> None:
        """What normal calls of dead processes hold counts as spent after an hour, as the dispatcher sees to."""
        now = self.clock.now() + timedelta(hours=2)
        for tenant in (HERE, THERE):
            async with self.db.tenant(tenant) as tx:
                await spend.forfeit(tx, before=now, now=now)


def id_of(number: int, tenant: str = HERE) -> str:
    return item_id(tenant, item(number, tenant).key)


def worker(office: Office, db: Any, ids: FakeIds, tiers: Tiers) -> Worker:
    now = office.clock.now
    clock = Clock()
    router = Router(
        caller=office.client,
        tiers=tiers,
        gate=Gates(),
        purse=SqlPurse(db, tiers.ceilings, now, ids.new),
        payer=Payer("", "none"),
        alarm=Alarm(office.alerts.append, clock=clock),
        clock=clock,
        sleep=clock.sleep,
        jitter=lambda: 1.0,
    )
    vendor = AnthropicBatches(office.client.client, seconds=5.0)
    keeper = Keeper.of(Books(db, CIPHER, tiers), vendor, router.paid_by, now=now, new_id=ids.new)
    return Worker(Desk(db, CIPHER, tiers, now, ids.new, keeper.kick), keeper)


@asynccontextmanager
async def opened(db: Database, **ceilings: str) -> AsyncGenerator[Office]:
    await workspaces(db)
    clock = FakeClock(NOW)
    async with MessagesStandIn() as api:
        client = connect("sk-test", api.url)
        desk = batches_of(api)
        desk.now = clock.now
        tiers = dear(load(), **ceilings)
        made = Office(db, api, desk, clock, tiers, client, worker=None)  # type: ignore[arg-type]
        made.worker = made.another()
        try:
            yield made
        finally:
            await client.aclose()
