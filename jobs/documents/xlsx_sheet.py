"""Makes of the sheet a stranger sent a plain one that openpyxl can be given: filled cells only, as many as are read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from typing import NamedTuple, cast

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] lxml ships no types
from openpyxl.utils.cell import column_index_from_string, get_column_letter

from jobs.documents.ooxml import HARMLESS, Element

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MOST_ROWS = 20_000
"""Rows with filled cells, all sheets together."""
MOST_COLUMNS = 256
MOST_CELLS = 400_000
"""Filled cells, all sheets together; openpyxl reads some 100,000 a second."""
MOST_STRINGS = 500_000
"""Programs number them by first use, so that the rows that are read need the first ones; openpyxl reads 100,000 a second."""
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_ROW, _CELL, _COLUMN, _FORMULA, _STRING, _TEXT, _RUN = (f"{S}{tag}" for tag in ("row", "c", "col", "f", "si", "t", "r"))
_LONGEST = 32_767
"""Characters of a cell, Excel's own bound; a file may say one longer string and refer to it from every cell."""


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


def most_tags_together(data: bytes, beginning: bytes) -> int:
    """Angle brackets from one `<row` or `<si` to the next: as much of the part is in memory at a time."""
    return max(piece.count(b"<") for piece in data.split(beginning))


def plain_sheet(data: bytes, unseen_styles: frozenset[str], left: Allowance) -> PlainSheet:
    """Of a worksheet part that was checked for size and document type. Takes from `left` what it uses; raises nothing.

    Rows are numbered anew since openpyxl yields every row that is missing between two, up to a million in each sheet.
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
    for element in _elements(data, _ROW, _COLUMN):
        if element.tag == _COLUMN:
            hidden_columns |= _hidden_columns(element)
        else:
            number = _number(element.get("r"), most=_LAST_ROW) or number + 1
            yield number, element, hidden_columns


def plain_strings(data: bytes) -> bytes:
    """Of the part with the shared strings: texts alone. openpyxl gives up the workbook for an odd reading aid beside one of them."""
    texts = (_written(element) for element in islice(_elements(data, _STRING), MOST_STRINGS))
    return b'<sst xmlns="%b">%b</sst>' % (S.strip("{}").encode(), b"".join(b"<si>%b</si>" % _tagged("t", text) for text in texts))


def _written(parent: Element) -> str:
    """The text of a string and its formatted runs, without the reading aid over Asian text."""
    texts = (element for child in parent for element in ([child] if child.tag == _TEXT else child if child.tag == _RUN else ()))
    return "".join(text.text or "" for text in texts if text.tag == _TEXT)[:_LONGEST]


def _tagged(tag: str, text: str) -> bytes:
    element = etree.Element(tag)
    element.text = text
    return etree.tostring(element)


def _elements(data: bytes, *tags: str) -> Iterator[Element]:
    """Those with one of the tags, as they end; what was yielded before is forgotten."""
    for _, found in etree.iterparse(BytesIO(data), events=("end",), tag=tags, **HARMLESS):
        element = cast("Element", found)
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and (before := element.getprevious()) is not None:
            parent.remove(before)
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
    written = (_plain_cell(cell, f"{get_column_letter(column)}{number}") for column, cell in cells.items())
    return b'<row r="%d">%b</row>' % (number, b"".join(written))


def _plain_cell(cell: Element, place: str) -> bytes:
    """As it is, with its place; a text kept in the cell itself as a plain one."""
    inline = cell.find(f"{S}is") if cell.get("t") == "inlineStr" else None
    if inline is not None:
        return b'<c r="%b" t="str">%b</c>' % (place.encode(), _tagged("v", _written(inline)))
    cell.set("r", place)
    return etree.tostring(cell, with_tail=False)


def _number(said: str | None, *, most: int) -> int | None:
    return int(said) if said and len(said) < 8 and said.isascii() and said.isdigit() and 0 < int(said) <= most else None


def _column(reference: str | None) -> int | None:
    """Of a reference like `AB12`; three letters lie right of everything that is read."""
    letters = (reference or "").rstrip("0123456789").upper()
    if not (letters.isascii() and letters.isalpha()):
        return None
    return column_index_from_string(letters) if len(letters) < 3 else _LAST_COLUMN
