"""Values of an Open Contracting release."""

from decimal import Decimal

from jobs.chain.tender import Basis, Lot, Money
from jobs.sources.draft import Draft
from jobs.sources.json_text import Object, decimal, mapping, mappings
from jobs.sources.money import empty_value_warning, money, repeated_total_warning, sum_of_lots
from jobs.sources.wording import one_line

_UNLIMITED = Decimal(2_147_483_647)
"""Public Contracts Scotland and Sell2Wales write the largest 32-bit number for "unlimited"."""


def read_money(value: object, basis: Basis, fact: str, anchor: str, draft: Draft) -> Money | None:
    """An OCDS value; `amountGross` is with VAT, so an `amount` beside it is without."""
    said = mapping(value)
    net, gross = decimal(said.get("amount")), decimal(said.get("amountGross"))
    number = net if net is not None else gross
    currency = one_line(said.get("currency"))
    if number == _UNLIMITED:
        draft.warn("The notice writes 2147483647 for “unlimited”; the value is read as not stated.")
        return None
    draft.warn(empty_value_warning(number, currency))
    found = money(number, currency, basis, "gross" if net is None else "net" if gross is not None else "unknown")
    if found is not None:
        draft.prove(fact, anchor if net is not None else f"{anchor}Gross", f"{number:f}")
    return found


def read_value(release: Object, lots: tuple[Lot, ...], draft: Draft, *, framework: bool | None) -> Money | None:
    """The tender's value (upper end of a range), else the lots', else what was awarded."""
    tender = mapping(release.get("tender"))
    stated = read_money(
        tender.get("value"), "framework_maximum" if framework else "estimated", "estimated_value", "/tender/value/amount", draft
    )
    least = decimal(mapping(tender.get("minValue")).get("amount"))
    if stated is not None and least is not None and 1 < least < stated.amount:
        draft.warn(
            f"The value is a range from {least:,f} to {stated.amount:,f} {stated.currency or ''}".rstrip() + "; the upper end is shown."
        )
    if stated is not None:
        draft.warn(repeated_total_warning(stated, lots))
        return stated
    if least is not None and least > 1:
        return read_money(tender.get("minValue"), "minimum", "estimated_value", "/tender/minValue/amount", draft)
    ceiling = mapping(mapping(tender.get("techniques")).get("frameworkAgreement")).get("value")
    highest = read_money(ceiling, "framework_maximum", "estimated_value", "/tender/techniques/frameworkAgreement/value/amount", draft)
    if highest is not None:
        return highest
    summed, warning = sum_of_lots(lots)
    draft.warn(warning)
    if summed is not None:
        proof = next((draft.evidence[f"lots.{lot.id}.value"] for lot in lots if f"lots.{lot.id}.value" in draft.evidence), None)
        draft.evidence |= {"estimated_value": proof} if proof else {}
    return summed or _awarded(release, draft)


def _awarded(release: Object, draft: Draft) -> Money | None:
    values = [
        read_money(award.get("value"), "awarded", "estimated_value", "/awards/0/value/amount", draft)
        for award in mappings(release.get("awards"))
    ]
    known = [value for value in values if value is not None]
    if not known or len({value.currency for value in known}) > 1:
        return None
    return known[0].model_copy(update={"amount": sum((value.amount for value in known), Decimal())})
