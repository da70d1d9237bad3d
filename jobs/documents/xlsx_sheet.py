"""Makes of the sheet a stranger sent a plain one that openpyxl can be given: filled cells only, as many as are read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple, cast

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] lxml ships no types
from openpyxl.utils.cell import column_index_from_string, get_column_letter

from jobs.documents.ooxml import HARMLESS, Element

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MOST_ROWS = 20_000
"""Rows with filled cells, all sheets together."""
MOST_COLUMNS = 256
MOST_CELLS = 400_000
"""Filled cells, all sheets together; openpyxl reads some 150,000 a second."""
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_ROW, _CELL, _COLUMN, _FORMULA = (f"{S}{tag}" for tag in ("row", "c", "col", "f"))


class Row(NamedTuple):
    number: int
    """As the file numbers it, from 1."""
    hidden: bool
    unseen: frozenset[int]
    """Columns, from 1, whose cell is not seen: a hidden column, or white or tiny print."""


@dataclass
class Allowance:
    """What may still be read of the workbook."""

    rows: int = MOST_ROWS
    cells: int = MOST_CELLS


@dataclass
class PlainSheet:
    """`data` is a worksheet part whose rows are numbered 1, 2, 3 without gaps; `rows` says what each of them is in the file."""

    rows: list[Row] = field(default_factory=list[Row])
    wide: bool = False
    """Filled cells right of column 256 were left out."""
    cut_after: int | None = None
    """Number of the last row that was taken where more would have followed."""
    broken: bool = False
    """The XML ends in a fault; what stands before it was taken."""
    data: bytes = b""


def plain_sheet(data: bytes, unseen_styles: frozenset[str], left: Allowance) -> PlainSheet:
    """Of a worksheet part that was checked for size and document type. Takes from `left` what it uses; raises nothing.

    Rows are numbered anew since openpyxl yields every row that is missing between two: a lone cell in the last row cost 1 s.
    """
    sheet = PlainSheet()
    kept: list[bytes] = []
    try:
        for number, row, hidden_columns in _rows(data):
            cells = _filled_cells(row, sheet)
            if not cells:
                continue
            if left.rows < 1 or left.cells < len(cells):
                sheet.cut_after = sheet.rows[-1].number if sheet.rows else 0
                break
            left.rows, left.cells = left.rows - 1, left.cells - len(cells)
            unseen = {column for column, cell in cells.items() if column in hidden_columns or cell.get("s") in unseen_styles}
            sheet.rows.append(Row(number, row.get("hidden") in {"1", "true"}, frozenset(unseen)))
            kept.append(_plain_row(len(sheet.rows), cells))
    except (etree.XMLSyntaxError, ValueError):
        sheet.broken = True
    sheet.data = b'<worksheet xmlns="%b"><dimension ref="A1"/><sheetData>%b</sheetData></worksheet>' % (
        S.strip("{}").encode(),
        b"".join(kept),
    )
    return sheet


def _rows(data: bytes) -> Iterator[tuple[int, Element, set[int]]]:
    """Each row with its number and the columns hidden so far (they are written before the rows); forgets the rows before it."""
    number = 0
    hidden_columns = set[int]()
    for _, found in etree.iterparse(BytesIO(data), events=("end",), tag=(_ROW, _COLUMN), **HARMLESS):
        element = cast("Element", found)
        if element.tag == _COLUMN:
            hidden_columns |= _hidden_columns(element)
            continue
        number = _number(element.get("r"), most=_LAST_ROW) or number + 1
        yield number, element, hidden_columns
        element.clear()
        parent = element.getparent()
        while parent is not None and (before := element.getprevious()) is not None:
            parent.remove(before)


def _hidden_columns(element: Element) -> set[int]:
    if element.get("hidden") not in {"1", "true"} and element.get("width") != "0":
        return set()
    first, last = _number(element.get("min"), most=_LAST_COLUMN), _number(element.get("max"), most=_LAST_COLUMN)
    return set(range(first, min(last, MOST_COLUMNS) + 1)) if first and last else set()


def _filled_cells(row: Element, sheet: PlainSheet) -> dict[int, Element]:
    """By column. A cell that only has a colour, or a formula never computed, is none."""
    cells: dict[int, Element] = {}
    column = 0
    for cell in row:
        if cell.tag != _CELL:
            continue
        column = _column(cell.get("r")) or column + 1
        if not any(child.tag != _FORMULA for child in cell):
            continue
        if column > MOST_COLUMNS:
            sheet.wide = True
            break
        cells[column] = cell
    return cells


def _plain_row(number: int, cells: dict[int, Element]) -> bytes:
    for column, cell in cells.items():
        cell.set("r", f"{get_column_letter(column)}{number}")
    return b'<row r="%d">%b</row>' % (number, b"".join(etree.tostring(cell, with_tail=False) for cell in cells.values()))


def _number(said: str | None, *, most: int) -> int | None:
    return int(said) if said and len(said) < 8 and said.isascii() and said.isdigit() and 0 < int(said) <= most else None


def _column(reference: str | None) -> int | None:
    """Of a reference like `AB12`; three letters lie right of everything that is read."""
    letters = (reference or "").rstrip("0123456789").upper()
    if not (letters.isascii() and letters.isalpha()):
        return None
    return column_index_from_string(letters) if len(letters) < 3 else _LAST_COLUMN
