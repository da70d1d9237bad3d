"""Nothing leaves that the notice does not bear out, and nothing that Slack would act on."""

import pytest

from jobs.chain.analysis import Analysis, AnalystName, Claim, Criterion, KnockOut
from jobs.chain.guards.guard_out import guard_out
from jobs.chain.tender import Evidence
from tests.builders import profile, tender

GOOD = Evidence(anchor="line 2", quote="serves two hundred readers a day", passage_id="p2")
URL = "https://portal.example/notices/123456-2026"


def answer(*claims: Claim, analyst: AnalystName = "anthropic", headline: str = "Bid.", knock_outs: tuple[KnockOut, ...] = ()) -> Analysis:
    return Analysis(
        verdict="bid",
        confidence=0.7,
        headline=headline,
        reasons=claims,
        knock_outs=knock_outs,
        criteria=tuple(Criterion(code="capability", weight=25, score=4, claim=claim) for claim in claims),
        analyst=analyst,
        analyst_note="x",
        policy="2026-11",
    )


def out(claim: Claim, analyst: AnalystName = "anthropic") -> Claim:
    checked = guard_out(answer(claim, analyst=analyst), tender(), profile())
    assert checked.reasons[0] == checked.criteria[0].claim
    return checked.reasons[0]


def test_a_claim_with_a_quote_that_stands_is_left_alone() -> None:
    claim = Claim(text="Many readers.", evidence=(GOOD,))
    assert out(claim) == claim


@pytest.mark.parametrize(
    "changes",
    [
        {"quote": "serves three hundred readers a day"},
        {"quote": "serves two hundred readers a day and a night"},
        {"quote": ""},
        {"passage_id": "p3"},
        {"passage_id": "p77"},
    ],
)
def test_a_changed_quote_is_dropped_and_the_claim_stands_unsupported(changes: dict[str, str]) -> None:
    assert out(Claim(text="Many readers.", evidence=(GOOD.model_copy(update=changes),))).evidence == ()


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("The value is 450,000 EUR.", True),
        ("The value is 450.000,00 EUR.", True),
        ("The value is 540,000 EUR.", False),
        ("Due 2026-12-08.", True),
        ("Due 2026-12-18.", False),
        ("CPV 72415000 is ours.", True),
        ("You take up to 2,000,000.", True),
        ("Penalties of 5 % apply.", False),
        ("No number here.", True),
    ],
)
def test_numbers_of_a_model_must_stand_in_quote_facts_or_profile(text: str, supported: bool) -> None:
    claim = out(Claim(text=text, evidence=(GOOD,)))
    assert bool(claim.evidence) is supported
    assert ("not found in the documents" in claim.text) is not supported


def test_numbers_that_code_computed_are_not_questioned() -> None:
    counted = Claim(text="26 working days are left.", evidence=(GOOD,))
    assert out(counted, "rules") == counted
    owned = KnockOut(code="deadline", status="clear", claim=counted)
    checked = guard_out(answer(counted, knock_outs=(owned,)), tender())
    assert checked.reasons[0].evidence == (GOOD,)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Good <!channel> fit", "Good  fit"),
        ("Ask <@U123ABC> now", "Ask  now"),
        ("See <#C123|general>", "See "),
        ("Hi @here, look", "Hi here, look"),
        ("mail me@here.example", "mail ‹link removed›"),
        ("Read [this](https://evil.example/x)", "Read this"),
        ("Read <https://evil.example/x|the notice>", "Read the notice"),
        ("![p](https://evil.example/p.png?d=1) ok", "p ok"),
        ("Go to https://evil.example/x now", "Go to ‹link removed› now"),
        ("Go to www.evil.example now", "Go to ‹link removed› now"),
        (f"Go to {URL}.", f"Go to {URL}."),
        ("javascript:alert(1)", "‹link removed›"),
    ],
)
def test_mentions_and_foreign_links_are_taken_out(text: str, clean: str) -> None:
    assert guard_out(answer(headline=text), tender()).headline == clean
    assert out(Claim(text=text), "rules").text == clean


def test_a_quote_that_calls_the_channel_is_dropped() -> None:
    notice = tender(passages=(*tender().passages[:1], tender().passages[1].model_copy(update={"text": "Hello <!channel> all"})))
    claim = Claim(text="Hello.", evidence=(Evidence(anchor="line 2", quote="Hello <!channel> all", passage_id="p2"),))
    assert guard_out(answer(claim), notice).reasons[0].evidence == ()


def test_a_headline_repeats_the_mark_of_its_reason() -> None:
    claim = Claim(text="The value is 540,000 EUR.", evidence=(GOOD,))
    checked = guard_out(answer(claim, headline="Bid, 80 of 100: The value is 540,000 EUR."), tender())
    assert checked.headline.endswith("(not found in the documents: 540,000 EUR)")


def test_advice_of_a_model_with_a_made_up_number_is_left_out() -> None:
    advice = ("Ask who holds the contract.", "Find 17 more references.", "See https://evil.example")
    checked = guard_out(answer().model_copy(update={"what_would_change": advice}), tender())
    assert checked.what_would_change == ("Ask who holds the contract.", "See ‹link removed›")
