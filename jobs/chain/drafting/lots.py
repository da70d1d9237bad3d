"""A brief about one lot: its own facts in place of the tender's, and nothing that is about another lot."""

import re
from collections.abc import Sequence

from jobs.chain.drafting.draft import Brief
from jobs.chain.errors import BadInput
from jobs.chain.evidence.figures import figures
from jobs.chain.tender import Lot, Tender

_ID = re.compile(r"(?:lot[\s_-]*)?0*(\d{1,4})")
_NAME = re.compile(r"lot[\s#_-]*0*(?=\d)")
MOST_NAMED = 12


def lot_of(tender: Tender, name: str) -> Lot:
    """The lot that a person calls `LOT-0002`, `2` or `lot 2`. Raises BadInput (`unknown_lot`)."""
    wanted = name.strip().casefold()
    for lot in tender.lots:
        if wanted == lot.id.casefold():
            return lot
    found = _by_number(tender.lots).get(_NAME.sub("", wanted, count=1))
    if found is None:
        known = ", ".join(lot.id for lot in tender.lots[:MOST_NAMED]) or "none is named in the notice"
        raise BadInput("unknown_lot", f"There is no lot of that name in this tender. Its lots: {known}.")
    return found


def _by_number(lots: Sequence[Lot]) -> dict[str, Lot]:
    """By what people call them: the number that their ids are, or else their place."""
    ids = [_ID.fullmatch(lot.id.casefold()) for lot in lots]
    return {hit[1] if all(ids) and hit else str(place): lot for place, (lot, hit) in enumerate(zip(lots, ids, strict=True), 1)}


def names_another(text: str, number: str) -> bool:
    """Whether the text speaks of lots and not of this one."""
    named = {str(value) for each in figures(text) if each.kind == "label" and each.unit == "lot" for value in each.values}
    return bool(named) and number not in named


def about(brief: Brief, lot_id: str) -> Brief:
    """The brief with that lot's facts alone; what a lot does not state for itself stays the tender's. Raises BadInput."""
    tender = brief.case.tender
    lot = lot_of(tender, lot_id)
    number = next(each for each, named in _by_number(tender.lots).items() if named.id == lot.id)
    own = tuple(each for each in tender.deadlines if not each.lot_ids or lot.id in each.lot_ids)
    evidence = tender.evidence | {
        field: tender.evidence[f"lots.{lot.id}.{field}"]
        for field in ("deadlines", "award_criteria")
        if f"lots.{lot.id}.{field}" in tender.evidence
    }
    evidence.pop("estimated_value", None)
    if (value := tender.evidence.get(f"lots.{lot.id}.value")) is not None:
        evidence["estimated_value"] = value
    scoped = tender.model_copy(
        update={
            "lots": (lot,),
            "deadlines": lot.deadlines or own or tender.deadlines,
            "estimated_value": lot.value,
            "award_criteria": lot.award_criteria or tender.award_criteria,
            "duration": lot.duration or tender.duration,
            "requirements": tuple(each for each in tender.requirements if not names_another(each.text, number)),
            "evidence": evidence,
        }
    )
    analysis = brief.analysis
    kept = tuple(row for row in analysis.requirements if row.lot in (None, lot.id) and not names_another(row.claim.text, number))
    risks = tuple(each for each in analysis.risks if not names_another(each.text, number))
    return Brief(
        case=brief.case.model_copy(update={"tender": scoped}),
        analysis=analysis.model_copy(update={"risks": risks, "requirements": kept}),
        lot=lot.id,
        lot_number=number,
    )
