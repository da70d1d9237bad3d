"""Tables of a PDF, only on pages that look like one: it takes a hundred times as long as the text."""

import io
import signal
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

import pdfplumber
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from jobs.documents.failures import PARSER_FAILURES
from jobs.documents.limits import DocumentLimits
from jobs.documents.pdf_objects import Box, Survey

_MOST_PATHS = 3000
"""On one page: a drawing, not a table."""
_CELL = " | "


@dataclass(frozen=True)
class Candidate:
    page: int
    """Counted from 1."""
    hidden: tuple[Box, ...]
    """Where text stands that nobody sees, which must not slip into a cell."""
    placed: bool
    """Not cropped, so that places in the text and in the tables are surely the same."""


@dataclass(frozen=True)
class Row:
    page: int
    text: str
    box: Box
    """Of the whole table."""
    placed: bool
    """Whether `box` is good for comparing with places of text."""


def looks_tabular(found: Survey) -> bool:
    """Rules in both directions, or several of the same length under each other."""
    if found.paths > _MOST_PATHS:
        return False
    if len({round(rule.bottom) for rule in found.level}) < 3:
        return False
    return found.upright >= 2 or _is_ladder(found)


def _is_ladder(found: Survey) -> bool:
    """A table without verticals: three rules or more that begin and end alike."""
    ends = [(round(rule.left / 3), round(rule.right / 3)) for rule in found.level]
    return max(ends.count(end) for end in set(ends)) >= 3


def table_rows(data: bytes, candidates: tuple[Candidate, ...], limits: DocumentLimits) -> tuple[Row, ...]:
    """The rows found within the time box; what is not found stands in the text all the same. Raises nothing for content."""
    found: list[Row] = []
    chosen = candidates[: limits.max_table_pages]
    try:
        with _time_box(limits.table_seconds), pdfplumber.open(io.BytesIO(data), pages=[candidate.page for candidate in chosen]) as document:
            for page in document.pages:
                candidate = next(candidate for candidate in chosen if candidate.page == page.page_number)
                found.extend(_rows(page, candidate))
                page.close()
    except _TimeIsUpError:
        pass
    except (*PARSER_FAILURES, PSException, PdfminerException):
        pass
    return tuple(found)


def _rows(page: Any, candidate: Candidate) -> Iterator[Row]:
    height = float(page.height)

    def is_seen(item: dict[str, Any]) -> bool:
        if item.get("object_type") != "char":
            return True
        x, y = (item["x0"] + item["x1"]) / 2, height - (item["top"] + item["bottom"]) / 2
        return not any(box.holds(x, y) for box in candidate.hidden)

    seen = page.filter(is_seen) if candidate.hidden else page
    tables = seen.find_tables() or seen.find_tables({"vertical_strategy": "text", "horizontal_strategy": "lines"})
    for table in tables:
        cells = [[_squashed(cell) for cell in row] for row in table.extract()]
        rows = [row for row in cells if any(row)]
        if len(rows) < 2 or max(sum(1 for cell in row if cell) for row in rows) < 2:
            continue
        left, top, right, bottom = table.bbox
        box = Box(left, height - bottom, right, height - top)
        yield from (Row(candidate.page, _CELL.join(row), box, candidate.placed) for row in rows)


def _squashed(cell: str | None) -> str:
    return " ".join((cell or "").split())


class _TimeIsUpError(BaseException):
    """No `Exception`, so that no parser takes it for a broken file."""


@contextmanager
def _time_box(seconds: float) -> Generator[None]:
    """Raises `_TimeIsUpError` inside after so many seconds of processor time; no box outside the main thread, where signals do not go."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _TimeIsUpError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
