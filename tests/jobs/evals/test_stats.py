"""What few cases can tell, and what they cannot."""

import pytest

from jobs.evals.stats import mcnemar, paired_bootstrap, wilson


def test_nothing_changed_is_no_sign_of_a_fall() -> None:
    assert mcnemar(0, 0) == 1.0


@pytest.mark.parametrize(("fell", "rose", "p"), [(5, 0, 1 / 32), (4, 0, 1 / 16), (8, 1, 10 / 512), (0, 5, 1.0), (1, 1, 0.75)])
def test_falls_are_counted_against_a_coin(fell: int, rose: int, p: float) -> None:
    assert mcnemar(fell, rose) == pytest.approx(p)


def test_the_interval_of_a_fall_holds_its_mean_and_is_the_same_each_time() -> None:
    differences = [-1.0] * 10 + [0.0] * 56
    low, high = paired_bootstrap(differences)
    assert low < -10 / 66 < high < 0
    assert (low, high) == paired_bootstrap(differences)


def test_no_cases_say_nothing() -> None:
    assert paired_bootstrap([]) == (0.0, 0.0)
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("hits", "of"), [(0, 8), (8, 8), (1, 2), (40, 42)])
def test_a_share_lies_in_its_interval_and_that_in_nought_to_one(hits: int, of: int) -> None:
    low, high = wilson(hits, of)
    assert 0 <= low <= hits / of <= high <= 1
    assert low < high
