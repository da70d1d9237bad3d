"""What people see of a run whose steps run side by side: a step is done when all of it is."""

from datetime import UTC, datetime

import pytest

from jobs.chain.analysis import StepName
from jobs.progress import SHOWN, Progress
from tests.builders import NOW


def standard(*done: StepName) -> Progress:
    progress = Progress.of("standard", now=NOW, shown=True)
    progress.resume(done)
    return progress


def ended(progress: Progress, step: StepName) -> list[str]:
    progress.end(step)
    progress.advance()
    return list(progress.steps.values())


def test_every_step_of_the_chain_shows_as_something() -> None:
    assert set(SHOWN.values()) == {"read", "screen", "rate", "answer"}


@pytest.mark.parametrize(("first", "second"), [("rate", "requirements"), ("requirements", "rate")])
def test_rating_is_done_when_both_halves_of_it_are(first: StepName, second: StepName) -> None:
    progress = standard("guard_in", "screen")
    progress.start("rate")
    progress.start("requirements")
    assert ended(progress, first) == ["done", "done", "running", "waiting"]
    assert ended(progress, second) == ["done", "done", "done", "running"]


def test_the_judge_neither_holds_the_first_look_up_nor_makes_it_done() -> None:
    progress = standard("guard_in")
    progress.start("judge")
    progress.start("screen")
    assert ended(progress, "judge") == ["done", "running", "waiting", "waiting"]
    assert ended(progress, "screen") == ["done", "done", "running", "waiting"]


def test_a_table_that_an_earlier_attempt_has_done_does_not_make_the_rating_done() -> None:
    assert list(standard("guard_in", "screen", "requirements").steps.values()) == ["done", "done", "running", "waiting"]


def test_a_step_that_was_called_off_does_not_run_for_ever() -> None:
    """The model failed in the rating, and rules begin anew."""
    progress = standard("guard_in", "screen")
    progress.start("rate")
    progress.start("requirements")
    progress.start("screen")
    assert ended(progress, "screen") == ["done", "done", "done", "running"]
    progress.finish()
    assert "running" not in progress.steps.values()


def test_nothing_is_shown_in_the_first_second() -> None:
    assert Progress.of("quick", now=datetime(2026, 11, 2, tzinfo=UTC), shown=True).due_at == datetime(2026, 11, 2, 0, 0, 1, tzinfo=UTC)
