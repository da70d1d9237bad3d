"""The worst answers, side by side with what was expected."""

from jobs.chain.analysis import Claim
from jobs.chain.tender import Evidence
from jobs.evals.answers import LONGEST, WORST, Answer, worst
from jobs.evals.bar import shipped_bar
from jobs.evals.case import GoldenCase
from jobs.evals.recording import Recorded
from jobs.evals.scoring import CaseScore, score_case
from tests.jobs.evals.builders import NOTICE, analysis, case, recorded, tender


def found(*pairs: tuple[GoldenCase, Recorded], before: dict[str, float] | None = None) -> tuple[Answer, ...]:
    scores = [score_case(each, run, NOTICE, shipped_bar()) for each, run in pairs]
    baseline: dict[str, CaseScore] = {
        each.case_id: each.model_copy(update={"score": (before or {})[each.case_id]}) for each in scores if each.case_id in (before or {})
    }
    return worst({each.id: each for each, _ in pairs}, {run.case_id: run for _, run in pairs}, scores, baseline)


def mistitled(id: str, title: str | None = "Another roof", **changes: object) -> tuple[GoldenCase, Recorded]:
    return case(id, **changes), recorded(id, read=tender(title=title))


def test_the_deepest_fall_comes_before_the_lowest_score() -> None:
    low, fell = (case("low"), Recorded(case_id="low", error="It broke.")), mistitled("fell")
    assert [each.case_id for each in found(low, fell)] == ["low", "fell"]
    assert [each.case_id for each in found(low, fell, before={"low": 0.0, "fell": 1.0})] == ["fell", "low"]


def test_what_is_right_in_everything_and_what_is_sealed_is_not_among_them() -> None:
    assert found((case("right"), recorded("right")), mistitled("sealed", split="sealed")) == ()


def test_no_more_than_a_reader_has_patience_for() -> None:
    assert len(found(*(mistitled(f"roof-{number}") for number in range(WORST + 3)))) == WORST


def test_expected_and_given_stand_beside_each_other() -> None:
    (answer,) = found(mistitled("roof", None))
    pairs = {each.what: (each.expected, each.given, each.right) for each in answer.pairs}
    assert pairs == {
        "verdict": ("bid", "bid", True),
        "kind": ("opportunity", "opportunity", True),
        "title": ("Roof of the old granary", "none", False),
        "deadline": ("2027-01-10 09:00 UTC (tender)", "2027-01-10 09:00 UTC (tender)", True),
        "value": ("250000 EUR, estimated, VAT unknown", "250000 EUR, estimated, VAT unknown", True),
    }


def test_a_run_that_broke_is_right_in_nothing() -> None:
    (answer,) = found((case(), Recorded(case_id="roof", error="It broke.")))
    assert answer.headline == "It broke."
    assert {each.right for each in answer.pairs} == {False}


def test_a_quote_that_does_not_stand_is_marked_and_a_claim_without_one_too() -> None:
    quotes = [Evidence(anchor="line 1", quote=words) for words in ("Estimated value EUR 250,000", "made up " * 60)]
    reasons = (*(Claim(text="The size suits.", evidence=(each,)) for each in quotes), Claim(text="It is near."))
    (answer,) = found((case(), recorded(answer=analysis(reasons=reasons))))
    assert [(each.stands, bool(each.quote)) for each in answer.quotes] == [(True, True), (False, True), (False, False)]
    assert len(answer.quotes[1].quote) == LONGEST
