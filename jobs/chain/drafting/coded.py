"""What code alone says in a draft: deadlines, sums, lots, weights and the compliance table. No model writes these."""

from collections.abc import Mapping, Sequence

from jobs.chain.analysis import Claim, RequirementRow, RowKind
from jobs.chain.drafting.draft import CONFIRM, Brief, Row, SectionCode
from jobs.chain.rules import cite
from jobs.chain.tender import AwardCriterion, Deadline, Evidence, Money, Requirement, Tender

MOST_LOTS = 20
HAND_IN: Mapping[str | None, str] = {
    "tender": "Deadline for offers",
    "request": "Deadline for requests to take part",
    "expression": "Deadline for expressions of interest",
    None: "Deadline",
}


def fixed(code: SectionCode, brief: Brief) -> tuple[Claim, ...]:
    """The lines that a section begins with, whoever writes the rest."""
    tender = brief.case.tender
    if code == "summary":
        return (*_head(tender), *_deadlines(tender), *_value(tender))
    if code == "understanding":
        return (*_lots(tender), *_duration(tender), *_criteria(tender))
    if code == "timeline":
        return (*_deadlines(tender), *_questions(tender), *_duration(tender))
    if code == "pricing":
        return (*_value(tender), *_price_criteria(tender), cite.claim(f"Our price: {CONFIRM}"))
    return _counted(brief) if code == "compliance" else ()


def rows(brief: Brief) -> tuple[Row, ...]:
    """The compliance table: the analysis' table of requirements where it has one, else those that the rules found."""
    known = brief.analysis.requirements or tuple(_row(each) for each in brief.case.tender.requirements)
    held = {each.requirement_id: each for each in brief.case.coverage}
    places = {each.id: each for each in brief.case.tender.requirements}
    return tuple(
        Row(
            code=each.code,
            requirement=each.claim.text,
            kind=each.kind,
            lot=each.lot,
            evidence=each.claim.evidence,
            place=_place(places.get(each.code), each.claim.evidence),
            status=held[each.code].status if each.code in held else each.coverage or "not_found",
            proofs=held[each.code].evidence if each.code in held else (),
        )
        for each in known
    )


def _row(requirement: Requirement) -> RequirementRow:
    kind: RowKind = "scored" if requirement.kind == "scored" else "other" if requirement.stage == "contract" else "mandatory"
    return RequirementRow(code=requirement.id, kind=kind, claim=Claim(text=requirement.text, evidence=(requirement.evidence,)))


def _place(found: Requirement | None, evidence: Sequence[Evidence]) -> str:
    if found is None:
        return evidence[0].anchor if evidence else "place not known"
    return f"{found.document}, page {found.page}" if found.page else f"{found.document}, {found.evidence.anchor}"


def _counted(brief: Brief) -> tuple[Claim, ...]:
    table = rows(brief)
    if not table:
        return (cite.claim(f"No requirement was found in what was read. The documents have to be gone through by hand: {CONFIRM}"),)
    count = {status: sum(row.status == status for row in table) for status in ("held", "expired", "not_found")}
    return (
        cite.claim(
            f"Requirements found: {len(table)}. We can show {count['held']}; for {count['expired']} what we have has expired; "
            f"for {count['not_found']} nothing was found in our profile and library."
        ),
    )


def _head(tender: Tender) -> tuple[Claim, ...]:
    lines = [cite.claim(f"Tender: {tender.title or 'no title is stated'}", *cite.fact(tender, "title"))]
    lines.append(cite.claim(f"Buyer: {tender.buyer or 'not stated'}", *cite.fact(tender, "buyer")))
    number = tender.publication_number or tender.notice_id or tender.external_id
    return (*lines, cite.claim(f"Reference: {number}", *cite.fact(tender, "publication_number", "notice_id")[:1]))


def _deadlines(tender: Tender) -> tuple[Claim, ...]:
    if not tender.deadlines:
        return (cite.claim(f"Deadline for offers: not stated in the notice {CONFIRM}"),)
    proof = cite.fact(tender, "deadlines", "deadline")[:1]
    return tuple(cite.claim(_deadline(each), *(proof if not number else ())) for number, each in enumerate(tender.deadlines))


def _deadline(deadline: Deadline) -> str:
    lots = f" ({', '.join(deadline.lot_ids)})" if deadline.lot_ids else ""
    instant = f", which is {deadline.instant:%Y-%m-%d %H:%M} UTC" if deadline.instant else f" {CONFIRM}"
    return f"{HAND_IN[deadline.kind]}{lots}: {deadline.published}{instant}"


def _questions(tender: Tender) -> tuple[Claim, ...]:
    last = tender.clarification_deadline
    return (cite.claim(f"Last day for questions to the buyer: {last or 'not stated'}", *cite.fact(tender, "clarification_deadline")),)


def _value(tender: Tender) -> tuple[Claim, ...]:
    value = tender.estimated_value
    stated = _sum(value) if value else "not stated"
    return (cite.claim(f"Value as the buyer states it: {stated}", *cite.fact(tender, "estimated_value")),)


def _sum(value: Money) -> str:
    vat = {"net": ", without VAT", "gross": ", with VAT", "unknown": ", VAT not stated"}[value.vat]
    return f"{value.amount:,.2f} {value.currency or '(currency not stated)'} ({value.basis.replace('_', ' ')}{vat})"


def _lots(tender: Tender) -> tuple[Claim, ...]:
    named = [
        cite.claim(f"{lot.id}: {lot.title or 'no title'}", *cite.fact(tender, f"lots.{lot.id}.title")) for lot in tender.lots[:MOST_LOTS]
    ]
    more = len(tender.lots) - MOST_LOTS
    return (*named, cite.claim(f"{more} more lots are in the notice.")) if more > 0 else tuple(named)


def _duration(tender: Tender) -> tuple[Claim, ...]:
    return (cite.claim(f"Term of the contract: {tender.duration}", *cite.fact(tender, "duration")),) if tender.duration else ()


def _criteria(tender: Tender) -> tuple[Claim, ...]:
    if not tender.award_criteria:
        return (cite.claim("Award criteria: not in the notice"),)
    return (cite.claim(f"Award criteria: {'; '.join(map(_criterion, tender.award_criteria))}", *cite.fact(tender, "award_criteria")),)


def _price_criteria(tender: Tender) -> tuple[Claim, ...]:
    counted = [each for each in tender.award_criteria if each.kind in ("price", "cost")]
    if not counted:
        return ()
    return (cite.claim(f"How price counts: {'; '.join(map(_criterion, counted))}", *cite.fact(tender, "award_criteria")),)


def _criterion(criterion: AwardCriterion) -> str:
    return f"{criterion.name}, {criterion.weight or 'weight not stated'}"
