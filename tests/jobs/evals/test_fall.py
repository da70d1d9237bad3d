"""A prompt is refused for what the gate says of it and not of the one in force."""

from jobs.evals.bar import shipped_bar
from jobs.evals.fall import Weighed, weigh
from jobs.evals.scoring import CaseScore
from tests.jobs.evals.test_gate import CASES, scores

FEW = {id: CASES[id] for id in list(CASES)[:20]}


def weighed(before: list[CaseScore], after: list[CaseScore]) -> Weighed:
    return weigh(CASES, before, after, shipped_bar())


def test_a_fall_is_told_in_the_gates_words() -> None:
    found = weighed(scores(), scores(fallen=7))
    assert any("Worse than the baseline: 7 cases fell" in fault for fault in found.faults)


def test_a_floor_that_both_miss_alike_stands_in_nobodys_way_and_a_new_hard_zero_does() -> None:
    assert weighed(scores(fallen=9), scores(fallen=9)).faults == ()
    assert weighed(scores(fallen=9), scores(fallen=9)).after.judgement == "FAIL"
    assert weighed(scores(fallen=9), scores(fallen=9, zero="invented_deadline")).faults == (
        "case-0: invented_deadline, which may never happen.",
    )


def test_missing_a_floor_by_much_more_than_before_is_found_by_the_comparison() -> None:
    assert any("Worse than the baseline" in fault for fault in weighed(scores(fallen=9), scores(fallen=20)).faults)


def test_what_so_few_cases_cannot_tell_is_a_doubt_and_no_fault() -> None:
    before = [each for each in scores(fallen=3) if each.case_id in FEW]
    after = [each for each in scores(fallen=6) if each.case_id in FEW]
    found = weigh(FEW, before, after, shipped_bar())
    assert found.faults == ()
    assert [doubt.partition(":")[0] for doubt in found.doubts] == ["Perhaps worse than the baseline"]
