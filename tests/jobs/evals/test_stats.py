"""What few cases can tell, and what they cannot."""

from math import comb

import pytest

from jobs.evals.stats import fisher, mcnemar, paired_bootstrap, wilson


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


def test_fisher_by_hand_and_by_symmetry() -> None:
    """Tea tasting: 3 of 4 right by chance 17 times of 70, all 4 once."""
    assert fisher(3, 4, 1, 4) == pytest.approx(17 / 70)
    assert fisher(4, 4, 0, 4) == pytest.approx(1 / 70)
    assert fisher(0, 9, 5, 9) == fisher(3, 4, 0, 0) == fisher(0, 0, 1, 4) == 1.0
    assert fisher(2, 10, 20, 100) > 0.5
    whole = sum(comb(120, hits) * comb(480, 100 - hits) for hits in range(31, 101)) / comb(600, 100)
    assert fisher(31, 100, 89, 500) == pytest.approx(whole, rel=1e-9)
    with pytest.raises(ValueError, match="no more"):
        fisher(3, 2, 0, 1)
