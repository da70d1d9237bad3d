"""What `bidwright facts --json` prints of a tender: the stable public shape, as plain JSON values."""

from decimal import Decimal

from jobs.chain.tender import AwardCriterion, Deadline, Lot, Money, Tender
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
    }


def _lot(lot: Lot) -> Json:
    return {
        "id": lot.id,
        "title": lot.title,
        "cpv": list(lot.cpv),
        "value": _value(lot.value),
        "deadlines": _published(lot.deadlines),
        "award_criteria": [_criterion(criterion) for criterion in lot.award_criteria],
    }


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
