"""The six criteria by rules: what is known is scored with evidence, what is not is said."""

import time
from datetime import timedelta

import pytest

from jobs.chain.analysis import Criterion
from jobs.chain.model import Case
from jobs.chain.profile import Profile
from jobs.chain.rules.analyst import FALLBACK_NOTE, RulesAnalyst, relevance
from jobs.chain.rules.criteria import rate_by_rules
from jobs.chain.tender import Tender
from tests.builders import NOW, deadline, money, passage, profile, tender


def rated(notice: Tender, company: Profile | None) -> dict[str, Criterion]:
    return {criterion.code: criterion for criterion in rate_by_rules(Case(tender=notice, profile=company, now=NOW))}


@pytest.mark.parametrize(("cpv", "least", "most"), [("72415000", 5, 5), ("48000000", 3.5, 4.5), ("45000000", 3.5, 4.5)])
def test_capability_grows_with_the_nearness_of_the_code(cpv: str, least: float, most: float) -> None:
    score = rated(tender(cpv_main=cpv, cpv_all=(cpv,)), profile())["capability"].score
    assert score is not None
    assert least <= score <= most


def test_a_word_in_passing_does_not_outweigh_another_trade() -> None:
    notice = tender(cpv_main="45000000", cpv_all=("45000000",), title="Road", description="The help desk of the town answers.", passages=())
    score = rated(notice, profile())["capability"].score
    assert score is not None
    assert score <= 2


def test_another_trade_that_names_us_in_passing_is_not_ours() -> None:
    text = "The town buys salt and grit for its roads. Missed streets are reported to a help desk at night. Lorries are brought along."
    notice = tender(cpv_main="90620000", cpv_all=("90620000",), title="Winter service", description=text, passages=(passage("p1", text),))
    relevant, claim = relevance(notice, profile())
    assert relevant is False
    assert "in passing" in claim.text
    assert any("help desk" in piece.quote for piece in claim.evidence)


def test_a_neighbouring_code_that_names_us_in_passing_is_still_looked_at() -> None:
    text = "The town buys advice on its archive. Readers ask at a help desk. Lorries are brought along."
    notice = tender(cpv_main="79400000", cpv_all=("79400000",), title="Advice", description=text, passages=(passage("p1", text),))
    assert relevance(notice, profile())[0] is True


@pytest.mark.parametrize(
    "reference", ["Hosting for a city council, 2023", "Management of a barge worth EUR 2 million", "Services for a public authority"]
)
def test_words_of_any_trade_make_no_reference_akin(reference: str) -> None:
    text = "The council of the city buys management services for 1.2 million euros and pays the public authority."
    notice = tender(title="Winter service", description=text, passages=(passage("p1", text),))
    assert rated(notice, profile(references=(reference,)))["references"].score is None


def test_winnability_is_never_claimed() -> None:
    criterion = rated(tender(), profile())["winnability"]
    assert criterion.score is None
    assert "rules cannot judge" in criterion.claim.text


@pytest.mark.parametrize("code", ["capability", "strategy", "references", "commercial"])
def test_without_a_profile_fit_is_unknown(code: str) -> None:
    criterion = rated(tender(), None)[code]
    assert criterion.score is None
    assert "No company profile is set" in criterion.claim.text


@pytest.mark.parametrize(("days", "score"), [(60, 5.0), (23, 4.5), (14, 3.5), (9, 1.5), (2, 0.5)])
def test_effort_is_time_left_against_time_needed(days: int, score: float) -> None:
    assert rated(tender(deadlines=(deadline(NOW + timedelta(days=days)),)), profile())["effort"].score == score


def test_a_language_the_company_does_not_list_costs_effort() -> None:
    assert (rated(tender(notice_lang="ell"), profile())["effort"].score or 0) < (rated(tender(), profile())["effort"].score or 0)


def test_a_framework_ceiling_is_not_income() -> None:
    criterion = rated(tender(estimated_value=money("900000", basis="framework_maximum")), profile())["commercial"]
    assert criterion.score is not None
    assert criterion.score <= 3
    assert "ceiling" in criterion.claim.text


def test_unknown_vat_and_foreign_currency_are_said() -> None:
    assert "VAT" in rated(tender(estimated_value=money(vat="unknown")), profile())["commercial"].claim.text
    assert rated(tender(estimated_value=money(currency="SEK")), profile())["commercial"].score is None
    assert "EUR" in rated(tender(estimated_value=money(currency="GBP")), profile())["commercial"].claim.text


def test_every_score_but_references_carries_evidence() -> None:
    for criterion in rated(tender(), profile()).values():
        assert criterion.score is None or criterion.claim.evidence, criterion.code


@pytest.mark.parametrize(
    ("notice", "company", "relevant"),
    [
        (tender(), profile(), True),
        (tender(), None, None),
        (tender(cpv_main=None, cpv_all=()), profile(), True),
        (tender(cpv_main="45000000", cpv_all=("45000000",)), profile(capabilities=()), False),
        (tender(cpv_main=None, cpv_all=(), title="Road", description="x", passages=()), profile(), None),
        (tender(), profile(cpv=(), capabilities=("gardening",)), False),
        (tender(notice_lang="ell"), profile(cpv=(), capabilities=("gardening",)), None),
        (tender(), profile(cpv=(), capabilities=()), None),
    ],
)
def test_relevance_is_unknown_rather_than_guessed(notice: Tender, company: Profile | None, relevant: bool | None) -> None:
    assert relevance(notice, company)[0] is relevant


async def test_the_same_case_gives_the_same_answer() -> None:
    case, analyst = Case(tender=tender(), profile=profile(), now=NOW), RulesAnalyst()
    screening = await analyst.screen(case)
    assert await analyst.rate(case, screening) == await analyst.rate(case, screening)


async def test_a_certificate_merely_named_is_a_risk() -> None:
    case = Case(tender=tender(passages=(passage("p1", "ISO 14001 is welcome."),)), profile=profile(), now=NOW)
    rating = await RulesAnalyst().rate(case, await RulesAnalyst().screen(case))
    assert any("ISO 14001" in risk.text and risk.evidence for risk in rating.risks)


@pytest.mark.parametrize("unit", ["iso 27001 ", "turnover ", "turnover eur 1", "umsatz 1.1.1", "must must ", "cloud hosting "])
async def test_a_hostile_text_costs_bounded_time(unit: str) -> None:
    case = Case(tender=tender(passages=(passage("p1", (unit * 40_000)[:300_000]),)), profile=profile(), now=NOW)
    started = time.process_time()
    await RulesAnalyst().rate(case, await RulesAnalyst().screen(case))
    assert time.process_time() - started < 5


@pytest.mark.parametrize("note", [RulesAnalyst().note, RulesAnalyst(note=FALLBACK_NOTE).note])
def test_every_note_of_the_rules_says_that_no_language_model_judged(note: str) -> None:
    assert note.startswith("Judged by fixed rules, without a language model")
