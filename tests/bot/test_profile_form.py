"""What is typed into the form of the profile, and what of it is stored."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.profile import FIELDS, as_text
from bot.profile_form import Mistakes, differences, filled_in
from jobs.chain.profile import Certificate, Profile
from tests.bot.blocks.cards import hostile


def typed(**texts: str) -> dict[str, Any]:
    texts = {"name": "A"} | texts
    return {f"profile_{name}": {f"profile_{name}": {"type": "plain_text_input", "value": text}} for name, text in texts.items()}


def profile(**texts: str) -> Profile:
    found = filled_in(typed(**texts), None)
    assert isinstance(found, Profile), found
    return found


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1000", "1000"), ("1,000", "1000"), ("1.000", "1000"), ("1 000 000", "1000000"), ("1'000'000", "1000000"), ("1,000.50", "1000.50"),
        ("1.000,50", "1000.50"), ("99.5", "99.5"), ("3 million", "3000000"), ("1.5m", "1500000"), ("250k", "250000"), ("0", "0"),
        ("1\u00a0000", "1000"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(text: str, amount: str) -> None:
    assert profile(turnover=text).turnover == Decimal(amount)


@pytest.mark.parametrize("text", ["1,000,50", "1,00,000", "1.000.00", "EUR 5", "1e9", "١٠٠", "NaN", "1,000 million", "+5", "5-6", "12 34"])
def test_what_can_be_read_in_two_ways_or_none_is_asked_back(text: str) -> None:
    found = filled_in(typed(turnover=text), None)
    assert isinstance(found, Mistakes)
    assert "is no amount" in found.errors["profile_turnover"]


def test_certificates_have_a_last_day_only_where_one_is_written() -> None:
    read = profile(
        certificates="ISO 27001 , 2027-05-31\nISO/IEC 27001:2022\nEN 1090-2, execution class 3\n• Cyber Essentials, 2027-01-01"
    ).certificates
    assert read == (
        Certificate(name="ISO 27001", expires="2027-05-31"), Certificate(name="ISO/IEC 27001:2022"),
        Certificate(name="EN 1090-2, execution class 3"), Certificate(name="Cyber Essentials", expires="2027-01-01"),
    )  # fmt: skip


def test_countries_and_languages_become_codes_once_each_and_a_comma_may_be_part_of_a_name() -> None:
    assert profile(countries="Korea, Republic of\nde, DEU; Germany").countries == ("KOR", "DEU")
    assert profile(languages="de, German\nger").languages == ("deu",)


def test_what_is_left_empty_is_not_said() -> None:
    found = profile(**{field.attribute: "" for field in FIELDS if field.attribute != "name"})
    assert found == Profile(name="A")


def test_a_field_that_the_form_did_not_have_stays_as_it_was() -> None:
    kept = Profile(name="Old", references=("one", "two"), value_min=Decimal(5))
    found = filled_in(typed(name="New", value_min=""), kept)
    assert isinstance(found, Profile)
    assert found == Profile(name="New", references=("one", "two"))
    assert differences(kept, found) == ("Company name", "Smallest contract worth your while")


@settings(max_examples=25)
@given(st.fixed_dictionaries({field.attribute: hostile for field in FIELDS}))
def test_whatever_is_typed_is_a_profile_or_a_sentence_at_a_field(texts: dict[str, str]) -> None:
    found = filled_in(typed(**texts), None)
    if isinstance(found, Mistakes):
        assert set(found.errors) <= {field.id for field in FIELDS}
        assert all(0 < len(sentence) <= 500 for sentence in found.errors.values())
    else:
        assert found.name


@settings(max_examples=25)
@given(st.fixed_dictionaries(dict.fromkeys(("capabilities", "exclusions", "references", "strategic_buyers"), hostile)))
def test_what_was_stored_comes_out_of_the_form_again_as_it_went_in(texts: dict[str, str]) -> None:
    first = filled_in(typed(**texts), None)
    if isinstance(first, Profile):
        shown = {field.attribute: as_text(first, field.attribute) for field in FIELDS}
        assert filled_in(typed(**shown), None) == first


@pytest.mark.parametrize("values", [{}, {"profile_name": {}}, {"profile_name": {"profile_name": None}}])
def test_a_form_in_a_shape_that_slack_never_sends_is_no_crash(values: dict[str, Any]) -> None:
    assert isinstance(filled_in(values, None), Mistakes), "a name is wanted, and none was given"
