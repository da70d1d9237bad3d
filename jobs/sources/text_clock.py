"""Finds the time of day beside a written date, and the clock it is told by."""

import re
from dataclasses import dataclass
from datetime import date

from jobs.sources.text_zones import zone_after

REACH = 70
"""Characters after a date in which its time of day may stand, and before it."""
_MARK = r"a\.?m\.?|p\.?m\.?|uhr|heures?|horas?|hrs?|hours?|uur|óra(?:kor|ig)?|hod(?:in|iny?)?|val|sati|uri|ч(?:аса?)?|h"
_CLOCK = re.compile(
    r"(?<![0-9.,:/-])(?P<hour>[01]?[0-9]|2[0-4])(?:(?P<sign>[:.]|\s?h\s?)(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9]))?)?"
    rf"(?![0-9])\s?(?P<mark>(?:{_MARK})(?![^\W_]))?(?![.,:][0-9]|\s?%)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:\bkl|\bklo|\bgodz|\bgodzin\w+|\bor[ea]|\bhora|\bώρα|\bkell|\bplkst|\bчас\w*|\bora|\bo|\bat)\.?:?\s*$", re.IGNORECASE
)
"""What makes a bare number a time; `at 12` and Czech `o 12` need minutes beside."""
_WEAK_LEAD = re.compile(r"\b(?:at|o)\.?:?\s*$", re.IGNORECASE)
_DOT_LEAD = re.compile(
    r"\b(?:um|om|by|till?|until|before|à|las|alle|ob|v|u|до|στις|bis|tot|do|vor|avant|than|kuni|līdz|iki|před|hasta|até)\s*$", re.IGNORECASE
)
"""What may stand before a time written with a dot and no word after it: `12.00`."""
_NOON = re.compile(r"(?:\b12(?:[:.]00)?\s*)?\b(?:noon|midday|mittags?|midi|mediod[ií]a|mezzogiorno|meio-?dia|południe)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"[§#]|\b(?:section|clause|chapter|page|article|paragraph|ziffer|abschnitt|kapitel|seite|artikel|rozdział|pkt|kap)\b", re.IGNORECASE
)
_ON = re.compile(r"\s*(?:on|am|le|del|di|op|den|dne|dnia|w dniu)\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()\n]{0,30}\)")
_NIGHT = re.compile(r"\b(?:midnight|mitternacht|minuit|medianoche|mezzanotte|meia-?noite|północ\w*|middernacht|midnatt)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Clock:
    hour: str
    """`11:00`, with the offset where a zone is named (`11:00+01:00`)."""
    start: int
    end: int
    other_offset: str | None = None
    """A second offset that the words may mean: `12:00 CET` in July."""


def clock_near(text: str, start: int, end: int, day: date, limits: tuple[int, int]) -> Clock | None:
    """Time of day after the date at [start, end), else before it; only connecting words may stand between, and nothing beyond `limits`."""
    after_end, before_start = min(end + REACH, limits[1]), max(start - REACH, limits[0])
    for piece, base, forward in ((text[end:after_end], end, True), (text[before_start:start], before_start, False)):
        hit = _clock_in(piece, forward=forward)
        if hit is None:
            continue
        hour, first, last = hit
        zone = zone_after(text, base + last, max(end, base + last), day)
        offset, stop, other = zone or ("", base + last, None)
        return Clock(hour + offset, min(start, base + first), max(end, stop), other)
    return None


def _clock_in(piece: str, *, forward: bool) -> tuple[str, int, int] | None:
    found = [hit for hit in (_NOON.search(piece),) if hit and _joined(piece, hit.start(), hit.end(), forward=forward)]
    if found:
        return "12:00", found[0].start(), found[0].end()
    clocks = [
        clock
        for clock in _CLOCK.finditer(piece)
        if (_is_time(piece, clock) or _is_dotted_time_of(piece, clock, forward=forward)) and _joined(piece, *clock.span(), forward=forward)
    ]
    if not clocks:
        return None
    clock = clocks[0] if forward else clocks[-1]
    if _NIGHT.search(piece) and int(clock["hour"]) == 12:
        return None
    mark = (clock["mark"] or "").lower().replace(".", "")
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    if mark in ("am", "pm") and hour <= 12:
        hour = hour % 12 + (12 if mark == "pm" else 0)
    if hour == 24 and minute:
        return None
    return f"{hour:02}:{minute:02}" + (f":{clock['second']}" if clock["second"] else ""), clock.start(), clock.end()


def _is_time(piece: str, clock: re.Match[str]) -> bool:
    """`12:00`, `12h00`, `12 Uhr`, `kl. 12`; not a bare number, and not `3.20` of a clause."""
    lead = piece[max(0, clock.start() - 14) : clock.start()]
    if clock["mark"]:
        return True
    if clock["minute"] is None:
        return bool(_LEAD.search(lead)) and not _WEAK_LEAD.search(lead)
    return clock["sign"] != "." or not lead.strip(" ,;(–-") or bool(_LEAD.search(lead) or _DOT_LEAD.search(lead))


def _is_dotted_time_of(piece: str, clock: re.Match[str], *, forward: bool) -> bool:
    """`12.00 on Wednesday`, right before the date."""
    return not forward and clock["minute"] is not None and bool(_ON.match(piece, clock.end()))


def _joined(piece: str, start: int, end: int, *, forward: bool) -> bool:
    """Whether between the date and the time there are only a few connecting words."""
    between = _IN_BRACKETS.sub("", piece[:start] if forward else piece[end:])
    return len(between) <= 45 and not re.search(r"[0-9;!?\n]|[.]\s+(?=[A-ZÀ-Þ])", between) and not _ELSEWHERE.search(between)
