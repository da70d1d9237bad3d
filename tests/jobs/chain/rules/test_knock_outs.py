"""What alone ends a bid, and what only opens a question."""

from datetime import UTC, datetime, timedelta

import pytest

from jobs.chain.analysis import KnockOutStatus
from jobs.chain.model import Case
from jobs.chain.rules.certificates import text_knock_outs
from jobs.chain.rules.knock_outs import fixed_knock_outs
from jobs.chain.tender import Kind, Lot, Tender
from tests.builders import NOW, deadline, money, passage, profile, tender


def statuses(notice: Tender, **changes: object) -> dict[str, KnockOutStatus]:
    case = Case(tender=notice, profile=profile(**changes), now=NOW)
    return {knock_out.code: knock_out.status for knock_out in fixed_knock_outs(case)}


@pytest.mark.parametrize(
    ("notice", "code", "status"),
    [
        (tender(), "deadline", "clear"),
        (tender(deadlines=()), "deadline", "unknown"),
        (tender(deadlines=(deadline(None),)), "deadline", "unknown"),
        (tender(deadlines=(deadline(NOW - timedelta(minutes=1)),)), "deadline", "fail"),
        (tender(deadlines=(deadline(NOW + timedelta(hours=3)),)), "deadline", "unknown"),
        (tender(deadlines=(deadline(datetime(2099, 12, 31, tzinfo=UTC)),)), "deadline", "unknown"),
        (tender(deadlines=(deadline(NOW - timedelta(days=3)), deadline())), "deadline", "clear"),
        (tender(reserved=True), "reserved", "unknown"),
        (tender(reserved=False), "reserved", "clear"),
        (tender(buyer_country="AUT"), "country", "clear"),
        (tender(buyer_country="FRA"), "country", "fail"),
        (tender(buyer="Harbour Office", buyer_country=None), "country", "unknown"),
        (tender(title="Storage of weapons"), "exclusion", "fail"),
        (tender(), "exclusion", "clear"),
        (tender(estimated_value=money("7000000")), "size", "fail"),
    ],
)
def test_fixed_knock_outs(notice: Tender, code: str, status: KnockOutStatus) -> None:
    assert statuses(notice)[code] == status


@pytest.mark.parametrize(
    "kind", ["award", "planning", "market_consultation", "qualification_system", "change", "cancellation", "test_notice"]
)
def test_nothing_but_a_call_for_competition_can_be_bid_for(kind: Kind) -> None:
    assert statuses(tender(kind=kind))["notice_kind"] == "fail"


def test_an_unknown_kind_is_a_question_not_an_end() -> None:
    assert statuses(tender(kind="unknown"))["notice_kind"] == "unknown"


def test_an_excluded_country_ends_it_even_where_countries_are_open() -> None:
    assert statuses(tender(), countries=(), excluded_countries=("DEU",))["country"] == "fail"


def test_a_framework_ceiling_and_fitting_lots_are_not_too_big() -> None:
    ceiling = tender(estimated_value=money("90000000", basis="framework_maximum"))
    lots = tender(estimated_value=money("90000000"), lots=(Lot(id="1", value=money("300000")), Lot(id="2", value=money("80000000"))))
    assert "size" not in statuses(ceiling)
    assert "size" not in statuses(lots)


def demanded(text: str, **changes: object) -> list[tuple[str, KnockOutStatus]]:
    case = Case(tender=tender(passages=(passage("p1", text),)), profile=profile(**changes), now=NOW)
    found, _ = text_knock_outs(case)
    return [(knock_out.code, knock_out.status) for knock_out in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bidders must hold ISO 27001.", [("certificate", "clear")]),
        ("Bidders must hold ISO/IEC 27001:2022.", [("certificate", "clear")]),
        ("Bidders must hold ISO 14001.", [("certificate", "fail")]),
        ("Bidders must hold ISO 14001 or equivalent.", [("certificate", "unknown")]),
        ("Ein Zertifikat nach DIN EN ISO 14001 ist zwingend vorzulegen.", [("certificate", "fail")]),
        ("Une certification ISO 14001 ou équivalente est exigée.", [("certificate", "unknown")]),
        ("ISO 14001 is welcome.", []),
        ("Cyber Essentials Plus is mandatory.", [("certificate", "fail")]),
        ("Nothing is demanded.", []),
        ("Average yearly turnover of at least EUR 1,500,000 over three years.", [("turnover", "clear")]),
        ("A minimum turnover of EUR 2,000,000 is required.", [("turnover", "clear")]),
        ("A minimum turnover of EUR 9.500.000,00 is required.", [("turnover", "fail")]),
        ("A minimum turnover of 8 million EUR is required.", [("turnover", "fail")]),
        ("A minimum turnover of GBP 5,000,000 is required.", [("turnover", "unknown")]),
        ("A minimum turnover of GBP 1,000,000 is required.", [("turnover", "clear")]),
        ("A minimum turnover of SEK 1,000,000 is required.", [("turnover", "unknown")]),
        ("Der Mindestumsatz: Umsatz mindestens 9 Mio EUR.", [("turnover", "fail")]),
        ("Debe acreditar un volumen anual de negocios de al menos 40.000.000 EUR.", [("turnover", "fail")]),
        ("Se exige una cifra anual de negocios de al menos 9 millones de euros.", [("turnover", "fail")]),
        ("Virksomheden ska ha en omsætning på DKK 9,000,000.", [("turnover", "unknown")]),
        ("Bidders must hold a FedRAMP Moderate authorization.", [("certificate", "fail")]),
        ("El licitador deberá disponer del certificado ISO 14001.", [("certificate", "fail")]),
        ("Tilbudsgiver skal være ISO 14001-certificeret.", [("certificate", "fail")]),
        ("Der Bieter muss nach DIN 77200 zertifiziert sein.", [("certificate", "fail")]),
        ("Le titulaire doit être certifié MASE.", [("certificate", "fail")]),
        ("Luminaires must comply with EN 12464-1 and ISO 8995.", []),
        ("Werkzeuge müssen der DIN EN ISO 10218 entsprechen.", []),
        ("Bidders must hold ISO 27001 or Cyber Essentials Plus.", [("certificate", "clear"), ("certificate", "clear")]),
        ("Bidders must hold ISO 27001 and Cyber Essentials Plus.", [("certificate", "clear"), ("certificate", "fail")]),
        ("ISO 14001 must be obtained within twelve months of the start.", [("certificate", "unknown")]),
    ],
)
def test_what_the_text_demands_is_held_against_the_profile(text: str, expected: list[tuple[str, KnockOutStatus]]) -> None:
    assert demanded(text) == expected


def test_no_certificates_in_the_profile_means_not_said() -> None:
    assert demanded("Bidders must hold ISO 14001.", certificates=()) == [("certificate", "unknown")]


def test_an_expired_certificate_is_a_question() -> None:
    assert demanded("Bidders must hold ISO 27001.", certificates=({"name": "ISO 27001", "expires": "2026-10-31"},)) == [
        ("certificate", "unknown")
    ]


def test_every_demand_carries_its_sentence() -> None:
    case = Case(tender=tender(passages=(passage("p7", "Form 3. Bidders must hold ISO 14001."),)), profile=profile(), now=NOW)
    (found,), _ = text_knock_outs(case)
    assert found.claim.evidence[0].passage_id == "p7"
    assert "ISO 14001" in found.claim.evidence[0].quote


def test_a_certificate_that_runs_out_before_offers_are_due_is_said() -> None:
    case = Case(
        tender=tender(passages=(passage("p1", "Bidders must hold ISO 27001."),)),
        profile=profile(certificates=({"name": "ISO 27001", "expires": "2026-12-01"},)),
        now=NOW,
    )
    (found,), risks = text_knock_outs(case)
    assert found.status == "clear"
    assert ["runs out on 2026-12-01" in risk.text for risk in risks] == [True]


def test_a_coded_clearance_is_asked_of_a_person() -> None:
    assert statuses(tender(security_clearance=True))["clearance"] == "unknown"
    assert "clearance" not in statuses(tender(security_clearance=False))
