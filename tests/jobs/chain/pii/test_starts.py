"""The scans try their patterns in few places, and miss nothing that a search of the whole text finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.chain.pii import accounts, vat_numbers
from jobs.chain.pii.bare import WORD, Bare, bare
from jobs.chain.pii.national_numbers import DIGIT_FIRST, DIGITS, LETTER_FIRST, letter_starts
from jobs.chain.pii.vat_checks import PATTERNS
from tests.jobs.chain.pii.numbers import CARDS, IBANS, LABELLED, NATIONAL, VAT

AEGEAN_ONE = "\U00010107"
"""No letter and no digit, and yet part of a word for a pattern."""
NUMBERS = [number for known in (CARDS, IBANS, LABELLED, NATIONAL, VAT) for number in known.values()]
MORE = [
    "482 195 736 482 195 736",
    "RSS MRA 85T10 A562 S",
    "RSSMRAUVALMHLMNS",
    "RSSMRAUV A",
    "GBGD123",
    "FRAB 482 195 730",
    "IBANDE12 3",
    f"de{AEGEAN_ONE}1 de de12",
]
WHOLE = [
    text
    for number in (*NUMBERS, *MORE)
    for text in (number, f"See {number}, {number.lower()}.", f"IBAN{number}\n{number.replace(' ', '')}x {number}")
]
PIECES = st.sampled_from(
    [*NUMBERS, *MORE, "IBAN", "iban", "de", "CHE", "AB CDE", "RSSMRA", "0", "12", "345", "A", "x", "é", "_", AEGEAN_ONE]
)
SIGNS = st.sampled_from(["", "", " ", "\n", ".", "-", "/", ",", "+", ": "])
CUTS = st.sampled_from([0, 0, 0, 1, 3, 6])
TEXTS = st.lists(st.tuples(PIECES, CUTS, SIGNS), min_size=1, max_size=8).map(
    lambda parts: "".join(piece[cut if cut < len(piece) else 0 :] + sign for piece, cut, sign in parts)
)


def tried(copy: Bare) -> list[tuple[str, list[tuple[int, int]], list[tuple[int, int]]]]:
    """For each pattern what a whole search finds, and what few places give."""
    places = [("card", accounts.CARD, copy.numbers), ("digits", DIGITS, copy.numbers), ("digit first", DIGIT_FIRST, copy.numbers)]
    places.append(("letter first", LETTER_FIRST, sorted(letter_starts(copy))))
    return [
        (name, [hit.span() for hit in pattern.finditer(copy.text)], [hit.span() for hit in copy.matches(pattern, starts)])
        for name, pattern, starts in places
    ]


def check(text: str) -> None:
    copy = bare(text)
    for name, whole, few in tried(copy):
        assert (name, few) == (name, whole)
    ibans = {hit.start() for hit in accounts.IBAN_HEAD.finditer(copy.text) if hit[0][:2].upper() in accounts.LENGTHS}
    assert ibans <= set(accounts.country_starts(copy))
    heads = [hit for hit in vat_numbers.HEAD.finditer(copy.text) if hit[0].upper() in PATTERNS]
    vat = {hit.start() for hit in heads if PATTERNS[hit[0].upper()].match(copy.text, hit.end() + len(hit[1]))}
    assert vat <= set(vat_numbers.country_starts(copy))
    for word in {each for each in WORD.findall(copy.lower) if each.isalpha()}:
        assert list(copy.each(word)) == list(copy.each_phrase(word))


def test_few_places_give_all_that_a_whole_search_finds_around_every_kind_of_number() -> None:
    for text in WHOLE:
        check(text)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(TEXTS)
def test_few_places_give_all_that_a_whole_search_finds_in_any_mixture(text: str) -> None:
    check(text)


def test_every_kind_of_number_is_among_those_tried() -> None:
    """Else the others would hold of nothing."""
    found = {name for number in NUMBERS for name, whole, _ in tried(bare(number)) if whole}
    assert found == {"card", "digits", "digit first", "letter first"}
