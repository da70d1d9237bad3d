"""One run, one worker at a time: claims, heartbeats, cancels, stops, and what each error leads to."""

import asyncio
from datetime import timedelta

import pytest

from jobs.chain.errors import AnalystError, Overloaded, RateLimited
from storage import runs
from tests.jobs.doubles import LONG, Attempt, WaveringAnalyst
from tests.jobs.office import HERE, SHORT, Office


async def test_a_wake_up_of_an_older_generation_is_void(office: Office) -> None:
    run_id = await office.ask()
    attempt = Attempt(Overloaded("busy"))
    await office.attempt(run_id, attempt)
    office.forward(60)
    await office.attempt(run_id, attempt, gen=1)
    assert len(attempt.runs) == 1
    assert ((await office.run(run_id)).gen, (await office.run(run_id)).state) == (2, "queued")


async def test_a_wake_up_for_a_run_that_is_over_or_never_was_does_nothing(office: Office) -> None:
    run_id = await office.ask()
    await office.work(run_id)
    attempt = Attempt()
    await office.attempt(run_id, attempt)
    await office.attempt("no-such-run", attempt)
    assert attempt.runs == []
    assert await office.balance() == (0, 3)


async def test_of_two_workers_one_wins_and_the_run_ends_once(office: Office) -> None:
    run_id = await office.ask()
    await asyncio.gather(office.work(run_id), *(office.another(f"p{n}").work(run_id) for n in range(3)))
    assert (await office.run(run_id)).attempt == 1
    assert len(await office.logged(run_id)) == 1
    assert (await office.causes(run_id)).count("chain") == 1
    assert await office.balance() == (0, 3)


async def test_a_run_that_is_not_due_yet_is_left_alone(office: Office) -> None:
    run_id = await office.ask()
    await office.attempt(run_id, Attempt(Overloaded("busy")))
    attempt = Attempt()
    await office.attempt(run_id, attempt, gen=2)
    assert attempt.runs == []


@pytest.mark.parametrize(
    ("asked", "waits"),
    [(None, 2.0), (7.0, 7.0), (0.0, 0.5), (-5.0, 0.5), (86_400.0, 60.0)],
    ids=["unsaid", "said", "zero", "past", "a day"],
)
async def test_the_wait_is_what_the_other_side_asks_within_bounds(office: Office, asked: float | None, waits: float) -> None:
    run_id = await office.ask()
    await office.attempt(run_id, Attempt(RateLimited("slow down", retry_after=asked)))
    run = await office.run(run_id)
    assert (run.due_at - office.clock.now()).total_seconds() == waits
    assert (run.state, run.lease_token, await office.causes(run_id)) == (
        "queued", None, ["accepted", "claimed, attempt 1", "RateLimited"],
    )  # fmt: skip


async def test_the_back_off_doubles(office: Office) -> None:
    run_id = await office.ask()
    waits: list[float] = []
    for gen in range(1, 5):
        await office.attempt(run_id, Attempt(ValueError("a bug")), gen=gen)
        run = await office.run(run_id)
        waits.append((run.due_at - office.clock.now()).total_seconds())
        office.forward(61)
    assert waits == [2, 4, 8, 16]


@pytest.mark.parametrize("error", [ValueError("a bug"), AnalystError("no answer")], ids=lambda e: type(e).__name__)
async def test_attempts_used_up_end_as_a_dead_letter_with_the_credits_back_and_an_apology(office: Office, error: Exception) -> None:
    run_id = await office.ask()
    for gen in range(1, 6):
        assert await office.balance() == (3, 0)
        await office.attempt(run_id, Attempt(error), gen=gen)
        office.forward(61)
    run = await office.run(run_id)
    (letter,) = await office.letters()
    assert (run.state, letter.run_id, letter.cause, letter.attempts) == ("failed", run_id, type(error).__name__, 5)
    assert await office.parts(run_id) == {"root", "apology"}
    assert await office.balance() == (0, 0)
    assert office.poster.kicks >= 5


async def test_what_a_bug_says_is_not_shown_to_people(office: Office) -> None:
    run_id = await office.ask()
    for gen in range(1, 6):
        await office.attempt(run_id, Attempt(ValueError("secret of the tender")), gen=gen)
        office.forward(61)
    (letter,) = await office.letters()
    assert "secret" not in f"{letter.detail} {(await office.run(run_id)).error}"


async def test_a_cancel_before_the_first_step_ends_the_run_without_any_work(office: Office) -> None:
    run_id = await office.ask()
    await office.cancel(run_id)
    attempt = Attempt()
    await office.attempt(run_id, attempt)
    run = await office.run(run_id)
    assert (run.state, attempt.runs) == ("cancelled", [])
    assert await office.balance() == (0, 0)
    assert await office.parts(run_id) == {"root", "apology"}


async def test_a_cancel_is_seen_at_the_next_heartbeat_and_costs_nothing(office: Office) -> None:
    office = office.another(limits=SHORT)
    run_id, attempt = await office.ask(), Attempt()
    working = asyncio.create_task(office.attempt(run_id, attempt))
    await attempt.started.wait()
    await office.cancel(run_id)
    await asyncio.wait_for(working, LONG)
    assert attempt.cut_off
    assert (await office.run(run_id)).state == "cancelled"
    assert await office.balance() == (0, 0)


async def test_a_cancel_during_the_back_off_is_honoured_at_once(office: Office) -> None:
    run_id = await office.ask()
    await office.attempt(run_id, Attempt(Overloaded("busy", retry_after=60)))
    await office.cancel(run_id)
    await office.attempt(run_id, Attempt(), gen=2)
    assert (await office.run(run_id)).state == "cancelled"


async def test_the_heartbeat_keeps_the_lease_for_as_long_as_the_work_takes(office: Office) -> None:
    office = office.another(limits=SHORT)
    run_id, attempt = await office.ask(), Attempt()
    working = asyncio.create_task(office.attempt(run_id, attempt))
    await attempt.started.wait()
    office.forward(3600)
    async with asyncio.timeout(LONG):
        while ((await office.run(run_id)).lease_until or office.clock.now()) <= office.clock.now():  # noqa: ASYNC110 - a row is asked for, it wakes nobody
            await asyncio.sleep(0.01)
    attempt.gate.set()
    await working
    assert not attempt.cut_off


async def test_a_worker_that_lost_its_lease_is_cut_off_and_writes_nothing(office: Office) -> None:
    """Paused past its lease, say; another one has the run by then."""
    slow = office.another("slow", limits=SHORT)
    run_id, attempt = await slow.ask(), Attempt()
    working = asyncio.create_task(slow.attempt(run_id, attempt))
    await attempt.started.wait()
    async with office.db.tenant(HERE) as tx:
        await runs.take_over(tx, run_id, now=office.clock.now() + timedelta(hours=1), cause="lease lapsed", max_attempts=5)
    await asyncio.wait_for(working, LONG)
    assert attempt.cut_off
    assert (await office.run(run_id)).state == "queued"
    office.forward(3600)
    await office.work(run_id, gen=2)
    assert (await office.run(run_id)).state == "complete"
    assert await office.balance() == (0, 3)


async def test_a_loser_in_the_middle_of_the_chain_leaves_the_winners_steps_and_answer(office: Office) -> None:
    office_two = office.another("winner")
    run_id = await office.ask()
    winning: list[asyncio.Task[None]] = []

    async def win() -> None:
        office.forward(13)
        await office_two.tick()
        await office_two.work(run_id, gen=2)

    async def overtaken(step: str) -> None:
        # The winner is another process: a step beside this one that meets the lost lease ends the loser, never the winner.
        if step == "rate":
            winning.append(asyncio.create_task(win()))
            await asyncio.shield(winning[0])

    office.with_analyst(WaveringAnalyst(before=overtaken))
    await office.work(run_id)
    await winning[0]
    run = await office.run(run_id)
    assert (run.state, run.attempt) == ("complete", 2)
    assert run.outcome is not None
    assert run.outcome["analysis"]["analyst"] == "rules"
    assert (await office.causes(run_id)).count("chain") == 1
    assert len(await office.logged(run_id)) == 1
    assert await office.balance() == (0, 3)


async def test_a_worker_that_stops_hands_the_run_back_to_be_taken_at_once(office: Office) -> None:
    run_id, attempt = await office.ask(), Attempt()
    working = asyncio.create_task(office.attempt(run_id, attempt))
    await attempt.started.wait()
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    run = await office.run(run_id)
    assert (run.state, run.gen, run.lease_token, run.due_at) == ("queued", 2, None, office.clock.now())
    await office.another().work(run_id, gen=2)
    assert (await office.run(run_id)).state == "complete"
