"""Whether two questions about one tender ask the same. A wrong yes gives a wrong answer, a wrong no costs a call."""

from typing import Literal

from jobs.chain.questions.keys import QuestionKeys, keys_of
from jobs.chain.questions.languages import ENGLISH, FRENCH, GERMAN
from jobs.chain.questions.words import words_of
from jobs.chain.rules.words import fold

Likeness = Literal["same", "similar", "different"]
LEAST_SHARED = 0.5
"""Of the words that two questions have between them, for the one to be offered for the other."""
STEM = 6
_SMALL = ENGLISH.small | GERMAN.small | FRENCH.small | ENGLISH.finite | GERMAN.finite | FRENCH.finite


def same_question(a: str, b: str) -> Likeness:
    """`same` only where every key is equal and both questions stand by themselves; `similar` is only ever offered, never served."""
    if are_same(keys_of(a), keys_of(b)):
        return "same"
    return "similar" if shared(a, b) >= LEAST_SHARED else "different"


def are_same(a: QuestionKeys, b: QuestionKeys) -> bool:
    return a.standalone and b.standalone and a == b


def shared(a: str, b: str) -> float:
    """0 to 1: how much of what the two speak of is the same, lots, numbers and small words left out."""
    mine, theirs = _topics(a), _topics(b)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _topics(question: str) -> frozenset[str]:
    return frozenset(
        fold(word)[:STEM] for word in words_of(question) if word not in _SMALL and word.isalpha() and len(word) > 1
    ) | frozenset(word for word in words_of(question) if word.startswith("std:"))  # fmt: skip
