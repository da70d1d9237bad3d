"""Writes expert queries for the TED search, so that nothing a person typed can be more than a value in one."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import NoReturn

from jobs.chain.errors import BadInput
from jobs.sources.countries import alpha3
from jobs.sources.ted_forms import KIND_OF_FORM
from jobs.sources.wording import distinct, publication_number

MAX_WORDS = 200
"""Characters of one phrase; MAX_VALUES of one list. The service states no limit of its own."""
MAX_VALUES = 200

_CPV = re.compile(r"([0-9]{2,7})\*?|([0-9]{8})(?:-[0-9])?")
_UNQUOTABLE = re.compile(r"[^\w-]+")


def search_query(
    *,
    published_from: date,
    published_to: date | None = None,
    cpv: Sequence[str] = (),
    countries: Sequence[str] = (),
    form_types: Sequence[str] = ("competition",),
    phrases: Sequence[str] = (),
) -> str:
    """A query for notices published on these days, both included, that fit one value of each list; newest first.

    `cpv`: 8 digits (with everything below in the tree) or the first 2 to 7; `countries` of the buyer: ISO codes or English
    names; `form_types`: BT-03 codes; `phrases`: anywhere in the text. An empty list does not narrow. Days are days of
    Luxembourg: the service knows no hours, so a window that must not miss anything overlaps by a day.
    Raises `BadInput` unknown_value, naming the value; `ValueError` where the days are in the wrong order.
    """
    if published_to is not None and published_to < published_from:
        raise ValueError(f"published_to {published_to} lies before published_from {published_from}")
    conditions = [f"publication-date >= {_day(published_from)}"]
    conditions += [f"publication-date <= {_day(published_to)}"] if published_to is not None else []
    conditions += _one_of("form-type", [_form(value) for value in form_types])
    conditions += _one_of("classification-cpv", [_cpv(value) for value in cpv])
    conditions += _one_of("buyer-country", [_country(value) for value in countries])
    conditions += _said(phrases)
    # Sorting is part of the query, and without it the notices of 2016 come first; `ASC` is a syntax error.
    return f"{' AND '.join(conditions)} SORT BY publication-date DESC"


def notices_query(numbers: Sequence[str]) -> str:
    """A query for the notices of these publication numbers, padded or not. Raises `BadInput` unknown_value."""
    found = [publication_number(number) or _refuse("TED publication number", number) for number in numbers]
    if not found:
        raise ValueError("no publication number given")
    return f"{_one_of('publication-number', found)[0]} SORT BY publication-date DESC"


def _day(day: date) -> str:
    """`20260901`; an ISO date is refused, and `01092026` would be taken and find nothing (OP-TED/eForms-SDK#1390)."""
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _one_of(field: str, values: Sequence[str]) -> list[str]:
    """The values stand between spaces: commas are for no list but one, and only by accident."""
    if len(values) > MAX_VALUES:
        raise BadInput("unknown_value", f"{len(values)} values are too many for one search; at most {MAX_VALUES} are taken.")
    return [f"{field} IN ({' '.join(distinct(values))})"] if values else []


def _form(value: str) -> str:
    return value if value in KIND_OF_FORM else _refuse("form type of TED", value)


def _cpv(value: str) -> str:
    found = _CPV.fullmatch(value.strip())
    if found is None:
        _refuse("CPV code", value)
    return f"{found[1]}*" if found[1] else found[2]


def _country(value: str) -> str:
    return alpha3(value) or _refuse("country", value)


def _said(phrases: Sequence[str]) -> list[str]:
    """`(FT ~ "road salt" OR FT ~ "snow")`."""
    wanted = [f'FT ~ "{_phrase(phrase)}"' for phrase in phrases]
    if len(wanted) > MAX_VALUES:
        raise BadInput("unknown_value", f"{len(wanted)} phrases are too many for one search; at most {MAX_VALUES} are taken.")
    return [f"({' OR '.join(wanted)})" if len(wanted) > 1 else wanted[0]] if wanted else []


def _phrase(words: str) -> str:
    """Letters, digits, dashes and single spaces: no way of escaping is documented, so quotes and wild cards are left out."""
    kept = _UNQUOTABLE.sub(" ", unicodedata.normalize("NFC", words)).strip(" -_")
    if not kept or len(kept) > MAX_WORDS:
        _refuse("phrase to search for", words)
    return kept


def _refuse(what: str, value: str) -> NoReturn:
    shown = " ".join(value.split())[:40]
    raise BadInput("unknown_value", f"“{shown}” is no {what}. Correct it in the settings of the search and try again.")
