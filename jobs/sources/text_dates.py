"""Finds a written date and time in running text of seven languages; what is ambiguous is said, never guessed."""

import re
from dataclasses import dataclass

_MONTHS = (
    ("january", "jan", "januar", "jänner", "janvier", "enero", "gennaio", "januari", "stycznia", "styczeń"),
    ("february", "feb", "februar", "février", "febrero", "febbraio", "februari", "lutego", "luty"),
    ("march", "mar", "märz", "mars", "marzo", "maart", "marca", "marzec"),
    ("april", "apr", "avril", "abril", "aprile", "kwietnia", "kwiecień"),
    ("may", "mai", "mayo", "maggio", "mei", "maja", "maj"),
    ("june", "jun", "juni", "juin", "junio", "giugno", "czerwca", "czerwiec"),
    ("july", "jul", "juli", "juillet", "julio", "luglio", "lipca", "lipiec"),
    ("august", "aug", "août", "aout", "agosto", "augustus", "sierpnia", "sierpień"),
    ("september", "sep", "sept", "septembre", "septiembre", "settembre", "września", "wrzesień"),
    ("october", "oct", "oktober", "octobre", "octubre", "ottobre", "października", "październik"),
    ("november", "nov", "novembre", "noviembre", "listopada", "listopad"),
    ("december", "dec", "dez", "dezember", "décembre", "diciembre", "dicembre", "grudnia", "grudzień"),
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_NAME = "(" + "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True)) + r")\.?"
_ISO = re.compile(r"(?<![0-9])(20[0-9]{2})-([0-9]{2})-([0-9]{2})(?![0-9])")
_DAY_FIRST = re.compile(
    rf"(?<![0-9])([0-9]{{1,2}})(?:st|nd|rd|th|er|º|°)?\.?\s+(?:of\s+|de\s+|di\s+)?{_NAME},?\s+(?:de\s+|del\s+)?(20[0-9]{{2}})(?![0-9])",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(rf"\b{_NAME}\s+([0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(20[0-9]{{2}})(?![0-9])", re.IGNORECASE)
_NUMERIC = re.compile(r"(?<![0-9.])([0-9]{1,2})([./-])([0-9]{1,2})\2(20[0-9]{2})(?![0-9])")
_CLOCK = re.compile(
    r"(?<![0-9.:/-])([01]?[0-9]|2[0-4])(?:[:.h]([0-5][0-9])(?::([0-5][0-9]))?)?\s*(a\.?m\.?|p\.?m\.?|uhr|heures|horas|uur|h\b|hrs\b)?(?![0-9])",
    re.IGNORECASE,
)
_NOON = re.compile(r"\b(?:12\s*)?(?:noon|midday|mittags?)\b", re.IGNORECASE)
_ZONE = re.compile(
    r"\b(UTC|GMT|BST|WET|WEST|CET|CEST|MEZ|MESZ|EET|EEST|EST|EDT|CST|CDT|MST|MDT|PST|PDT)\b|([+-][01][0-9]:[0-5][0-9])\b|(?<=[0-9])(Z)\b"
)
_OFFSETS = {
    "UTC": "Z", "GMT": "Z", "WET": "Z", "BST": "+01:00", "WEST": "+01:00", "CET": "+01:00", "MEZ": "+01:00", "CEST": "+02:00",
    "MESZ": "+02:00", "EET": "+02:00", "EEST": "+03:00",
    "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
}  # fmt: skip
_SENTENCE_END = re.compile(r"(?<=[^0-9])[.;]\s+(?=[^\Wa-z0-9_])|\n")
"""A full stop before a capital: `2027 r. godz. 10:00` goes on."""
_REACH = 60
"""Characters after a date in which its time of day may stand, and before it."""


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


def find_date(text: str) -> Written | None:
    """The first full date (with a year from 2000 on) in a piece of text, with the time beside it."""
    found = min(
        (match for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST, _NUMERIC) if (match := pattern.search(text))),
        key=lambda match: match.start(),
        default=None,
    )
    if found is None:
        return None
    year, month, day = _parts(found)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    hour, start, end = _time_near(text, found.start(), found.end())
    ambiguous = found.re is _NUMERIC and found[2] == "/" and day <= 12 and month <= 12 and day != month
    return Written(f"{year:04}-{month:02}-{day:02}", hour, text[start:end].strip(), ambiguous, start, end)


def _parts(found: re.Match[str]) -> tuple[int, int, int]:
    if found.re is _ISO:
        return int(found[1]), int(found[2]), int(found[3])
    if found.re is _DAY_FIRST:
        return int(found[3]), _MONTH_NUMBER[found[2].lower()], int(found[1])
    if found.re is _MONTH_FIRST:
        return int(found[3]), _MONTH_NUMBER[found[1].lower()], int(found[2])
    first, second = int(found[1]), int(found[3])
    return (int(found[4]), first, second) if second > 12 >= first else (int(found[4]), second, first)


def _time_near(text: str, start: int, end: int) -> tuple[str | None, int, int]:
    """Time of day after the date, else before it, in the same sentence."""
    after = _SENTENCE_END.split(text[end : end + _REACH])[0]
    before = _SENTENCE_END.split(text[max(0, start - _REACH) : start])[-1]
    for piece, base in ((after, end), (before, start - len(before))):
        clock = _clock(piece)
        if clock is not None:
            hour, first, last = clock
            zone = _ZONE.search(text[base + last : base + last + 12].split("\n", maxsplit=1)[0])
            offset = (_OFFSETS.get(zone[1] or "", "") or zone[2] or zone[3] or "") if zone else ""
            stop = base + last + (zone.end() if zone and offset else 0)
            return hour + offset, min(start, base + first), max(end, stop)
    return None, start, end


def _clock(piece: str) -> tuple[str, int, int] | None:
    noon = _NOON.search(piece)
    if noon:
        return "12:00", noon.start(), noon.end()
    for found in _CLOCK.finditer(piece):
        mark = (found[4] or "").lower().replace(".", "")
        if found[2] is None and not mark:
            continue
        hour, minute = int(found[1]), int(found[2] or 0)
        if mark in ("am", "pm"):
            hour = hour % 12 + (12 if mark == "pm" else 0)
        if hour <= 23 or minute == 0:
            return f"{hour:02}:{minute:02}" + (f":{found[3]}" if found[3] else ""), found.start(), found.end()
    return None
