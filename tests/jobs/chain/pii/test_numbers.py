"""Accounts, tax and national numbers: each country's own, whatever the digits are written in, and nothing that only looks alike."""

import pytest

from jobs.chain.pii.find import find
from tests.jobs.chain.pii.numbers import CARDS, IBANS, LABELLED, NATIONAL, VAT


def seen(text: str) -> list[tuple[str, str]]:
    return [(finding.type, text[finding.start : finding.end]) for finding in find(text)]


CHECKED_BEFORE = {"NL": 3, "SE": 2, "kennitala": 1, "CH": 5, "NO": 4}
"""Characters behind the check digit."""


def others(name: str, number: str) -> list[str]:
    """The number with each other digit or letter in place of its check."""
    at = len(number) - 1 - CHECKED_BEFORE.get(name, 0)
    signs = "0123456789" if number[at].isdigit() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [number[:at] + sign + number[at + 1 :] for sign in signs if sign != number[at].upper()]


@pytest.mark.parametrize("name", NATIONAL)
def test_a_national_number_is_found_without_a_word_beside_it(name: str) -> None:
    assert seen(f"See {NATIONAL[name]} here.") == [("national_id", NATIONAL[name])]


@pytest.mark.parametrize("label", LABELLED)
def test_a_number_that_any_tenth_number_equals_needs_its_label(label: str) -> None:
    assert seen(f"{label}: {LABELLED[label]}.") == [("national_id", LABELLED[label])]
    assert seen(f"Order {LABELLED[label]} of May.") == []


@pytest.mark.parametrize("name", [name for name in NATIONAL if name not in ("NINO", "SSN")])
def test_with_a_wrong_check_digit_it_is_another_number(name: str) -> None:
    """A few may be a number of another country."""
    found = [other for other in others(name, NATIONAL[name]) if ("national_id", other) in seen(f"See {other} here.")]
    assert len(found) <= 3


@pytest.mark.parametrize("country", VAT)
def test_a_vat_number_is_found(country: str) -> None:
    assert seen(f"See {VAT[country]}.") == [("vat", VAT[country])]


@pytest.mark.parametrize("country", VAT)
def test_a_vat_number_with_a_wrong_check_digit_is_none(country: str) -> None:
    """Bulgaria, Spain and Britain have more than one right digit."""
    found = [other for other in others(country, VAT[country]) if ("vat", other) in seen(f"See {other} here.")]
    assert len(found) <= (3 if country == "BG" else 1)


@pytest.mark.parametrize(
    "text",
    [
        "USt-IdNr.: DE123456780",
        "VAT number: GB 123 4567 80",
        "P. IVA 01234567890",
        "NIP: 123-456-78-90",
        "CIF: B12345670",
        "TVA intracom. n° FR12345678901",
    ],
)
def test_what_a_label_calls_a_vat_number_is_one(text: str) -> None:
    assert [kind for kind, _ in seen(text)] == ["vat"]


@pytest.mark.parametrize("text", ["excl. VAT: 1 250 000.00 EUR", "IVA 21 %: 100.000,00", "TVA 20 % 2024-2027", "without VAT 12500000 EUR"])
def test_an_amount_beside_the_word_vat_is_no_vat_number(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize("country", IBANS)
@pytest.mark.parametrize("group", ["", " ", "-", "\n", "\u00a0", "\u200b"])
def test_an_iban_is_found_however_it_is_grouped(country: str, group: str) -> None:
    number = IBANS[country]
    written = group.join(number[at : at + 4] for at in range(0, len(number), 4))
    assert seen(f"Pay to {written}, please.") == [("iban", written)]


def test_an_iban_needs_its_check_digits_or_its_name() -> None:
    number = others("", IBANS["DE"])[0]
    assert seen(f"Pay to {number}.") == []
    assert seen(f"IBAN: {number}.") == [("iban", number)]
    assert seen(f"{IBANS['DE'].lower()} and IBAN{IBANS['NL']}") == [("iban", IBANS["DE"].lower()), ("iban", IBANS["NL"])]


@pytest.mark.parametrize("issuer", CARDS)
def test_a_card_is_found_and_one_with_a_wrong_digit_is_not(issuer: str) -> None:
    number = CARDS[issuer]
    assert seen(f"Card {number}.") == [("card", number)]
    assert all(seen(f"Card {other}.") == [] for other in others(issuer, number))


@pytest.mark.parametrize("sign", [" ", "-", ".", "\n"])
def test_a_card_is_found_in_its_groups(sign: str) -> None:
    visa, amex = CARDS["Visa"], CARDS["American Express"]
    four, three = sign.join(visa[at : at + 4] for at in range(0, 16, 4)), sign.join((amex[:4], amex[4:10], amex[10:]))
    assert seen(f"Cards {four} and {three}!") == [("card", four), ("card", three)]


@pytest.mark.parametrize("label", ["EAN", "GTIN:", "SIRET", "ISBN"])
def test_a_number_of_goods_is_no_card(label: str) -> None:
    assert seen(f"{label} {CARDS['Visa, old']}") == []


@pytest.mark.parametrize("zero", ["０", "٠", "۰", "𝟎"])
def test_digits_of_another_script_are_digits(zero: str) -> None:
    foreign = NATIONAL["PESEL"].translate({48 + value: chr(ord(zero) + value) for value in range(10)})
    text = f"Größe ≥ 5 m², PESEL {foreign} ﬁn"
    assert seen(text) == [("national_id", foreign)]


def test_a_number_inside_a_longer_one_is_left_alone() -> None:
    number = NATIONAL["PESEL"]
    for text in (
        f"{number}1",
        f"A{number}",
        f"2026/{number}",
        f"{number}-1",
        f"x.{number}",
        f"1,{number}",
        f"Ref. {number}",
        f"EAN {number}",
    ):
        assert seen(text) == []
