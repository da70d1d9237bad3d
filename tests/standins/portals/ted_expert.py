"""As much of TED's expert query language as tells a right query from a wrong one, and whom it finds."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.standins.portals.serving import Page

Test = Callable[[Page], bool]
_TOKEN = re.compile(r'\s*("[^"]*"|>=|<=|!=|!~|[()=~<>,]|[^\s()"=~<>!,]+)')
SEARCHABLE = frozenset({
    "publication-date", "publication-number", "form-type", "classification-cpv", "buyer-country", "notice-type", "FT",
})  # fmt: skip


class QueryRefused(Exception):
    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True)
class Query:
    matches: Test
    descending: bool
    """Without SORT BY … DESC the oldest come first."""


def read_query(text: str) -> Query:
    """Raises `QueryRefused` as the service does: an unknown field, a date that is not YYYYMMDD, `SORT BY … ASC`."""
    head, _, order = text.partition(" SORT BY ")
    if order and not re.fullmatch(r"publication-date( DESC)?", order):
        raise _syntax(f"Syntax error in expert query near '{order}'")
    reader = _Reader(head)
    test = reader.any_of()
    if reader.tokens:
        raise _syntax(f"Syntax error in expert query near '{reader.tokens[0]}'")
    return Query(test, order.endswith(" DESC"))


def _syntax(message: str) -> QueryRefused:
    return QueryRefused("QUERY_SYNTAX_ERROR", message)


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens = _TOKEN.findall(text)
        if "".join(self.tokens).replace(" ", "") != re.sub(r"\s", "", text):
            raise _syntax("Syntax error in expert query: a character that no token begins with")

    def _next(self, *wanted: str) -> str:
        if not self.tokens or (wanted and self.tokens[0] not in wanted):
            raise _syntax(f"Syntax error in expert query near '{next(iter(self.tokens), 'the end')}'")
        return self.tokens.pop(0)

    def _joined(self, word: str, part: Callable[[], Test]) -> list[Test]:
        tests = [part()]
        while self.tokens[:1] == [word]:
            self._next()
            tests.append(part())
        return tests

    def any_of(self) -> Test:
        tests = self._joined("OR", self._all_of)
        return lambda notice: any(test(notice) for test in tests)

    def _all_of(self) -> Test:
        tests = self._joined("AND", self._one)
        return lambda notice: all(test(notice) for test in tests)

    def _one(self) -> Test:
        if self.tokens[:1] == ["("]:
            self._next()
            inner = self.any_of()
            self._next(")")
            return inner
        field = self._next()
        if field not in SEARCHABLE:
            raise QueryRefused("QUERY_UNKNOWN_FIELD", f"Unknown field '{field}'")
        operator = self._next("IN", "=", "!=", "~", ">=", "<=", ">", "<")
        if operator == "IN":
            return self._in(field)
        value = self._next()
        if operator == "~":
            return lambda notice: value.strip('"').casefold() in json.dumps(notice, ensure_ascii=False).casefold()
        return _compare(field, operator, value)

    def _in(self, field: str) -> Test:
        self._next("(")
        values: list[str] = []
        while self.tokens[:1] != [")"]:
            values.append(self._next())
        self._next(")")
        tests = [_compare(field, "=", value) for value in values if value != ","]
        return lambda notice: any(test(notice) for test in tests)


def _compare(field: str, operator: str, value: str) -> Test:
    if field == "publication-date":
        return _on_day(operator, value)
    # Hierarchical: 72000000 and 72* find 72212000.
    stem = value.rstrip("*0") if field == "classification-cpv" else value

    def found(notice: Page) -> bool:
        given = notice.get(field)
        values = given if isinstance(given, list) else [given]
        return any(str(each).startswith(stem) if field == "classification-cpv" else str(each) == value for each in values)

    return found if operator == "=" else lambda notice: not found(notice)


def _on_day(operator: str, value: str) -> Test:
    if not re.fullmatch("[0-9]{8}", value):
        raise QueryRefused("QUERY_INVALID_FIELD_FORMAT", f"Invalid value '{value}' of field 'publication-date', allowed: YYYYMMDD")

    def found(notice: Page) -> bool:
        day = str(notice["publication-date"])[:10].replace("-", "")
        return {"=": day == value, "!=": day != value, ">=": day >= value, "<=": day <= value, ">": day > value, "<": day < value}[operator]

    # 03032025 is taken for a day of the year 303 and finds nothing; any later one finds nothing either.
    return found if "1900" <= value[:4] <= "2200" else lambda _: False
