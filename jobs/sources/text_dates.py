"""Finds written dates with their time of day in running text of the Union's languages; what is ambiguous is said, never guessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from jobs.sources.months import MONTHS, TWO_MONTHS, bare
from jobs.sources.text_clock import clock_near

_WORD = r"[^\W\d_]{3,14}(?:\sf[óo]mhair)?"
_NAME = rf"(?P<name>{_WORD})"
"""Any word: whether it is a month is looked up, which is ten times as fast as an alternation of four hundred names."""
_YEAR = r"(?P<year>20[0-9]{2})"
_SPACE = r"[\s.\-–/]{1,3}"
_PATTERNS = (
    ("iso", rf"(?<![0-9]){_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})(?![0-9])"),
    ("year_first", rf"(?<![0-9.,/]){_YEAR}(?P<sign>[./])\s?(?P<month>[0-9]{{1,2}})(?P=sign)\s?(?P<day>[0-9]{{1,2}})(?![0-9])"),
    (
        "day_first",
        (rf"(?<![0-9])(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|er|ème|º|°|η|:[ea])?(?:{_SPACE}|\s?)(?:(?:of|de|di|d[’']|ta[’']|dia|gada)\s+)?"
        rf"{_NAME}\.?,?(?:{_SPACE}|,\s?)(?:(?:de|del|do|do ano|anului)\s+)?{_YEAR}(?![0-9])"),
    ),
    ("month_first", rf"\b{_NAME}\.?\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?![0-9])"),
    (
        "year_name",
        (rf"(?<![0-9]){_YEAR}\.?\s*(?:gada|m\.|r\.|aasta|évi)?\s*(?:(?P<day>[0-9]{{1,2}})\.?\s*{_NAME}|(?P<name2>{_WORD})"
        r"\s*(?P<day2>[0-9]{1,2})(?![0-9]))"),
    ),
    (
        "numeric",
        rf"(?<![0-9.,])(?P<first>[0-9]{{1,2}})(?P<sign>[./-])\s?(?P<second>[0-9]{{1,2}})(?P=sign)\s?{_YEAR}(?!\.?[0-9])",
    ),
    ("short", r"(?<![0-9./-])(?P<first>[0-9]{2})(?P<sign>[./])(?P<second>[0-9]{2})(?P=sign)(?P<year>[23][0-9])(?![0-9./-])"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PATTERNS)
_HINT = re.compile(r"20[0-9]{2}|[0-9]{2}[./][0-9]{2}[./][23][0-9]")
_BEFORE_SHORT = re.compile(r"(?:\b(?:version|v|rev|clause|section|ziffer|nr|no|pkt|art|article|nummer|cpv|ref)\.?|§)\s*$", re.IGNORECASE)
_YEARLESS = re.compile(
    rf"(?<![0-9])[0-9]{{1,2}}(?:st|nd|rd|th|er|º)?\.?\s+(?:of\s+|de\s+)?(?P<name>{_WORD})\b(?!\.?,?\s*(?:de\s+|del\s+)?[0-9])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Written:
    """A date found in text."""

    day: str
    """`2027-09-14`."""
    hour: str | None
    """`11:00`, with the offset where a zone is named (`11:00+01:00`)."""
    quote: str
    """Verbatim, from date to time."""
    ambiguous: bool
    """03/04/2027: day and month could be the other way round; day first was read."""
    start: int
    end: int
    other_day: str | None = None
    """The other reading of an ambiguous date."""
    other_offset: str | None = None
    """A second offset the zone may mean (`12:00 CET` in July)."""


def find_date(text: str) -> Written | None:
    """The first full date (with a year from 2000 on) in a piece of text, with the time beside it."""
    return next(find_dates(text), None)


def find_dates(text: str) -> Iterator[Written]:
    """Every full date in a piece of text, in order, each with the time beside it. Impossible dates are left out."""
    if not _HINT.search(text):
        return
    hits = _hits(text)
    spans = [hit.span() for _, hit in hits]
    for index, (kind, hit) in enumerate(hits):
        read = _read(kind, hit)
        if read is None:
            continue
        limits = (spans[index - 1][1] if index else 0, spans[index + 1][0] if index + 1 < len(hits) else len(text))
        clock = clock_near(text, hit.start(), hit.end(), date.fromisoformat(read.day), limits)
        if clock is not None:
            read = replace(
                read,
                hour=clock.hour,
                start=clock.start,
                end=clock.end,
                quote=text[clock.start : clock.end],
                other_offset=clock.other_offset,
            )
        yield replace(read, quote=read.quote.strip())


def yearless(text: str) -> str | None:
    """`3 March` where no year follows: a date that cannot be dated."""
    return next((found[0] for found in _YEARLESS.finditer(text) if _month(found["name"])), None)


def _month(name: str) -> int | None:
    return MONTHS.get(" ".join(bare(name).split()))


def _hits(text: str) -> list[tuple[str, re.Match[str]]]:
    """Dates from left to right; where two patterns overlap, the longer one."""
    found = [(name, hit) for name, pattern in _COMPILED for hit in pattern.finditer(text) if _is_month(hit)]
    found.sort(key=lambda pair: (pair[1].start(), -(pair[1].end() - pair[1].start())))
    kept: list[tuple[str, re.Match[str]]] = []
    for name, hit in found:
        if kept and hit.start() < kept[-1][1].end():
            continue
        if name == "short" and _BEFORE_SHORT.search(text[max(0, hit.start() - 12) : hit.start()]):
            continue
        kept.append((name, hit))
    return kept


def _is_month(hit: re.Match[str]) -> bool:
    groups = hit.groupdict()
    return "name" not in groups or _month(groups["name"] or groups.get("name2") or "") is not None


def _read(kind: str, hit: re.Match[str]) -> Written | None:
    other: str | None = None
    if kind in ("numeric", "short"):
        year, first, second = int(hit["year"]) + (2000 if kind == "short" else 0), int(hit["first"]), int(hit["second"])
        month, day = (first, second) if second > 12 >= first else (second, first)
        if hit["sign"] != "." and day <= 12 and month <= 12 and day != month:
            other = _iso(year, day, month)
    elif kind in ("iso", "year_first"):
        year, month, day = int(hit["year"]), int(hit["month"]), int(hit["day"])
    else:
        groups = hit.groupdict()
        name = groups["name"] or groups.get("name2") or ""
        year, month, day = int(hit["year"]), _month(name) or 0, int(groups["day"] or groups.get("day2") or 0)
        if bare(name) in TWO_MONTHS:
            other = _iso(year, 10, day)
    said = _iso(year, month, day)
    return Written(said, None, hit[0], other is not None, hit.start(), hit.end(), other) if said else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
