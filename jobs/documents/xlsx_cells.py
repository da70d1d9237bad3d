"""Writes the value of a cell as its reader sees it, and plainly."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Protocol

from openpyxl.utils.escape import unescape

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_GAP = re.compile(r"(?: \| ){12,}")


class Cell(Protocol):
    """What we use of openpyxl's read-only cell."""

    @property
    def value(self) -> object: ...
    @property
    def number_format(self) -> str: ...


def cell_text(cell: Cell) -> str:
    """One line: dates ISO 8601, numbers without the noise of binary fractions, `12.5%` where the format says per cent."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return " ".join(unescape(value).split())
    if isinstance(value, (int, float)):
        return _number(value, _format(cell))
    return _moment(value, _format(cell))


def row_text(cells: list[str]) -> str:
    """`REQ-1 |  | yes`: empty cells keep their place, so that a cross stays in its column, but wide gaps are closed and the end is cut."""
    last = max((number for number, text in enumerate(cells, start=1) if text), default=0)
    return _GAP.sub(" |  | ", " | ".join(cells[:last]))


def _format(cell: Cell) -> str:
    """The number format without quoted words; empty where the file names one that it does not have."""
    try:
        return _QUOTED.sub("", cell.number_format or "")
    except (IndexError, TypeError):
        return ""


def _number(value: float, code: str) -> str:
    if "%" in code.partition(";")[0]:
        return f"{_plain(value * 100)}%"
    return _plain(value)


def _plain(value: float) -> str:
    """Fifteen digits, as Excel keeps them: 0.1 + 0.2 is 0.3."""
    if isinstance(value, int) or value != value or abs(value) in {float("inf"), 0.0}:  # noqa: PLR0124 NaN alone differs from itself
        return str(int(value)) if value == 0 else str(value)
    text = f"{value:.15g}"
    return f"{Decimal(text):f}" if "e" in text and 1e-9 < abs(value) < 1e21 else text


def _moment(value: object, code: str) -> str:
    """A day without an hour where the format shows none; durations in hours, minutes, seconds."""
    if isinstance(value, datetime):
        if value.time() == time() and "h" not in code.lower():
            return value.date().isoformat()
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, time):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{'-' if seconds < 0 else ''}{abs(seconds) // 3600}:{abs(seconds) // 60 % 60:02}:{abs(seconds) % 60:02}"
    return value.isoformat() if isinstance(value, date) else str(value)
