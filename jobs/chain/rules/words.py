"""Finding words in notices of any language: case and accents folded, whole words, offsets of the original kept."""

import re
import unicodedata
from functools import lru_cache

SCAN_LIMIT = 400_000
"""Characters looked at per text: a pack of any size costs bounded time."""
STEM = 6
"""Words this long also match with an ending (Reinigung, Reinigungsleistungen); shorter ones only whole."""

ANY_TRADE = frozenset(
    re.findall(
        r"\w+",
        "servic manage suppor suppl supply system works local genera projec public soluti delive develo techni contra operat provis equipm "
        "mainte produc integr dienst leistu liefer wartun betrie verwal techno presta fourni travau gestio mainti",
    )
)
"""Beginnings of words that any notice may hold, whatever it buys."""


@lru_cache(maxsize=512)
def _fold_char(char: str) -> str:
    """One character, always: so that an offset in the folded text is one in the original."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", char.casefold()) if not unicodedata.combining(c))
    return bare[0] if bare else char


def fold(text: str) -> str:
    """Lower case without accents, of the same length as `text` (bounded by SCAN_LIMIT)."""
    shown = text[:SCAN_LIMIT]
    return shown.lower() if shown.isascii() else "".join(map(_fold_char, shown))


@lru_cache(maxsize=2048)
def _pattern(phrase: str, endings: bool) -> re.Pattern[str] | None:
    words = fold(phrase).split()
    if not words or not any(c.isalnum() for c in phrase):
        return None
    ending = r"\w{0,24}" if endings and len(words[-1]) >= STEM else ""
    return re.compile(r"(?<!\w)" + r"\s{1,4}".join(map(re.escape, words)) + ending + r"(?!\w)")


def find(folded: str, phrase: str, *, endings: bool = True) -> tuple[int, int] | None:
    """Offsets of the first hit of `phrase` in text folded before; None where it does not stand."""
    pattern = _pattern(phrase[:200], endings)
    hit = pattern.search(folded) if pattern else None
    return hit.span() if hit else None


def find_all(folded: str, phrase: str) -> tuple[int, int] | None:
    """Offsets of `phrase`, or else of its longest word where all its words stand in the text, in any order.

    `leisure centre cleaning` is what `cleaning of leisure centres` asks for. Words under four letters do not count.
    """
    whole = find(folded, phrase)
    words = [word for word in phrase[:200].split() if len(word) >= 4]
    if whole or len(words) < 2:
        return whole
    hits = {word: find(folded, word) for word in words}
    return hits[max(words, key=len)] if all(hits.values()) else None


def has(text: str | None, phrase: str, *, endings: bool = True) -> bool:
    return bool(text) and find(fold(text or ""), phrase, endings=endings) is not None
