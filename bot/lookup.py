"""Finds out, once, whether a message whose answer was lost is in Slack (DESIGN.md §3.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.pages import Identity
from bot.slack_outcomes import Seen


@dataclass(frozen=True)
class Found:
    """What a look-up found of a page: the ts of each part, of how many, in which rev."""

    parts: dict[int, str] = field(default_factory=dict[int, str])
    of: int = 1
    rev: int = 0


def assemble(seen: Seen, identity: Identity) -> Found:
    """The parts of one page among all sightings; the first sighting of a part counts."""
    parts: dict[int, str] = {}
    of, rev = 1, 0
    for sighting in seen.sightings:
        if identity.found_in(sighting.payload):
            of, rev = _number(sighting.payload, "of_parts", 1), _number(sighting.payload, "rev", 0)
            parts.setdefault(_number(sighting.payload, "part_no", 0), sighting.ts)
    return Found(parts, of, rev)


def _number(payload: Mapping[str, Any], name: str, default: int) -> int:
    value = payload.get(name, default)
    return value if isinstance(value, int) else default
