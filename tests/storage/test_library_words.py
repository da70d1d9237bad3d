from hypothesis import given
from hypothesis import strategies as st

from storage.library_words import MAX_TERMS, MAX_TOKEN, Term, fold, fts5, scores, terms_of, tsquery


def test_words_are_letters_or_digits_in_lower_case_without_accents() -> None:
    assert fold("ISO27001, Straße; Ærø – ½ m² £2,000,000") == ["iso", "27001", "strasse", "aero", "1", "2", "m", "2", "2000000"]


@given(st.text())
def test_a_token_holds_nothing_that_either_database_reads_as_syntax(text: str) -> None:
    for token in fold(text):
        assert token.isalnum()
        assert len(token) <= MAX_TOKEN


def test_a_search_has_each_word_once_and_at_most_so_many() -> None:
    assert terms_of(["Waste", "waste", "WASTE!", "--"]) == [Term(("waste",), "waste")]
    assert len(terms_of([f"word{number}" for number in range(100)])) == MAX_TERMS


def test_every_token_is_quoted_for_both_databases() -> None:
    terms = terms_of(["ISO 27001", "certificates", 'x" OR y'])
    assert fts5('a"b', terms) == 'tenant_id : "a""b" AND words : (("iso" AND "27001") OR "certificat"* OR ("x" AND "or" AND "y"))'
    assert tsquery(terms) == "('iso' & '27001') | 'certificat':* | ('x' & 'or' & 'y')"


def test_another_ending_counts_less_than_the_word_and_none_without_a_hit() -> None:
    terms = terms_of(["certificate"])
    exact, other, none = scores(["a certificate", "they certify: certification", "a policy"], terms, 3)
    assert exact > other > none == 0
