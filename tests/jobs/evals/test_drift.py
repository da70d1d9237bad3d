"""A week is held against the four before: chance alone rings no bell, a planted change does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jobs.evals.drift import called_right, drift
from jobs.evals.drift_report import Measure, Report, lines, sparkline, told, week_of
from storage.quality import Ended
from tests.jobs.evals.weeks import MONDAY, WEEK, House, draw

SERIES = 100
ENOUGH = 95

PLANTED = {
    "called_right": House(up=0.4),
    "fallbacks": House(fallbacks=0.35),
    "refusals": House(refusals=0.3),
    "failures": House(failures=0.25),
    "verdicts": House(verdicts=(60, 25, 5, 10)),
    "scores": House(score=80),
    "unsupported": House(unsupported=0.3),
    "cost": House(dearer=2),
    "seconds": House(slower=2.2),
}


def measure(report: Report, name: str) -> Measure:
    return next(each for each in report.measures if each.name == name)


def test_stable_series_ring_no_bell() -> None:
    rung = 0
    for seed in range(SERIES):
        answers = draw(seed, weeks=2)
        rung += any(drift(answers, MONDAY + week * WEEK).alarms for week in range(2))
    assert SERIES - rung >= ENOUGH


def test_a_planted_change_rings_its_own_bell() -> None:
    planted = [tuple(PLANTED.items())[seed % len(PLANTED)] for seed in range(SERIES)]
    rung = 0
    for seed, (name, house) in enumerate(planted):
        answers = draw(seed, a_week=120 if name == "called_right" else 60, now=house)
        rung += any(each.name == name for each in drift(answers, MONDAY).alarms)
    assert rung >= ENOUGH


def test_with_few_answers_nothing_is_said() -> None:
    report = drift(draw(1, a_week=14, now=House(score=95, up=0, slower=9)), MONDAY)
    assert {each.level for each in report.measures} == {"too_few"}
    assert "too few to tell" in told(report.measures[0])


def test_what_gets_better_is_said_and_rings_no_bell() -> None:
    before, now = House(fallbacks=0.4, slower=3), House(fallbacks=0, slower=1)
    report = drift(draw(1, a_week=100, before=before, now=now), MONDAY)
    assert (measure(report, "fallbacks").level, measure(report, "seconds").level) == ("better", "better")
    assert report.alarms == ()


@pytest.mark.parametrize("score", [20, 90])
def test_scores_that_were_all_alike_and_are_others_now_have_changed(score: int) -> None:
    answers = [each for each in draw(1, a_week=40) if each.figure is not None]
    before = [replace(each, figure=replace(each.figure, score=50)) for each in answers if each.figure and each.at < MONDAY - WEEK]
    now = [replace(each, figure=replace(each.figure, score=score)) for each in answers if each.figure and each.at >= MONDAY - WEEK]
    assert measure(drift([*before, *now], MONDAY), "scores").level == "alarm"
    alike = [replace(each, figure=replace(each.figure, score=50)) for each in now if each.figure]
    assert measure(drift([*before, *alike], MONDAY), "scores").level == "steady"


def test_only_the_five_weeks_count() -> None:
    answers = draw(1)
    outside = [replace(each, at=each.at + shift) for each in answers for shift in (5 * WEEK, -5 * WEEK)]
    assert drift([*answers, *outside], MONDAY) == drift(answers, MONDAY)
    assert drift(answers, MONDAY).answers == 60


@pytest.mark.parametrize(
    ("up", "down", "reviewed", "right"),
    [(2, 1, None, True), (1, 2, None, False), (1, 1, None, None), (0, 0, None, None), (3, 0, False, False), (0, 0, True, True)],
)
def test_a_reviewer_counts_before_votes_and_a_tie_says_nothing(up: int, down: int, reviewed: bool | None, right: bool | None) -> None:
    answer: Ended = replace(draw(1)[0], up=up, down=down, reviewed=reviewed)
    assert called_right(answer) is right


def test_the_week_is_the_last_whole_one_also_over_the_new_year() -> None:
    assert week_of(MONDAY) == ("2026-W46", MONDAY)
    assert week_of(MONDAY - timedelta(seconds=1)) == ("2026-W45", MONDAY - WEEK)
    assert week_of(datetime(2027, 1, 5, 8, tzinfo=UTC)) == ("2026-W53", datetime(2027, 1, 4, tzinfo=UTC))


def test_the_report_is_read_on_a_terminal_with_a_bar_a_week() -> None:
    report = drift(draw(1, now=House(score=90)), MONDAY)
    shown = "\n".join(lines(report))
    assert "changed" in shown
    assert "Scores given: spread otherwise by an index of" in shown
    assert sparkline((0.0, None, 1.0, 0.5)) == "▁·█▅"
    assert sparkline((2.0, 2.0)) == "▄▄"
    assert Report.model_validate(report.model_dump(mode="json")) == report
