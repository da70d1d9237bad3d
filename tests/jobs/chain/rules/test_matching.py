"""Nearness of codes, words and amounts."""

from decimal import Decimal

import pytest

from jobs.chain.rules.languages import same_language
from jobs.chain.rules.matching import SizeFit, capability_hits, cpv_nearness, far_over, only_in_passing, size_fit
from jobs.chain.rules.words import find, find_all, fold, has
from jobs.chain.tender import Lot, Money
from tests.builders import money, passage, profile, tender


@pytest.mark.parametrize(
    ("notice", "wanted", "shared"),
    [
        ("72415000", "72", 8),
        ("72415000", "72000000-5", 8),
        ("72415000", "7241", 8),
        ("72415000", "72415000", 8),
        ("72000000", "72415000", 2),
        ("72415000", "72416000", 4),
        ("72415000", "48", 0),
        ("03111000", "03", 8),
        ("03111000", "30", 0),
    ],
)
def test_a_code_under_ours_matches_and_a_cousin_does_less(notice: str, wanted: str, shared: int) -> None:
    near = cpv_nearness([notice], [wanted])
    assert near is not None
    assert near[0] == shared


@pytest.mark.parametrize(("notice", "wanted"), [([], ["72"]), (["72415000"], []), (["x"], ["72"])])
def test_without_codes_on_both_sides_nothing_is_known(notice: list[str], wanted: list[str]) -> None:
    assert cpv_nearness(notice, wanted) is None


@pytest.mark.parametrize(
    ("text", "phrase", "hit"),
    [
        ("Reinigungsleistungen in Schulen", "Reinigung", True),
        ("Entretien des écoles", "ecoles", True),
        ("STRASSENBAU und Straßenbau", "Straßenbau", True),
        ("a cable car", "car", True),
        ("care of elderly people", "car", False),
        ("IT services", "it", True),
        ("with services", "it", False),
        ("help\n  desk", "help desk", True),
        ("helpdesk", "help desk", False),
        ("anything", "", False),
        ("a.*b", ".*", False),
    ],
)
def test_words_are_found_whole_in_any_case_and_accent(text: str, phrase: str, hit: bool) -> None:
    assert has(text, phrase) is hit


@pytest.mark.parametrize(
    ("text", "phrase", "hit"),
    [
        ("Cleaning of three leisure centres", "leisure centre cleaning", True),
        ("Cleaning of three town halls", "leisure centre cleaning", False),
        ("Network of it", "it network", False),
    ],
)
def test_all_words_of_a_capability_in_any_order_are_it(text: str, phrase: str, hit: bool) -> None:
    assert (find_all(fold(text), phrase) is not None) is hit


@pytest.mark.parametrize(
    ("one", "other", "same"), [("en", "eng", True), ("ENG", "eng", True), ("de-AT", "ger", True), ("swe", "deu", False)]
)
def test_languages_are_one_whatever_their_code(one: str, other: str, same: bool) -> None:
    assert same_language(one, other) is same


def test_a_hit_keeps_its_place_in_the_original() -> None:
    text = "Für die Straßenreinigung – ab März"
    span = find(fold(text), "märz")
    assert span is not None
    assert text[slice(*span)] == "März"


def test_capabilities_in_the_title_are_told_from_those_in_the_text() -> None:
    in_title, in_text = capability_hits(tender(), profile(capabilities=("cloud hosting", "help desk", "gardening")))
    assert (in_title, in_text) == (("cloud hosting",), ("help desk",))


@pytest.mark.parametrize(
    ("value", "fit"),
    [
        (money("450000"), "within"),
        (money("2500000"), "near"),
        (money("4000000"), "over"),
        (money("80000"), "near"),
        (money("20000"), "under"),
        (money("450000", currency="SEK"), None),
        (money("450000", currency=None), None),
        (money("1"), None),
        (None, None),
    ],
)
def test_a_value_is_held_against_the_range_in_a_currency_that_can_be_told(value: Money | None, fit: SizeFit | None) -> None:
    assert size_fit(value, profile()) == fit


def test_without_a_range_a_value_says_nothing() -> None:
    assert size_fit(money(), profile(value_min=None, value_max=None)) is None
    assert size_fit(money("5000000"), profile(value_min=Decimal(1), value_max=None)) == "within"


@pytest.mark.parametrize(
    ("amount", "fit"),
    [("450000", "within"), ("1500000", None), ("150000", None), ("20000000", "over"), ("20000", "under")],
)
def test_a_currency_of_like_size_is_told_only_where_twice_and_half_say_the_same(amount: str, fit: SizeFit | None) -> None:
    assert size_fit(money(amount, currency="GBP"), profile()) == fit


@pytest.mark.parametrize(
    ("amount", "currency", "far"),
    [("6100000", "EUR", True), ("6100000", "GBP", False), ("12100000", "GBP", True), ("900000000", "SEK", False)],
)
def test_far_too_large_is_said_of_another_currency_only_where_no_rate_could_help(amount: str, currency: str, far: bool) -> None:
    assert far_over(money(amount, currency=currency), profile()) is far


@pytest.mark.parametrize(
    ("text", "passing"),
    [
        ("The town buys salt and grit. Faults are taken by a help desk at night. Lorries are ours.", True),
        ("A help desk for faults is bought. Lorries are ours.", False),
        ("The town buys salt. A help desk takes faults. The help desk is open at night.", False),
        ("Faults are taken by a help desk at night", False),
    ],
)
def test_a_word_that_stands_in_one_later_sentence_alone_is_said_in_passing(text: str, passing: bool) -> None:
    notice = tender(title="Winter service", description=text, passages=(passage("p1", text),))
    assert only_in_passing(notice, ("help desk",)) is passing


def test_a_word_in_the_name_of_a_lot_is_not_said_in_passing() -> None:
    text = "The town buys two things. One is a help desk. The other is salt."
    notice = tender(title="Winter service", description=text, passages=(passage("p1", text),), lots=(Lot(id="L1", title="Help desk"),))
    assert not only_in_passing(notice, ("help desk",))
