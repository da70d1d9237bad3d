import pytest

from storage import dead_letters, runs
from storage.db import Database
from storage.errors import Conflict, NotFound, StaleLease
from storage.scope import TenantTx
from tests.storage.builders import HERE, MINUTE, NOW, SECOND, THERE, TOKEN, accepted, running, workspaces

LATER = NOW + MINUTE


@pytest.fixture(autouse=True)
async def _tenants(database: Database) -> None:
    await workspaces(database)


async def take_over(tx: TenantTx, *, now=LATER, max_attempts: int = 3) -> bool:
    return await runs.take_over(tx, "run_1", now=now, cause="lease lapsed", max_attempts=max_attempts)


async def buried(tx: TenantTx) -> None:
    await running(tx)
    await runs.bury(tx, "run_1", token=TOKEN, cause="model gone", detail="529 five times", now=NOW)


async def test_a_lapsed_run_is_queued_again_at_once_as_the_next_gen(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        await runs.mark_admitted(tx, "run_1", 1, NOW)
        assert await take_over(tx)
        run = await runs.get(tx, "run_1")
    assert (run.state, run.gen, run.due_at, run.admitted_at, run.lease_token, run.attempt) == ("queued", 2, LATER, None, None, 1)


async def test_a_lease_that_has_not_lapsed_is_left_alone(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        assert await take_over(tx, now=NOW + 9 * SECOND)
        assert (await runs.get(tx, "run_1")).lease_token == TOKEN


async def test_a_run_out_of_attempts_is_not_taken_over_but_buried(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        assert not await take_over(tx, max_attempts=1)
        assert (await runs.get(tx, "run_1")).lease_token == TOKEN
        await runs.bury(tx, "run_1", token=None, cause="lease lapsed", detail=None, now=LATER)
        assert (await runs.get(tx, "run_1")).state == "failed"


async def test_a_buried_run_has_failed_and_leaves_a_dead_letter(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await buried(tx)
        run, letter = await runs.get(tx, "run_1"), await dead_letters.get(tx, "run_1")
    assert (run.state, run.error, run.ended_at, run.lease_token) == ("failed", "model gone", NOW, None)
    assert (letter.state, letter.cause, letter.detail, letter.attempts) == ("dead", "model gone", "529 five times", 1)


async def test_an_ended_run_is_not_buried(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        await runs.end(tx, "run_1", TOKEN, "complete", cause="chain", outcome=None, error=None, now=NOW)
        with pytest.raises(StaleLease):
            await runs.bury(tx, "run_1", token=None, cause="late", detail=None, now=LATER)
        assert await dead_letters.entries(tx) == []


async def test_a_replayed_run_starts_over_with_all_its_attempts(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await buried(tx)
        assert await runs.replay(tx, "run_1", now=LATER) == 2
        run = await runs.get(tx, "run_1")
        assert (run.state, run.gen, run.attempt, run.replays, run.due_at, run.error, run.ended_at) == ("queued", 2, 0, 1, LATER, None, None)
        assert (await dead_letters.get(tx, "run_1")).state == "replayed"
        assert await runs.claim(tx, "run_1", 2, token="second", now=LATER, lease_seconds=10) is not None
        await runs.bury(tx, "run_1", token="second", cause="again", detail=None, now=LATER)
        letter = await dead_letters.get(tx, "run_1")
    assert (letter.state, letter.cause, letter.created_at, letter.updated_at) == ("dead", "again", NOW, LATER)


async def test_only_a_failed_run_can_be_replayed(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        with pytest.raises(Conflict, match="running"):
            await runs.replay(tx, "run_1", now=LATER)
        with pytest.raises(NotFound):
            await runs.replay(tx, "run_2", now=LATER)


async def test_dead_letters_are_listed_for_a_workspace_and_by_id_for_all(database: Database) -> None:
    for tenant in (HERE, THERE):
        async with database.tenant(tenant) as tx:
            await buried(tx)
    async with database.tenant(THERE) as tx:
        assert await dead_letters.drop(tx, "run_1", LATER)
        assert not await dead_letters.drop(tx, "run_1", LATER)
        assert await dead_letters.entries(tx) == []
        assert [letter.state for letter in await dead_letters.entries(tx, state=None)] == ["dropped"]
        with pytest.raises(NotFound):
            await dead_letters.get(tx, "run_9")
    async with database.system() as sys:
        assert await dead_letters.all_ids(sys) == [(HERE, "run_1")]


async def test_a_stop_is_asked_for_once_and_makes_a_waiting_run_due(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        await runs.retry_later(tx, "run_1", TOKEN, due_at=LATER, cause="busy", now=NOW)
        assert await runs.request_cancel(tx, "run_1", by="U1", now=NOW + SECOND)
        assert not await runs.request_cancel(tx, "run_1", by="U2", now=NOW + SECOND)
        run = await runs.claim(tx, "run_1", 2, token="second", now=NOW + SECOND, lease_seconds=10)
        assert run is not None
        assert run.cancel_requested_at == NOW + SECOND
        assert "stop requested by U1" in [step.cause for step in await runs.transitions(tx, "run_1")]


async def test_an_ended_run_cannot_be_stopped(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await buried(tx)
        assert not await runs.request_cancel(tx, "run_1", by="U1", now=LATER)


async def test_an_approved_run_is_drafted_by_a_worker_and_completes(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        await runs.end(tx, "run_1", TOKEN, "awaiting_approval", cause="chain", outcome={"verdict": "bid"}, error=None, now=NOW)
        assert (await runs.get(tx, "run_1")).ended_at is None
        assert await runs.approve(tx, "run_1", by="U2", now=LATER) == 2
        assert await runs.approve(tx, "run_1", by="U3", now=LATER) is None
        drafting = await runs.claim(tx, "run_1", 2, token="second", now=LATER, lease_seconds=10)
        assert drafting is not None
        assert (drafting.state, drafting.attempt, drafting.outcome) == ("drafting", 1, {"verdict": "bid"})
        assert await runs.claim(tx, "run_1", 2, token="third", now=LATER, lease_seconds=10) is None
        await runs.end(tx, "run_1", "second", "complete", cause="drafted", outcome=None, error=None, now=LATER)
        assert [step.to_state for step in await runs.transitions(tx, "run_1")] == [
            "queued", "running", "awaiting_approval", "drafting", "drafting", "complete",
        ]  # fmt: skip


async def test_a_lapsed_draft_is_taken_over_as_a_draft(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        await runs.end(tx, "run_1", TOKEN, "awaiting_approval", cause="chain", outcome=None, error=None, now=NOW)
        await runs.approve(tx, "run_1", by="U2", now=NOW)
        await runs.claim(tx, "run_1", 2, token="second", now=NOW, lease_seconds=10)
        assert await take_over(tx)
        assert ((await runs.get(tx, "run_1")).state, (await runs.get(tx, "run_1")).gen) == ("drafting", 3)


async def test_an_approval_that_never_came_ends_the_run(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        await runs.end(tx, "run_1", TOKEN, "awaiting_approval", cause="chain", outcome={"verdict": "bid"}, error=None, now=NOW)
    async with database.system() as sys:
        assert await runs.waiting_since(sys, before=NOW, limit=10) == []
        assert await runs.waiting_since(sys, before=LATER, limit=10) == [runs.DueRun(HERE, "run_1", 1)]
    async with database.tenant(HERE) as tx:
        assert await runs.end_waiting(tx, "run_1", "complete", cause="no approval in 14 days", now=LATER)
        assert not await runs.end_waiting(tx, "run_1", "cancelled", cause="late", now=LATER)
        run = await runs.get(tx, "run_1")
        with pytest.raises(ValueError, match="drafting"):
            await runs.end_waiting(tx, "run_1", "drafting", cause="no", now=LATER)
    assert (run.state, run.ended_at, run.outcome) == ("complete", LATER, {"verdict": "bid"})


async def test_what_is_not_there_is_not_found(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await accepted(tx)
    async with database.tenant(THERE) as tx:
        with pytest.raises(NotFound):
            await take_over(tx)
        with pytest.raises(NotFound):
            await runs.request_cancel(tx, "run_1", by="U1", now=NOW)
        with pytest.raises(NotFound):
            await runs.set_thread(tx, "run_1", "1.1")
