"""Dates and times of day in any usual spelling, brought to one form."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from jobs.chain.evidence.units import MONTHS, word_set

_Y = r"(?P<y>(?:19|20)\d{2})"
_WORD = r"(?P<word>[^\W\d_]{3,12})"
_NUMERIC = re.compile(
    r"(?<![\d.,/-])(?:(?P<y>(?:19|20)\d{2})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})(?P<s2>[./-])\s?(?P<m2>\d{1,2})(?P=s2)\s?(?P<y2>(?:19|20)\d{2}|\d{2}))(?![\d/]|[.,-]\d)"
)
_DAY_FIRST = re.compile(
    r"(?<![\d.,])(?P<d>\d{1,2})(?:st|nd|rd|th|er|ere|\.|º|ª|°)?(?:\s{1,3}(?:day\s)?(?:of|de|del|di))?[\s\-]{0,3}(?<![^\W\d_])"
    rf"{_WORD}\.?(?:,?[\s\-]{{1,3}}(?:de\s|del\s|di\s)?{_Y}(?!\d))?"
)
_MONTH_FIRST = re.compile(
    rf"(?<![^\W_]){_WORD}\.?\s{{1,3}}(?:the\s)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.,:/%-]\d|\d|\s?[%€$£])(?:,?\s{{1,3}}{_Y}(?!\d))?"
)
_MONTH_YEAR = re.compile(rf"(?<![^\W_]){_WORD}\.?,?\s{{1,3}}(?:de\s|del\s|di\s)?{_Y}(?!\d)")
_CLOCK = re.compile(
    r"(?:(?<![\w.,:/-])|(?<=\dt)|(?<=[\s\x00]t))(?P<h>\d{1,2})(?::|h)(?P<min>\d{2})(?::\d{2}(?:[.,]\d{1,9})?)?(?:z|[+-]\d{2}:\d{2})?(?:\s?(?P<half>[ap])\.?m\b\.?)?(?!\d)"
)
_HOUR = re.compile(
    r"(?<![\w.,:/-])(?P<h>\d{1,2})(?:[.:](?P<min>\d{2}))?\s?(?:uhr\b|o['’]clock|(?P<half>[ap])\.?m\b\.?|(?P<maybe>h\b|hours\b|hrs\b))"
)
_AFTER = re.compile(r"(?<![^\W_])(?:klo?|godz|ore)\.?\s{1,2}(?P<h>\d{1,2})(?:[.:](?P<min>\d{2}))?(?!\d)")
_NAMED = re.compile(
    r"(?<![^\W_])(?:(?P<noon>noon|midday|mittags?|midi|mezzogiorno|mediodia)|midnight|mitternachts?|minuit|mezzanotte|medianoche)(?![^\W_])"
)


_ALSO_WORDS = word_set("may mar out set ago dec jan gen mei")
"""Months that are also a verb or a preposition where no year follows: `lots 1 and 3 may`, `2 out of 5`."""


class Day(NamedTuple):
    """A date or a part of one; 0 where it is not said."""

    year: int
    month: int
    day: int


class Found(NamedTuple):
    value: Day | int
    """A day, or minutes since midnight."""
    start: int
    end: int


def dates(folded: str, text: str) -> Iterator[Found]:
    """Days first, then months of a year; spans may overlap, the first one that is given holds. Day before month where only figures stand."""
    for hit in _NUMERIC.finditer(folded):
        year, month, day = (hit["y"] or hit["y2"]), int(hit["m"] or hit["m2"]), int(hit["d"] or hit["d2"])
        full = int(year) + (2000 if len(year) == 2 else 0)
        if month > 12 >= day and hit["d2"]:
            month, day = day, month
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield Found(Day(full, month, day), *hit.span())
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _MONTH_YEAR):
        for hit in pattern.finditer(folded):
            said = hit.groupdict()
            day, month = int(said.get("d") or 0), MONTHS.get(hit["word"], 0)
            if not said.get("y") and hit["word"] in _ALSO_WORDS and text[hit.start("word")].islower():
                continue
            if month and day <= 31:
                yield Found(Day(int(said.get("y") or 0), month, day), *hit.span())


def times(folded: str) -> Iterator[Found]:
    """Minutes since midnight; `24:00` is midnight. `14 h` is left alone: it may be a length of time."""
    for pattern in (_CLOCK, _HOUR, _AFTER):
        for hit in pattern.finditer(folded):
            said = hit.groupdict()
            hour, minute = int(hit["h"]), int(said.get("min") or 0)
            if said.get("maybe") and not said.get("min"):
                continue
            if said.get("half"):
                hour = hour % 12 + (12 if said["half"] == "p" else 0)
            if hour <= 24 and minute < 60:
                yield Found(hour % 24 * 60 + minute, *hit.span())
    yield from named_times(folded)


def named_times(folded: str) -> Iterator[Found]:
    for hit in _NAMED.finditer(folded):
        yield Found(720 if hit["noon"] else 0, *hit.span())


def says_day(wanted: Day, said: Day) -> bool:
    """Whether the day said holds all that is wanted: `January 2027` stands in 12 January 2027, not the other way round."""
    return all(want in (0, has) for want, has in zip(wanted, said, strict=True))
