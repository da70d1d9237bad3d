"""What votes make of a raw confidence, and when they make nothing of it."""

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.evals.calibration import Label, brier, fit, grouped, isotonic, platt

LABELS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


def too_sure(count: int, seed: int = 1) -> list[Label]:
    """Answers that look as sure as `raw` and are right as often as its square."""
    chance = random.Random(seed)
    raws = [chance.random() for _ in range(count)]
    return [(raw, chance.random() < raw**2) for raw in raws]


def test_violators_are_pooled_as_by_hand() -> None:
    # 1 0 | 0 1 -> the first three pool to 1/3 and the last stands alone at 1, cut to 0.98.
    curve = isotonic([(0.1, True), (0.2, False), (0.3, False), (0.4, True)])
    assert curve.knots == ((0.1, pytest.approx(1 / 3)), (0.3, pytest.approx(1 / 3)), (0.4, 1.0))
    assert [curve(raw) for raw in (0.0, 0.2, 0.35, 0.9)] == pytest.approx([1 / 3, 1 / 3, 2 / 3, 0.98])


def test_equal_raw_values_are_one_point() -> None:
    assert isotonic([(0.5, True), (0.5, False), (0.5, True), (0.2, False)]).knots == ((0.2, 0.0), (0.5, pytest.approx(2 / 3)))


@given(LABELS, st.lists(st.floats(0, 1), min_size=2))
def test_no_curve_ever_falls_or_promises_certainty(labels: Sequence[Label], raws: Sequence[float]) -> None:
    for curve in (isotonic(labels), platt(labels)):
        shares = [curve(raw) for raw in sorted(raws)]
        assert all(one <= other + 1e-12 for one, other in pairwise(shares))
        assert 0.02 <= min(shares) <= max(shares) <= 0.98


def test_platt_finds_the_logistic_that_the_votes_were_drawn_from_and_meets_its_two_conditions() -> None:
    chance = random.Random(4)
    drawn = platt([(1.0, True)] * 1 + [(0.0, False)] * 1)  # a curve to draw from: any will do
    raws = [chance.random() for _ in range(4000)]
    labels = [(raw, chance.random() < drawn(raw)) for raw in raws]
    found = platt(labels)
    assert found.slope == pytest.approx(drawn.slope, abs=0.3)
    # At the optimum the predictions sum to the smoothed targets, and so do their products with the raw value.
    up = sum(right for _, right in labels)
    targets = [(up + 1) / (up + 2) if right else 1 / (len(labels) - up + 2) for _, right in labels]
    assert sum(map(found, raws)) == pytest.approx(sum(targets), abs=1e-4)
    assert sum(found(raw) * raw for raw in raws) == pytest.approx(sum(t * raw for t, raw in zip(targets, raws, strict=True)), abs=1e-4)


def test_where_the_surer_answers_are_the_worse_ones_platt_says_the_same_of_all() -> None:
    curve = platt([(0.1, True)] * 50 + [(0.9, False)] * 50)
    assert curve.slope == 0
    assert curve(0.1) == curve(0.9) == pytest.approx(0.5)


def test_the_brier_score_is_the_mean_squared_distance() -> None:
    assert brier([(0.8, True), (0.4, False), (1.0, False)]) == pytest.approx((0.04 + 0.16 + 1) / 3)
    assert brier([]) == 0


@pytest.mark.parametrize(("count", "method"), [(99, None), (100, "platt"), (199, "platt"), (200, "isotonic")])
def test_the_number_of_votes_decides_how_it_is_fitted(count: int, method: str | None) -> None:
    found = fit(too_sure(count))
    assert found.method == method
    assert (found.curve is None) == (method is None)
    assert str(count) in found.reason or method


def test_a_fit_is_tried_on_answers_it_has_not_seen_and_the_groups_hold() -> None:
    found = fit(too_sure(2000))
    assert found.brier is not None
    assert found.brier_raw is not None
    assert found.brier < found.brier_raw - 0.01
    assert sum(group.of for group in found.groups) == 2000
    assert all(abs(group.mean - group.right / group.of) < 0.08 for group in found.groups)
    again = fit(too_sure(2000))
    assert again == found


def test_a_fit_that_is_worse_than_none_is_not_taken() -> None:
    chance = random.Random(2)
    honest = [(raw, chance.random() < raw) for raw in (chance.random() for _ in range(210))]
    found = fit(honest)
    assert found.curve is None
    assert found.reason.startswith("Not taken")
    assert found.brier is not None
    assert found.brier_raw is not None
    assert found.brier >= found.brier_raw


def test_groups_hold_about_as_many_each_and_never_part_equal_predictions() -> None:
    groups = grouped([(0.1, False)] * 30 + [(0.5, True)] * 10 + [(0.9, True)] * 10, groups=3)
    assert [(group.low, group.right, group.of) for group in groups] == [(0.1, 0, 30), (0.5, 10, 10), (0.9, 10, 10)]


def test_the_group_of_an_answer_is_the_one_it_lies_in_or_nearest_to() -> None:
    found = fit(too_sure(300))
    assert found.group(0.0) == found.groups[0]
    assert found.group(1.0) == found.groups[-1]
    assert fit([]).group(0.5) is None
