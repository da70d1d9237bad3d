"""The table of requirements through the last guard: the rules' rows are sentences of the notice, all others are held against it."""

from collections.abc import Iterable
from typing import Protocol

from jobs.chain.analysis import Claim, RequirementRow
from jobs.chain.guards.out_wash import Wash
from jobs.chain.tender import Tender


class Gate(Protocol):
    """The last guard at work on one answer."""

    wash: Wash

    def claim(self, claim: Claim, place: str) -> Claim: ...


def washed_rows(rows: Iterable[RequirementRow], gate: Gate, tender: Tender) -> tuple[RequirementRow, ...]:
    """Each row as it may be shown. A sentence that rules read in the notice needs no second look whether it stands there."""
    known = {each.id: each for each in tender.requirements}
    lots = {lot.id for lot in tender.lots}
    safe: list[RequirementRow] = []
    for row in rows:
        place = f"requirements {row.code}"
        read = known.get(row.code)
        verbatim = read is not None and row.claim == Claim(text=read.text, evidence=(read.evidence,))
        safe.append(
            row.model_copy(
                update={
                    "code": row.code if verbatim else gate.wash.text(row.code, "requirements", topics=False),
                    "claim": _washed(row.claim, gate.wash, place) if verbatim else gate.claim(row.claim, place),
                    "lot": row.lot if row.lot in lots else None,
                    "shown_by": tuple(gate.wash.text(each, place, topics=False) for each in row.shown_by),
                }
            )
        )
    return tuple(safe)


def _washed(claim: Claim, wash: Wash, place: str) -> Claim:
    kept = tuple(shown for each in claim.evidence if (shown := wash.quote(each)) is not None)
    return Claim(text=wash.text(claim.text, place), evidence=kept)
