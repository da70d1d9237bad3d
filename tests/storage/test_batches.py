"""Books of batches: of two who decide at once one does, money and answer are taken once each, the system sees where things stand."""

import asyncio

import pytest

from storage import batch_items, batches
from storage.batch_items import Place
from storage.batches import Batch
from storage.db import Database
from storage.errors import Conflict, NotFound
from tests.storage.builders import HERE, MINUTE, NOW, SECOND, THERE, batch_item, workspaces


@pytest.fixture(autouse=True)
async def _tenants(database: Database) -> None:
    await workspaces(database)


async def begun(database: Database, id: str = "batch_1") -> Batch:
    async with database.system() as sys:
        return await batches.begin(sys, id, deadline=NOW + 60 * MINUTE, now=NOW, look_at=NOW + MINUTE)


async def moved(database: Database, batch: Batch, **changes: object) -> Batch | None:
    async with database.system() as sys:
        return await batches.move(sys, batch, **changes)


async def added(database: Database, id: str = "item_1", tenant: str = HERE, **changed: object) -> bool:
    async with database.tenant(tenant) as tx:
        return await batch_items.add(tx, batch_item(id, **changed), now=NOW)


async def test_of_two_who_saw_the_same_one_moves_the_batch(database: Database) -> None:
    batch = await begun(database)
    outcomes = await asyncio.gather(*(moved(database, batch, state="ready", look_at=NOW) for _ in range(4)))
    assert [outcome.version for outcome in outcomes if outcome] == [2]
    async with database.system() as sys:
        assert await batches.get(sys, "batch_1") == next(outcome for outcome in outcomes if outcome)
        assert await batches.get(sys, "batch_2") is None


async def test_an_id_of_the_vendors_belongs_to_one_batch(database: Database) -> None:
    one, two = await begun(database), await begun(database, "batch_2")
    assert await moved(database, one, vendor_id="msgbatch_1")
    with pytest.raises(Conflict):
        await moved(database, two, vendor_id="msgbatch_1")
    async with database.system() as sys:
        assert await batches.known(sys, ["msgbatch_1", "msgbatch_2"]) == {"msgbatch_1"}
        assert await batches.known(sys, []) == set()


async def test_what_is_due_comes_the_longest_overdue_first_and_closed_ones_never(database: Database) -> None:
    one, two, three = [await begun(database, f"batch_{number}") for number in (1, 2, 3)]
    await moved(database, one, look_at=NOW)
    await moved(database, two, look_at=NOW - SECOND)
    await moved(database, three, look_at=NOW - MINUTE, state="closed")
    async with database.system() as sys:
        assert [batch.id for batch in await batches.due(sys, now=NOW, limit=9)] == ["batch_2", "batch_1"]
        assert [batch.id for batch in await batches.due(sys, now=NOW, limit=1)] == ["batch_2"]
        assert await batches.next_look(sys) == NOW - SECOND


async def test_with_nothing_open_nothing_is_due(database: Database) -> None:
    async with database.system() as sys:
        assert await batches.next_look(sys) is None
        assert await batch_items.next_call(sys) is None


async def test_an_item_is_added_once_in_each_workspace(database: Database) -> None:
    assert [await added(database), await added(database, batch_id="batch_2"), await added(database, tenant=THERE)] == [True, False, True]
    async with database.system() as sys:
        assert await batch_items.all_places(sys, "batch_1") == [
            Place(HERE, "item_1", "open", booked=False),
            Place(THERE, "item_1", "open", booked=False),
        ]
        assert set(await batch_items.places(sys, "batch_1", ["item_1", "item_9"])) == {"item_1"}
        assert await batch_items.places(sys, "batch_2", ["item_1"]) == {}


async def test_of_many_one_may_close_the_money_of_an_item(database: Database) -> None:
    await added(database)

    async def book() -> bool:
        async with database.tenant(HERE) as tx:
            return await batch_items.book(tx, "item_1")

    assert sum(await asyncio.gather(*(book() for _ in range(6)))) == 1


async def test_an_item_is_answered_by_its_batch_or_passed_on_whichever_comes_first(database: Database) -> None:
    await added(database)
    await added(database, "item_2")
    async with database.tenant(HERE) as tx:
        assert await batch_items.end(tx, "item_1", "done", outcome="ok", now=NOW)
        assert not await batch_items.pass_on(tx, "item_1", now=NOW)
        assert await batch_items.pass_all_on(tx, "batch_1", now=NOW) == 1
        assert not await batch_items.end(tx, "item_2", "done", outcome="ok", now=NOW)
        assert [item.state for item in await batch_items.some(tx, ["item_1", "item_2", "item_3"])] == ["done", "call"]


async def test_a_call_is_claimed_by_one_until_it_lapses_and_only_its_claim_ends_it(database: Database) -> None:
    await added(database)
    async with database.tenant(HERE) as tx:
        await batch_items.pass_on(tx, "item_1", now=NOW)
        first = await batch_items.claim_call(tx, "item_1", claim="one", now=NOW, until=NOW + MINUTE)
        assert first is not None
        assert first.calls == 1
        assert await batch_items.claim_call(tx, "item_1", claim="two", now=NOW, until=NOW + MINUTE) is None
        later = NOW + MINUTE
        assert await batch_items.claim_call(tx, "item_1", claim="two", now=later, until=later + MINUTE) is not None
        assert not await batch_items.end(tx, "item_1", "done", outcome="ok", now=later, claim="one")
        assert not await batch_items.postpone(tx, "item_1", claim="one", until=later)
        assert await batch_items.postpone(tx, "item_1", claim="two", until=later + MINUTE)
        assert await batch_items.claim_call(tx, "item_1", claim="three", now=later, until=later) is None
    async with database.system() as sys:
        assert await batch_items.due_calls(sys, now=later, limit=9) == []
        assert await batch_items.next_call(sys) == later + MINUTE
        [due] = await batch_items.due_calls(sys, now=later + MINUTE, limit=9)
    assert (due.tenant_id, due.id) == (HERE, "item_1")


async def test_of_many_at_once_one_gets_the_call(database: Database) -> None:
    await added(database)
    async with database.tenant(HERE) as tx:
        await batch_items.pass_on(tx, "item_1", now=NOW)

    async def claim(name: str) -> bool:
        async with database.tenant(HERE) as tx:
            return await batch_items.claim_call(tx, "item_1", claim=name, now=NOW, until=NOW + MINUTE) is not None

    assert sum(await asyncio.gather(*(claim(f"worker {number}") for number in range(6)))) == 1


async def test_an_item_of_another_workspace_is_not_there(database: Database) -> None:
    await added(database)
    async with database.tenant(THERE) as tx:
        with pytest.raises(NotFound):
            await batch_items.get(tx, "item_1")
        assert not await batch_items.book(tx, "item_1")
        assert await batch_items.pass_all_on(tx, "batch_1", now=NOW) == 0
