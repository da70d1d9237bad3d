"""The gate stops what is worse, says when it cannot tell, and lets the rest go."""

from jobs.evals.bar import shipped_bar
from jobs.evals.case import GoldenCase
from jobs.evals.findings import Finding
from jobs.evals.gate import GateResult, judge
from jobs.evals.scoring import CaseScore
from tests.jobs.evals.builders import case

BAR = shipped_bar()
CASES = {f"case-{number}": case(f"case-{number}") for number in range(66)}


def scores(*, fallen: int = 0, zero: str | None = None) -> list[CaseScore]:
    found = (Finding(check="must_not", cost=0, detail="x", zero=zero),) if zero else ()
    return [
        CaseScore(
            case_id=id, slice="clear_bid", split="dev", score=0.0 if place < fallen else 1.0, passed=place >= fallen,
            findings=found if place == 0 else (), facts_right=3, facts_judged=3, accepted=True, claims=2,
        )
        for place, id in enumerate(CASES)
    ]  # fmt: skip


def judged(now: list[CaseScore], baseline: list[CaseScore] | None = None, cases: dict[str, GoldenCase] | None = None) -> GateResult:
    return judge(cases or CASES, now, BAR, baseline)


def test_what_is_as_good_as_before_passes() -> None:
    assert judged(scores(), scores()).judgement == "PASS"


def test_two_fallen_cases_are_no_proof_and_within_the_bar() -> None:
    result = judged(scores(fallen=2), scores())
    assert result.judgement == "PASS"
    assert result.change is not None
    assert result.change.fell == ("case-0", "case-1")


def test_a_fall_of_ten_points_is_stopped() -> None:
    result = judged(scores(fallen=7), scores())
    assert result.judgement == "FAIL"
    assert any("Worse than the baseline" in reason for reason in result.reasons)


def test_a_fall_that_so_few_cases_cannot_show_is_inconclusive() -> None:
    few = {id: CASES[id] for id in list(CASES)[:20]}
    now = [each for each in scores(fallen=3) if each.case_id in few]
    lenient = BAR.model_copy(update={"case": BAR.case.model_copy(update={"passing_share_min": 0.5})})
    result = judge(few, now, lenient, [each for each in scores() if each.case_id in few])
    assert result.judgement == "INCONCLUSIVE"
    assert "cannot tell" in result.reasons[0]


def test_one_hard_zero_fails_whatever_else_is_good() -> None:
    result = judged(scores(zero="invented_deadline"), scores())
    assert result.judgement == "FAIL"
    assert result.reasons == ("case-0: invented_deadline, which may never happen.",)


def test_a_canary_that_fails_fails_all() -> None:
    cases = {id: case(id, must_pass=id == "case-0") for id in CASES}
    assert judged(scores(fallen=1), scores(), cases).reasons == ("case-0 must pass and did not.",)


def test_too_few_right_facts_fail_without_any_baseline() -> None:
    poor = [each.model_copy(update={"facts_right": 2}) for each in scores()]
    assert judged(poor).reasons == ("Too few facts of text: 66.7% of at least 92%.",)


def test_a_broken_slice_is_not_hidden_by_the_average() -> None:
    now = [each.model_copy(update={"slice": "language", "passed": False}) if place < 3 else each for place, each in enumerate(scores())]
    assert judged(now).reasons == ("The slice language is broken: 0 of 3 pass.",)


def test_a_run_that_crashed_counts_as_wrong() -> None:
    crashed = [
        each.model_copy(update={"answered": False, "passed": False, "score": 0.0}) if place < 4 else each
        for place, each in enumerate(scores())
    ]
    result = judged(crashed)
    assert result.figures.task_completion < 0.95
    assert any("end with an answer" in reason for reason in result.reasons)
