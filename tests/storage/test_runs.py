import pytest

from storage import runs
from storage.db import Database
from storage.errors import Conflict, NotFound
from tests.storage.builders import HERE, MINUTE, NOW, THERE, accepted, new_run, workspaces


@pytest.fixture(autouse=True)
async def _tenants(database: Database) -> None:
    await workspaces(database)


async def test_an_accepted_run_is_queued_and_reads_back_as_it_was_given(database: Database) -> None:
    new = new_run(response_url_ref="vault_2", trace={"traceparent": "00-1"})
    async with database.tenant(HERE) as tx:
        assert await runs.accept(tx, new, NOW) == runs.Accepted("run_1", created=True)
    async with database.tenant_read(HERE) as tx:
        run = await runs.get(tx, "run_1")
    assert {name: getattr(run, name) for name in new.__slots__} == {name: getattr(new, name) for name in new.__slots__}
    assert (run.state, run.gen, run.attempt, run.due_at, run.created_at, run.ended_at) == ("queued", 1, 0, NOW, NOW, None)


async def test_the_same_request_is_accepted_once(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await runs.accept(tx, new_run("run_1", dedupe_key="view"), NOW)
        assert await runs.accept(tx, new_run("run_2", dedupe_key="view"), NOW) == runs.Accepted("run_1", created=False)
        assert [run.id for run in await runs.recent(tx)] == ["run_1"]
        assert len(await runs.transitions(tx, "run_1")) == 1


async def test_the_same_dedupe_key_of_another_workspace_is_another_request(database: Database) -> None:
    for tenant in (HERE, THERE):
        async with database.tenant(tenant) as tx:
            assert (await runs.accept(tx, new_run("run_1", dedupe_key="view"), NOW)).created


async def test_an_id_in_use_is_a_conflict(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await accepted(tx)
    with pytest.raises(Conflict):
        async with database.tenant(HERE) as tx:
            await runs.accept(tx, new_run("run_1", dedupe_key="another"), NOW)


async def test_a_run_is_found_by_its_dedupe_key_and_not_in_another_workspace(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await runs.accept(tx, new_run("run_1", dedupe_key="view"), NOW)
        found = await runs.by_dedupe(tx, "view")
        assert found is not None
        assert found.id == "run_1"
    async with database.tenant(THERE) as tx:
        assert await runs.by_dedupe(tx, "view") is None
        with pytest.raises(NotFound):
            await runs.get(tx, "run_1")


async def test_the_newest_runs_come_first_and_of_one_person_if_asked(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        for number, person in enumerate(["U1", "U2", "U1"]):
            await runs.accept(tx, new_run(f"run_{number}", requester=person), NOW + number * MINUTE)
        assert [run.id for run in await runs.recent(tx)] == ["run_2", "run_1", "run_0"]
        assert [run.id for run in await runs.recent(tx, requester="U1", limit=1)] == ["run_2"]


async def _break_off(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await accepted(tx)
        raise ZeroDivisionError


async def test_an_error_in_the_transaction_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await _break_off(database)
    async with database.tenant_read(HERE) as tx:
        assert await runs.recent(tx) == []
