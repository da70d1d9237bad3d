"""A database that goes away while a run is held: what costs an attempt, and what does not."""

import asyncio

from tests.jobs.doubles import LONG, Attempt, FlakyDatabase, WaveringAnalyst
from tests.jobs.office import SHORT, Office


async def test_a_database_away_at_the_claim_leaves_the_run_to_the_dispatcher(office: Office) -> None:
    run_id = await office.ask()
    await office.another(db=FlakyDatabase(office.db, failures=1)).attempt(run_id, attempt := Attempt())
    assert attempt.runs == []
    assert (await office.run(run_id)).state == "queued"


async def held(office: Office, *, failures: int) -> tuple[str, Attempt, "asyncio.Task[None]"]:
    """A run under work whose heartbeat has just met a database that is away, for that many transactions."""
    run_id, attempt = await office.ask(), Attempt()
    flaky = FlakyDatabase(office.db, sound=1, failures=failures)
    working = asyncio.create_task(office.another(db=flaky, limits=SHORT).attempt(run_id, attempt))
    await asyncio.wait_for(flaky.failed.wait(), LONG)
    return run_id, attempt, working


async def test_a_database_away_for_one_beat_costs_no_attempt(office: Office) -> None:
    _, attempt, working = await held(office, failures=1)
    assert not attempt.cut_off
    attempt.gate.set()
    await working
    assert not attempt.cut_off


async def test_a_database_away_for_longer_than_the_lease_stops_the_work(office: Office) -> None:
    run_id, attempt, working = await held(office, failures=1_000)
    office.forward(1)
    await asyncio.wait_for(working, LONG)
    assert attempt.cut_off
    await office.tick()
    assert ((await office.run(run_id)).state, (await office.run(run_id)).gen) == ("queued", 2)


async def test_a_database_away_at_the_end_leaves_the_run_to_the_dispatcher_and_its_steps_are_kept(office: Office) -> None:
    run_id = await office.ask()
    # claim, tender, two steps and what the last step left; the sixth write is the end, and the retry fails with it
    away = office.another(db=FlakyDatabase(office.db, sound=5, failures=2))
    await away.with_analyst(WaveringAnalyst()).work(run_id)
    assert (await office.run(run_id)).state == "running"
    office.forward(13)
    analyst = WaveringAnalyst()
    office.with_analyst(analyst)
    await office.tick()
    await office.work(run_id, gen=2)
    assert ((await office.run(run_id)).state, analyst.calls) == ("complete", [])
    assert await office.balance() == (0, 3)
