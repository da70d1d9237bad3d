"""Finds the time zone that words beside a time of day name, and the offset it has on that day."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_OFFSETS = {
    "UTC": "Z", "GMT": "Z", "WET": "Z", "BST": "+01:00", "WEST": "+01:00", "CET": "+01:00", "MEZ": "+01:00", "CEST": "+02:00",
    "MESZ": "+02:00", "EET": "+02:00", "EEST": "+03:00",
    "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
}  # fmt: skip
_LOOSE = frozenset({"CET", "MEZ", "EET", "WET", "GMT", "EST", "CST", "MST", "PST"})
"""Winter names that people write all year: in summer the hour before is meant as often."""
_LETTERS = re.compile(rf"\b({'|'.join(_OFFSETS)})\b(?:\s?([+-])\s?([0-9]{{1,2}})(?::?([0-9]{{2}}))?\b)?")
_NUMBERS = re.compile(r"(?<=[0-9])\s?([+-][01][0-9]:[0-5][0-9])\b|(?<=[0-9])(Z)\b")
_CITIES = {
    "paris": "Europe/Paris", "brussel": "Europe/Brussels", "bruxelles": "Europe/Brussels", "brüssel": "Europe/Brussels",
    "bruselas": "Europe/Brussels", "berlin": "Europe/Berlin", "madrid": "Europe/Madrid", "london": "Europe/London", "uk": "Europe/London",
    "rom": "Europe/Rome", "roma": "Europe/Rome", "lisbo": "Europe/Lisbon", "dublin": "Europe/Dublin", "irish": "Europe/Dublin",
    "warszaw": "Europe/Warsaw", "warsaw": "Europe/Warsaw", "wien": "Europe/Vienna", "vienna": "Europe/Vienna",
    "amsterdam": "Europe/Amsterdam", "luxemb": "Europe/Luxembourg", "athen": "Europe/Athens", "αθήνα": "Europe/Athens",
    "stockholm": "Europe/Stockholm", "copenhagen": "Europe/Copenhagen", "oslo": "Europe/Oslo", "helsinki": "Europe/Helsinki",
    "prague": "Europe/Prague", "budapest": "Europe/Budapest", "bucure": "Europe/Bucharest", "bucharest": "Europe/Bucharest",
    "sofia": "Europe/Sofia", "zagreb": "Europe/Zagreb", "ljubljana": "Europe/Ljubljana", "tallinn": "Europe/Tallinn",
    "riga": "Europe/Riga", "vilnius": "Europe/Vilnius", "bratislava": "Europe/Bratislava", "zürich": "Europe/Zurich",
    "peninsular": "Europe/Madrid", "british": "Europe/London",
}  # fmt: skip
_CITY = "|".join(_CITIES)
_OF_CITY = re.compile(
    rf"\b(?:heure|hora|ora|uhrzeit|czasu?)\s+(?:oficial\s+)?(?:de\s+|di\s+|d[’']|peninsular\b)?\s?(?P<a>{_CITY})?\w*"
    rf"|\b(?P<b>{_CITY})\w*\s+(?:local\s+)?(?:time|zeit|tijd|tid)\b|\b(?P<c>irish|british)\s+(?:standard\s+|summer\s+)?time\b|ώρα\s+(?P<d>αθήνα)",
    re.IGNORECASE,
)
_CENTRAL = re.compile(
    r"\b(?:central european(?P<summer> summer)? time|mitteleuropäische(?P<sommer> sommer|r sommer)?zeit)\b", re.IGNORECASE
)
_AMERICA = {
    "eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver", "pacific": "America/Los_Angeles",
    "atlantic": "America/Halifax", "newfoundland": "America/St_Johns", "alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu",
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
}  # fmt: skip
_AUSTRALIA = {"eastern": "Australia/Sydney", "central": "Australia/Adelaide", "western": "Australia/Perth"}
_REGIONAL = re.compile(
    r"\b(?P<australia>australian?\s+)?(?P<region>eastern|central|western|mountain|pacific|atlantic|newfoundland|alaska|hawaii)\s+"
    r"(?:(?P<half>standard|daylight|summer)|prevailing|local)?\s*time\b",
    re.IGNORECASE,
)
"""The regions of America, unless Australia is named: `Eastern Time`, `Central Daylight Time`."""
_SHORT = re.compile(r"^\W{0,4}(?P<region>ET|CT|MT|PT)\b")
"""Two letters that may as well be a country: only behind `am` or `pm`."""
_HALF_DAY = re.compile(r"[ap]\.?m\.?$", re.IGNORECASE)


def zone_after(text: str, clock_end: int, last: int, day: date) -> tuple[str, int, str | None] | None:
    """Offset, where its words end, and a second offset they may mean; None where no zone is named."""
    for place in dict.fromkeys((clock_end, last)):
        piece = text[max(0, place - 1) : place + 40].split("\n", maxsplit=1)[0].split(";", maxsplit=1)[0]
        base = max(0, place - 1)
        if (found := _NUMBERS.search(piece)) and found.start() <= 2:
            return found[1] or "Z", base + found.end(), None
        if (letters := _LETTERS.search(piece)) and letters.start() <= 12:
            return _of_letters(letters, day, base)
        if (central := _CENTRAL.search(piece)) and central.start() <= 12:
            summer = central["summer"] or central["sommer"]
            return ("+02:00", base + central.end(), None) if summer else ("+01:00", base + central.end(), _summer("+01:00", day))
        if found := _regional(text, place, piece, base, day):
            return found
        city = _OF_CITY.search(piece)
        name = next((each.lower() for each in (city["a"], city["b"], city["c"], city["d"]) if each), None) if city else None
        if city and city.start() <= 14 and (name or "peninsular" in city[0].lower()):
            return _offset_of(_CITIES[name or "peninsular"], day), base + city.end(), None
    return None


def _regional(text: str, place: int, piece: str, base: int, day: date) -> tuple[str, int, str | None] | None:
    hit = _REGIONAL.search(piece)
    if hit is None or hit.start() > 14:
        short = _SHORT.match(text[place : place + 8])
        if short is None or not _HALF_DAY.search(text[max(0, place - 5) : place]):
            return None
        return _offset_of(_AMERICA[short["region"].lower()], day), place + short.end(), None
    zone = (_AUSTRALIA if hit["australia"] else _AMERICA).get(hit["region"].lower())
    if zone is None:
        return None
    now, half = _offset_of(zone, day), (hit["half"] or "").lower()
    if not half:
        return now, base + hit.end(), None
    said = _offset_of(zone, day, standard=True, later=half != "standard")
    # People write the name of winter all year, and that of summer too: what the clock shows that day is meant as often.
    return said, base + hit.end(), now if now != said else None


def _of_letters(letters: re.Match[str], day: date, base: int) -> tuple[str, int, str | None]:
    name, end = letters[1], base + letters.end()
    if letters[2] and name in ("UTC", "GMT") and int(letters[3]) <= 14:
        return f"{letters[2]}{int(letters[3]):02}:{letters[4] or '00'}", end, None
    offset = _OFFSETS[name]
    return offset, end, _summer(offset, day) if name in _LOOSE else None


def _summer(offset: str, day: date) -> str | None:
    """One hour further east while clocks are put forward in Europe or America."""
    if not date(day.year, 3, 8) <= day <= date(day.year, 11, 7):
        return None
    hours = 0 if offset == "Z" else int(offset[:3])
    return f"{hours + 1:+03}:00"


def _offset_of(zone: str, day: date, *, standard: bool = False, later: bool = False) -> str:
    """The offset at noon, or with `standard` that of winter; `later` is one hour east of it."""
    noon = datetime.combine(day, time(12), ZoneInfo(zone))
    offset = (noon.utcoffset() or timedelta()) - ((noon.dst() or timedelta()) if standard else timedelta()) + timedelta(hours=later)
    minutes = int(offset.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
