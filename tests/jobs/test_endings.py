"""What an end writes: one of everything, in one transaction, or nothing when the lease is gone."""

import pytest

from jobs import endings
from jobs.chain.analysis import Depth, GuardReport
from jobs.chain.pipeline import Outcome, State
from jobs.chain.tender import Kind
from jobs.filing import Filed
from storage import credits, outbox, runs
from storage.errors import StaleLease
from tests.builders import tender
from tests.jobs.office import HERE, Office

REFUSED = Outcome(state="refused", analysis=None, guard=GuardReport(verdict="refuse", score=1))


@pytest.mark.parametrize(
    ("state", "kind", "depth", "price"),
    [
        ("complete", "opportunity", "standard", 3),
        ("complete", "opportunity", "quick", 1),
        ("complete", "unknown", "standard", 3),
        ("rated_low", "opportunity", "standard", 3),
        ("filtered_out", "opportunity", "standard", 1),
        ("filtered_out", "opportunity", "quick", 1),
        ("refused", "opportunity", "standard", 0),
        ("filtered_out", "award", "standard", 0),
        ("filtered_out", "planning", "standard", 0),
        ("filtered_out", "test_notice", "quick", 0),
        ("filtered_out", "cancellation", "standard", 0),
    ],
)
def test_what_each_end_costs(state: State, kind: Kind, depth: Depth, price: int) -> None:
    outcome = REFUSED.model_copy(update={"state": state})
    assert endings.charge(outcome, tender(kind=kind), depth) == price


def test_each_replay_has_a_ledger_stage_of_its_own() -> None:
    assert [endings.stage_of(replays) for replays in (0, 1, 2)] == ["request", "replay-1", "replay-2"]


async def claimed(office: Office) -> runs.Run:
    run_id = await office.ask()
    async with office.db.tenant(HERE) as tx:
        run = await runs.claim(tx, run_id, 1, token="mine", now=office.clock.now(), lease_seconds=12)
    assert run is not None
    return run


async def taken_over(office: Office, run: runs.Run) -> None:
    """The run's lease lapses, and another worker has it."""
    office.forward(13)
    async with office.db.tenant(HERE) as tx:
        await runs.take_over(tx, run.id, now=office.clock.now(), cause="lease lapsed", max_attempts=5)
        assert await runs.claim(tx, run.id, 2, token="theirs", now=office.clock.now(), lease_seconds=12)


async def test_a_refused_run_gives_its_credits_back_and_says_why(office: Office) -> None:
    run = await claimed(office)
    async with office.db.tenant(HERE) as tx:
        await endings.end(tx, office.deps, run, REFUSED, tender(), filed=Filed("t", None, ()), question="q")
    ended = await office.run(run.id)
    assert (ended.state, ended.error) == ("refused", endings.NOTHING_TO_JUDGE)
    assert await office.balance() == (0, 0)
    assert await office.parts(run.id) == {"root", "answer"}
    assert len(await office.logged(run.id)) == 1


async def test_a_worker_without_its_lease_writes_nothing_at_all(office: Office) -> None:
    run = await claimed(office)
    await taken_over(office, run)
    before = await office.run(run.id)
    for attempt in (
        lambda tx: endings.end(tx, office.deps, run, REFUSED, tender(), filed=Filed("t", None, ()), question="q"),
        lambda tx: endings.fail(tx, office.deps, run, "cancelled", cause="c", sentence="s"),
        lambda tx: endings.bury(tx, office.deps, run, token="mine", cause="c", sentence="s"),
        lambda tx: endings.show_progress(tx, office.deps, run, {"read": "running"}, due_at=office.clock.now()),
    ):
        with pytest.raises(StaleLease):
            async with office.db.tenant(HERE) as tx:
                await attempt(tx)
    assert await office.run(run.id) == before
    assert await office.parts(run.id) == {"root"}
    assert await office.logged(run.id) == []
    assert await office.letters() == []
    assert await office.balance() == (3, 0)


async def test_progress_keeps_its_latest_state_and_is_put_once_more_with_the_end(office: Office) -> None:
    """Left as it was it would say for ever that its last step is running."""
    run = await claimed(office)
    for steps in ({"read": "running", "answer": "waiting"}, {"read": "done", "answer": "running"}):
        async with office.db.tenant(HERE) as tx:
            await endings.show_progress(tx, office.deps, run, steps, due_at=office.clock.now())
    before = await office.part(run.id, "progress")
    assert before is not None
    assert (before.rev, before.payload["steps"]) == (2, [["read", "done"], ["answer", "running"]])
    async with office.db.tenant(HERE) as tx:
        assert await outbox.lease(tx, before.id, token="poster", now=before.due_at, seconds=15)
    async with office.db.tenant(HERE) as tx:
        await endings.end(tx, office.deps, run, REFUSED, tender(), filed=Filed("t", None, ()), question="q")
    after = await office.part(run.id, "progress")
    assert after is not None
    assert (after.rev, after.payload) == (3, before.payload)


async def test_a_failure_apologises_and_gives_all_credits_back(office: Office) -> None:
    run = await claimed(office)
    async with office.db.tenant(HERE) as tx:
        await endings.fail(tx, office.deps, run, "failed", cause="bug", sentence="Something broke.")
    ended = await office.run(run.id)
    assert (ended.state, ended.error) == ("failed", "Something broke.")
    assert await office.parts(run.id) == {"root", "apology"}
    assert await office.balance() == (0, 0)


async def test_a_burial_is_failed_run_dead_letter_release_and_apology_in_one(office: Office) -> None:
    run = await claimed(office)
    async with office.db.tenant(HERE) as tx:
        await endings.bury(tx, office.deps, run, token="mine", cause="ValueError", sentence="Something broke on our side.")
    (letter,) = await office.letters()
    assert (letter.run_id, letter.cause, letter.attempts) == (run.id, "ValueError", 1)
    assert (await office.run(run.id)).state == "failed"
    assert await office.parts(run.id) == {"root", "apology"}
    async with office.db.tenant_read(HERE) as tx:
        assert await credits.proof(tx) == []
    assert await office.balance() == (0, 0)
