import asyncio
from datetime import timedelta

import pytest

from storage import runs, steps, tenders
from storage.db import Database
from storage.errors import Conflict, StaleLease
from storage.scope import TenantTx
from tests.storage.builders import HERE, MINUTE, NOW, SECOND, THERE, TOKEN, accepted, running, workspaces


@pytest.fixture(autouse=True)
async def _tenants(database: Database) -> None:
    await workspaces(database)


async def claim(tx: TenantTx, token: str, *, gen: int = 1, now=NOW) -> runs.Run | None:
    return await runs.claim(tx, "run_1", gen, token=token, now=now, lease_seconds=10)


async def test_a_claimed_run_is_running_under_the_claimers_lease(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        run = await running(tx)
    assert (run.state, run.attempt, run.lease_token, run.lease_until) == ("running", 1, TOKEN, NOW + 10 * SECOND)
    assert run.started_at == NOW
    async with database.tenant_read(HERE) as tx:
        assert [(step.from_state, step.to_state, step.cause) for step in await runs.transitions(tx, "run_1")] == [
            (None, "queued", "accepted"),
            ("queued", "running", "claimed, attempt 1"),
        ]


async def test_of_many_claimers_one_wins(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await accepted(tx)

    async def claimer(number: int) -> bool:
        async with database.tenant(HERE) as tx:
            return await claim(tx, f"token {number}") is not None

    assert sum(await asyncio.gather(*(claimer(number) for number in range(8)))) == 1
    async with database.tenant_read(HERE) as tx:
        assert (await runs.get(tx, "run_1")).attempt == 1


@pytest.mark.parametrize(("gen", "early"), [(2, 0), (0, 0), (1, 1)])
async def test_a_run_is_claimed_only_at_its_gen_and_when_due(database: Database, gen: int, early: int) -> None:
    async with database.tenant(HERE) as tx:
        await accepted(tx)
        assert await claim(tx, TOKEN, gen=gen, now=NOW - early * SECOND) is None
        assert (await runs.get(tx, "run_1")).state == "queued"


async def test_another_workspace_cannot_claim_a_run(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await accepted(tx)
    async with database.tenant(THERE) as tx:
        assert await claim(tx, TOKEN) is None


async def test_a_heartbeat_prolongs_the_lease_and_shows_that_somebody_asked_to_stop(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        later = NOW + 5 * SECOND
        assert await runs.heartbeat(tx, "run_1", TOKEN, now=later, lease_seconds=10) == runs.Heartbeat(held=True, cancelled=False)
        assert (await runs.get(tx, "run_1")).lease_until == later + 10 * SECOND
        assert await runs.request_cancel(tx, "run_1", by="U1", now=later)
        assert await runs.heartbeat(tx, "run_1", TOKEN, now=later, lease_seconds=10) == runs.Heartbeat(held=True, cancelled=True)
        assert await runs.heartbeat(tx, "run_1", "another", now=later, lease_seconds=10) == runs.Heartbeat(held=False, cancelled=False)


async def test_every_write_of_a_worker_is_refused_once_the_run_was_taken_over(database: Database) -> None:
    later = NOW + MINUTE
    async with database.tenant(HERE) as tx:
        await running(tx)
        tender = await tenders.upsert(
            tx, source="s", external_id="1", version=None, content_hash="h", kind="opportunity", title=None, buyer=None,
            deadline_at=None, body={}, now=NOW,
        )  # fmt: skip
        assert await runs.take_over(tx, "run_1", now=later, cause="lease lapsed", max_attempts=5)
        taken = await claim(tx, "second", gen=2, now=later)
        assert taken is not None
        assert (taken.attempt, taken.started_at) == (2, NOW)
    writes = {
        "set_tender": lambda tx: runs.set_tender(tx, "run_1", TOKEN, tender.id),
        "end": lambda tx: runs.end(tx, "run_1", TOKEN, "complete", cause="c", outcome=None, error=None, now=later),
        "retry_later": lambda tx: runs.retry_later(tx, "run_1", TOKEN, due_at=later, cause="c", now=later),
        "bury": lambda tx: runs.bury(tx, "run_1", token=TOKEN, cause="c", detail=None, now=later),
        "hold": lambda tx: runs.hold(tx, "run_1", TOKEN),
    }
    for name, write in writes.items():
        async with database.tenant(HERE) as tx:
            with pytest.raises(StaleLease, match="run_1"):
                await write(tx)
            assert (await runs.get(tx, "run_1")).lease_token == "second", name
            assert await steps.done(tx, "run_1") == {}


@pytest.mark.parametrize("state", sorted(runs.ENDED))
async def test_an_ended_run_keeps_its_outcome_and_no_lease(database: Database, state: runs.RunState) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        await runs.end(tx, "run_1", TOKEN, state, cause="chain", outcome={"verdict": "bid"}, error="none", now=NOW + SECOND)
        run = await runs.get(tx, "run_1")
        last = (await runs.transitions(tx, "run_1"))[-1]
    assert (run.state, run.outcome, run.error, run.ended_at) == (state, {"verdict": "bid"}, "none", NOW + SECOND)
    assert (run.lease_token, run.lease_until) == (None, None)
    assert (last.from_state, last.to_state, last.cause) == ("running", state, "chain")


async def test_a_run_ends_once(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        await runs.end(tx, "run_1", TOKEN, "complete", cause="chain", outcome=None, error=None, now=NOW)
        with pytest.raises(StaleLease):
            await runs.end(tx, "run_1", TOKEN, "failed", cause="again", outcome=None, error=None, now=NOW)
        assert (await runs.get(tx, "run_1")).state == "complete"


async def test_a_worker_cannot_end_a_run_as_queued(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        with pytest.raises(ValueError, match="queued"):
            await runs.end(tx, "run_1", TOKEN, "queued", cause="c", outcome=None, error=None, now=NOW)


async def test_a_run_put_off_waits_for_its_time_as_the_next_gen(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        await runs.retry_later(tx, "run_1", TOKEN, due_at=NOW + MINUTE, cause="model busy", now=NOW)
        run = await runs.get(tx, "run_1")
        assert (run.state, run.gen, run.attempt, run.due_at, run.lease_token) == ("queued", 2, 1, NOW + MINUTE, None)
        assert await claim(tx, "second", gen=2, now=NOW) is None
        assert await claim(tx, "second", gen=1, now=NOW + MINUTE) is None
        again = await claim(tx, "second", gen=2, now=NOW + MINUTE)
        assert again is not None
        assert again.attempt == 2


async def test_a_run_knows_its_tender_and_its_thread(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        row = await tenders.upsert(
            tx, source="s", external_id="1", version=None, content_hash="h", kind="opportunity", title=None, buyer=None,
            deadline_at=None, body={}, now=NOW,
        )  # fmt: skip
        await runs.set_tender(tx, "run_1", TOKEN, row.id)
        await runs.set_thread(tx, "run_1", "17.01")
        run = await runs.get(tx, "run_1")
    assert (run.tender_id, run.thread_ts) == (row.id, "17.01")


async def test_a_tender_that_is_not_there_cannot_be_a_runs(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
    with pytest.raises(Conflict):
        async with database.tenant(HERE) as tx:
            await runs.set_tender(tx, "run_1", TOKEN, "tnd_none")


async def test_a_finished_step_is_kept_and_a_second_result_replaces_it(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        await steps.save_all(tx, "run_1", {"screen": {"go": True}, "rate": {"points": 61.5}}, now=NOW)
        await steps.save_all(tx, "run_1", {"screen": {"go": False}}, now=NOW + timedelta(seconds=1))
        assert await steps.done(tx, "run_1") == {"screen": {"go": False}, "rate": {"points": 61.5}}
    async with database.tenant_read(THERE) as tx:
        assert await steps.done(tx, "run_1") == {}
