"""Figures of answers, fits and weeks, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage import feedback, quality, runs, spend
from storage.db import Database
from storage.errors import Conflict, StaleLease
from storage.tables.reviews import reviews
from tests.jobs.evals.weeks import MONDAY, draw, store
from tests.storage.builders import HERE, MINUTE, NOW, PERIOD, SECOND, THERE, TOKEN, call, figure, running, workspaces

WEEK = "2026-W46"


@pytest.fixture(autouse=True)
async def _tenants(database: Database) -> None:
    await workspaces(database)


async def test_an_ended_run_comes_with_its_figure_its_votes_its_review_and_its_cost(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
        await running(tx, "run_2", now=NOW + SECOND)
        await running(tx, "run_3", now=NOW + 2 * SECOND)
        await quality.note(tx, figure("run_1"))
        await quality.note(tx, figure("run_1", raw=0.4, share=0.6, called_right=6, called=10, calibration=2))
        await runs.end(tx, "run_1", TOKEN, "complete", cause="c", outcome={}, error=None, now=NOW + MINUTE)
        await runs.end(tx, "run_2", TOKEN, "refused", cause="c", outcome=None, error="no", now=NOW + MINUTE)
        for member, vote, part in (("U1", "up", "answer"), ("U2", "down", "answer"), ("U3", "up", "answer"), ("U1", "down", "facts")):
            await feedback.vote(tx, run_id="run_1", part=part, member=member, vote=vote, reasons=[], correction=None, now=NOW)  # type: ignore[arg-type]
        await tx.insert(reviews, week="w", run_id="run_1", reviewer="U9", why="sample", given="bid", rubric={"verdict": False},
            asked_at=NOW, reviewed_at=NOW)  # fmt: skip
        for id, cost in (("call_1", 7), ("call_2", 5)):
            await spend.reserve(tx, reservation=id, run_id="run_1", amount=9, period=PERIOD, month_ceiling=99, run_ceiling=None, now=NOW)
            await spend.settle(tx, call(id, cost_micro_usd=cost), now=NOW)
        first, second = await quality.ended(tx, until=NOW + MINUTE)
        assert (first.run_id, first.state, first.seconds, first.up, first.down) == ("run_1", "complete", 60, 2, 1)
        assert (first.reviewed, first.micro_usd) == (False, 12)
        assert first.figure == figure("run_1", raw=0.4, share=0.6, called_right=6, called=10, calibration=2)
        assert (second.run_id, second.state, second.figure, second.micro_usd, second.reviewed) == ("run_2", "refused", None, 0, None)
        assert [each.run_id for each in await quality.ended(tx, since=NOW + SECOND, until=NOW + MINUTE)] == ["run_2"]
        assert await quality.ended(tx, until=NOW) == []
        assert [each.run_id for each in await quality.ended(tx, until=NOW + MINUTE, limit=1)] == ["run_2"]
    async with database.tenant_read(THERE) as tx:
        assert await quality.ended(tx, until=NOW + MINUTE) == []
        assert await quality.figure(tx, "run_1") is None


@pytest.mark.parametrize(
    "wrong",
    [figure("nobody"), figure("run_1", raw=1.5), figure("run_1", share=0.5)],
    ids=["no such run", "more than all", "no calibration"],
)
async def test_a_figure_belongs_to_a_run_and_shares_are_shares(database: Database, wrong: quality.Figure) -> None:
    async with database.tenant(HERE) as tx:
        await running(tx)
    async with database.tenant(HERE) as tx:
        with pytest.raises(Conflict):
            await quality.note(tx, wrong)


async def test_what_simulated_weeks_leave_is_read_back_as_it_was(database: Database) -> None:
    answers = draw(1, a_week=4)
    async with database.tenant(HERE) as tx:
        await store(tx, answers)
        found = await quality.ended(tx, until=MONDAY)
    bare = [replace(each, seconds=round(each.seconds, 3), micro_usd=0) for each in answers]
    assert [replace(each, seconds=round(each.seconds, 3)) for each in found] == bare


async def test_fits_are_counted_and_the_newest_is_the_one_that_holds(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        assert await quality.calibration(tx) is None
        assert await quality.keep_calibration(tx, taken=True, labels=120, body={"n": 1}, now=NOW) == 1
        assert await quality.keep_calibration(tx, taken=False, labels=130, body={"n": 2}, now=NOW) == 2
        assert await quality.calibration(tx) == quality.Calibration(2, taken=False, labels=130, body={"n": 2}, created_at=NOW)
    async with database.tenant(THERE) as tx:
        assert await quality.keep_calibration(tx, taken=True, labels=100, body={}, now=NOW) == 1


async def claim(database: Database, token: str, after: timedelta = timedelta(0)) -> quality.Week | None:
    async with database.tenant(HERE) as tx:
        return await quality.claim_week(tx, WEEK, token=token, now=NOW + after, seconds=60)


async def test_a_week_is_worked_on_by_one_and_taken_over_when_that_one_falls_silent(database: Database) -> None:
    first = await claim(database, "one")
    assert first is not None
    assert (first.state, first.report) == ("open", None)
    assert await claim(database, "two", 59 * SECOND) is None
    assert await claim(database, "two", 60 * SECOND) is not None
    async with database.tenant(HERE) as tx:
        with pytest.raises(StaleLease):
            await quality.week_measured(tx, WEEK, token="one", report={}, alarm=False, now=NOW)
    async with database.tenant(HERE) as tx:
        await quality.week_measured(tx, WEEK, token="two", report={"n": 1}, alarm=True, now=NOW)
    assert await claim(database, "three", 61 * SECOND) is None
    third = await claim(database, "three", 3 * MINUTE)
    assert third is not None
    assert (third.state, third.report, third.alarm) == ("measured", {"n": 1}, True)
    async with database.tenant(HERE) as tx:
        await quality.week_told(tx, WEEK, token="three", now=NOW)
        assert [(each.week, each.state) for each in await quality.weeks(tx)] == [(WEEK, "done")]
    assert await claim(database, "four", 9 * MINUTE) is None


async def test_a_week_without_an_alarm_is_done_once_it_is_measured(database: Database) -> None:
    assert await claim(database, "one") is not None
    async with database.tenant(HERE) as tx:
        assert await quality.weeks(tx) == []
        await quality.week_measured(tx, WEEK, token="one", report={}, alarm=False, now=NOW)
        found = await quality.week(tx, WEEK)
    assert found is not None
    assert found.state == "done"
    assert await claim(database, "one", 9 * MINUTE) is None
