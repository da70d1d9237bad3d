"""Contract values: which published number is the estimate, and which ones say nothing."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from jobs.chain.tender import Basis, Lot, Money, Vat

_NOTHING = Decimal(1)
"""0 and 1 are what portals make people type when no value may be shown (`1 HUF, technical data`)."""


def amount(text: str | None) -> Decimal | None:
    """A coded amount, `1200000` or `80 000 000` or `500000.00`; None where it is no finite number of sane size."""
    plain = "".join((text or "").split())
    if not plain or len(plain) > 30 or not plain.isascii():
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= 20 else None


def currency_code(text: str | None) -> str | None:
    """Three letters in upper case, else None."""
    code = (text or "").strip().upper()
    return code if len(code) == 3 and code.isascii() and code.isalpha() else None


def money(number: Decimal | None, currency: str | None, basis: Basis, vat: Vat = "unknown") -> Money | None:
    """A value worth showing; None for nothing, and for 0, 1 and negatives, which mean "not stated"."""
    if number is None or number <= _NOTHING:
        return None
    return Money(amount=number, currency=currency_code(currency), basis=basis, vat=vat)


def empty_value_warning(number: Decimal | None, currency: str | None) -> str | None:
    """The sentence about a number that is none."""
    if number is None or number > _NOTHING:
        return None
    return (
        f"The notice gives a value of {number:f} {currency_code(currency) or ''}".rstrip() + ", which is a filler: the value is not stated."
    )


def sum_of_lots(lots: Sequence[Lot]) -> tuple[Money | None, str | None]:
    """The procedure's value where only lots have one, and a warning.

    Values of different lots are summed. The same value on every one of several lots is usually the total repeated
    (40.04 million on each of four lots and on the procedure, seen in 2026): it is taken once and said so.
    """
    known = [lot.value for lot in lots if lot.value is not None]
    if not known or len({value.currency for value in known}) > 1:
        return None, "The lots have values in different currencies; no total was formed." if known else None
    first = known[0]
    if len(known) == 1 and len(lots) == 1:
        return first, None
    if len(known) > 1 and len({value.amount for value in known}) == 1:
        return first, f"{len(known)} lots state the same value of {first.amount:,f}: probably the total repeated, so it was not summed."
    warning = None if len(known) == len(lots) else f"Only {len(known)} of {len(lots)} lots state a value; the total is at least their sum."
    total = sum((value.amount for value in known), Decimal())
    return Money(amount=total, currency=first.currency, basis="lots_sum", vat=first.vat), warning


def repeated_total_warning(total: Money, lots: Sequence[Lot]) -> str | None:
    """A sentence where every one of several lots repeats the value of the whole, which a reader would add up; else None."""
    known = [lot.value for lot in lots if lot.value is not None]
    if len(known) < 2 or any((value.amount, value.currency) != (total.amount, total.currency) for value in known):
        return None
    return f"{len(known)} lots repeat the value of the whole, {total.amount:,f}: it is one total, not one for each lot."
