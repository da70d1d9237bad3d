"""Value and lots of a text: one value for the whole, those of lots where they stand, and a word where amounts disagree."""

from collections.abc import Sequence

from jobs.chain.tender import Lot, Money
from jobs.sources.draft import Draft
from jobs.sources.money import empty_value_warning, money, sum_of_lots
from jobs.sources.text_lines import Line, prove
from jobs.sources.text_terms import lots_of
from jobs.sources.text_values import TextValue, find_values


def read_lots_and_value(
    lines: Sequence[Line], country: str | None, draft: Draft, *, framework: bool | None
) -> tuple[tuple[Lot, ...], Money | None]:
    """Lots with their values, and the value of the whole: stated, or the sum where only lots state theirs."""
    values = find_values(lines, country)
    lots, places = lots_of(lines)
    lots = tuple(_with_value(lot, values, draft) for lot in lots)
    for lot_id, line in places.items():
        prove(f"lots.{lot_id}.title" if lot_id else "lots", line, draft)
    if lots and "lots" not in draft.evidence and places:
        prove("lots", next(iter(places.values())), draft)
    own = [value for value in values if value.lot is None or not lots]
    if not own:
        total, warning = sum_of_lots(lots)
        draft.warn(warning if total else None)
        return lots, total
    chosen = next((value for value in own if value.total), own[0])
    others = {(value.amount, value.currency) for value in own if value.currency == chosen.currency} - {(chosen.amount, chosen.currency)}
    if others and not any(value.low for value in own) and len({value.vat for value in own}) == 1:
        shown = ", ".join(f"{amount:,f}" for amount, _ in sorted(others)[:4])
        draft.warn(f"The text gives several values ({chosen.amount:,f} was taken; also {shown}); check which one is the contract's.")
    return lots, _money(chosen, draft, framework=framework)


def _money(value: TextValue, draft: Draft, *, framework: bool | None) -> Money | None:
    prove("estimated_value", value.line, draft)
    draft.warn(empty_value_warning(value.amount, value.currency))
    if value.low is not None:
        draft.warn(
            f"The value is a range from {value.low:,f} to {value.amount:,f} {value.currency or ''}".rstrip() + "; the upper end is shown."
        )
    basis = "stated" if value.basis == "framework_maximum" and not framework else value.basis
    return money(value.amount, value.currency, basis, value.vat)


def _with_value(lot: Lot, values: list[TextValue], draft: Draft) -> Lot:
    value = next((value for value in values if value.lot == lot.id), None)
    if value is None:
        return lot
    prove(f"lots.{lot.id}.value", value.line, draft)
    basis = "stated" if value.basis == "framework_maximum" else value.basis
    return lot.model_copy(update={"value": money(value.amount, value.currency, basis, value.vat)})
