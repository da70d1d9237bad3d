import asyncio

from storage import leases
from storage.db import Database
from tests.storage.builders import NOW, SECOND


async def acquire(database: Database, token: str, now=NOW, name: str = "dispatch") -> bool:
    async with database.system() as sys:
        return await leases.acquire(sys, name, token=token, now=now, seconds=10)


async def test_one_leads_until_its_lease_lapses(database: Database) -> None:
    assert await acquire(database, "one")
    assert not await acquire(database, "two")
    assert await acquire(database, "two", name="schedules")
    assert await acquire(database, "one", NOW + 5 * SECOND)
    assert not await acquire(database, "two", NOW + 14 * SECOND)
    assert await acquire(database, "two", NOW + 15 * SECOND)
    assert not await acquire(database, "one", NOW + 15 * SECOND)


async def test_only_the_holder_can_give_a_lease_back(database: Database) -> None:
    await acquire(database, "one")
    async with database.system() as sys:
        await leases.release(sys, "dispatch", "two")
    assert not await acquire(database, "two")
    async with database.system() as sys:
        await leases.release(sys, "dispatch", "one")
    assert await acquire(database, "two")


async def test_of_many_at_once_one_leads(database: Database) -> None:
    won = await asyncio.gather(*(acquire(database, f"token {number}") for number in range(8)))
    assert sum(won) == 1
