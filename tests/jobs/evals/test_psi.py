"""Differences of two samples, against values computed by hand and those of printed tables."""

import math

import pytest

from jobs.evals.psi import chi_square_tail, counted, deciles, higher, homogeneity, normal_tail, psi, tallied


def test_the_index_is_nought_for_equal_shares_and_grows_as_they_part() -> None:
    assert psi((10, 20), (10, 20)) == 0
    # Shares with half an answer added: 30.5/101 and 70.5/101 against 50.5/101 twice.
    by_hand = (30.5 - 50.5) / 101 * math.log(30.5 / 50.5) + (70.5 - 50.5) / 101 * math.log(70.5 / 50.5)
    assert psi((30, 70), (50, 50)) == pytest.approx(by_hand) == pytest.approx(0.1659, abs=1e-4)
    assert math.isfinite(psi((0, 40), (40, 0)))


@pytest.mark.parametrize(
    ("now", "before", "p"),
    [
        ((10, 10), (10, 10), 1.0),
        # (10-15)²/15 four times over: 6.667, one degree of freedom.
        ((10, 20), (20, 10), 0.009823),
        # (12-22.4)²/22.4 + (30-22)²/22 + (18-15.6)²/15.6 and a quarter of that again: 10.133, two degrees, e^-5.067.
        ((12, 30, 18), (100, 80, 60), 0.0063),
        ((5, 0), (7, 0), 1.0),
        ((0, 0), (7, 3), 1.0),
    ],
)
def test_two_rows_of_counts_are_held_against_chance(now: tuple[int, ...], before: tuple[int, ...], p: float) -> None:
    assert homogeneity(now, before) == pytest.approx(p, rel=0.01)


@pytest.mark.parametrize(
    ("statistic", "freedom", "p"), [(3.841459, 1, 0.05), (16.918978, 9, 0.05), (27.877165, 9, 0.001), (9.487729, 4, 0.05), (0, 4, 1)]
)
def test_the_tail_of_chi_square_is_that_of_the_tables(statistic: float, freedom: int, p: float) -> None:
    assert chi_square_tail(statistic, freedom) == pytest.approx(p, rel=1e-5)


def test_ranks_that_are_higher_are_told_from_equal_and_lower_ones() -> None:
    # U = 9 of 9 for three values that are all above three others: z = (9 - 4.5 - 0.5) / sqrt(9 * 7 / 12).
    assert higher((4, 5, 6), (1, 2, 3)) == pytest.approx(normal_tail(4 / math.sqrt(5.25)))
    assert higher((1, 2, 3), (4, 5, 6)) > 0.95
    # With ties: ranks 1, 2.5, 2.5, 4; U = 3.5; variance 4/12 * (5 - 6/12).
    assert higher((2, 3), (1, 2)) == pytest.approx(normal_tail((3.5 - 2 - 0.5) / math.sqrt(1.5)))
    assert higher((0, 0), (0, 0, 0)) == 1.0
    assert higher((), (1,)) == 1.0


def test_deciles_cut_into_tenths_and_repeated_values_once() -> None:
    edges = deciles(range(1, 101))
    assert edges == (10, 20, 30, 40, 50, 60, 70, 80, 90)
    assert counted(range(1, 101), edges) == (10,) * 10
    assert deciles([7, 7, 7, 9]) == (7,)
    assert counted([7, 8, 9], (7,)) == (1, 2)
    assert deciles([5, 5]) == () == deciles([])
    assert tallied(["a", "b", "a"], ("a", "b", "c")) == (2, 1, 0)
