"""Books that balance though a call is cancelled at any moment: a step is, when its neighbour fails."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

import pytest

from jobs.chain.errors import SpendLimit
from jobs.llm.purse import Quote, SqlPurse
from jobs.llm.tiers import Ceilings
from jobs.llm.unbroken import unbroken
from storage import spend
from storage.db import Database
from storage.scope import TenantTx
from storage.spend import Spend
from tests.jobs.llm.routing import PAYER
from tests.storage.builders import HERE, accepted, workspaces

NOW = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)


class Held:
    """Passes on to a database, but stops before the first transaction of a workspace until it is let go."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.reached, self.go = asyncio.Event(), asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    @asynccontextmanager
    async def tenant(self, tenant_id: str) -> AsyncIterator[TenantTx]:
        self.reached.set()
        await self.go.wait()
        async with self._database.tenant(tenant_id) as tx:
            yield tx


async def test_a_reservation_cancelled_between_its_two_transactions_holds_nothing_of_the_month_or_the_day(database: Database) -> None:
    await workspaces(database)
    async with database.tenant(HERE) as tx:
        await accepted(tx, "run_1")
    held, one = Held(database), Decimal(1)
    ceilings = Ceilings(run=one, workspace_month=one, deployment_day=one)
    purse = SqlPurse(cast(Database, held), ceilings, now=lambda: NOW, new_id=lambda: "res_1")
    task = asyncio.create_task(purse.reserve(PAYER, Quote("model-a", 100, 900_000)))
    await held.reached.wait()
    task.cancel()
    held.go.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.tenant_read(HERE) as tx:
        assert await spend.of_period(tx, "2026-11") == Spend(0, 0)
    async with database.system() as sys:
        assert await spend.of_day(sys, "2026-11-30") == 0


async def test_work_ends_is_undone_and_then_the_cancellation_goes_on() -> None:
    begun, go, undone = asyncio.Event(), asyncio.Event(), list[int]()

    async def work() -> int:
        begun.set()
        await go.wait()
        return 7

    async def undo(found: int) -> None:
        undone.append(found)

    task = asyncio.create_task(unbroken(work(), undo))
    await begun.wait()
    task.cancel()
    await asyncio.sleep(0)
    go.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert undone == [7]


async def test_an_error_comes_out_as_it_is() -> None:
    async def work() -> None:
        raise SpendLimit("no")

    with pytest.raises(SpendLimit):
        await unbroken(work())
