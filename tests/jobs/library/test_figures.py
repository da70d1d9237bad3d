from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.chain.rules.words import fold
from jobs.library.figures import amounts_in, valid_until


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("EUR 5 million", [("5000000", "EUR")]),
        ("5.000.000 EUR", [("5000000", "EUR")]),
        ("2,5 Mio. EUR", [("2500000", "EUR")]),
        ("£10m each", [("10000000", "GBP")]),
        ("€ 1 250 000,50", [("1250000.5", "EUR")]),
        ("GBP 5,000,000 and 2 000 000 €", [("5000000", "GBP"), ("2000000", "EUR")]),
        ("10 employees, 20 % and 2026", []),
    ],
)
def test_amounts_are_read_where_a_currency_stands_by_them(text: str, amounts: list[tuple[str, str]]):
    assert [(found.value, found.currency) for found in amounts_in(fold(text))] == [(Decimal(value), code) for value, code in amounts]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Valid until 31 May 2028.", date(2028, 5, 31)),
        ("gültig bis 31.12.2026", date(2026, 12, 31)),
        ("Expiry date: 04/05/2027", date(2027, 4, 5)),
        ("expires on 25/05/2027", date(2027, 5, 25)),
        ("expires on May 3rd, 2027", date(2027, 5, 3)),
        ("valid to February 2028", date(2028, 2, 29)),
        ("valable jusqu'au 1er février 2027", date(2027, 2, 1)),
        ("Validity of the certificate from 1 May 2024 to 30 April 2027", date(2027, 4, 30)),
        ("valid until 2027-01-31", date(2027, 1, 31)),
        ("valid until 31.13.2026", None),
        ("valid until 99/9999", None),
        ("valid until further notice", None),
        ("issued on 31 May 2020", None),
    ],
)
def test_the_end_of_validity_is_the_earliest_day_it_can_mean(text: str, until: date | None):
    found = valid_until(fold(text))
    assert (found[0] if found else None) == until


@given(st.text(alphabet="0123456789./- valid until expires may EUR€m,"))
def test_no_figures_break_the_reading(text: str):
    assert [found.value for found in amounts_in(fold(text)) if found.value < 0] == []
    assert (valid_until(fold(text)) or (date.min,))[0] <= date.max
