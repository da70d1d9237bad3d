"""The report tells what is wrong with the open cases, and of sealed ones nothing but their scores."""

from jobs.evals.bar import shipped_bar
from jobs.evals.case import Split
from jobs.evals.findings import Finding
from jobs.evals.gate import judge
from jobs.evals.recording import Recording
from jobs.evals.report import report
from jobs.evals.scoring import CaseScore
from tests.jobs.evals.builders import case


def told(split: Split, *, synthetic: bool = False) -> str:
    cases = {"roof": case(split=split)}
    found = (
        Finding(check="facts.title", cost=30, detail="Barn, not Roof"),
        Finding(check="must_not", cost=30, detail="x", zero="invented_value"),
    )
    twice = (*found, Finding(check="must_not", cost=30, detail="y", zero="invented_value"))
    score = CaseScore(case_id="roof", slice="clear_bid", split=split, score=0.1, passed=False, findings=twice, accepted=False)
    recording = Recording(name="rules", synthetic=synthetic, at="2026-11-21T10:00:00+00:00", runs=())
    return report(recording, judge(cases, [score], shipped_bar(), None), [score], bar="2026-11")


def test_an_open_case_shows_what_is_wrong_and_each_hard_zero_once() -> None:
    text = told("dev")
    assert "0.10 roof" in text
    assert "facts.title: Barn, not Roof (30)" in text
    assert text.count("roof: invented_value, which may never happen.") == 1


def test_a_sealed_case_shows_nothing_of_what_is_in_it() -> None:
    assert "Barn" not in told("sealed")


def test_replies_of_a_stand_in_are_said_to_tell_nothing_of_a_model() -> None:
    assert "nothing of a model's quality" in told("dev", synthetic=True)
    assert "nothing of a model's quality" not in told("dev")
