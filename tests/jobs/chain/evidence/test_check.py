"""A claim is only as good as its evidence: a changed figure or name is caught, the same figure in another notation passes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.chain.analysis import Claim
from jobs.chain.evidence.check import MARK, Checked, Ground, OnFailure, check_claim
from jobs.chain.tender import Evidence
from tests.builders import passage, profile, tender
from tests.growth import LINEAR, growth
from tests.jobs.chain.evidence.claims import WRITTEN, changes, generated

BARE = tender(
    title=None, buyer=None, deadlines=(), estimated_value=None, award_criteria=(), cpv_main=None, cpv_all=(), clarification_deadline=None,
    publication_number=None, procedure_id=None, external_id="x", evidence={}, passages=(),
)  # fmt: skip
GROUND = Ground(BARE)


def check(text: str, quote: str, policy: OnFailure = "mark") -> Checked:
    """Against its quote alone."""
    source = passage("p1", quote)
    evidence = Evidence(anchor=source.anchor, quote=quote, passage_id="p1")
    return check_claim(Claim(text=text, evidence=(evidence,)), {"p1": source}, facts=BARE, policy=policy, ground=GROUND)


def in_facts(text: str, quote: str = "cloud hosting, software maintenance", **given: tuple[str, ...]) -> Checked:
    notice = tender()
    claim = Claim(text=text, evidence=(Evidence(anchor="line 2", quote=quote, passage_id="p2"),))
    return check_claim(
        claim, {each.id: each for each in notice.passages}, facts=notice, profile=profile(), allowed=given.get("allowed", ())
    )


@pytest.mark.parametrize(("claim", "quote"), WRITTEN)
def test_a_figure_in_another_notation_or_language_is_the_same_figure(claim: str, quote: str) -> None:
    checked = check(claim, quote)
    assert (checked.status, checked.missing) == ("supported", ())
    assert checked.claim.evidence


@pytest.mark.parametrize(("claim", "quote"), WRITTEN)
def test_every_single_change_of_a_written_claim_is_caught(claim: str, quote: str) -> None:
    changed = changes(claim, quote)
    assert changed
    assert [each for each in changed if check(each, quote).status == "supported"] == []


def test_all_changes_of_a_generated_set_are_caught_and_unchanged_claims_pass() -> None:
    pairs = list(generated(2027, 600))
    assert [pair for pair in pairs if check(*pair).status != "supported"] == []
    changed = [(each, quote) for claim, quote in pairs for each in changes(claim, quote)]
    assert len(changed) > 3000
    assert [pair for pair in changed if check(*pair).status == "supported"] == []


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_no_seed_of_the_generator_slips_a_change_through(seed: int) -> None:
    for claim, quote in generated(seed, 3):
        assert check(claim, quote).status == "supported"
        for each in changes(claim, quote):
            assert check(each, quote).status == "marked", (each, quote)


def test_a_failed_claim_loses_its_quotes_and_says_what_is_not_found() -> None:
    checked = check("The value is 540,000 EUR.", "Wert: 450.000 EUR")
    assert checked.missing == ("540,000 EUR",)
    assert checked.claim == Claim(text=f"The value is 540,000 EUR. ({MARK}: 540,000 EUR)")


def test_policy_drops_where_it_says_so() -> None:
    assert check("Five lots.", "vier Lose", "drop").status == "dropped"


def test_a_quote_that_does_not_stand_is_no_evidence() -> None:
    source = passage("p1", "Der Preis zählt 40 %.")
    claim = Claim(text="It is cheap.", evidence=(Evidence(anchor=source.anchor, quote="Der Preis zählt 60 %.", passage_id="p1"),))
    assert check_claim(claim, {"p1": source}, facts=BARE).status == "marked"


def test_a_claim_without_figures_and_quotes_is_left_as_it_is() -> None:
    claim = Claim(text="It fits.")
    assert check_claim(claim, {}, facts=BARE) == Checked(claim=claim, status="supported")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Regional Archive of Varnholt buys hosting.", "supported"),
        ("The Municipal Archive of Varnholt buys hosting.", "marked"),
        ("Nordlicht Systems does this in Germany.", "supported"),
        ("Nordlicht Systems does this in Portugal.", "marked"),
        ("Price weighs 60 %.", "supported"),
        ("Price weighs 70 %.", "marked"),
        ("Price weighs 60 years.", "marked"),
        ("The value is 450,000 GBP.", "marked"),
        ("You turn over 6,000,000 EUR.", "supported"),
        ("Only 26 working days are left.", "marked"),
    ],
)
def test_coded_facts_and_the_profile_bear_out_what_the_quote_does_not_speak_of(text: str, status: str) -> None:
    assert in_facts(text).status == status


def test_a_date_changed_into_another_date_of_the_notice_is_caught() -> None:
    quote = "Angebotsfrist: 15. März 2027"
    source = passage("p1", quote)
    notice = tender(passages=(source,))
    claim = Claim(text="Offers are due 8 December 2026.", evidence=(Evidence(anchor=source.anchor, quote=quote, passage_id="p1"),))
    assert check_claim(claim, {"p1": source}, facts=notice).missing == ("8 December 2026",)


def test_what_code_derived_is_allowed_by_the_caller() -> None:
    assert in_facts("Only 26 working days are left.", allowed=("26 working days",)).status == "supported"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_is_checked_and_a_quote_bears_itself_out(text: str, quote: str) -> None:
    check(text, quote)
    if check("It fits.", quote).status == "supported" and not re.search(r"[^\x00-\x7f]", quote):
        assert check(quote, quote).missing == ()


@pytest.mark.parametrize("piece", ["1", "1.", "1 ", "1 000 ", "Lot 1, ", "a-1/", "12 May ", "AB ", "one ", "A. ", "1'000", "3 of "])
def test_hostile_repetition_costs_linear_time(piece: str) -> None:
    assert growth(lambda size: check(piece * (size // len(piece)), piece * 100), 10_000) < LINEAR
