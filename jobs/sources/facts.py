"""What `bidwright facts --json` prints of a tender: the stable public shape, as plain JSON values."""

from decimal import Decimal

from jobs.chain.tender import AwardCriterion, Deadline, Lot, Money, SelectionCriterion, Tender
from jobs.sources.dates import with_zone

Json = dict[str, object]


def facts(tender: Tender, *, source: str) -> Json:
    """The JSON document of INTERFACES.md for one source.

    Countries are ISO 3166 alpha-3, CPV codes 8 digits, times ISO 8601 with the offset as published (`deadline` alone
    gets the buyer country's offset where the notice has none), amounts numbers; unknown is None.
    """
    first = tender.deadline
    return {
        "source": source,
        "kind": tender.kind,
        "is_opportunity": tender.is_opportunity,
        "notice_id": tender.notice_id,
        "publication_number": tender.publication_number,
        "title": tender.title,
        "title_lang": tender.title_lang,
        "notice_lang": tender.notice_lang,
        "buyer": tender.buyer,
        "buyer_country": tender.buyer_country,
        "cpv_main": tender.cpv_main,
        "cpv_all": list(tender.cpv_all),
        "nature": tender.nature,
        "procedure": tender.procedure,
        "notice_type": tender.notice_type,
        "form_type": tender.form_type,
        "framework": tender.framework,
        "lots": len(tender.lots),
        "lot_facts": [_lot(lot) for lot in tender.lots],
        "deadline": with_zone(first) if first else None,
        "deadline_kind": first.kind if first else None,
        "deadlines_all": _published(tender.deadlines),
        "clarification_deadline": tender.clarification_deadline,
        "estimated_value": _value(tender.estimated_value),
        "url": tender.url,
        "warnings": list(tender.warnings),
        **_terms(tender),
    }


def _terms(tender: Tender) -> Json:
    """What a bidder has to know beside the facts; keys are added here, never changed."""
    return {
        "dynamic": tender.dynamic,
        "reserved": tender.reserved,
        "duration": tender.duration,
        "award_criteria": [_criterion(criterion) for criterion in tender.award_criteria],
        "selection_criteria": [_asked(criterion) for criterion in tender.selection_criteria],
        "exclusion_grounds": list(tender.exclusion_grounds),
        "guarantee": tender.guarantee,
        "security_clearance": tender.security_clearance,
        "submission_languages": list(tender.submission_languages),
        "submission_url": tender.submission_url,
        "documents": [link.model_dump() for link in tender.documents],
        "amendment": tender.amendment.model_dump() if tender.amendment else None,
        "requirements": len(tender.requirements),
    }


def _lot(lot: Lot) -> Json:
    return {
        "id": lot.id,
        "title": lot.title,
        "cpv": list(lot.cpv),
        "value": _value(lot.value),
        "deadlines": _published(lot.deadlines),
        "award_criteria": [_criterion(criterion) for criterion in lot.award_criteria],
        "selection_criteria": [_asked(criterion) for criterion in lot.selection_criteria],
        "duration": lot.duration,
        "place": lot.place,
        "framework_maximum": _value(lot.framework_maximum),
    }


def _asked(criterion: SelectionCriterion) -> Json:
    return {"kind": criterion.kind, "text": criterion.text}


def _published(deadlines: tuple[Deadline, ...]) -> list[str]:
    return list(dict.fromkeys(deadline.published for deadline in deadlines))


def _criterion(criterion: AwardCriterion) -> Json:
    return {"kind": criterion.kind, "name": criterion.name, "weight": criterion.weight}


def _value(value: Money | None) -> Json | None:
    if value is None:
        return None
    return {"amount": _number(value.amount), "currency": value.currency, "basis": value.basis}


def _number(amount: Decimal) -> int | float:
    """An integer where nothing is lost by it."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)
