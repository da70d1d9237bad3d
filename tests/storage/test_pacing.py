import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from storage import pacing
from storage.db import Database
from storage.tables.pacing import pacing as table
from tests.storage.builders import HERE, MINUTE, NOW, SECOND, THERE, Turn, workspaces
from tests.storage_fixtures import Addresses


@pytest.fixture(autouse=True)
async def _tenants(database: Database) -> None:
    await workspaces(database)


@pytest.fixture
async def another(database_addresses: Addresses) -> AsyncIterator[Database]:
    """The same database as another process has it."""
    opened = Database.open(database_addresses.app)
    yield opened
    await opened.close()


async def reserve(database: Database, *, now=NOW, burst: int = 1, key: str = "C1", tenant: str = HERE) -> datetime:
    async with database.tenant(tenant) as tx:
        return (await pacing.take(tx, (Turn(key, SECOND, burst),), now=now, within=timedelta(days=1))).at


async def block(database: Database, until: datetime) -> None:
    async with database.tenant(HERE) as tx:
        await pacing.block(tx, key="C1", until=until, now=NOW)


async def test_calls_go_out_one_interval_apart(database: Database) -> None:
    assert [await reserve(database) for _ in range(3)] == [NOW, NOW + SECOND, NOW + 2 * SECOND]


async def test_after_a_rest_nothing_is_saved_up_but_the_burst(database: Database) -> None:
    await reserve(database, burst=3)
    later = NOW + 10 * MINUTE
    assert [await reserve(database, now=later, burst=3) for _ in range(5)] == [later, later, later, later + SECOND, later + 2 * SECOND]


async def test_two_processes_never_get_one_place(database: Database, another: Database) -> None:
    places = await asyncio.gather(*(reserve(process) for process in (database, another) for _ in range(10)))
    assert sorted(places) == [NOW + number * SECOND for number in range(20)]


async def test_keys_and_workspaces_are_paced_apart(database: Database) -> None:
    assert await reserve(database) == NOW
    assert await reserve(database, key="C2") == NOW
    assert await reserve(database, tenant=THERE) == NOW


async def test_a_block_holds_in_every_process_and_calls_stay_apart_after_it(database: Database, another: Database) -> None:
    await block(database, NOW + MINUTE)
    assert await reserve(another) == NOW + MINUTE
    assert await reserve(database) == NOW + MINUTE + SECOND


async def test_a_block_holds_a_burst_too_and_a_shorter_one_does_not_lift_it(database: Database) -> None:
    await reserve(database, burst=5)
    await block(database, NOW + MINUTE)
    await block(database, NOW + SECOND)
    assert [await reserve(database, burst=2) for _ in range(3)] == [NOW + MINUTE, NOW + MINUTE, NOW + MINUTE + SECOND]


async def test_a_block_that_is_over_is_forgotten(database: Database) -> None:
    await block(database, NOW + SECOND)
    assert await reserve(database, now=NOW + MINUTE) == NOW + MINUTE


@pytest.mark.parametrize(("interval", "burst"), [(SECOND, 0), (-SECOND, 1)])
async def test_a_pace_that_makes_no_sense_is_refused(database: Database, interval: timedelta, burst: int) -> None:
    async with database.tenant(HERE) as tx:
        with pytest.raises(ValueError, match="pacing"):
            await pacing.take(tx, (Turn("C1", interval, burst),), now=NOW, within=MINUTE)


TEAM, CHANNEL = Turn("team", SECOND / 5, 10), Turn("C1", SECOND, 1)


async def take(database: Database, *, now=NOW) -> tuple[datetime, bool]:
    async with database.tenant(HERE) as tx:
        place = await pacing.take(tx, (TEAM, CHANNEL), now=now, within=1.5 * SECOND)
    return place.at, place.taken


async def test_the_queue_that_makes_us_wait_longest_is_named(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await pacing.block(tx, key="team", until=NOW + MINUTE, now=NOW)
        assert (await pacing.take(tx, (TEAM, CHANNEL), now=NOW, within=SECOND)).slowest == "team"
        await pacing.block(tx, key="C1", until=NOW + 2 * MINUTE, now=NOW)
        assert (await pacing.take(tx, (TEAM, CHANNEL), now=NOW, within=SECOND)).slowest == "C1"


async def test_a_turn_is_taken_in_every_queue_or_in_none(database: Database) -> None:
    assert [await take(database) for _ in range(2)] == [(NOW, True), (NOW + SECOND, True)]
    before = await places(database)
    assert [await take(database) for _ in range(3)] == [(NOW + 2 * SECOND, False)] * 3
    assert await places(database) == before
    assert await take(database, now=NOW + SECOND) == (NOW + 2 * SECOND, True)


async def test_a_turn_not_taken_during_a_block_leaves_the_first_place_after_it_free(database: Database) -> None:
    await block(database, NOW + MINUTE)
    assert [await take(database) for _ in range(3)] == [(NOW + MINUTE, False)] * 3
    assert [await reserve(database, now=NOW + MINUTE) for _ in range(2)] == [NOW + MINUTE, NOW + MINUTE + SECOND]


async def places(database: Database) -> dict[str, int]:
    async with database.tenant_read(HERE) as tx:
        return {row.key: row.next_at for row in await tx.all(tx.select(table))}
