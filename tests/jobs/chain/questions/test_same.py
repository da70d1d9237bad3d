"""No two questions that ask for different things are ever the same; how many of those that ask the same are found is a floor."""

import re
from itertools import combinations, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.chain.questions.forms import check
from jobs.chain.questions.keys import QuestionKeys, keys_of
from jobs.chain.questions.same import are_same, same_question
from tests.jobs.chain.questions.corpus import across, confusable, every_question, groups, paraphrases

MODALS = (
    "must", "may", "can", "should", "cannot", "müssen", "dürfen", "können", "sollen", "muss", "darf", "kann", "soll", "doit", "peut", "devrait",
)  # fmt: skip
ONE_WORD = ({"mandatory", "required"}, {"müssen", "muss"}, {"dürfen", "darf"}, {"können", "kann"}, {"sollen", "soll"})
"""Whose exchange changes the grammar alone."""
QUALITIES = ("mandatory", "required", "optional", "allowed", "prohibited", "verpflichtend", "freiwillig", "obligatoire", "facultative")


@pytest.fixture(scope="module")
def keys() -> dict[str, QuestionKeys]:
    return {each: keys_of(each) for each in every_question()}


def test_the_set_of_confusable_pairs_is_large_and_holds_no_pair_twice() -> None:
    pairs = [frozenset(pair) for pair in confusable()]
    assert len(pairs) >= 300
    assert len(set(pairs)) == len(pairs)
    assert all(len(pair) == 2 for pair in pairs)


def test_no_confusable_pair_is_the_same() -> None:
    assert [pair for pair in confusable() if same_question(*pair) == "same"] == []


def test_no_question_is_the_same_as_one_of_another_group(keys: dict[str, QuestionKeys]) -> None:
    pairs = list(across())
    assert len(pairs) > 9_000
    assert [pair for pair in pairs if are_same(keys[pair[0]], keys[pair[1]])] == []


def test_of_all_questions_only_those_written_as_paraphrases_are_ever_the_same() -> None:
    meant = {
        frozenset((a, b))
        for name in ("paraphrases.txt", "paraphrases_held_out.txt")
        for group in groups(name)
        for a, b in combinations(group, 2)
    }
    rivals = {frozenset(pair) for pair in confusable()}
    by_signature: dict[str, list[str]] = {}
    for each in every_question():
        signature = keys_of(each).signature
        if signature is not None:
            by_signature.setdefault(signature, []).append(each)
    found = {frozenset(pair) for alike in by_signature.values() for pair in combinations(alike, 2)}
    assert found & rivals == set()
    assert len(found & meant) > 150


@pytest.mark.parametrize(("name", "least", "floor"), [("paraphrases.txt", 100, 0.85), ("paraphrases_held_out.txt", 50, 0.45)])
def test_most_true_paraphrases_are_found(name: str, least: int, floor: float) -> None:
    pairs = paraphrases(name)
    hits = [pair for pair in pairs if same_question(*pair) == "same"]
    assert len(pairs) >= least
    assert len(hits) / len(pairs) >= floor, [pair for pair in pairs if pair not in hits]


def test_a_changed_digit_is_another_question(keys: dict[str, QuestionKeys]) -> None:
    changed = 0
    for question, mine in keys.items():
        for found in re.finditer(r"\d", question):
            other = question[: found.start()] + str((int(found[0]) + 1) % 10) + question[found.end() :]
            assert not are_same(mine, keys_of(other)), (question, other)
            changed += 1
    assert changed > 300


def test_a_changed_modal_is_another_question(keys: dict[str, QuestionKeys]) -> None:
    changed = 0
    for words in (MODALS, QUALITIES):
        for question, mine in keys.items():
            for word in words:
                if word not in question.lower():
                    continue
                for other in words:
                    text, times = re.subn(rf"(?i)\b{word}\b", other, question)
                    if times and other != word and {word, other} not in ONE_WORD:
                        assert not are_same(mine, keys_of(text)), (question, text)
                        changed += 1
    assert changed > 500


@pytest.mark.parametrize(
    "word", ["not", "no", "never", "without", "only", "nicht", "kein", "ohne", "nur", "pas", "sans", "seulement", "except", "before"]
)
def test_a_word_that_turns_the_meaning_makes_another_question_wherever_it_stands(word: str, keys: dict[str, QuestionKeys]) -> None:
    # Every third is enough to meet each form in each language, and keeps this under a second a word.
    for question, mine in islice(keys.items(), 0, None, 3):
        words = question.split()
        for at in range(1, len(words)):
            other = " ".join([*words[:at], word, *words[at:]])
            if not re.search(r"(?i)\blo[ts]s? no ", other):  # lot no 2 is lot 2
                assert not are_same(mine, keys_of(other)), other


def test_a_lot_that_is_added_makes_another_question(keys: dict[str, QuestionKeys]) -> None:
    for question, mine in keys.items():
        if "lot" not in question.lower() and "los" not in question.lower():
            for tail in ("for lot 5", "für Los 5", "pour le lot 5"):
                assert not are_same(mine, keys_of(f"{question.rstrip(' ?')} {tail}?")), question


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Is ISO 27001 mandatory for lot 2?", "For Lot 02, is ISO/IEC 27001 mandatory?"),
        ("What is the deadline for LOT-0002?", "What is the deadline for lot two?"),
        ("What's the submission deadline?", "what is the SUBMISSION deadline"),
        ("Is the opening on 12 January 2027?", "Is the opening on January 12, 2027?"),
        ("Can't we submit variants?", "Can not we submit variants?"),
        ("Hello, could you please tell me: what are the payment terms? Many thanks!", "What are the payment terms?"),
        ("Gilt das Ende am 03.03.2027?", "Gilt das Ende am 3. März 2027?"),
        ("Jusqu’à quand doit-on remettre l’offre ?", "Jusqu'à quand doit-on remettre l'offre ?"),
    ],
)
def test_ways_to_write_one_thing_are_no_difference(one: str, other: str) -> None:
    assert same_question(one, other) == "same"


@pytest.mark.parametrize(
    "question",
    [
        "And for lot 3?", "Is it mandatory?", "What about ISO 9001?", "Why?", "And when?", "Is that required for lot 2?", "Do they need it?",
        "Deadline?", "ISO 27001?", "What is the deadline today?", "How many days are left?", "Is this certificate required?", "For lot 2?",
        "Und für Los 3?", "Ist er verpflichtend?", "Gilt das auch für Los 2?", "Wie viele Tage haben wir noch?", "Et pour le lot 3 ?",
        "Est-elle obligatoire ?", "Doivent-ils le signer ?", "Combien de jours reste-t-il ?", "È obbligatorio?", "", "???", "\u200b",
    ],
)  # fmt: skip
def test_a_question_that_its_thread_or_the_day_explains_is_never_the_same(question: str) -> None:
    assert keys_of(question).signature is None
    assert same_question(question, question) != "same"


def test_another_lot_is_similar_and_another_subject_is_different() -> None:
    assert same_question("What is the deadline for lot 2?", "What is the deadline for lot 3?") == "similar"
    assert same_question("What is the deadline for lot 2?", "Who is the buyer?") == "different"


def test_a_masked_name_is_a_word_like_any_other() -> None:
    one, other = "Is ⟦NAME-3f9a2c10b4⟧ the contact?", "Is ⟦NAME-99aa2c10b4⟧ the contact?"
    assert same_question(one, one) == "same"
    assert same_question(one, other) != "same"


def test_two_languages_are_two_questions_since_their_answers_are() -> None:
    assert same_question("Is ISO 27001 mandatory?", "Ist ISO 27001 verpflichtend?") != "same"


def test_a_text_longer_than_a_question_may_be_has_no_signature() -> None:
    assert keys_of("Is " + "a" * 10_001 + " mandatory?").signature is None
    assert keys_of("Is the fee due " + "very " * 200 + "soon?").signature is None


def test_every_rule_is_a_pattern() -> None:
    assert check() > 70


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_has_keys_and_likeness_goes_both_ways(one: str, other: str) -> None:
    assert same_question(one, other) == same_question(other, one)
    keys = keys_of(one)
    assert type(keys).model_validate(keys.model_dump(mode="json")) == keys


@given(st.sampled_from(every_question()), st.sampled_from(every_question()))
@settings(max_examples=500, deadline=None)
def test_equal_signatures_and_only_those_are_the_same(one: str, other: str) -> None:
    a, b = keys_of(one), keys_of(other)
    assert (same_question(one, other) == "same") == (a.signature is not None and a.signature == b.signature)
