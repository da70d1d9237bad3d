"""Finds the contract value in running text: which amount is it, in which currency, with or without tax; other amounts are left alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jobs.chain.tender import Basis, Vat
from jobs.sources.text_lines import MAX_LINE, Line
from jobs.sources.text_units import is_broken
from jobs.sources.value_words import ATLEAST, BEYOND, CEILING, ESTIMATED, GROSS, LOT, NET, NOT_VALUE, TOTAL, VALUE

_CURRENCY = {
    "€": "EUR", "EURO": "EUR", "EUROS": "EUR", "EUROA": "EUR", "ΕΥΡΏ": "EUR", "EURI": "EUR", "£": "GBP", "POUNDS": "GBP", "$": "USD",
    "ZŁ": "PLN", "ZŁOTYCH": "PLN", "KČ": "CZK", "FT": "HUF", "FORINT": "HUF", "LEI": "RON", "ЛВ": "BGN", "ЕВРО": "EUR",
}  # fmt: skip
_CROWNS = {"SWE": "SEK", "NOR": "NOK", "DNK": "DKK", "ISL": "ISK"}
_DOLLARS = {"CAN": "CAD", "AUS": "AUD", "NZL": "NZD", "SGP": "SGD", "HKG": "HKD"}
_SIGN = (
    r"(?:EUR(?:OS?|OA)?|EURI|ΕΥΡΏ|GBP|USD|PLN|CHF|SEK|NOK|DKK|ISK|CZK|HUF|RON|BGN|RSD|CAD|AUD|NZD|MXN|ZAR|UAH|MKD|GEL|MDL|pounds|złotych|forint|lei|евро|kr(?:onor|oner)?\b\.?|€|£|\$"
    r"|zł|Kč|Ft\b|лв)"
)


def _number(name: str) -> str:
    """Digits in groups of three by one separator, or plain with decimals; `name` tells the group of the whole."""
    grouped = rf"[0-9]{{1,3}}(?P<{name}_by>[.,'’   ])[0-9]{{3}}(?:(?P={name}_by)[0-9]{{3}})*(?:[.,][0-9]{{1,2}})?(?![0-9])"
    return rf"(?P<{name}>{grouped}|[0-9]+(?:[.,][0-9]{{1,3}})?(?![0-9]))"


def _scale(name: str) -> str:
    return rf"(?:\s*(?P<{name}>{_SCALES})(?:\s*(?:of|de|di|d[’']|δε))?)?"


_SCALES = (
    r"billion|bn|mrd\.?|milliarden?|milliards?|miliard\w*|miljard\w*|million(?:en|s|er)?|milion\w*|millón|milhões|milhão|miljon\w*|miljoona\w*"
    r"|millió|milioane|милион\w*|εκατ\w*\.?|mio\.?|mln\.?|mil\.|miljoen|millones|thousand|tys\.?|tis\.?|tsd\.?|mille|(?:m|k)(?![^\W_])"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?:(?:(?P<pre1>[TM])(?=€|EUR|SEK|NOK|DKK))?(?P<sign1>{_SIGN})\s*{_number('n1')}(?![  .,'’]?[0-9]){_scale('scale1')}"
    rf"|{_number('n2')}{_scale('scale2')}\s*(?:(?P<pre2>[TM])(?=€|EUR|SEK|NOK|DKK))?(?P<sign2>{_SIGN}))(?![^\W_])",
    re.IGNORECASE,
)
_TO = r"\s*(?:-|–|—|to|and|bis|und|à|et|a|y|e|tot|en|do|i|och|og|ja|až|până la)\s*"
_RANGE = re.compile(rf"(?<![\w.,])(?:{_SIGN}\s*)?{_number('n')}{_scale('scale')}(?:\s*{_SIGN})?{_TO}$", re.IGNORECASE)
_STOP = re.compile(r"(?<=[^\W\d_]{2})(?<!excl)(?<!incl)(?<!inkl)(?<!exkl)(?<!kskl)[.;]\s")
_YEARLY = re.compile(
    r"^\W*(?:\(?(?:net|gross)\)?\s)?(?:a year|per (?:year|annum)|p\.\s?a\.|annually|yearly|pro jahr|jährlich|par an|al año|anual\w*|all[’']anno|per jaar|rocznie|per år|om året)",
    re.IGNORECASE,
)
"""The value of one year is not the value of the contract."""
_BETWEEN = re.compile(_TO, re.IGNORECASE)
_BARE_END = re.compile(rf"{_number('n')}{_scale('scale')}(?![\w%])", re.IGNORECASE)
"""The upper end without a sign of its own: `KR 40-48 million`."""
_REACH = 80
"""Characters of a label on a line of its own."""
_NEAR = 90
"""Characters between the value word and its amount."""
_BILLION = re.compile(r"^(?:b|mrd|milliard|miliard|miljard)", re.IGNORECASE)
_THOUSAND = re.compile(r"^(?:k|thousand|tys|tis|tsd|mille)", re.IGNORECASE)
_HINT = re.compile(r"[0-9]")
_TAX = re.compile(r"\bumsatzst\w*", re.IGNORECASE)
"""German for VAT, which begins like its word for turnover; the end may be cut off."""
_LOT_START = re.compile(rf"^[\W_]{{0,8}}(?:{LOT.pattern})", re.IGNORECASE)


@dataclass(frozen=True)
class TextValue:
    amount: Decimal
    currency: str | None
    line: Line
    basis: Basis
    vat: Vat
    low: Decimal | None = None
    """The lower end where the text gives a range."""
    lot: str | None = None
    """The lot it is the value of."""
    total: bool = False


def find_values(lines: Sequence[Line], country: str | None = None) -> list[TextValue]:
    """Amounts with a currency that follow a value word and no word of turnover, insurance, references or guarantee."""
    found: list[TextValue] = []
    lot: str | None = None
    since = 0
    for index, line in enumerate(lines):
        text = line.text[:MAX_LINE]
        starts = _LOT_START.match(text)
        if starts:
            lot, since = starts["number"].upper(), line.number
        elif lot and (line.heading or line.number > since + 8 or (index and line.number > lines[index - 1].number + 2)):
            lot = None
        if not _HINT.search(text):
            continue
        before = _before(lines[index - 1], line) if index else ""
        value = _value(f"{before} {text}" if before else text, line, country, lot, own=len(before))
        if value is not None:
            found.append(value)
    return found


def _before(before: Line, line: Line) -> str:
    """What the line goes on from: a label above it, or the end of a sentence that was broken for its length."""
    if before.text.endswith(":"):
        return before.text if len(before.text) < _REACH else ""
    return _STOP.split(before.text[-2 * _NEAR :])[-1] if is_broken(before, line) and not before.heading else ""


def _value(text: str, line: Line, country: str | None, lot: str | None, *, own: int) -> TextValue | None:
    """The first amount of the line, which begins at `own`, that a value word stands before."""
    for word in VALUE.finditer(text):
        found = _AMOUNT.search(text, word.end())
        if found is None:
            return None
        if found.start() < own:
            continue
        about = text[max(0, word.start() - 90) : word.start()]
        between = text[word.end() : found.start()]
        after = text[found.end() : found.end() + 30]
        sentence = re.split(r"(?<=[^\W\d_]{2})[.;]\s", about)[-1] + word[0] + between
        if (
            len(between) > _NEAR
            or NOT_VALUE.search(_TAX.sub("", sentence))
            or NOT_VALUE.search(_TAX.sub("", after.split(".")[0][:22]))
            or _YEARLY.match(after)
            or BEYOND.search(about)
            or BEYOND.search(between)
            or re.search(r"(?<=[^\W\d_]{2})[.;]\s", between)
        ):
            continue
        lower = _RANGE.search(text[max(0, found.start() - 40) : found.start()])
        upper = _upper_end(text, found)
        if ATLEAST.search(sentence) and not lower and not upper:
            continue
        return _text_value(text, line, country, sentence, lower or (found if upper else None), upper or found, lot)
    return None


def _upper_end(text: str, found: re.Match[str]) -> re.Match[str] | None:
    """The second amount of a range such as `$450,000 - $600,000`."""
    to = _BETWEEN.match(text, found.end())
    return (_AMOUNT.match(text, to.end()) or (_BARE_END.match(text, to.end()) if found["sign1"] else None)) if to else None


def _text_value(
    text: str, line: Line, country: str | None, sentence: str, lower: re.Match[str] | None, found: re.Match[str], lot: str | None
) -> TextValue | None:
    groups = found.groupdict()
    signed = groups if groups.get("sign1") or groups.get("sign2") else (lower.groupdict() if lower else {})
    number = _amount(_digits(found), _scale_of(found), groups.get("pre1") or groups.get("pre2"))
    sign = signed.get("sign1") or signed.get("sign2")
    if number is None or not sign:
        return None
    inline = LOT.search(sentence) or LOT.search(_STOP.split(text[found.end() : found.end() + 40])[0])
    low = _low(lower, found, number) if lower else None
    return TextValue(
        amount=number,
        currency=_currency(sign, country),
        line=line,
        basis=_basis(sentence, ranged=low is not None),
        vat=_vat(text, found),
        low=low,
        lot=inline["number"].upper() if inline else lot,
        total=bool(TOTAL.search(sentence)),
    )


def _scale_of(found: re.Match[str]) -> str | None:
    groups = found.groupdict()
    return groups.get("scale1") or groups.get("scale2") or groups.get("scale")


def _digits(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return groups.get("n1") or groups.get("n2") or groups.get("n") or ""


def _basis(sentence: str, *, ranged: bool) -> Basis:
    if ranged:
        return "stated"
    if CEILING.search(sentence):
        return "framework_maximum"
    return "estimated" if ESTIMATED.search(sentence) else "stated"


def _low(lower: re.Match[str], found: re.Match[str], high: Decimal) -> Decimal | None:
    """The lower end; `1-2 million` shares its scale."""
    low = _amount(_digits(lower), _scale_of(lower) or _scale_of(found), None)
    return low if low is not None and low < high else None


def _currency(sign: str, country: str | None) -> str | None:
    name = sign.upper().rstrip(".")
    if name.startswith("KR"):
        return _CROWNS.get(country or "")
    if name == "$" and country in _DOLLARS:
        return _DOLLARS[country]
    return _CURRENCY.get(name, name)[:3]


def _vat(text: str, found: re.Match[str]) -> Vat:
    """The nearest word on tax: after the amount, else before it."""
    after = text[found.end() : found.end() + 45]
    following = _AMOUNT.search(after)
    after = _STOP.split(after[: following.start()] if following else after)[0]
    for piece in (after, text[max(0, found.start() - 45) : found.start()]):
        net, gross = NET.search(piece), GROSS.search(piece)
        if net and (not gross or net.start() < gross.start()):
            return "net"
        if gross:
            return "gross"
    return "unknown"


def _amount(number: str, scale: str | None, prefix: str | None) -> Decimal | None:
    """None where it cannot be told what is meant: `1,250 million` is 1.25 million here and 1.25 billion there."""
    plain = re.sub(r"['’   ]", "", number)
    if scale and re.search(r"^[0-9]{1,3}[.,][0-9]{3}$", plain):
        return None
    tail = re.search(r"[.,]([0-9]{1,2})$", plain)
    whole = re.sub(r"[.,]", "", plain[: tail.start()] if tail else plain)
    size = scale or {"T": "k", "M": "m"}.get((prefix or "").upper(), "")
    factor = 1 if not size else 1_000_000_000 if _BILLION.match(size) else 1_000 if _THOUSAND.match(size) else 1_000_000
    return Decimal(f"{whole}.{tail[1]}" if tail else whole) * factor if len(whole) <= 15 else None
