"""Turns what a tender asks for, or a person, into the words that the library is searched for."""

import re

from jobs.chain.rules.words import fold
from jobs.library.stop_words import STOP_WORDS

MOST_TERMS = 12
READ = 2000
"""Characters of a requirement that are looked at."""

# EN alone is a word of Spanish and French: `en 2026` names a year.
STANDARD = re.compile(
    r"(?<!\w)(?:(?:din|en|bs|pn|une|ns|ss|nf|uni|csn)[ -]){0,3}"
    r"(?P<name>(?:iso|iec|ohsas)(?:/(?:iec|ieee))?[ -]?\d{3,5}(?:-\d{1,2})?|(?:din|bs|vdi|vde|en(?! (?:19|20)\d\d\b))[ -]?\d{3,5}(?:-\d{1,2})?"
    r"|sa ?8000|as ?91[0-2]0|soc ?[123]|prince ?2|pci[ -]dss|cyber essentials(?: plus)?)(?::(?:19|20)\d\d)?(?!\w)"
)
_BODY = re.compile(r"(?P<body>[a-z]+(?: [a-z]+)*)(?:/(?:iec|ieee))?[ -]?(?P<number>\d[\d-]*)?")
_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,']\d{3})+(?!\w)")
_WORD = re.compile(r"[^\W_]+")
# `fold` keeps the length of a text; the library's index writes these out.
_LONG = str.maketrans({"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th"})


def terms_of(text: str) -> tuple[str, ...]:
    """At most 12 words for `storage.library.search`, folded, each once: standards first and whole (`iso 27001`), then the rest in order.

    Numbers are kept, words that stand in any sentence of any tender are left out.
    """
    folded = fold(text[:READ].translate(_LONG))
    standards = standards_in(folded)
    rest = _GROUPED.sub(lambda found: re.sub(r"[.,']", "", found[0]), STANDARD.sub(" ", folded))
    words = [word for word in _WORD.findall(rest) if _says_something(word)]
    return tuple(dict.fromkeys((*standards, *words)))[:MOST_TERMS]


def standards_in(folded: str) -> tuple[str, ...]:
    """The standards that folded text names, without edition and national prefix: `DIN EN ISO/IEC 27001:2022` is `iso 27001`."""
    return tuple(dict.fromkeys(_standard(found["name"]) for found in STANDARD.finditer(folded)))


def _standard(name: str) -> str:
    found = _BODY.match(name.replace("pci-", "pci "))
    return " ".join(part for part in (found["body"], found["number"]) if part) if found else name


def _says_something(word: str) -> bool:
    return word not in STOP_WORDS and (len(word) > 2 or word.isdigit())
