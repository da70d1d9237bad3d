"""Every number, date, time, amount, identifier and lot of a text, brought to a form that two languages share."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from jobs.chain.evidence.dates import Day, dates, named_times, times
from jobs.chain.evidence.number_words import spelled, table
from jobs.chain.evidence.units import BEFORE_DAYS, BETWEEN, CURRENCIES, ENGLISH, LABELS, MAGNITUDES, UNITS, WORKING, word_set
from jobs.chain.rules.words import fold

Kind = Literal["date", "time", "id", "label", "amount"]
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(
    r"(?<![^\W\d_]\d)(?<!\d)(?:\d{1,3}(?P<s>[ '’.,])\d{3}(?:(?P=s)\d{3}){0,6}(?!\d)(?:[.,]\d{1,6}(?!\d))?|\d{1,40}(?:[.,]\d{1,9})?)"
)
_AFTER = re.compile(r"(?:\s?\(\d{1,9}\))?\)?(?:\s|-|\u2010|\u2011){0,3}(v\.\s?h\b|[^\W\d_]+[23]?|[%€$£¥٪])")
_NEXT = re.compile(r"[.\s\-]{1,3}([^\W\d_]+|[€$£¥])")
_CURRENCY_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,8}|[€$£¥])\.?[ ]{0,2}$")
_RANGE = re.compile(r"[\s.]{0,2}(?:-|–|—|to|bis|a|al|till|tot|do|and|und|et|y|e|or|oder|/)\s{0,2}(?:[€$£]|[a-z]{3})?\s?")
_ITEM = r"(?:\d{1,5}[a-z]?|[ivx]{1,5}|[a-z]\d{0,3}|[a-z]{3,9})"
_SEP = r"(?:\s?,\s?|\s(?:and|und|et|y|e|or|oder|ou|i|och|og|en)\s|\s?[&/]\s?)"
_LABEL = re.compile(
    rf"(?<![^\W_])(?P<label>{'|'.join(sorted(LABELS, reverse=True))})(?![^\W\d_])\.?(?:\s(?:no|nr|n|number|nummer)\.?[°º]?|\s?#)?[\s\-]{{0,2}}"
    rf"(?P<items>(?<![^\W\d_])\d{{1,5}}[a-z]?(?:\.\d{{1,3}}){{0,4}}(?![\w])(?:{_SEP}\d{{1,4}}[a-z]?(?![\w.,]\d|\w)){{0,20}}"
    rf"|(?<=\s){_ITEM}(?![\w])(?:{_SEP}(?:[ivx]{{1,5}}|[a-z])(?![\w])){{0,9}})"
)
_SPAN = re.compile(r"(\d{1,4})\s?(?:-|–|to|bis|a|through)\s?(\d{1,4})(?!\d|[.,]\d)")
_CODE = re.compile(r"(?<![\w])(?=[^\W_/.:-]*[-/_.:]?[^\s]{0,40}\d)[^\W_]+(?:[-/_.:–][^\W_]+){0,12}")
_STANDARD = re.compile(r"(?<![^\W_])(?P<prefix>[a-z]{2,6}(?:/[a-z]{2,6}){0,2})[ -]?(?P<number>\d[\d.:\-/]{0,20}\d(?:-[a-z])?|\d)(?![\w])")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
_GLUED = re.compile(r"(\d[\d.,]*)-?([^\W\d_]+\d?)")
_ORDINAL_ENDS = word_set("st nd rd th er ere eme e x")
_NOT_STANDARD = word_set(
    "in on by at to of is no nr or and the for um am ab bis von vom per via auf zu an as le la de du il el al die der das den"
)


class Figure(NamedTuple):
    kind: Kind
    values: frozenset[Decimal | Day | int | str]
    """All it may mean: `1.240` is one thing in Berlin and another in Boston, and only what is certain is left out."""
    unit: str | None
    """A unit, an ISO 4217 code, `ordinal`, the kind of a label (`lot`), or the prefix of a standard (`iso`)."""
    start: int
    end: int
    soft: bool = False
    """May bear another figure out, and need not be borne out itself."""


@lru_cache(maxsize=1024)
def figures(text: str) -> tuple[Figure, ...]:
    """Figures of `text` in reading order. Linear in its length; only the first 400,000 characters are read."""
    folded = fold(text)
    page = _Page(folded)
    if _DIGIT.search(folded):
        page.take(Figure("date", frozenset({hit.value}), None, hit.start, hit.end) for hit in dates(folded, text))
        page.take(Figure("time", frozenset({hit.value}), None, hit.start, hit.end) for hit in times(page.rest()))
        page.take(_labels(page.rest(), text))
        page.take(_standards(page.rest(), text))
        page.take(_codes(page.rest()))
        page.take(_amounts(page.rest()))
    else:
        page.take(Figure("time", frozenset({hit.value}), None, hit.start, hit.end) for hit in named_times(folded))
        page.take(_labels(page.rest(), text))
    page.take(_written(page.rest()))
    return _shared_units(sorted(page.found, key=lambda each: each.start), folded)


class _Page:
    """A text of which every character is read once: what is taken is blanked out."""

    def __init__(self, folded: str) -> None:
        self.found: list[Figure] = []
        self._rest, self._taken = folded, bytearray(len(folded))
        self._new: list[Figure] = []

    def take(self, figures: Iterable[Figure]) -> None:
        for each in figures:
            if self._taken.find(1, each.start, each.end) < 0:
                self._taken[each.start : each.end] = b"\x01" * (each.end - each.start)
                self._new.append(each)
                self.found.append(each)
            elif each.kind == "label" and self.found and (self.found[-1].kind, self.found[-1].start) == ("label", each.start):
                self.found.append(each)  # another of the same list

    def rest(self) -> str:
        if not self._new:
            return self._rest
        pieces: list[str] = []
        at = 0
        for each in sorted(self._new, key=lambda each: each.start):
            pieces += [self._rest[at : each.start], "\x00" * (each.end - each.start)]
            at = each.end
        self._new.clear()
        self._rest = "".join([*pieces, self._rest[at:]])
        return self._rest


def _labels(folded: str, text: str) -> Iterator[Figure]:
    for hit in _LABEL.finditer(folded):
        label = LABELS[hit["label"]]
        items, start, end = hit["items"], hit.start(), hit.end("items")
        span = _SPAN.match(folded, hit.start("items"))
        if span and int(span[2]) - int(span[1]) in range(1, 200):
            values = [str(n) for n in range(int(span[1]), int(span[2]) + 1)]
            end = span.end()
        elif items[0].isdigit():
            values = [each.lstrip("0") or "0" for each in re.findall(r"\d+[a-z]?(?:\.\d+)*", items)]
        else:
            values = [_plain(each, text[hit.start("items")].isupper()) for each in re.split(_SEP, items)]
        kept = [value for value in values if value]
        if not kept or len(kept) < len(values):
            continue
        for index, value in enumerate(kept):  # one span: the others of a list stand on it too
            yield Figure(
                "label", frozenset({value}), label, start, end, soft=index > 0 and not span and items[0].isdigit() and _single(hit["label"])
            )


def _single(label: str) -> bool:
    """`Lot 2 and 3 references`: what follows the `and` may be no lot."""
    return label in ("lot", "los", "lotto", "lote")


def _plain(item: str, upper: bool) -> str:
    if item in _ROMAN and (upper or len(item) > 1):
        return str(_ROMAN[item])
    if upper and (len(item) == 1 or any(char.isdigit() for char in item)):
        return item
    return str(table()[item]) if item in table() and len(item) > 2 else ""


def _standards(folded: str, text: str) -> Iterator[Figure]:
    """`ISO/IEC 27001:2022`: capitals, then a number."""
    for hit in _STANDARD.finditer(folded):
        prefix = hit["prefix"]
        if (
            not text[hit.start("prefix") : hit.end("prefix")].isupper()
            or prefix in CURRENCIES
            or prefix in _NOT_STANDARD
            or prefix in UNITS
        ):
            continue
        yield Figure("id", frozenset({_id(hit["number"])}), prefix, *hit.span())


def _codes(folded: str) -> Iterator[Figure]:
    """Tokens of letters and digits that are no number with a unit: file numbers, OCIDs, `A3`, CPV codes with their check digit, `24/7`."""
    for hit in _CODE.finditer(folded):
        token = hit[0]
        if token.isdigit():
            if len(token) >= 7 and not _currency_before(folded, hit.start()) and not _money_next(folded, hit.end()):
                yield Figure("id", frozenset({token}), None, *hit.span())
            continue
        parts = re.split(r"[-/_.:–]", token)
        if all(part.isdigit() for part in parts):
            if _is_number(token, parts):
                continue
        elif token[0].isdigit() and ((glued := _GLUED.fullmatch(token)) or not any(c.isdigit() for c in "".join(parts[1:]))):
            word = glued[2] if glued else re.sub(r"^[\d.,]+", "", parts[0]) or (parts[1] if len(parts) > 1 else "")
            if word in UNITS or word in MAGNITUDES or word in CURRENCIES or word in _ORDINAL_ENDS or (not glued and len(parts) > 1):
                continue
        elif token[0] in "€$£" or not any(c.isdigit() for c in token) or _money_first(token):
            continue
        yield Figure("id", frozenset({_id(token)}), None, *hit.span())


def _money_first(token: str) -> bool:
    word = re.match(r"[^\W\d_]+", token)
    return bool(word) and word[0] in CURRENCIES and (token[word.end() :].replace(".", "").replace(",", "").isdigit())


def _is_number(token: str, parts: list[str]) -> bool:
    """Numbers and ranges of numbers are read later; `123456-2026`, `24/7` and `1.2.3` are names."""
    if "/" in token or ":" in token or "_" in token:
        return False
    if "-" in token or "–" in token:
        return len(parts) == 2 and max(map(len, parts)) <= 4
    return len(parts) <= 2 or (all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3)


def _id(token: str) -> str:
    return token.replace("–", "-")


def _amounts(folded: str) -> Iterator[Figure]:
    for hit in _NUMBER.finditer(folded):
        currency = _currency_before(folded, hit.start())
        yield _amount(folded, hit.start(), hit.end(), hit[0], currency)


def _currency_before(folded: str, start: int) -> str | None:
    before = _CURRENCY_BEFORE.search(folded[max(0, start - 10) : start])
    return CURRENCIES.get(before[1]) if before else None


def _amount(folded: str, start: int, end: int, raw: str, currency: str | None) -> Figure:
    """The number with the thousands, the unit or the currency that follows it."""
    scale, word, unit = 1, "", currency
    after = _AFTER.match(folded, end)
    if after:
        word = after[1]
        glued = after.start(1) == end
        if word in MAGNITUDES and (len(word) > 1 or currency or glued or word == "k"):
            if not (word == "m" and not currency and not _money_next(folded, after.end())):
                scale, end = MAGNITUDES[word], after.end()
                after = _NEXT.match(folded, end) or _AFTER.match(folded, end)
                if after and after[1] in ("d", "di", "de", "of"):
                    after = _NEXT.match(folded.replace("'", " ")[: after.end() + 20], after.end())
        elif word in ("teur", "keur"):
            scale = 1000
    if after and unit is None:
        unit, stop = _unit(folded, after)
        end = stop if unit else end
    elif after and CURRENCIES.get(after[1]) == unit:
        end = after.end(1)
    values = _readings(raw, word if scale > 1 else "", share=unit == "percent")
    return Figure("amount", frozenset(value * scale for value in values), unit, start, end)


def _money_next(folded: str, at: int) -> bool:
    after = _AFTER.match(folded, at)
    return bool(after) and after[1] in CURRENCIES


def _unit(folded: str, after: re.Match[str]) -> tuple[str | None, int]:
    """The unit that the words after a number name, and where it ends."""
    word, at = after[1], after.end(1)
    for _ in range(3):
        following = _NEXT.match(folded, at)
        then = following[1] if following else ""
        if word in ("per", "pour", "por") and then in ("cent", "ciento", "cento", "cent"):
            return "percent", following.end() if following else at
        if word in ("percentage", "prozentpunkte", "prozentpunkten"):
            return "point", following.end() if following and then.startswith("point") else at
        if word in BEFORE_DAYS and UNITS.get(then) == "day" and following:
            return "working_day", following.end()
        if word in UNITS:
            if UNITS[word] == "day" and then in WORKING and following:
                return "working_day", following.end()
            if UNITS[word] == "percent" and then.startswith("point") and following:
                return "point", following.end()
            return UNITS[word], at
        if word in CURRENCIES:
            return CURRENCIES[word], at
        if word[:2] == "v.":
            return "percent", at
        if word in _ORDINAL_ENDS and at - after.start(1) <= 3 and after.start(1) == after.start():
            return "ordinal", at
        if word not in BETWEEN or following is None:
            return None, at
        word, at = then, following.end(1)
    return None, at


def _readings(raw: str, magnitude: str, *, share: bool) -> set[Decimal]:
    """Values a written number may have. One group of three digits is thousands, but beside a share or a million it may be a fraction."""
    marks = [char for char in raw if not char.isdigit()]
    if not marks:
        return {Decimal(raw)}
    if len(marks) == 1 and marks[0] in ".,":
        head, tail = raw.split(marks[0])
        fraction, whole = Decimal(f"{head}.{tail}"), Decimal(head + tail)
        if len(tail) != 3 or head.startswith("0") or len(head) > 3 or share:
            return {fraction}
        if magnitude:
            return {whole} if (marks[0] == ",") == (magnitude in ENGLISH) else {fraction}
        return {whole}
    last = marks[-1]
    if last in ".," and (last != marks[0] or len(raw.rsplit(last, 1)[1]) != 3):
        head, tail = raw.rsplit(last, 1)
        return {Decimal(re.sub(r"\D", "", head) + "." + tail)}
    return {Decimal(re.sub(r"\D", "", raw))}


def _written(folded: str) -> Iterator[Figure]:
    for word in spelled(folded):
        if word.ordinal:
            label = _NEXT.match(folded, word.end)
            if label and LABELS.get(label[1]) == "lot":
                yield Figure("label", frozenset({str(word.value)}), "lot", word.start, label.end(1))
            else:
                yield Figure("amount", frozenset({Decimal(word.value)}), "ordinal", word.start, word.end, word.soft)
            continue
        figure = _amount(folded, word.start, word.end, str(word.value), _currency_before(folded, word.start))
        yield figure._replace(soft=word.soft and (figure.unit is None or word.value == 1))


def _shared_units(found: list[Figure], folded: str) -> tuple[Figure, ...]:
    """`10 to 15 years`, `EUR 2,000 to 3,000`: the unit is said once and meant twice."""
    for index in range(len(found) - 2, -1, -1):
        one, two = found[index], found[index + 1]
        if one.kind != "amount" or two.kind != "amount" or (one.unit is None) == (two.unit is None) or "ordinal" in (one.unit, two.unit):
            continue
        if two.start - one.end > 12 or not _RANGE.fullmatch(folded, one.end, two.start):
            continue
        if one.unit is None:
            found[index] = one._replace(unit=two.unit)
        elif one.unit in CURRENCIES.values() and two.unit is None:
            found[index + 1] = two._replace(unit=one.unit)
    return tuple(found)
