"""Words for how long a contract runs, the same from every source."""

from decimal import Decimal, InvalidOperation

_UNITS = {
    # eForms BT-36 unit codes, TED_EXPORT `DURATION/@TYPE`.
    "DAY": "day", "CALENDAR_DAY": "day", "DAYS": "day", "WORKING_DAY": "working day", "WEEK": "week",
    "MONTH": "month", "MONTHS": "month", "YEAR": "year", "YEARS": "year",
}  # fmt: skip


def counted(number: object, unit: str | None) -> str | None:
    """`24 months` of `24` and `MONTH`; None for no number, zero, or a unit nobody knows."""
    word = _UNITS.get((unit or "").strip().upper())
    try:
        amount = Decimal(str(number).strip())
    except InvalidOperation:
        return None
    if word is None or not amount.is_finite() or not 0 < amount < 100_000:
        return None
    shown = f"{amount.normalize():f}"
    return f"{shown} {word}" if shown == "1" else f"{shown} {word}s"


def spanning(length: str | None, start: str | None, end: str | None) -> str | None:
    """`2027-01-01 to 2028-12-31`, `24 months from 2027-01-01`, `24 months`, `from …`, `until …`; dates as ISO days."""
    if start and end:
        return f"{start} to {end}"
    parts = (length, f"from {start}" if start else None, f"until {end}" if end else None)
    return " ".join(part for part in parts if part) or None
