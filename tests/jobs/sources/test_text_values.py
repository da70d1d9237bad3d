from decimal import Decimal

import pytest

from jobs.chain.tender import Tender
from jobs.sources.plain_text import read_plain_text


def read(text: str) -> Tender:
    return read_plain_text(f"Invitation to tender: repair of a bridge\n\n{text}\n")


@pytest.mark.parametrize(
    ("line", "amount", "currency", "basis", "vat"),
    [
        ("Estimated value: £1.2 million", "1200000", "GBP", "estimated", "unknown"),
        ("The estimated total value is 1,2 Mio. EUR netto.", "1200000", "EUR", "estimated", "net"),
        ("Budget: £2m", "2000000", "GBP", "stated", "unknown"),
        ("Geschätzter Auftragswert: 850.000,50 EUR (brutto)", "850000.50", "EUR", "estimated", "gross"),
        ("Auftragswert: 500 TEUR zzgl. MwSt", "500000", "EUR", "stated", "net"),
        ("Valeur estimée : 1 250 000 € HT", "1250000", "EUR", "estimated", "net"),
        ("Valor estimado: 1.250.000,00 euros (IVA excluido)", "1250000", "EUR", "estimated", "net"),
        ("Importo a base di gara: € 1.250.000,00 IVA esclusa", "1250000", "EUR", "stated", "net"),
        ("Geraamde waarde: € 1,5 miljoen excl. btw", "1500000", "EUR", "estimated", "net"),
        ("Szacunkowa wartość zamówienia: 1 250 000,00 zł netto", "1250000", "PLN", "estimated", "net"),
        ("Uppskattat värde: 12 MSEK", "12000000", "SEK", "estimated", "unknown"),
        ("Předpokládaná hodnota: 2 000 000 Kč bez DPH", "2000000", "CZK", "estimated", "net"),
        ("Valoarea estimată: 350.000 lei fără TVA", "350000", "RON", "estimated", "net"),
        ("Прогнозна стойност: 120 000 лв. без ДДС", "120000", "BGN", "estimated", "net"),
        ("Εκτιμώμενη αξία: 1.200.000 € χωρίς ΦΠΑ", "1200000", "EUR", "estimated", "net"),
        ("Value: EUR 100,000 excl. VAT (EUR 119,000 incl. VAT)", "100000", "EUR", "stated", "net"),
        ("Maximum value of the framework agreement: EUR 4 million", "4000000", "EUR", "framework_maximum", "unknown"),
        ("Maximum budget: EUR 4 million", "4000000", "EUR", "stated", "unknown"),
        ("Country: Sweden\nTotal value: 500 000 kr", "500000", "SEK", "stated", "unknown"),
        ("Total value: 500 000 kr", "500000", None, "stated", "unknown"),
    ],
)
def test_a_value_is_read_with_currency_basis_and_tax(line: str, amount: str, currency: str | None, basis: str, vat: str) -> None:
    value = read(line).estimated_value

    assert value is not None
    assert (value.amount, value.currency, value.basis, value.vat) == (Decimal(amount), currency, basis, vat)


@pytest.mark.parametrize(
    "line",
    [
        "References: at least 3 projects with a contract value of EUR 500,000 each",
        "Contracts over the value of EUR 200,000 are advertised on the portal.",
        "The annual value of the contract is EUR 90,000.",
        "The contract is worth about €750k a year.",
        "A bid bond with a value of EUR 5,000 is asked for.",
        "The budget is not disclosed. A fee of EUR 50 applies.",
        "Estimated value: 1,250 million EUR",
        "Estimated value: GBP 90 0000.00",
    ],
)
def test_other_amounts_and_amounts_that_cannot_be_told_are_no_value(line: str) -> None:
    assert read(line).estimated_value is None


@pytest.mark.parametrize(
    ("line", "low", "high"),
    [
        ("Contract value between £450,000 and £600,000", "450,000", "600000"),
        ("Auftragswert: 1-2 Mio. EUR", "1,000,000", "2000000"),
        ("Estimated value: EUR 40-48 million", "40,000,000", "48000000"),
    ],
)
def test_a_range_is_stated_by_its_upper_end_with_a_warning(line: str, low: str, high: str) -> None:
    tender = read(line)

    assert tender.estimated_value is not None
    assert (tender.estimated_value.amount, tender.estimated_value.basis) == (Decimal(high), "stated")
    assert any(f"from {low} to" in warning for warning in tender.warnings)


def test_values_of_lots_stay_with_their_lots_and_are_summed() -> None:
    tender = read("Lot 1 - Roof works\nEstimated value: EUR 100,000\nLot 2 - Window works\nEstimated value: EUR 50,000")

    assert [(lot.id, lot.title, lot.value and lot.value.amount) for lot in tender.lots] == [
        ("1", "Roof works", Decimal(100_000)),
        ("2", "Window works", Decimal(50_000)),
    ]
    assert tender.estimated_value is not None
    assert (tender.estimated_value.amount, tender.estimated_value.basis) == (Decimal(150_000), "lots_sum")


@pytest.mark.parametrize(
    ("lines", "amount"),
    [
        ("The work is shared between two crews and paid by the month, and the estimated value\nof the whole contract is EUR 840,000 excluding VAT.", "840000"),
        ("Die Leistung wird monatlich abgerechnet; für drei Jahre beträgt der geschätzte Auftragswert\nohne Umsatzsteuer 840.000 EUR.", "840000"),
        ("Les prestations sont réglées chaque mois et, pour les trois années du marché, la valeur estimée\nest de 840 000 € HT.", "840000"),
        ("Il servizio dura tre anni e comprende due squadre; per questo periodo il valore stimato\ndell'appalto è di 840.000 euro.", "840000"),
        ("Bidders need a yearly turnover that is at least the estimated value, and insurance cover for\nEUR 840,000 in each case.", None),
        ("The estimated value of the whole contract is not told here, for it depends on the season.\nEUR 840,000 is the guarantee.", None),
        ("The board pays by the month, and nothing is said here of any overall or estimated value\n- Guarantee: EUR 840,000", None),
        ("Short line on the value\nEUR 840,000 guarantee", None),
    ],
)  # fmt: skip
def test_a_value_word_before_a_break_belongs_to_the_amount_behind_it(lines: str, amount: str | None) -> None:
    value = read(lines).estimated_value

    assert (value.amount if value else None) == (Decimal(amount) if amount else None)


def test_an_amount_before_a_break_is_not_taken_twice() -> None:
    tender = read(
        "The estimated value of the first and only lot of this contract is EUR 840,000 net, to which the\nguarantee of EUR 42,000 adds nothing."
    )

    assert tender.estimated_value is not None
    assert tender.estimated_value.amount == Decimal(840_000)
    assert not any("several values" in warning for warning in tender.warnings)


def test_the_total_is_taken_where_several_values_stand_and_the_others_are_named() -> None:
    tender = read("Value of the first phase: EUR 40,000\n\nTotal value: EUR 90,000")

    assert tender.estimated_value is not None
    assert tender.estimated_value.amount == Decimal(90_000)
    assert any("40,000" in warning for warning in tender.warnings)
