"""The numbers behind the pictures."""

from typing import Any

from jobs.evals.case import Expected
from jobs.evals.findings import Finding
from jobs.evals.scoring import CaseScore
from jobs.evals.summaries import Bin, Mistake, Move, calibration, confusion, mistakes, moves, quantile
from tests.jobs.evals.builders import case


def score(id: str = "roof", **changes: Any) -> CaseScore:
    fields: dict[str, Any] = {"case_id": id, "slice": "clear_bid", "split": "dev", "score": 1.0, "passed": True, "findings": ()}
    return CaseScore(**(fields | changes))


def test_confidence_is_held_against_the_share_that_was_right() -> None:
    answers = [score(confidence=0.72, accepted=True), score(confidence=0.78, accepted=False), score(confidence=1.0, accepted=True)]
    low, high = calibration(answers)
    assert (low.confidence, low.right, low.of) == (0.75, 1, 2)
    assert (high.confidence, high.right, high.of) == (1.0, 1, 1)
    assert low.interval[0] < 0.5 < low.interval[1]


def test_an_answer_that_must_have_no_verdict_says_nothing_of_confidence() -> None:
    assert calibration([score(confidence=0.9, accepted=None), score(confidence=None, accepted=False)]) == ()


def test_a_verdict_is_right_where_it_is_accepted_and_bid_never_is_for_what_is_no_opportunity() -> None:
    cases = {
        "roof": case("roof", expected=Expected(kind="opportunity", verdicts=("review", "bid"))),
        "award": case("award", expected=Expected(kind="award")),
    }
    found = confusion(cases, [score("roof", verdict="no_bid"), score("roof", verdict="bid"), score("award", verdict="bid"), score("award")])
    cells = {(row.accepted, cell.given): (cell.count, cell.right) for row in found for cell in row.cells if cell.count}
    assert cells == {
        ("bid or review", "bid"): (1, True), ("bid or review", "no_bid"): (1, False),
        ("no opportunity", "bid"): (1, False), ("no opportunity", "none"): (1, True),
    }  # fmt: skip


def test_mistakes_are_summed_by_kind_the_dearest_first() -> None:
    quote, verdict = Finding(check="quotes", cost=10, detail="a"), Finding(check="verdict", cost=40, detail="b")
    found = mistakes([score(findings=(quote, verdict)), score(findings=(quote,))])
    assert found == (Mistake(check="verdict", times=1, points=40), Mistake(check="quotes", times=2, points=20))


def test_the_deepest_fall_comes_first_and_what_stayed_is_left_out() -> None:
    before = [score("a"), score("b"), score("c", score=0.5), score("gone")]
    now = [score("a", score=0.9), score("b", score=0.2), score("c", score=0.5), score("new")]
    assert moves(now, before) == (Move(case_id="b", before=1.0, now=0.2), Move(case_id="a", before=1.0, now=0.9))


def test_sealed_cases_are_in_none_of_the_sums_of_content() -> None:
    sealed = score(split="sealed", confidence=0.9, accepted=True, verdict="bid", findings=(Finding(check="quotes", cost=10, detail="a"),))
    assert (calibration([sealed]), confusion({"roof": case()}, [sealed]), mistakes([sealed])) == ((), (), ())


def test_a_tenth_has_its_own_bin_up_to_full_certainty() -> None:
    found = calibration(
        [score(confidence=0.0, accepted=False), score(confidence=0.95, accepted=True), score(confidence=1.0, accepted=True)]
    )
    assert [(each.right, each.of) for each in found] == [(0, 1), (2, 2)]
    assert all(isinstance(each, Bin) for each in found)


def test_a_quantile_is_a_value_that_was_measured() -> None:
    values = [float(number) for number in range(1, 101)]
    assert (quantile(values, 0.5), quantile(values, 0.95), quantile([7.0], 0.95)) == (50.0, 95.0, 7.0)
