"""Finds labelled facts in running text: deadline, value, buyer, country, codes; each with its line as the quote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jobs.chain.tender import DeadlineKind, Kind
from jobs.sources.text_dates import Written, find_date
from jobs.sources.vocabulary import (
    AWARDED,
    CANCELLED,
    DEADLINE,
    EXPRESSION,
    INVITED,
    LABELS,
    NOT_VALUE,
    OTHER_DATES,
    PLANNED,
    QUALIFICATION,
    QUESTIONS,
    REQUEST,
    VALUE,
)

MAX_LINES = 20_000

_LABEL = {
    name: re.compile(rf"^[\W_]*(?:{words})\s*(?:\([^)]{{0,40}}\))?\s*[:–=]\s*(\S.*)$", re.IGNORECASE) for name, words in LABELS.items()
}
_CPV = re.compile(r"(?<![0-9])([0-9]{8})(?:-[0-9])?(?![0-9])")
_PUBLICATION = re.compile(r"(?<![0-9/-])([0-9]{6,8}-20[0-9]{2})(?![0-9-])")
_OCID = re.compile(r"\bocds-[a-z0-9]{6}-[A-Za-z0-9_-]{3,80}")
_URL = re.compile(r"https?://[^\s<>\"']{4,300}")


@dataclass(frozen=True)
class Line:
    number: int
    """From 1, as an editor counts."""
    text: str


@dataclass(frozen=True)
class TextDeadline:
    kind: DeadlineKind | None
    written: Written
    line: Line
    quote: str


def lines_of(text: str) -> list[Line]:
    """Non-empty lines with their numbers."""
    return [Line(number, line.strip()) for number, line in enumerate(text.split("\n")[:MAX_LINES], start=1) if line.strip()]


def labelled(lines: list[Line], name: str) -> tuple[str, Line] | None:
    """What stands after a label such as `Buyer:` at the beginning of a line."""
    return next(((found[1].strip(), line) for line in lines if (found := _LABEL[name].match(line.text[:1_000]))), None)


def deadlines(lines: list[Line], *, questions: bool = False) -> Iterator[TextDeadline]:
    """Dates after deadline words, in the same line or, where the line ends in a colon, the next.

    With `questions`, the dates for clarification questions instead; without, those are left out.
    """
    for index, line in enumerate(lines):
        text = line.text[:5_000]
        for word in _words(text, questions=questions):
            clause = text[word.start() : word.start() + 300]
            following = lines[index + 1] if index + 1 < len(lines) and text.endswith(":") else None
            written = find_date(clause)
            place = line
            if written is None and following is not None:
                written, place, clause = find_date(following.text[:300]), following, following.text[:300]
            if written is not None and not _elsewhere(clause, written, questions=questions):
                context = text[max(0, word.start() - 60) : word.end() + 60]
                quote = place.text[:300] if len(place.text) <= 300 else clause[: written.end].strip()
                yield TextDeadline(_kind(context), written, place, quote)
                break


def _words(text: str, *, questions: bool) -> list[re.Match[str]]:
    found = list(DEADLINE.finditer(text))
    about_questions = [word for word in found if QUESTIONS.search(text[max(0, word.start() - 40) : word.end() + 25])]
    if questions:
        return about_questions or (list(QUESTIONS.finditer(text))[:1] if QUESTIONS.search(text[:60]) else [])
    return [word for word in found if word not in about_questions]


def _elsewhere(clause: str, written: Written, *, questions: bool) -> bool:
    """Whether between the deadline word and the date the talk turns to something else."""
    between = clause[: written.start]
    return bool(OTHER_DATES.search(between)) or (not questions and bool(QUESTIONS.search(between)))


def _kind(context: str) -> DeadlineKind | None:
    if EXPRESSION.search(context):
        return "expression"
    return "request" if REQUEST.search(context) else "tender"


_CURRENCY = {"€": "EUR", "£": "GBP", "$": "USD", "zł": "PLN", "EURO": "EUR", "EUROS": "EUR"}
_SIGN = r"(?:EUR(?:OS?)?|GBP|USD|PLN|CHF|SEK|NOK|DKK|CZK|HUF|RON|BGN|RSD|€|£|\$|zł)"
_NUMBER = r"[0-9]{1,3}(?:[.,'’  ][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]+(?:[.,][0-9]{1,2})?"
_SCALE = r"(?:\s*(million(?:en|s|es)?|milion\w*|mio\.?|mln\.?|miljoen|millones|m\b|k\b|thousand|billion))?"
_AMOUNT = re.compile(rf"(?:({_SIGN})\s*({_NUMBER}){_SCALE}|({_NUMBER}){_SCALE}\s*({_SIGN}))(?![\w])", re.IGNORECASE)


@dataclass(frozen=True)
class TextValue:
    amount: Decimal
    currency: str
    line: Line
    ceiling: bool
    low: Decimal | None = None
    """The lower end where the text gives a range."""


def value(lines: list[Line]) -> TextValue | None:
    """The first amount with a currency that follows a value word and no word of turnover, insurance or guarantee."""
    for line in lines:
        text = line.text[:5_000]
        word = VALUE.search(text)
        found = _AMOUNT.search(text, word.end()) if word else None
        if (
            word is None
            or found is None
            or found.start() - word.end() > 80
            or NOT_VALUE.search(text[max(0, word.start() - 60) : found.start()])
        ):
            continue
        last = _upper_end(text, found)
        number, low = _number_of(last or found), _number_of(found) if last else None
        sign = (found[1] or found[6]).upper()
        if number is not None:
            ceiling = "maximum" in text[word.start() : found.start()].lower()
            return TextValue(number, _CURRENCY.get(sign, _CURRENCY.get(sign.lower(), sign))[:3], line, ceiling, low)
    return None


_TO = re.compile(r"\s*(?:-|–|to|and|bis|à|a|tot|do)\s*", re.IGNORECASE)


def _upper_end(text: str, found: re.Match[str]) -> re.Match[str] | None:
    """The second amount of a range such as `$450,000 - $600,000`."""
    to = _TO.match(text, found.end())
    return _AMOUNT.match(text, to.end()) if to else None


def _number_of(found: re.Match[str]) -> Decimal | None:
    return _amount(found[2] or found[4], found[3] or found[5])


def _amount(number: str, scale: str | None) -> Decimal | None:
    plain = re.sub(r"['’  ]", "", number)
    tail = re.search(r"[.,]([0-9]{1,2})$", plain)
    whole = re.sub(r"[.,]", "", plain[: tail.start()] if tail else plain)
    size = (scale or "").lower()
    factor = 1_000 if size in ("k", "thousand") else 1_000_000_000 if size == "billion" else 1_000_000 if size else 1
    return Decimal(f"{whole}.{tail[1]}" if tail else whole) * factor if len(whole) <= 15 else None


def first_match(lines: list[Line], name: str) -> tuple[str, Line] | None:
    """The first publication number, ocid or web address in the text."""
    pattern = {"publication": _PUBLICATION, "ocid": _OCID, "url": _URL}[name]
    return next(((found[1] if pattern.groups else found[0], line) for line in lines if (found := pattern.search(line.text[:5_000]))), None)


def cpv_codes(lines: list[Line]) -> list[tuple[str, Line]]:
    """8-digit codes in lines that speak of CPV."""
    return [(found[1], line) for line in lines if "cpv" in line.text[:5_000].lower() for found in _CPV.finditer(line.text[:5_000])]


def kind_of_text(text: str) -> tuple[Kind, str] | None:
    """What a text says it is, and the words; None where it says nothing of the sort."""
    head = text[:1_500]
    for kind, pattern, where in _KIND_PATTERNS:
        found = pattern.search(head if where else text[:20_000])
        if found:
            return kind, found[0]
    return None


_KIND_PATTERNS: tuple[tuple[Kind, re.Pattern[str], bool], ...] = (
    ("cancellation", CANCELLED, True),
    ("award", AWARDED, True),
    ("planning", PLANNED, True),
    ("qualification_system", QUALIFICATION, True),
    ("opportunity", INVITED, False),
)
