"""How the words around a hit weigh: who is told, and whether it is an order at all."""

import re
from collections.abc import Sequence
from functools import lru_cache

from jobs.chain.guards.slots import PHRASES, SLOT, slots_of

DOUBT = 0.4
"""What is left of a weight where the context speaks for tenderers or systems being talked about."""
AROUND = 110
CLAUSE = 90
SENTENCE_END = re.compile(r"[.!?\u3002\n](?=\s|$)|\n")
CLAUSE_END = re.compile("[.!?:;,\n\"()<>\\[\\]{}*#|=/\u2013\u2014\u3001\u3002\u00ab\u00bb-]|(?<![a-z])'|'(?![a-z])")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
NOT = re.compile(r"\b(?:not|never|don't|nicht|nie|niet|ne|pas|no|non|nao|inte|ikke|не)[ ]{1,2}$")
AND = re.compile(r"\b(?:and|und|et|y|och|og|oraz|en|i|or|oder|ou|e|a|și|и|та|και|then) ")
TENDER, MACHINE, MODAL, FILLER, YOU = (SLOT[name] for name in ("TENDER", "MACHINE", "MODAL", "BEFORE_ORDER", "YOU"))


def doubtful(text: str, start: int, end: int) -> bool:
    """Whether tender words stand in the match, or in its sentence with no word of machines in it."""
    if _has(text[start:end], TENDER):
        return True
    left = max(start - AROUND, 0)
    ends = [match.end() for match in SENTENCE_END.finditer(text, left, start)]
    stop = SENTENCE_END.search(text, end, end + AROUND)
    around = text[ends[-1] if ends else left : start] + " \n " + text[end : stop.start() if stop else end + AROUND]
    return _has(around, TENDER) and not _has(around, MACHINE)


def is_order(text: str, start: int, end: int) -> bool:
    """An imperative opens its clause, or somebody is addressed as you. `The system shall show …` does neither."""
    clause = clause_before(text, start)
    if clause is None:
        return False
    if _has(clause, YOU) or _has(text[start:end], YOU):
        return True
    *earlier, last = AND.split(clause)
    return all(slots_of(word) & FILLER for word in WORD.findall(last)) and not any(
        _has(part, MODAL) and not _fillers(part) for part in earlier
    )


def opens(text: str, start: int) -> bool:
    """Whether nothing but words that may open an order stand before it in its clause."""
    clause = clause_before(text, start)
    return clause is not None and _fillers(clause)


def forbidden(text: str, start: int) -> bool:
    """Whether what follows is forbidden: `do not tell anyone your password` asks for none."""
    return NOT.search(text[max(0, start - 12) : start]) is not None


def clause_before(text: str, start: int) -> str | None:
    """The words of the clause before `start`; None where it is longer than an order's opening may be."""
    before = text[max(0, start - CLAUSE) : start]
    clause = CLAUSE_END.split(before)[-1]
    return None if start > CLAUSE <= len(clause) else clause


def _fillers(clause: str) -> bool:
    return all(slots_of(word) & FILLER for word in WORD.findall(clause))


@lru_cache(maxsize=256)
def _has(text: str, slot: int) -> bool:
    words = WORD.findall(text)
    if any(slots_of(word) & slot for word in words):
        return True
    return any(f" {phrase} " in f" {' '.join(words)} " for phrase in _phrases(slot))


@lru_cache(maxsize=16)
def _phrases(slot: int) -> Sequence[str]:
    found = (
        (first, second, *rest)
        for first, seconds in PHRASES.items()
        for second, ends in seconds.items()
        for rest, bits in ends
        if bits & slot
    )
    return tuple(" ".join(words) for words in found)
