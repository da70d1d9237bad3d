"""Reads from a notice's own words what it is not: a test, a market sounding, a list for qualified suppliers."""

import re
from collections.abc import Iterable

from jobs.chain.tender import Kind
from jobs.sources.vocabulary import CONSULTATION, HELD_BEFORE, IS_A_QUALIFICATION, SAYS_IT_IS, TEST_BODY, TEST_SHOUTED, TEST_TITLE

_CONSULTATION_TITLE = re.compile(rf"(?:^|\W)(?:{CONSULTATION})(?:\W|$)", re.IGNORECASE)
_CONSULTATION_BODY = re.compile(
    rf"(?:{SAYS_IT_IS})\s+(?:\w+\s+){{0,3}}?(?:{CONSULTATION})(?:\W|$)"
    r"|(?:not|no|kein\w*|geen|pas|nicht|niet)\s+(?:\w+\s+){0,3}?(?:call for (?:tenders?|competition)|invitation to tender|ausschreibung)\b"
    rf"[^.\n]{{0,80}}(?:{CONSULTATION})",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|kein\w*|geen|pas|non|nie|nicht|niet)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_SHORT = 160
_READ = 4_000
"""Characters of a description that are searched: what a notice is stands at its beginning or end."""


def purpose_of(title: str | None, bodies: Iterable[str | None]) -> tuple[Kind, str] | None:
    """What the words say the notice is where that is not a tender: the kind and the words; None where they say nothing.

    `bodies` are descriptions and notes. A body counts when it is short and names the thing, or when it says of itself
    that it is one; "a market consultation was held in spring" does not make a tender a consultation.
    """
    texts = [text if len(text) <= 2 * _READ else text[:_READ] + "\n" + text[-_READ:] for text in bodies if text]
    found = _test_words(title or "", texts)
    if found:
        return "test_notice", found
    if matched := _CONSULTATION_TITLE.search(title or ""):
        return "market_consultation", matched[0].strip()
    for text in texts:
        if matched := _consultation_words(text):
            return "market_consultation", matched
        if qualified := IS_A_QUALIFICATION.search(text):
            return "qualification_system", qualified[0]
    return None


def _test_words(title: str, texts: list[str]) -> str | None:
    for matched in (TEST_TITLE.search(title), TEST_SHOUTED.search(title), TEST_BODY.search(title)):
        if matched:
            return matched[0].strip() or title
    return next((matched[0] for text in texts if (matched := TEST_BODY.search(text))), None)


def _consultation_words(text: str) -> str | None:
    pattern = _CONSULTATION_TITLE if len(text) <= _SHORT else _CONSULTATION_BODY
    matched = pattern.search(text)
    if matched is None or _DENIED.search(text[max(0, matched.start() - 40) : matched.start() + 1]):
        return None
    whole = text[matched.start() : matched.end()].strip()
    return whole if len(text) > _SHORT or _names_only(text) else None


def _names_only(text: str) -> bool:
    """A short text that tells of a consultation in the past is about a tender that follows it."""
    return not HELD_BEFORE.search(text)


_LOT_WORDS = re.compile(
    r"\b(?:lots?|los|lose|perceel|percelen|lotto|lotti|lotes?|część|części|parcela|zadanie|delkontrakt|osa|rész|partija|obszar)"
    r"\s*(?:nr\.?|no\.?|n[°ºo]\.?|#)?\s*([2-9]|[1-9][0-9])\b(?![.,:]?[0-9])",
    re.IGNORECASE,
)


def lots_warning(lot_count: int, texts: Iterable[str | None]) -> str | None:
    """A warning where the words speak of lot 2 or more and a single lot is coded."""
    if lot_count != 1:
        return None
    for text in texts:
        if text and (found := _LOT_WORDS.search(text[:20_000])):
            return f"The text speaks of “{found[0].strip()}”, but one lot is coded; check in the documents what is bought in lots."
    return None


_OPEN_HOUSE = re.compile(r"\bopen[- ]house\b(?:[- ](?:verfahren|modell|vertr\w+|procedure|contract\w*))?", re.IGNORECASE)


def open_house_warning(texts: Iterable[str | None]) -> str | None:
    """A warning for German open-house contracts, which stay open for years and choose nobody."""
    found = next((match for text in texts if text and (match := _OPEN_HOUSE.search(text[:20_000]))), None)
    return (
        f"The text speaks of “{found[0]}”: every supplier who accepts the terms gets a contract, there is no competition to win."
        if found
        else None
    )


def kind_warning(coded: Kind, said: Kind, words: str) -> str:
    """The sentence for a notice whose words overrule its code."""
    return f"Published as {coded.replace('_', ' ')}, but the text says “{words[:80]}”: treated as {said.replace('_', ' ')}."
