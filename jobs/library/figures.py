"""Amounts of money and dates of validity, as a requirement or a company's own document writes them."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_AMOUNT = re.compile(
    r"(?:(?P<before>eur|gbp|usd|chf|sek|nok|dkk|pln|€|£|\$)\s?)?(?<![\w.,])(?P<number>\d{1,3}(?:[., '\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d{1,15}(?:[.,]\d{1,2})?)"
    r"(?:\s?(?P<scale>million(?:en|s)?|millionen|mio|mln|m|k|thousand)\b\.?)?(?:\s?(?P<after>eur(?:os?)?|gbp|pounds|usd|chf|sek|nok|dkk|pln|€|£|\$))?"
)
_CODES = {"€": "EUR", "EURO": "EUR", "EUROS": "EUR", "£": "GBP", "POUNDS": "GBP", "$": "USD"}
_SCALES = {"k": 1_000, "thousand": 1_000}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar janvier enero gennaio januari janeiro stycznia jan", "february februar fevrier febrero febbraio februari lutego feb",
            "march marz mars marzo maart marco marca mar", "april avril abril aprile kwietnia apr", "may mai mayo maggio mei maio maja maj",
            "june juni juin junio giugno junho czerwca jun", "july juli juillet julio luglio julho lipca jul",
            "august aout agosto augustus augusti sierpnia aug", "september septembre septiembre settembre setembro wrzesnia sep sept",
            "october oktober octobre octubre ottobre outubro pazdziernika oct okt",
            "november novembre noviembre novembro listopada nov", "december dezember decembre diciembre dicembre dezembro grudnia dec dez",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_UNTIL = re.compile(
    r"(?:valid (?:until|to|through|till)|expir(?:es?|y|ation)(?: (?:date|on))?|valid(?:ity)?[^.;\n]{0,40}? (?:until|to)|gultig\w* bis|gultigkeit[^.;\n]{0,40}? bis"
    r"|valable jusqu.?au|valid[eo] (?:hasta|fino al?)|validita fino al?|scadenza|geldig tot|wazn\w{1,2} do|giltigt? till|in force until)[: ]{0,3}(?:the |el |am |il )?"
    rf"(?P<date>\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|\d{{1,2}}(?:\.|st|nd|rd|th|er)? (?:de )?(?:{_MONTH})\.? (?:de )?\d{{4}}"
    rf"|(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|(?:{_MONTH})\.? \d{{4}}|\d{{1,2}}/\d{{4}})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    value: Decimal
    currency: str
    """ISO 4217; an amount without currency is none."""
    start: int
    end: int


def amounts_in(folded: str) -> Iterator[Amount]:
    """Amounts with a currency, in folded text."""
    for found in _AMOUNT.finditer(folded):
        symbol = (found["before"] or found["after"] or "").upper()
        if symbol:
            yield Amount(_value(found["number"], found["scale"]), _CODES.get(symbol, symbol), *found.span())


def _value(number: str, scale: str | None) -> Decimal:
    tail = re.search(r"[.,](\d{1,2})$", number)
    whole = re.sub(r"\D", "", number[: tail.start()] if tail else number)
    amount = Decimal(f"{whole or 0}.{tail[1] if tail else 0}")
    return amount * _SCALES.get(scale, 1_000_000) if scale else amount


def valid_until(folded: str) -> tuple[date, tuple[int, int]] | None:
    """The first day up to which something is said to be valid, and where; a month ends with its last day.

    `04/05/2027` may be April or May: the earlier counts.
    """
    for found in _UNTIL.finditer(folded):
        days = sorted(_days(found["date"]))
        if days:
            return days[0], found.span()
    return None


def _days(text: str) -> Iterator[date]:
    """Every day it can mean."""
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    month = next((_MONTHS[word] for word in re.findall(r"[a-z]+", text) if word in _MONTHS), None)
    if month is not None:
        candidates = [(numbers[-1], month, numbers[0] if len(numbers) > 1 else None)]
    elif len(numbers) == 2:
        candidates = [(numbers[1], numbers[0], None)]
    elif re.match(r"\d{4}", text):
        candidates = [(numbers[0], numbers[1], numbers[2])]
    else:
        readings = {(numbers[1], numbers[0])} | ({(numbers[0], numbers[1])} if "/" in text else set[tuple[int, int]]())
        candidates = [(numbers[2], month, day) for month, day in readings]
    for year, month, day in candidates:
        if 1 <= month <= 12 and year >= 1:
            last = calendar.monthrange(year, month)[1]
            if day is None or 1 <= day <= last:
                yield date(year, month, day or last)
