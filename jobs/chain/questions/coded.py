"""Coded facts of a notice as lines that a question can be answered from: deadlines, values and weights stand in no running text."""

from collections.abc import Iterable, Iterator

from jobs.chain.tender import AwardCriterion, Deadline, Lot, Money, Passage, Tender

KINDS = {"tender": "tenders", "request": "requests to participate", "expression": "expressions of interest"}
ANCHOR = "coded facts"


def coded_passages(tender: Tender) -> tuple[Passage, ...]:
    """`f1` for the procedure and one for each lot, whose anchor names the lot; unknown facts are left out, nothing is derived."""
    whole = tuple(_whole(tender))
    found = [Passage(id="f1", text="\n".join(whole), anchor=ANCHOR)] if whole else []
    for number, lot in enumerate(tender.lots, 2):
        lines = tuple(_lot(lot, tender))
        if lines:
            found.append(Passage(id=f"f{number}", text=f"{lot.id}:\n" + "\n".join(lines), anchor=f"{ANCHOR} of {lot.id}"))
    return tuple(found)


def _whole(tender: Tender) -> Iterator[str]:
    yield from _named("Title", tender.title)
    yield from _named("Buyer", tender.buyer)
    yield from _named("Place of the buyer", ", ".join(each for each in (tender.buyer_city, tender.buyer_country) if each))
    yield from _named("Notice", tender.publication_number or tender.notice_id)
    yield from _named("Procedure", tender.procedure)
    yield from _named("Nature", tender.nature)
    yield from _named("CPV", ", ".join(tender.cpv_all))
    yield from _named("Framework agreement", {True: "yes", False: "no", None: None}[tender.framework])
    yield from _deadlines(each for each in tender.deadlines if not each.lot_ids)
    yield from _named("Deadline for questions (clarification)", tender.clarification_deadline)
    yield from _value("Estimated value", tender.estimated_value)
    yield from _named("Contract duration", tender.duration)
    yield from _named("Languages of offers", ", ".join(tender.submission_languages))
    yield from _named("Guarantee", tender.guarantee)
    yield from _named("Address for submission", tender.submission_url)
    yield from _criteria(tender.award_criteria)
    yield from _named("Lots", ", ".join(lot.id for lot in tender.lots))


def _lot(lot: Lot, tender: Tender) -> Iterator[str]:
    yield from _named("Title", lot.title)
    yield from _named("CPV", ", ".join(lot.cpv))
    yield from _deadlines(lot.deadlines or [each for each in tender.deadlines if lot.id in each.lot_ids])
    yield from _value("Value", lot.value)
    yield from _value("Framework maximum", lot.framework_maximum)
    yield from _named("Duration", lot.duration)
    yield from _named("Place", lot.place)
    yield from _criteria(lot.award_criteria)


def _named(name: str, value: str | None) -> Iterator[str]:
    if value:
        yield f"{name}: {value}"


def _deadlines(deadlines: Iterable[Deadline]) -> Iterator[str]:
    for each in deadlines:
        yield f"Deadline for submission of {KINDS[each.kind or 'tender']}: {each.published}"


def _value(name: str, money: Money | None) -> Iterator[str]:
    if money is not None:
        yield f"{name}: {money.amount} {money.currency or ''} ({money.basis.replace('_', ' ')})".replace(" (", " (").strip()


def _criteria(criteria: Iterable[AwardCriterion]) -> Iterator[str]:
    for each in criteria:
        yield f"Award criterion: {each.name}" + (f", weight {each.weight}" if each.weight else "")
