"""Finds the buyer in text, and the country that may stand behind its name."""

from collections.abc import Sequence

from jobs.sources.countries import alpha3
from jobs.sources.text_facts import labelled
from jobs.sources.text_lines import Line

_LONGEST_CODE = 3
"""Letters of a country code, which after a comma may as well be a state or a legal form."""
_TWO_PLACES = frozenset({"georgia", "jersey"})
"""Names of a country and of a place elsewhere."""


def buyer_of(lines: Sequence[Line]) -> tuple[str, str | None, Line] | None:
    """Name, and ISO alpha-3 of a country named after its last comma, which is no part of it."""
    found = labelled(lines, "buyer")
    if found is None:
        return None
    name, _, tail = found[0].rpartition(",")
    place = tail.strip(" .")
    country = alpha3(place) if len(place) > _LONGEST_CODE and place.casefold() not in _TWO_PLACES else None
    return (name.strip(), country, found[1]) if country and name.strip() else (found[0], None, found[1])
