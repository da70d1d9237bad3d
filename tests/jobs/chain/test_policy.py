"""Arithmetic and thresholds: code sums, nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from jobs.chain.analysis import Claim, Criterion, KnockOut, KnockOutStatus, Verdict
from jobs.chain.policy import DEFAULT_POLICY, DEFAULT_WEIGHTS, Policy, decide, known_share, total_score, weigh

SCORES = st.one_of(st.none(), st.floats(0, 5))


def criteria(*scores: float | None) -> tuple[Criterion, ...]:
    codes = zip(DEFAULT_WEIGHTS.items(), scores, strict=True)
    return tuple(Criterion(code=code, weight=weight, score=score, claim=Claim(text=code)) for (code, weight), score in codes)


def knock_out(status: KnockOutStatus) -> KnockOut:
    return KnockOut(code="certificate", status=status, claim=Claim(text="x"))


def test_the_default_weights_are_a_hundred_points() -> None:
    assert sum(DEFAULT_WEIGHTS.values()) == 100
    assert dict(DEFAULT_WEIGHTS) == {"capability": 25, "strategy": 20, "winnability": 20, "references": 10, "commercial": 15, "effort": 10}


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((5, 5, 5, 5, 5, 5), 100),
        ((0, 0, 0, 0, 0, 0), 0),
        ((4, 3, 2, 1, 5, 0), 57),  # (25*4 + 20*3 + 20*2 + 10*1 + 15*5 + 0) / 500
        ((5, None, None, None, None, 0), 71),  # 25 of the 35 known points
        ((5, None, None, None, None, None), None),  # a quarter of the weight says nothing
        ((None,) * 6, None),
    ],
)
def test_unknown_criteria_are_dropped_and_their_weight_shared(scores: tuple[float | None, ...], expected: int | None) -> None:
    assert total_score(criteria(*scores), DEFAULT_POLICY) == expected


@given(st.tuples(*[SCORES] * 6))
def test_a_sum_lies_between_nothing_and_a_hundred(scores: tuple[float | None, ...]) -> None:
    score = total_score(criteria(*scores), DEFAULT_POLICY)
    assert score is None or 0 <= score <= 100


@given(st.tuples(*[st.floats(0, 4)] * 6), st.integers(0, 5))
def test_a_better_criterion_never_lowers_the_sum(scores: tuple[float, ...], which: int) -> None:
    better = tuple(score + (1 if i == which else 0) for i, score in enumerate(scores))
    before, after = total_score(criteria(*scores), DEFAULT_POLICY), total_score(criteria(*better), DEFAULT_POLICY)
    assert before is not None
    assert after is not None
    assert after >= before


@given(st.tuples(*[SCORES] * 6))
def test_an_unknown_criterion_is_not_a_zero(scores: tuple[float | None, ...]) -> None:
    with_zero = total_score(criteria(*(0 if score is None else score for score in scores)), DEFAULT_POLICY)
    without = total_score(criteria(*scores), DEFAULT_POLICY)
    assert without is None or with_zero is None or without >= with_zero


def test_weights_come_from_the_policy_whatever_the_analyst_writes() -> None:
    judged = [
        Criterion(code="effort", weight=100, score=5, claim=Claim(text="a")),
        Criterion(code="mood", weight=100, score=5, claim=Claim(text="b")),
    ]
    weighed = weigh([*judged, *judged], DEFAULT_POLICY)
    assert [criterion.code for criterion in weighed] == list(DEFAULT_WEIGHTS)
    assert weighed[-1].weight == 10
    assert known_share(weighed) == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("score", "confidence", "status", "expected"),
    [
        (100, 1.0, "fail", "no_bid"),
        (100, 1.0, "unknown", "review"),
        (None, 1.0, "clear", "review"),
        (44, 1.0, "clear", "no_bid"),
        (45, 1.0, "clear", "conditional"),
        (69, 1.0, "clear", "conditional"),
        (70, 0.6, "clear", "bid"),
        (70, 0.59, "clear", "conditional"),
        (10, 1.0, "unknown", "review"),
    ],
)
def test_the_verdict_follows_from_knock_outs_sum_and_confidence(
    score: int | None, confidence: float, status: KnockOutStatus, expected: Verdict
) -> None:
    assert decide(score, confidence, [knock_out("clear"), knock_out(status)], DEFAULT_POLICY) == expected


@pytest.mark.parametrize("changes", [{"weights": {}}, {"weights": {"a": -1, "b": 5}}, {"weights": {"a": 0}}, {"bid_from": 30}])
def test_a_policy_that_cannot_work_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Policy.model_validate(changes)
