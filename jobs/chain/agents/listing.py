"""Joins the rows that a model found to those of the rules: none of the rules' is lost, none stands twice."""

import re
from collections.abc import Iterable, Sequence

from jobs.chain.agents.claims import Reading
from jobs.chain.agents.replies import RepliedRow
from jobs.chain.analysis import RequirementRow
from jobs.chain.quotes import squash
from jobs.chain.tender import Tender

ALIKE = 0.7
"""Share of the words of the shorter quote that two quotes of one passage have in common when they are about the same demand."""
MOST_ADDED = 150
_WORD = re.compile(r"\w+")


def rows_of(replied: Iterable[RepliedRow], reading: Reading, tender: Tender) -> tuple[RequirementRow, ...]:
    """The rows whose claim a standing quote bears out, without codes yet."""
    lots = {lot.id.casefold(): lot.id for lot in tender.lots}
    rows: list[RequirementRow] = []
    for each in replied:
        claim = reading.claim(each.claim)
        if claim.evidence:
            rows.append(RequirementRow(code="", kind=each.kind, claim=claim, lot=lots.get(each.lot.strip("[] ").casefold())))
    return tuple(rows)


def joined_rows(ours: Sequence[RequirementRow], found: Sequence[RequirementRow]) -> tuple[RequirementRow, ...]:
    """Ours, each with the lot that a row of the same demand names where ours names none; then what is new, as `m1`, `m2` …"""
    rows = list(ours)
    places: dict[str | None, list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(_passage(row), []).append(place)
    for row in found:
        same = next((place for place in places.get(_passage(row), ()) if _alike(rows[place], row)), None)
        if same is not None:
            known = rows[same]
            rows[same] = known.model_copy(update={"lot": row.lot}) if known.lot is None and row.lot else known
        elif len(rows) - len(ours) < MOST_ADDED:
            places.setdefault(_passage(row), []).append(len(rows))
            rows.append(row.model_copy(update={"code": f"m{len(rows) - len(ours) + 1}"}))
    return tuple(rows)


def _passage(row: RequirementRow) -> str | None:
    return row.claim.evidence[0].passage_id if row.claim.evidence else None


def _alike(known: RequirementRow, other: RequirementRow) -> bool:
    """Whether one quote holds the other, or they share most of their words. Both are of one passage."""
    one, two = (squash(row.claim.evidence[0].quote).casefold() for row in (known, other))
    if one in two or two in one:
        return True
    first, second = set(_WORD.findall(one)), set(_WORD.findall(two))
    return len(first & second) >= ALIKE * min(len(first), len(second))
