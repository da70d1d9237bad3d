from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.chain.errors import BadInput
from jobs.sources.ted_query import notices_query, search_query
from tests.standins.portals.ted_expert import read_query
from tests.standins.portals.ted_notices import notice

DAY = date(2026, 9, 1)


def test_a_query_narrows_by_everything_that_is_given() -> None:
    assert search_query(
        published_from=DAY,
        published_to=date(2026, 9, 8),
        cpv=["72000000-5", "48*", "45"],
        countries=["DEU", "France", "PL"],
        form_types=["competition", "planning"],
        phrases=["road salt"],
    ) == (
        "publication-date >= 20260901 AND publication-date <= 20260908 AND form-type IN (competition planning) AND "
        "classification-cpv IN (72000000 48* 45*) AND buyer-country IN (DEU FRA POL) AND "
        'FT ~ "road salt" SORT BY publication-date DESC'
    )


def test_only_calls_for_competition_are_looked_for_unless_said_otherwise() -> None:
    assert search_query(published_from=DAY) == ("publication-date >= 20260901 AND form-type IN (competition) SORT BY publication-date DESC")


def test_days_before_the_year_thousand_have_eight_digits_too() -> None:
    assert "publication-date >= 09990102" in search_query(published_from=date(999, 1, 2))


def test_days_in_the_wrong_order_are_an_error_of_the_program() -> None:
    with pytest.raises(ValueError, match="lies before"):
        search_query(published_from=date(2026, 9, 2), published_to=DAY)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (['snow" OR FT ~ "ice'], 'FT ~ "snow OR FT ice"'),
        (["it* services?"], 'FT ~ "it services"'),
        (["a\\", "b) OR (buyer-country = DEU"], '(FT ~ "a" OR FT ~ "b OR buyer-country DEU")'),
        (["entretien d’espaces"], 'FT ~ "entretien d espaces"'),
        (["e\u0301lagage\nrural"], 'FT ~ "élagage rural"'),
        (["φυτά-δέντρα"], 'FT ~ "φυτά-δέντρα"'),
    ],
)
def test_words_of_a_person_stay_within_their_quotes(given: list[str], wanted: str) -> None:
    assert f" AND {wanted} SORT BY " in search_query(published_from=DAY, phrases=given)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=3), st.lists(st.text(max_size=12), max_size=2))
def test_no_words_of_a_person_change_the_shape_of_the_query(phrases: list[str], codes: list[str]) -> None:
    try:
        text = search_query(published_from=DAY, phrases=phrases, cpv=codes)
    except BadInput:
        return
    assert text.count('"') == 2 * len(phrases)
    assert read_query(text).descending
    # A notice of the day before is never found, whatever was typed.
    assert not read_query(text).matches(notice(1, date(2026, 8, 31)))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"cpv": ["7200000"]}, None),
        ({"cpv": ["7"]}, "“7” is no CPV code"),
        ({"cpv": ["72000000 OR 1"]}, "is no CPV code"),
        ({"cpv": ["*"]}, "is no CPV code"),
        ({"countries": ["Atlantis)"]}, "“Atlantis\\)” is no country"),
        ({"form_types": ["competition) OR (a"]}, "is no form type of TED"),
        ({"phrases": ['"*"']}, "is no phrase"),
        ({"phrases": ["a" * 201]}, "is no phrase"),
        ({"phrases": ["a"] * 201}, "too many"),
        ({"cpv": [f"{code:08}" for code in range(10_000_000, 10_000_201)]}, "too many"),
    ],
)
def test_a_value_that_is_none_is_named_and_refused(changed: dict[str, list[str]], said: str | None) -> None:
    if said is None:
        assert "7200000*" in search_query(published_from=DAY, **changed)  # pyright: ignore[reportArgumentType]
        return
    with pytest.raises(BadInput, match=said) as refused:
        search_query(published_from=DAY, **changed)  # pyright: ignore[reportArgumentType]
    assert refused.value.code == "unknown_value"


def test_notices_are_asked_for_by_number_without_padding() -> None:
    assert notices_query(["00123456-2026", "7-2026"]) == "publication-number IN (123456-2026 7-2026) SORT BY publication-date DESC"


@pytest.mark.parametrize("number", ["123456", "123456-2026) OR (form-type = result", ""])
def test_a_number_that_is_none_is_refused(number: str) -> None:
    with pytest.raises(BadInput, match="is no TED publication number"):
        notices_query([number])
