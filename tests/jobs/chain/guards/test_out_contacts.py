"""People in a notice are pointed to, by rules as by models; offices, firms and the company's own people are named."""

import pytest

from jobs.chain.analysis import Claim, RequirementRow
from jobs.chain.guards.guard_out import guard_out
from jobs.chain.guards.out_contacts import CONTACT, Contacts, contacts_in, is_personal, once
from jobs.chain.guards.out_notice import discreet, discreet_lines
from jobs.chain.tender import Evidence, Lot, Passage, Requirement, Tender
from tests.builders import passage, profile, tender
from tests.jobs.chain.guards.test_out_wash import answer

DUTY = "The tenderer must name two schools and write to adalind.quorrex@town.example or ring Adalind Quorrex-Velm, 07700 900123."


def notice(text: str = DUTY) -> Tender:
    return tender(passages=(passage("p1", text),), requirements=(required(text),))


def required(text: str) -> Requirement:
    return Requirement(id="R1", text=text, evidence=quoted(text), kind="mandatory", stage="selection", weight=None)


def quoted(text: str) -> Evidence:
    return Evidence(anchor="line 1", quote=text, passage_id="p1")


def found(text: str, *, stays: str = "") -> Contacts:
    return contacts_in([text], [Passage(id="p1", text=text, anchor="line 1")], lambda value: value in stays)


@pytest.mark.parametrize("analyst", ["rules", "model"])
def test_a_condition_is_told_without_the_person_in_it(analyst: str) -> None:
    row = RequirementRow(code="R1", kind="mandatory", claim=Claim(text=DUTY, evidence=(quoted(DUTY),)))
    given = answer("Bid.", reasons=(Claim(text=DUTY, evidence=(quoted(DUTY),)),)).model_copy(
        update={"requirements": (row,), "analyst": analyst}
    )
    safe = guard_out(given, notice())
    for claim in (safe.reasons[0], safe.requirements[0].claim):
        assert claim.text.startswith(f"The tenderer must name two schools and write to {CONTACT} or ring {CONTACT}.")
        assert claim.evidence[0].quote == "The tenderer must name two schools and write to"
        assert claim.evidence[0].quote in DUTY
    left = safe.model_dump_json()
    assert [part for part in ("quorrex", "Quorrex", "900123") if part in left] == []


@pytest.mark.parametrize(
    "text",
    [
        "Ansprechpartnerin: Frau Adalind Quorrex, Tel. 030 5550123",
        "Personne de contact : Mme Adalind Quorrex (adalind.quorrex@ville.example)",
        "Questions to Ms Adalind Quorrex, mobile +44 7700 900123.",
        "Payments go to DE89 3704 0044 0532 0130 00, Adalind Quorrex, adalind.quorrex@town.example",
        "Persona de contacto: Adalind Quorrex\nTeléfono: 600 123 456",
    ],
)
def test_names_numbers_addresses_and_accounts_of_people_are_hidden(text: str) -> None:
    hidden = found(text).hidden_in(text)
    assert CONTACT in hidden
    assert [part for part in ("Quorrex", "quorrex", "5550123", "900123", "0532", "123 456") if part in hidden] == []


@pytest.mark.parametrize(
    "text",
    [
        "Offers go to tenders@town.example, vergabestelle@stadt.example and info@ville.example.",
        "The estimated value is 2,350,000 GBP, CPV 60130000, notice 083410-2026, due 2027-01-29T12:00:00Z.",
        "The firm's VAT number is DE136695976; ISO 27001 and DIN EN 1090 are asked for.",
        "The Town of Oberfingen and Larkholme District Council share the 1,284,500.00 EUR of lots 12 to 15.",
        "Turnover of 2 500 000 EUR in 2024, 2025 and 2026; 214,000 square feet; reference WVHB-EST-2026-52.",
    ],
)
def test_offices_firms_sums_and_codes_stay(text: str) -> None:
    assert found(text).hidden_in(text) == text


def test_a_name_that_stands_beside_an_address_in_the_notice_is_hidden_where_the_answer_gives_it_alone() -> None:
    there = passage("p1", "Site visits: Adalind Quorrex, adalind.quorrex@town.example, on weekdays.")
    assert contacts_in(["Adalind Quorrex shows the site."], [there], lambda _: False).hidden_in("Ask Adalind Quorrex.") == f"Ask {CONTACT}."


def test_whom_the_company_names_itself_is_named() -> None:
    ours = profile().model_copy(update={"references": ("Mill roof, led by Adalind Quorrex",)})
    given = answer("Adalind Quorrex led it; write to adalind.quorrex@town.example.")
    safe = guard_out(given, notice("Ask Adalind Quorrex, adalind.quorrex@town.example."), ours)
    assert safe.headline == f"Adalind Quorrex led it; write to {CONTACT}."


def test_the_facts_of_a_notice_are_posted_without_the_people_in_them() -> None:
    given = notice().model_copy(
        update={
            "title": "Two schools (contact: Ms Adalind Quorrex)",
            "evidence": {
                "deadlines": quoted("Offers go to adalind.quorrex@town.example by 3 June 2027, 12:00."),
                "cpv_main": quoted("60130000"),
            },
            "lots": (Lot(id="1", title="North, tel. +44 7700 900123"),),
            "warnings": ("The deadline 2027-06-03T12:00:00 has no zone.",),
        }
    )
    shown = discreet(given)
    said = shown.model_dump_json(exclude={"passages", "description"})
    assert [part for part in ("Quorrex", "quorrex", "900123") if part in said] == []
    assert shown.requirements[0].evidence.quote == "The tenderer must name two schools and write to"
    assert shown.evidence["deadlines"].quote == "by 3 June 2027, 12:00."
    assert (shown.evidence["cpv_main"].quote, shown.warnings) == ("60130000", given.warnings)
    assert discreet_lines(["The deadline moved.", "Write to adalind.quorrex@town.example."]) == (
        "The deadline moved.",
        f"Write to {CONTACT}.",
    )


def test_facts_without_people_are_posted_as_they_are() -> None:
    assert discreet(tender()) == tender()


def test_a_quote_that_is_nothing_but_a_contact_is_left_out() -> None:
    assert found("0044 7700 900123").cut("0044 7700 900123") is None


@pytest.mark.parametrize(
    ("label", "value", "personal"),
    [
        ("EMAIL", "a.quorrex@town.example", True), ("EMAIL", "Beschaffung.Nord@amt.example", False), ("EMAIL", "HarbourContractsTeam@port.example", False),
        ("PHONE", "030 5550123", True),
        ("VAT", "DE136695976", False), ("ID", "85073003328", True), ("IBAN", "DE89370400440532013000", True), ("TEXT", "⟦x⟧", False),
    ],
)  # fmt: skip
def test_what_tells_of_a_person(label: str, value: str, *, personal: bool) -> None:
    assert is_personal(label, value) is personal


def test_a_person_with_several_data_is_pointed_to_once() -> None:
    assert once(f"Ask {CONTACT}, tel. {CONTACT} or {CONTACT}; then {CONTACT} answers.") == f"Ask {CONTACT}; then {CONTACT} answers."
