"""Values of an eForms notice: which of the estimate, the ceiling of a framework and the awarded total is the one to show."""

from decimal import Decimal

from jobs.chain.tender import Basis, Lot, Money
from jobs.sources.draft import Draft
from jobs.sources.eforms_tree import EXTENSION, first, text
from jobs.sources.markup import Element
from jobs.sources.money import amount, empty_value_warning, money, repeated_total_warning, sum_of_lots
from jobs.sources.ted_forms import CONCESSIONS

_ESTIMATE = "cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount"
_CEILING = f"cac:RequestedTenderTotal/{EXTENSION}/efbc:FrameworkMaximumAmount"


def project_ceiling(project: Element | None) -> Money | None:
    """BT-271, what a framework may cost at most, net of VAT."""
    ceiling = first(project, _CEILING)
    return money(_number(ceiling), ceiling.get("currencyID"), "framework_maximum", "net") if ceiling is not None else None


def project_value(project: Element | None, fact: str, where: str, draft: Draft) -> Money | None:
    """BT-27, the estimate net of VAT, or BT-271, the ceiling of a framework, where that is all or the same number."""
    estimate, ceiling = first(project, _ESTIMATE), first(project, _CEILING)
    estimated, highest = _number(estimate), _number(ceiling)
    chosen = ceiling if ceiling is not None and (estimated is None or estimated <= 1) else estimate
    if chosen is None:
        return None
    number = estimated if chosen is estimate else highest
    basis: Basis = "framework_maximum" if chosen is ceiling or estimated == highest else "estimated"
    draft.warn(empty_value_warning(number, chosen.get("currencyID")))
    value = money(number, chosen.get("currencyID"), basis, "net")
    if value is not None:
        name = "BT-27 cbc:EstimatedOverallContractAmount" if chosen is estimate else "BT-271 efbc:FrameworkMaximumAmount"
        draft.prove(fact, f"{name} ({where})", chosen.text)
    return value


def _number(element: Element | None) -> Decimal | None:
    return amount(element.text) if element is not None else None


def read_estimate(root: Element, project: Element | None, lots: tuple[Lot, ...], draft: Draft) -> Money | None:
    """BT-27 or BT-271 of the procedure, else of the lots, else in a result BT-161, the value of all contracts awarded."""
    value = _estimate(root, project, lots, draft)
    if value is not None and text(root, "cbc:RegulatoryDomain") == CONCESSIONS:
        draft.warn("A concession: the value is what users are expected to pay over the whole term, not a price the buyer pays.")
    return value


def _estimate(root: Element, project: Element | None, lots: tuple[Lot, ...], draft: Draft) -> Money | None:
    stated = project_value(project, "estimated_value", "procedure", draft)
    summed, warning = sum_of_lots(lots)
    if stated is not None:
        draft.warn(repeated_total_warning(stated, lots))
        ceilings = [lot.value for lot in lots if lot.value is not None and lot.value.basis == "framework_maximum"]
        is_ceiling = summed is not None and len(ceilings) == len(lots) and summed.amount == stated.amount
        return stated.model_copy(update={"basis": "framework_maximum"}) if is_ceiling else stated
    draft.warn(warning)
    if summed is not None:
        proof = next((draft.evidence[f"lots.{lot.id}.value"] for lot in lots if f"lots.{lot.id}.value" in draft.evidence), None)
        draft.evidence |= {"estimated_value": proof} if proof else {}
        return summed
    return _awarded(root, draft)


def _awarded(root: Element, draft: Draft) -> Money | None:
    total = first(root, f"{EXTENSION}/efac:NoticeResult/cbc:TotalAmount")
    if total is None:
        return None
    draft.warn(empty_value_warning(amount(total.text), total.get("currencyID")))
    draft.prove("estimated_value", "BT-161 efac:NoticeResult/cbc:TotalAmount", total.text)
    return money(amount(total.text), total.get("currencyID"), "awarded", "net")
