"""Finds the buyer in text and the country it is in: behind a label, in a sentence that invites, in the address below the name."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from jobs.sources.buyer_words import ADDRESS, ANOTHER, FOR_ANOTHER, INVITES, NOBODY
from jobs.sources.countries import LONGEST_CODE, alpha3
from jobs.sources.text_facts import labelled
from jobs.sources.text_lines import Line

_TWO_PLACES = frozenset({"georgia", "jersey", "island", "granada", "luxembourg"})
"""Names of a country and of a place elsewhere, which say nothing behind a comma."""
_SENTENCES = 60
"""Lines among which a sentence that invites is looked for."""
_SHORTEST = 30
_BELOW = 8
"""Lines below the buyer's name in which its address may stand."""
_LONGEST_ADDRESS = 120
_BEHIND = re.compile(r"[,(;/]|\s[-–—]\s")
_FAMILIAR = re.compile(r"[:.!?]\s*$|[:?!]|\.\s")


class Buyer(NamedTuple):
    name: str
    country: str | None
    """ISO alpha-3 of a country that stands behind the name, which is no part of it, or in the address below."""
    line: Line
    place: Line | None
    """Where the country stands."""


def buyer_of(lines: Sequence[Line]) -> Buyer | None:
    """None where nobody is named as the one who buys."""
    found = _labelled(lines) or _inviting(lines)
    if found is None or found.country:
        return found
    country, place = _address(lines, found.line)
    return found._replace(country=country, place=place)


def _labelled(lines: Sequence[Line]) -> Buyer | None:
    found = labelled(lines, "buyer")
    if found is None:
        return None
    name, _, tail = found[0].rpartition(",")
    country = _country(tail)
    return Buyer(name.strip(), country, found[1], found[1]) if country and name.strip() else Buyer(found[0], None, found[1], None)


def _inviting(lines: Sequence[Line]) -> Buyer | None:
    """`The Town of X (country) invites tenders`, at the beginning of a line, where it may run on in the next."""
    for index, line in enumerate(lines[:_SENTENCES]):
        if len(line.text) < _SHORTEST:
            continue
        following = lines[index + 1].text if index + 1 < len(lines) and lines[index + 1].number <= line.number + 1 else ""
        text = f"{line.text[:400]} {following[:200]}"
        found = next((hit for pattern in INVITES if (hit := pattern.match(text))), None)
        if found is None or FOR_ANOTHER.search(text):
            continue
        plain = {word.casefold().strip(".,") for word in found["name"].split()}
        if all(word in NOBODY or len(word) <= LONGEST_CODE for word in plain):
            continue
        country = _country((found["place"] or found["beside"] or "").rpartition(",")[2])
        return Buyer(found["name"], country, line, line if country else None)
    return None


def _address(lines: Sequence[Line], buyer: Line) -> tuple[str | None, Line | None]:
    """The country an address below the buyer's name ends with."""
    at = next(index for index, line in enumerate(lines) if line is buyer)
    for index, line in enumerate(lines[at + 1 : at + 1 + _BELOW]):
        labelled_so = ADDRESS.match(line.text[:400])
        if ANOTHER.search(labelled_so[0].split(labelled_so["value"])[0] if labelled_so else line.text[:400]):
            return None, None
        bare = index == 0 and len(line.text) <= _LONGEST_ADDRESS and "," in line.text and not _FAMILIAR.search(line.text)
        if labelled_so or bare:
            country = _country(_BEHIND.split(labelled_so["value"] if labelled_so else line.text)[-1])
            if country:
                return country, line
    return None, None


def _country(place: str) -> str | None:
    """Of a full name: two or three letters may as well be a state or a legal form."""
    said = place.strip(" .)*_|")
    return alpha3(said) if len(said) > LONGEST_CODE and said.casefold() not in _TWO_PLACES else None
