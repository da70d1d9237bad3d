import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.chain.rules.words import fold
from jobs.library.terms import MOST_TERMS, standards_in, terms_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Bidders must hold a valid ISO/IEC 27001:2022 certificate or equivalent.", ("iso 27001", "certificate")),
        ("Nachweis nach DIN EN ISO 9001 und EN 1090-2", ("iso 9001", "en 1090-2")),
        ("PCI-DSS, SOC 2, SA8000 and Cyber Essentials Plus", ("pci dss", "soc 2", "sa 8000", "cyber essentials plus")),
        ("Un volumen de negocios de 2.000.000 EUR en 2026", ("volumen", "negocios", "2000000", "eur", "2026")),
        ("Le candidat doit avoir une assurance de responsabilité civile", ("avoir", "assurance", "responsabilite", "civile")),
        ("Straßenreinigung im Winter", ("strassenreinigung", "winter")),
        ("the and of", ()),
        ("", ()),
    ],
)
def test_a_requirement_is_searched_for_by_its_telling_words(text: str, terms: tuple[str, ...]):
    assert terms_of(text) == terms


def test_a_word_is_searched_for_once_and_at_most_twelve_are():
    assert terms_of("waste Waste WASTE") == ("waste",)
    assert len(terms_of(" ".join(f"topic{number}" for number in range(40)))) == MOST_TERMS


def test_standards_come_first_so_that_they_are_never_left_out():
    assert terms_of(" ".join(f"topic{number}" for number in range(40)) + " ISO 9001")[0] == "iso 9001"


@pytest.mark.parametrize("text", ["en 2026", "iso", "iso 1", "9001", "prince", "as 5", "isolation 27001"])
def test_what_only_looks_like_a_standard_is_none(text: str):
    assert standards_in(fold(text)) == ()


@given(st.text())
def test_any_text_gives_words_that_can_be_searched(text: str):
    for term in terms_of(text):
        assert term.strip() == term != ""
