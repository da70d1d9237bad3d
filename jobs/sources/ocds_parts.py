"""Lots, codes, deadlines and award criteria of an Open Contracting release."""

import re

from jobs.chain.tender import AwardCriterion, Deadline, DeadlineKind, Lot
from jobs.sources.dates import Moment, distinct_deadlines, parse_iso, read_deadline
from jobs.sources.draft import Draft
from jobs.sources.json_text import Object, decimal, mapping, mappings
from jobs.sources.ocds_terms import read_period, read_selection
from jobs.sources.ocds_value import read_money
from jobs.sources.wording import clean, cpv_code, distinct, first_of, one_line

MAX_LOTS = 1_000
_CPV_SCHEMES = ("CPV", "EU-CPV", "ДК021")
_CHECK_DIGIT = re.compile(r"^[0-9]{8}-[0-9]$")


def read_cpv(tender: Object, draft: Draft) -> tuple[str, ...]:
    """CPV codes of the tender, its items and lots, the main one first; other schemes (UNSPSC, GSIN) are left out."""
    items, lots = mappings(tender.get("items")), mappings(tender.get("lots"))
    found = distinct((*_codes(tender), *(code for item in (*items, *lots) for code in _codes(item))))
    draft.prove("cpv_main", "/tender/classification, /tender/items", found[0] if found else None)
    return found


def _codes(holder: Object) -> list[str]:
    found = [*mappings(holder.get("classification")), *mappings(holder.get("additionalClassifications"))]
    return [code for entry in found if _is_cpv(entry) and (code := cpv_code(one_line(entry.get("id"))))]


def _is_cpv(entry: Object) -> bool:
    """`CPV`, `CPVS`, and the Ukrainian name of the same list; without scheme a code with a check digit, which no other has."""
    scheme = (one_line(entry.get("scheme")) or "").upper().replace(" ", "")
    return scheme.startswith(_CPV_SCHEMES) if scheme else bool(_CHECK_DIGIT.match(one_line(entry.get("id")) or ""))


def read_deadlines(tender: Object, lots: tuple[Lot, ...], country: str | None, draft: Draft) -> tuple[Deadline, ...]:
    """`tenderPeriod.endDate`, the UK's `expressionOfInterestDeadline`, and what lots state of their own (EU profile)."""
    coded: tuple[tuple[DeadlineKind, str, object], ...] = (
        ("tender", "/tender/tenderPeriod/endDate", mapping(tender.get("tenderPeriod")).get("endDate")),
        ("expression", "/tender/expressionOfInterestDeadline", tender.get("expressionOfInterestDeadline")),
    )
    found = [each for kind, anchor, value in coded for each in _deadline(value, kind, anchor, country, draft, ())]
    said = {(deadline.kind, deadline.published) for deadline in found}
    own = (deadline for lot in lots for deadline in lot.deadlines if (deadline.kind, deadline.published) not in said)
    first = distinct_deadlines((*found, *own))
    for kind, anchor, value in coded if first else ():
        if kind == first[0].kind and not first[0].lot_ids:
            draft.prove("deadlines", anchor, one_line(value))
    for lot_id in first[0].lot_ids[:1] if first else ():
        proof = draft.evidence.get(f"lots.{lot_id}.deadlines")
        draft.evidence |= {"deadlines": proof} if proof else {}
    return first


def _deadline(
    value: object, kind: DeadlineKind, anchor: str, country: str | None, draft: Draft, lot_ids: tuple[str, ...], fact: str = "deadlines"
) -> list[Deadline]:
    said = one_line(value)
    moment = parse_iso(said)
    if moment is None:
        draft.warn(f"A deadline could not be read: “{said[:40]}”." if said else None)
        return []
    reading = read_deadline(moment, kind, country, lot_ids)
    for sentence in reading.warnings:
        draft.warn(sentence)
    draft.prove_first(fact, anchor, said)
    return [reading.deadline]


def read_clarification(tender: Object, draft: Draft) -> str | None:
    """The end of the enquiry period, the earliest where lots have their own."""
    holders = (("/tender", tender), *((f"/tender/lots/{index}", lot) for index, lot in enumerate(mappings(tender.get("lots"))[:MAX_LOTS])))
    found: list[tuple[Moment, str, str | None]] = [
        (moment, anchor, said)
        for anchor, holder in holders
        if (moment := parse_iso(said := one_line(mapping(holder.get("enquiryPeriod")).get("endDate")))) is not None
    ]
    if not found:
        return None
    moment, anchor, said = min(found, key=lambda entry: entry[0].local)
    draft.prove("clarification_deadline", f"{anchor}/enquiryPeriod/endDate", said)
    return moment.published


def read_lots(tender: Object, country: str | None, draft: Draft) -> tuple[Lot, ...]:
    """`tender.lots`; none where the tender is not divided."""
    items = mappings(tender.get("items"))
    return tuple(_read_lot(lot, index, items, country, draft) for index, lot in enumerate(mappings(tender.get("lots"))[:MAX_LOTS]))


def _read_lot(lot: Object, index: int, items: list[Object], country: str | None, draft: Draft) -> Lot:
    lot_id = (first_of(one_line(lot.get("id")), str(index + 1)) or str(index + 1))[:60]
    anchor = f"/tender/lots/{index}"
    mine = [item for item in items if one_line(item.get("relatedLot")) == lot_id or lot_id in _related(item)]
    places = [one_line(address.get("region")) for item in mine for address in mappings(item.get("deliveryAddresses"))]
    ceiling = mapping(mapping(lot.get("techniques")).get("frameworkAgreement")).get("value")
    due, fact = mapping(lot.get("tenderPeriod")).get("endDate"), f"lots.{lot_id}.deadlines"
    return Lot(
        id=lot_id,
        title=draft.prove_text(f"lots.{lot_id}.title", f"{anchor}/title", one_line(lot.get("title"))),
        description=draft.prove_text(f"lots.{lot_id}.description", f"{anchor}/description", clean(lot.get("description"))),
        cpv=distinct(code for holder in (lot, *mine) for code in _codes(holder)),
        value=read_money(lot.get("value"), "estimated", f"lots.{lot_id}.value", f"{anchor}/value/amount", draft),
        deadlines=tuple(_deadline(due, "tender", f"{anchor}/tenderPeriod/endDate", country, draft, (lot_id,), fact)),
        place=", ".join(distinct(places)[:5]) or None,
        award_criteria=read_award_criteria(lot),
        selection_criteria=read_selection(lot, anchor, draft),
        duration=read_period(lot.get("contractPeriod")),
        framework_maximum=read_money(
            ceiling, "framework_maximum", f"lots.{lot_id}.framework_maximum", f"{anchor}/techniques/frameworkAgreement/value/amount", draft
        ),
    )


def _related(item: Object) -> tuple[object, ...]:
    related = item.get("relatedLots")
    return tuple(related) if isinstance(related, list) else ()


_WEIGHT = re.compile(r"^[0-9]{1,3}(?:[.,][0-9]+)?\s*%?$")


def read_award_criteria(holder: Object) -> tuple[AwardCriterion, ...]:
    """`awardCriteria.criteria[]`; publishers of the EU profile put the weight into `description`, newer ones into `numbers`."""
    found: list[AwardCriterion] = []
    for criterion in mappings(mapping(holder.get("awardCriteria")).get("criteria"))[:100]:
        kind, said = one_line(criterion.get("type")), one_line(criterion.get("description"))
        weight = said if said and _WEIGHT.match(said) else None
        name = first_of(one_line(criterion.get("name")), None if weight else said, kind)
        if name:
            known = "price" if kind == "price" else "cost" if kind == "cost" else "quality" if kind == "quality" else None
            found.append(AwardCriterion(kind=known, name=name[:300], weight=weight or _counted_weight(criterion)))
    return tuple(found)


def _counted_weight(criterion: Object) -> str | None:
    for entry in mappings(criterion.get("numbers")):
        number, unit = decimal(entry.get("number")), one_line(entry.get("weight"))
        if number is not None and (unit or not (entry.get("fixed") or entry.get("threshold"))):
            return f"{number:f} %" if unit == "percentageExact" else f"{unit[:30]} {number:f}" if unit else f"{number:f}"
    return None
