"""Steps that run side by side: together in time, stored one by one, called off by the first error, which comes out as it is."""

import asyncio
from typing import Any

import pytest

from jobs.chain.analysis import Matrix
from jobs.chain.errors import AnalystError, BadOutput, KeyRefused, Overloaded
from jobs.chain.model import Case
from jobs.chain.rules.analyst import RulesAnalyst
from storage.errors import StaleLease
from tests.jobs.chain.acting import ActingAnalyst, Ledger, rating, run


class Meeting:
    """Each of two waits for the other: they meet only where both are under way at once."""

    def __init__(self) -> None:
        self.here: dict[str, asyncio.Event] = {"a": asyncio.Event(), "b": asyncio.Event()}

    def side(self, ours: str, other: str) -> Any:
        async def act(_: Case) -> None:
            self.here[ours].set()
            async with asyncio.timeout(45):
                await self.here[other].wait()

        return act


@pytest.mark.parametrize(("one", "other"), [("judge", "screen"), ("rate", "requirements")])
async def test_two_steps_are_under_way_at_the_same_time(one: str, other: str) -> None:
    meeting = Meeting()
    outcome = await run(ActingAnalyst(**{one: meeting.side("a", "b"), other: meeting.side("b", "a")}))
    assert outcome.state == "complete"


@pytest.mark.parametrize(("fails", "waits"), [("rate", "requirements"), ("requirements", "rate"), ("screen", "judge")])
@pytest.mark.parametrize("error", [Overloaded("busy"), BadOutput("no JSON"), KeyRefused("no")], ids=lambda each: type(each).__name__)
async def test_the_first_error_calls_the_other_off_and_comes_out_as_it_is(fails: str, waits: str, error: AnalystError) -> None:
    under_way, called_off = asyncio.Event(), asyncio.Event()

    async def fail(_: Case) -> None:
        await under_way.wait()
        raise error

    async def wait(_: Case) -> None:
        under_way.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            called_off.set()
            raise

    acts: dict[str, Any] = {fails: fail, waits: wait}
    with pytest.raises(type(error)) as caught:
        await run(ActingAnalyst(**acts))
    assert caught.value is error
    assert called_off.is_set()


async def test_what_finished_before_the_other_failed_is_stored_and_not_asked_for_again() -> None:
    ledger, listed = Ledger(), asyncio.Event()

    async def requirements(_: Case) -> Matrix:
        listed.set()
        return Matrix()

    async def fail(_: Case) -> None:
        await listed.wait()
        raise Overloaded("busy")

    with pytest.raises(Overloaded):
        await run(ActingAnalyst(rate=fail, requirements=requirements), ledger=ledger)
    assert set(ledger.stored) == {"guard_in", "judge", "screen", "requirements"}
    again, second = Ledger(), ActingAnalyst()
    assert (await run(second, ledger=again, done=ledger.stored)).state == "complete"
    assert (second.steps, again.started) == (["rate"], ["rate", "guard_out"])


async def test_two_steps_that_end_at_once_are_both_stored_where_a_third_fails_with_them() -> None:
    """All three are over before anybody looks: the good ones are kept first."""
    ledger = Ledger()

    async def fail(_: Case) -> None:
        raise Overloaded("busy")

    with pytest.raises(Overloaded):
        await run(ActingAnalyst(screen=fail), ledger=ledger)
    assert "judge" in ledger.stored


async def test_results_are_handed_over_one_at_a_time_and_a_write_is_never_cut_off() -> None:
    inside = 0

    class Slow(Ledger):
        async def on_step(self, name: Any, value: dict[str, object]) -> None:
            nonlocal inside
            inside += 1
            assert inside == 1
            for _ in range(5):
                await asyncio.sleep(0)
            inside -= 1
            await super().on_step(name, value)

    async def fail(_: Case) -> None:
        for _turn in range(3):
            await asyncio.sleep(0)
        raise Overloaded("busy")

    ledger = Slow()
    with pytest.raises(Overloaded):
        await run(ActingAnalyst(rate=fail), ledger=ledger)
    assert "requirements" in ledger.stored


async def test_an_error_of_the_ledger_comes_out_as_it_is_and_leaves_no_work_behind() -> None:
    waiting = asyncio.Event()

    class Lost(Ledger):
        async def on_step(self, name: Any, value: dict[str, object]) -> None:
            if name == "requirements":
                raise StaleLease("run_1")

    async def wait(_: Case) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            waiting.set()

    with pytest.raises(StaleLease):
        await run(ActingAnalyst(rate=wait), ledger=Lost())
    assert waiting.is_set()


async def test_a_run_that_is_cancelled_cancels_what_is_under_way() -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def wait(_: Case) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    task = asyncio.create_task(run(ActingAnalyst(rate=wait, requirements=wait)))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended.is_set()


async def test_rules_store_no_more_than_they_did_and_are_asked_one_after_the_other() -> None:
    ledger = Ledger()
    outcome = await run(RulesAnalyst(), ledger=ledger)
    assert outcome.state == "complete"
    assert ledger.writes == ledger.started == ["guard_in", "screen", "rate", "guard_out"]


async def test_steps_stored_before_there_were_judge_and_requirements_still_load() -> None:
    ledger = Ledger()
    await run(ActingAnalyst(), ledger=ledger)
    old = {step: body for step, body in ledger.stored.items() if step in ("guard_in", "screen", "rate")}
    old["guard_in"] = {key: value for key, value in old["guard_in"].items() if key != "notes"}
    old["screen"] = {key: value for key, value in old["screen"].items() if key != "unread"}
    second = ActingAnalyst()
    assert (await run(second, done=old)).state == "complete"
    assert second.steps == ["judge", "requirements"]


async def test_a_low_rating_does_not_wait_for_nothing() -> None:
    async def low(_: Case) -> Any:
        return rating(1.0)

    assert (await run(ActingAnalyst(rate=low))).state == "rated_low"
