"""Tells which written dates bind a bidder, by the words of their own sentence; any other date is left alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jobs.chain.tender import DeadlineKind
from jobs.sources.deadline_words import (
    DEADLINE,
    ENGLISH_DEADLINE,
    EXPRESSION,
    LIMIT,
    LIMIT_AFTER,
    OFFER,
    OTHER_DATES,
    OTHER_WORK,
    QUESTIONS,
    REQUEST,
    SUBMISSION,
    SUBMITTED,
)
from jobs.sources.text_dates import Written, find_dates, yearless
from jobs.sources.text_lines import MAX_LINE, Line
from jobs.sources.text_units import Unit, units_of

_END = re.compile(r"(?<=[^\W\d_]{2})[.!?]\s+(?=[^\W\da-zà-ÿ_])|;")
"""The end of a sentence; a full stop after a number (`3. Juni`) or a single letter (`r. godz.`) goes on."""
_OPENING = 12
"""Characters before `By 12 January 2027 offers must …`: only there may the offers stand after the date."""
_BARE_ROW = re.compile(rf"^\W*(?:and |und |et |y |e |en |i )?{OFFER.pattern}\s+{LIMIT.pattern}", re.IGNORECASE)
"""`tenders by`, without a verb, as in a row of a timetable."""


@dataclass(frozen=True)
class TextDeadline:
    kind: DeadlineKind | None
    written: Written
    line: Line
    quote: str
    english: bool = True
    """Whether the words that make it binding are English: only there may 03/04 be the fourth of March."""
    question: bool = False


def find_deadlines(lines: Sequence[Line]) -> Iterator[TextDeadline]:
    """Dates for offers, requests, expressions of interest, and (marked) for questions."""
    for unit in units_of(lines):
        written = list(find_dates(unit.text))
        previous = 0
        for index, date in enumerate(written):
            following = written[index + 1].start if index + 1 < len(written) else len(unit.text)
            if date.end > unit.own and date.start < unit.end and (said := _role(unit, date, previous, following)):
                yield said
            previous = max(previous, date.end)


def undated(lines: Sequence[Line]) -> str | None:
    """`3 March` without a year in a sentence that binds: a deadline that cannot be dated."""
    for line in lines:
        text = line.text[:MAX_LINE]
        day = yearless(text) if len(text) <= 1_000 else None
        if day and (ENGLISH_DEADLINE.search(text) or DEADLINE.search(text) or (OFFER.search(text) and SUBMITTED.search(text))):
            before = text[: text.index(day)]
            if not OTHER_DATES.search(before) and not QUESTIONS.search(before) and LIMIT.search(before):
                return day
    return None


def _role(unit: Unit, date: Written, previous: int, following: int) -> TextDeadline | None:
    """What the date is for, told by the sentence up to it and, where that is silent, by the rest of the sentence."""
    segment = _last_sentence(unit.text[max(previous, date.start - 350) : date.start])
    start = date.start - len(segment)
    rest = _END.split(unit.text[date.end : min(following, date.end + 200)])[0]
    sentence = _last_sentence(unit.text[max(0, date.start - 350) : date.start])
    if QUESTIONS.search(segment):
        return _said(unit, date, None, start, question=True) if _asks_by(segment, unit.text[date.end : date.end + 30]) else None
    labels = [*ENGLISH_DEADLINE.finditer(segment), *DEADLINE.finditer(segment), *SUBMISSION.finditer(segment)]
    label = max(labels, key=lambda hit: hit.start(), default=None)
    offers = bool(OFFER.search(segment))
    if label is not None:
        between = segment[label.start() :]
        other = OTHER_DATES.search(between.replace(label[0], "", 1)) or (
            not OFFER.search(between) and OTHER_WORK.search(between[len(label[0]) :])
        )
        if other or _about_others(segment[: label.start()]):
            return None
        return _said(unit, date, _kind(segment, sentence), start, english=label.re is ENGLISH_DEADLINE)
    limit = LIMIT.search(segment)
    if limit is None and not LIMIT_AFTER.search(unit.text[date.end : date.end + 40]):
        return None
    if not offers and (limit is None or limit.start() > _OPENING):
        return None
    scope = segment if offers else rest
    offer = OFFER.search(scope)
    verb = SUBMITTED.search(segment) or SUBMITTED.search(rest) or SUBMITTED.search(sentence) or _BARE_ROW.match(segment)
    if not offer or not verb or QUESTIONS.search(scope) or OTHER_DATES.search(segment) or (not offers and OTHER_DATES.search(rest)):
        return None
    if offers and OTHER_WORK.search(_after_submitting(segment)):
        return None
    return _said(
        unit, date, _kind(segment if offers else rest, ""), start, english=bool(re.search(r"\b(?:by|before|until|than|latest)\b", segment))
    )


def _after_submitting(segment: str) -> str:
    """What stands between the last word of handing in and the date: `offers must list references completed by …` talks of those."""
    verbs = list(SUBMITTED.finditer(segment))
    return segment[verbs[-1].end() :] if verbs else segment


def _about_others(before: str) -> bool:
    """`Award follows the deadline of …`: the words right before the label turn the date into a reference point."""
    return bool(
        re.search(
            r"\b(?:days?|weeks?|months?|tage?n?|wochen|jours|días|giorni)\s+(?:after|before|nach|vor|après|avant)\b[^.]{0,30}$",
            before,
            re.IGNORECASE,
        )
    )


def _asks_by(segment: str, after: str) -> bool:
    """Whether questions are due then: a limit, a deadline word, or a row of a timetable."""
    labelled = DEADLINE.search(segment) or ENGLISH_DEADLINE.search(segment) or re.search(r"[:|\t–-]\s*(?:[^\W\d_]+,?\s)?$", segment)
    return bool(
        (LIMIT.search(segment) or LIMIT_AFTER.search(after) or labelled)
        and not re.search(r"\b(?:answer|respon|repl|antwort|répon)\w*", segment, re.IGNORECASE)
    )


def _last_sentence(text: str) -> str:
    return _END.split(text)[-1]


def _kind(segment: str, sentence: str) -> DeadlineKind | None:
    """None where the words name both offers and requests."""
    text = segment if OFFER.search(segment) else f"{sentence} {segment}"
    if EXPRESSION.search(text):
        return "expression"
    if not REQUEST.search(text):
        return "tender"
    return None if OFFER.search(REQUEST.sub(" ", text)) else "request"


def _said(
    unit: Unit, date: Written, kind: DeadlineKind | None, start: int, *, english: bool = True, question: bool = False
) -> TextDeadline:
    begin = unit.own if start >= unit.own else 0
    quote = unit.text[begin : unit.end]
    if date.end > unit.end:
        quote += f"\n{unit.text[unit.end + 1 : date.end]}"
    if len(quote) > 300:
        begin = max(begin, min(start, date.end - 290), date.end - 290)
        quote = unit.text[begin : date.end]
    return TextDeadline(kind, date, unit.line, quote.strip(), english, question)
