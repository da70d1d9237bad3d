import pytest

from storage import runs
from storage.db import Database
from tests.storage.builders import HERE, MINUTE, NOW, SECOND, THERE, TOKEN, accepted, running, workspaces

RECENTLY = NOW - 30 * SECOND


@pytest.fixture(autouse=True)
async def _tenants(database: Database) -> None:
    await workspaces(database)


async def due(database: Database, *, now=NOW, limit: int = 10, stale_before=RECENTLY) -> list[str]:
    async with database.system() as sys:
        return [run.run_id for run in await runs.due(sys, now=now, limit=limit, stale_before=stale_before)]


async def accept_many(database: Database, tenant: str, count: int, *, first=NOW) -> None:
    async with database.tenant(tenant) as tx:
        for number in range(count):
            await accepted(tx, f"{tenant}_{number}", first + number * SECOND)


async def test_due_runs_come_by_age_with_tenant_and_gen(database: Database) -> None:
    await accept_many(database, HERE, 2)
    async with database.system() as sys:
        found = await runs.due(sys, now=NOW + MINUTE, limit=10, stale_before=NOW)
    assert found == [runs.DueRun(HERE, f"{HERE}_0", 1), runs.DueRun(HERE, f"{HERE}_1", 1)]


async def test_a_run_is_not_due_before_its_time(database: Database) -> None:
    await accept_many(database, HERE, 1, first=NOW + SECOND)
    assert await due(database) == []
    assert await due(database, now=NOW + SECOND) == [f"{HERE}_0"]


async def test_a_small_workspace_does_not_wait_behind_a_large_one(database: Database) -> None:
    await accept_many(database, HERE, 20)
    await accept_many(database, THERE, 2, first=NOW + 30 * SECOND)
    assert await due(database, now=NOW + MINUTE, limit=4) == [f"{HERE}_0", f"{THERE}_0", f"{HERE}_1", f"{THERE}_1"]


async def test_what_a_workspace_has_in_flight_counts_against_its_turn(database: Database) -> None:
    await accept_many(database, HERE, 4)
    await accept_many(database, THERE, 2, first=NOW + 30 * SECOND)
    now = NOW + MINUTE
    async with database.tenant(HERE) as tx:
        await runs.claim(tx, f"{HERE}_0", 1, token=TOKEN, now=now, lease_seconds=10)
        await runs.mark_admitted(tx, f"{HERE}_1", 1, now)
    assert await due(database, now=now) == [f"{THERE}_0", f"{THERE}_1", f"{HERE}_2", f"{HERE}_3"]


async def test_an_admitted_run_is_not_due_again_until_its_wake_up_counts_as_lost(database: Database) -> None:
    await accept_many(database, HERE, 1)
    async with database.tenant(HERE) as tx:
        assert await runs.mark_admitted(tx, f"{HERE}_0", 1, NOW)
    assert await due(database, now=NOW + MINUTE, stale_before=NOW) == []
    assert await due(database, now=NOW + MINUTE, stale_before=NOW + SECOND) == [f"{HERE}_0"]


async def test_admission_at_an_older_gen_does_nothing(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        await runs.retry_later(tx, "run_1", TOKEN, due_at=NOW, cause="busy", now=NOW)
        assert not await runs.mark_admitted(tx, "run_1", 1, NOW)
    assert await due(database) == ["run_1"]


async def test_a_running_run_is_not_due_and_lapses_with_its_lease(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx, lease_seconds=10)
    assert await due(database, now=NOW + MINUTE) == []
    async with database.system() as sys:
        assert await runs.lapsed(sys, now=NOW + 9 * SECOND, limit=5) == []
        assert await runs.lapsed(sys, now=NOW + 10 * SECOND, limit=5) == [runs.DueRun(HERE, "run_1", 1)]


async def test_in_flight_counts_what_is_held_and_what_was_woken(database: Database) -> None:
    await accept_many(database, HERE, 3)
    async with database.tenant(HERE) as tx:
        await runs.claim(tx, f"{HERE}_0", 1, token=TOKEN, now=NOW, lease_seconds=10)
        await runs.mark_admitted(tx, f"{HERE}_1", 1, NOW)
    async with database.system() as sys:
        assert await runs.in_flight(sys) == 2
        assert await runs.in_flight(sys, stale_before=NOW) == 2
        assert await runs.in_flight(sys, stale_before=NOW + SECOND) == 1


async def test_an_ended_run_is_in_flight_no_more(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await accepted(tx)
        await runs.mark_admitted(tx, "run_1", 1, NOW)
        await runs.claim(tx, "run_1", 1, token=TOKEN, now=NOW, lease_seconds=10)
        await runs.end(tx, "run_1", TOKEN, "complete", cause="chain", outcome=None, error=None, now=NOW)
    async with database.system() as sys:
        assert await runs.in_flight(sys) == 0


async def test_an_approved_run_is_due_like_a_queued_one(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        await runs.end(tx, "run_1", TOKEN, "awaiting_approval", cause="chain", outcome=None, error=None, now=NOW)
    assert await due(database) == []
    async with database.tenant(HERE) as tx:
        await runs.approve(tx, "run_1", by="U1", now=NOW)
    assert await due(database) == ["run_1"]


async def test_a_run_is_located_by_its_id_alone(database: Database) -> None:
    await accept_many(database, THERE, 1)
    async with database.system() as sys:
        assert await runs.locate(sys, f"{THERE}_0") == THERE
        assert await runs.locate(sys, "run_none") is None


async def test_the_backlog_tells_how_many_wait_and_how_long_the_oldest(database: Database) -> None:
    async with database.system() as sys:
        assert await runs.backlog(sys, NOW) == runs.Backlog(0, 0.0)
    await accept_many(database, HERE, 2)
    await accept_many(database, THERE, 1, first=NOW + MINUTE)
    async with database.system() as sys:
        assert await runs.backlog(sys, NOW + 30 * SECOND) == runs.Backlog(2, 30.0)
