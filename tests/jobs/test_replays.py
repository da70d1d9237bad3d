"""A dead letter run again: paid anew under a stage of its own, from the first step that is not stored."""

import pytest

from jobs import replays
from jobs.chain.errors import Transient
from jobs.deps import Limits
from storage import credits, dead_letters
from storage.errors import Conflict, InsufficientCredits, NotFound
from tests.jobs.doubles import WaveringAnalyst
from tests.jobs.office import HERE, THERE, Office


async def dead(office: Office, analyst: WaveringAnalyst | None = None) -> str:
    """A run that broke at its second step, five times."""
    office.with_analyst(analyst or WaveringAnalyst([None, *[ValueError("a bug")] * 5]))
    run_id = await office.ask()
    run = await office.work_through(run_id)
    assert (run.state, len(await office.letters())) == ("failed", 1)
    return run_id


async def spent(office: Office, run_id: str) -> dict[str, int]:
    """Credits by stage."""
    async with office.db.tenant_read(HERE) as tx:
        return {stage: usage.settled for stage, usage in (await credits.of_run(tx, run_id)).items()}


async def test_a_replay_is_charged_under_a_stage_of_its_own_and_answers(office: Office) -> None:
    run_id = await dead(office)
    gen = await replays.replay(office.deps, HERE, run_id)
    assert await office.balance() == (3, 0)
    await office.tick()
    assert (office.queue.sent[-1].run_id, office.queue.sent[-1].gen) == (run_id, gen)
    await office.work(run_id, gen)
    run = await office.run(run_id)
    assert (run.state, run.replays, run.error) == ("complete", 1, None)
    assert await spent(office, run_id) == {"request": 0, "replay-1": 3}
    assert await office.balance() == (0, 3)
    assert await office.parts(run_id) == {"root", "apology", "answer"}
    assert len(await office.logged(run_id)) == 1
    async with office.db.tenant_read(HERE) as tx:
        assert (await dead_letters.get(tx, run_id)).state == "replayed"


async def test_a_replay_goes_on_where_the_run_broke(office: Office) -> None:
    analyst = WaveringAnalyst([None, *[ValueError("a bug")] * 5])
    run_id = await dead(office, analyst)
    await office.work(run_id, await replays.replay(office.deps, HERE, run_id))
    assert analyst.calls.count("screen") == 1


async def test_a_replay_that_fails_gives_its_credits_back_and_can_be_replayed_again(office: Office) -> None:
    run_id = await dead(office, WaveringAnalyst([None, *[ValueError("a bug")] * 10]))
    await replays.replay(office.deps, HERE, run_id)
    assert (await office.work_through(run_id)).state == "failed"
    assert await office.balance() == (0, 0)
    await replays.replay(office.deps, HERE, run_id)
    assert (await office.work_through(run_id)).state == "complete"
    assert await spent(office, run_id) == {"request": 0, "replay-1": 0, "replay-2": 3}


async def test_a_replay_has_all_its_attempts(office: Office) -> None:
    run_id = await dead(office, WaveringAnalyst([None, *[ValueError("a bug")] * 5, Transient("away")]))
    gen = await replays.replay(office.deps, HERE, run_id)
    await office.work(run_id, gen)
    assert ((await office.run(run_id)).state, (await office.run(run_id)).attempt) == ("queued", 1)
    assert (await office.work_through(run_id)).state == "complete"


async def test_a_replay_that_cannot_be_paid_changes_nothing(office: Office) -> None:
    run_id = await dead(office)
    before = await office.run(run_id)
    with pytest.raises(InsufficientCredits):
        await replays.replay(office.another(limits=Limits(monthly_credits=2)).deps, HERE, run_id)
    assert await office.run(run_id) == before
    assert len(await office.letters()) == 1


async def test_only_a_failed_run_of_this_workspace_can_be_replayed(office: Office) -> None:
    run_id = await office.ask()
    with pytest.raises(Conflict):
        await replays.replay(office.deps, HERE, run_id)
    with pytest.raises(NotFound):
        await replays.replay(office.deps, THERE, run_id)
