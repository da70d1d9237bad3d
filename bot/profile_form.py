"""What a person typed into the form of the profile, understood field by field; what is not comes back with the right form."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pycountry

from bot.blocks.message import fit_plain
from bot.blocks.profile import FIELDS, MOST_TYPED
from bot.blocks.text import length, one_line, plain
from jobs.chain.errors import BadInput
from jobs.chain.profile import Certificate, Profile
from jobs.sources.countries import alpha3, country_name
from jobs.sources.languages import alpha3_language

MOST_LINES = 200
MOST_DAYS = 250
"""Working days of a year."""
_BULLET = re.compile(r"^(?:[-–•*·]\s+)+")
_CPV = re.compile(r"(\d{2,8})(?:-\d)?", re.ASCII)
_AMOUNT = re.compile(
    r"(?P<whole>\d{1,15}|\d{1,3}(?:(?P<sep>[ ,.'’])\d{3}(?:(?P=sep)\d{3}){0,4}))(?:(?P<point>[.,])(?P<cents>\d{1,2}))?"
    r"\s?(?P<scale>k|m|mio|million)?",
    re.ASCII,
)
_SCALE = {"k": 1_000, "m": 1_000_000, "mio": 1_000_000, "million": 1_000_000}
_DATED = re.compile(r"(?P<name>.*\S)\s*,\s*(?P<day>\d{4}-\d\d-\d\d)", re.ASCII)
_LIKE_A_DATE = re.compile(
    r"(?<!\d)(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}/\d{4})(?!\d)"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:\d{1,2},?\s+)?\d{4}(?!\d)",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True)
class Mistakes:
    """Block id -> a sentence in plain text, for `response_action: errors`."""

    errors: Mapping[str, str]


NAMELESS = "The company needs a name, such as Fernhill Networks Ltd."


def filled_in(values: Mapping[str, Any], kept: Profile | None) -> Profile | Mistakes:
    """The profile that a form's `state.values` say; a field that the form did not have stays as in `kept`."""
    given: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for field in FIELDS:
        if field.id in values:
            try:
                given[field.attribute] = _READERS[field.attribute](_typed(values, field.id))
            except BadInput as mistake:
                errors[field.id] = fit_plain(mistake.sentence, 500)
    if errors:
        return Mistakes(errors)
    profile = (kept or Profile(name="")).model_copy(update=given)
    if not profile.name:
        return Mistakes({FIELDS[0].id: NAMELESS})
    found = _contradictions(profile)
    return Mistakes({name if name in values else FIELDS[0].id: said for name, said in found.items()}) if found else profile


def differences(one: Profile | None, other: Profile) -> tuple[str, ...]:
    """Labels of the fields in which two profiles differ."""
    if one is None:
        return tuple(field.label for field in FIELDS)
    return tuple(field.label for field in FIELDS if getattr(one, field.attribute) != getattr(other, field.attribute))


def _typed(values: Mapping[str, Any], name: str) -> str:
    """Raises BadInput for more than Slack's own form would take."""
    text = plain(str((values[name].get(name) or {}).get("value") or ""))
    if length(text) > MOST_TYPED:
        raise BadInput("too_long", f"At most {MOST_TYPED:,} characters fit here, and these are {length(text):,}. Shorten it.")
    return text


def _contradictions(profile: Profile) -> dict[str, str]:
    errors: dict[str, str] = {}
    if profile.value_min is not None and profile.value_max is not None and profile.value_min > profile.value_max:
        errors["profile_value_max"] = f"The largest contract must not be below the smallest, which is {profile.value_min:,f}."
    both = [code for code in profile.countries if code in profile.excluded_countries]
    if both:
        errors["profile_excluded_countries"] = (
            f"{country_name(both[0])} is also among the countries you deliver in: leave it in one of the two."
        )
    return errors


def _name(text: str) -> str:
    name = one_line(text)
    if not name:
        raise BadInput("empty", NAMELESS)
    if length(name) > 200:
        raise BadInput("too_long", "A name of at most 200 characters, please.")
    return name


def _lines(text: str) -> tuple[str, ...]:
    """One entry a line, each once whatever its case. Raises BadInput for more than 200."""
    entries: dict[str, str] = {}
    for line in (_BULLET.sub("", line).strip() for line in text.split("\n")):
        if line:
            entries.setdefault(line.casefold(), line)
    if len(entries) > MOST_LINES:
        raise BadInput("too_long", f"At most {MOST_LINES} lines fit here, and these are {len(entries):,}. Keep those that matter.")
    return tuple(entries.values())


def _codes(text: str, read: Callable[[str], str | None], wrong: str) -> tuple[str, ...]:
    """Entries by line, or several on one line with commas or semicolons between. `wrong` is the end of the sentence about one that is none."""
    found: dict[str, None] = {}
    for line in _lines(text):
        whole = read(line)
        for part in [line] if whole else [each.strip() for each in re.split(r"[,;]", line) if each.strip()]:
            code = read(part)
            if code is None:
                raise BadInput("unknown_reference", f"“{fit_plain(part, 60)}” {wrong}")
            found[code] = None
    if len(found) > MOST_LINES:
        raise BadInput("too_long", f"At most {MOST_LINES} entries fit here, and these are {len(found):,}. Keep those that matter.")
    return tuple(found)


def _cpv(text: str) -> str | None:
    code = _CPV.fullmatch(text)
    return code[1] if code and text.isascii() and not code[1].startswith("00") else None


def _cpv_codes(text: str) -> tuple[str, ...]:
    return _codes(text, _cpv, "is no CPV code. Write two to eight digits a line: 3242 for all below it, or 32420000-3 for one.")


def _countries(text: str) -> tuple[str, ...]:
    return _codes(text, alpha3, "is no country known here. Write its English name or its code, one a line: Ireland, IE or IRL.")


def _languages(text: str) -> tuple[str, ...]:
    return _codes(text, alpha3_language, "is no language known here. Write its English name or its code, one a line: German, de or deu.")


def _money(text: str) -> Decimal | None:
    if not text:
        return None
    found = _AMOUNT.fullmatch(text.lower())
    # `1.500 million` may be 1.5 million or 1,500 million.
    if found is None or (found["sep"] and (found["sep"] == found["point"] or found["scale"])):
        raise BadInput(
            "wrong_form", f"“{fit_plain(text, 60)}” is no amount. Write digits alone, without the currency: 100000 or 1.5 million."
        )
    whole = re.sub(r"\D", "", found["whole"])
    amount = Decimal(f"{whole}.{found['cents'] or 0}") * _SCALE.get(found["scale"] or "", 1)
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount


def _currency(text: str) -> str:
    code = text.strip().upper() or "EUR"
    if not re.fullmatch("[A-Z]{3}", code) or pycountry.currencies.get(alpha_3=code) is None:
        raise BadInput("unknown_reference", f"“{fit_plain(text, 20)}” is no currency. Write its three letters: EUR, GBP, USD.")
    return code


def _certificates(text: str) -> tuple[Certificate, ...]:
    return tuple(_certificate(line) for line in _lines(text))


def _certificate(line: str) -> Certificate:
    """`ISO 27001, 2027-05-31`, or a name alone. Raises BadInput for a day in any other form: it must not pass as part of a name."""
    dated = _DATED.fullmatch(line)
    if dated and _is_day(dated["day"]) and not _LIKE_A_DATE.search(dated["name"]):
        return Certificate(name=dated["name"], expires=dated["day"])
    if _LIKE_A_DATE.search(line):
        raise BadInput(
            "wrong_form",
            f"“{fit_plain(line, 80)}” does not end in a day of the calendar. Write year, month and day behind a comma: ISO 27001, 2027-05-31.",
        )
    return Certificate(name=line)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _days(text: str) -> int:
    if not text:
        return Profile(name="").bid_days
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= MOST_DAYS:
        raise BadInput("wrong_form", f"“{fit_plain(text, 20)}” is no number of working days from 1 to {MOST_DAYS}. Write digits alone: 10.")
    return int(text)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "name": _name, "capabilities": _lines, "cpv": _cpv_codes, "countries": _countries, "languages": _languages, "value_min": _money,
    "value_max": _money, "turnover": _money, "currency": _currency, "exclusions": _lines, "excluded_countries": _countries,
    "certificates": _certificates, "references": _lines, "strategic_buyers": _lines, "bid_days": _days,
}  # fmt: skip
