"""Reads a workbook row by row, hidden sheets, rows and columns told apart, whatever size it claims to have."""

import io
import warnings
from collections.abc import Iterator
from typing import cast

import openpyxl

from jobs.chain.document import Document
from jobs.chain.errors import BadInput
from jobs.documents.gathering import Gathering, together
from jobs.documents.limits import DocumentLimits
from jobs.documents.ooxml import Package
from jobs.documents.xlsx_cells import Cell, cell_text, row_text
from jobs.documents.xlsx_parts import MOST_SHEETS, Sheet, Workbook, plain_copy, read_workbook
from jobs.documents.xlsx_sheet import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Allowance, PlainSheet, most_tags_together, plain_sheet

_TRIPS = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, SyntaxError, OSError)
"""What openpyxl lets through where a cell or the strings are not as it expects."""


def read_xlsx(data: bytes, *, name: str, limits: DocumentLimits) -> Document:
    """The rows of an XLSX (also XLSM, XLTX; usual or strict) as blocks of kind table, `sheet Prices row 7`, cells joined with ` | `.

    Values are those that the program which saved the file put there: a formula never computed is empty. A row of a hidden sheet and a
    hidden row are `hidden`; cells of hidden columns, white or tiny ones are a block of their own. Colours that a rule or a table style
    gives are not told, and rows that a filter hides are hidden rows. Not read: charts, text boxes, notes on cells. Status is
    partly_read where sheets, rows or columns were left out.

    Raises `BadInput`: too_large, damaged, hostile, encrypted, unsupported, too_many_files, empty.
    """
    package = Package(data, name=name, limits=limits)
    workbook = read_workbook(package)
    gathering, left = Gathering(limits), Allowance()
    plain = [_plain(package, sheet, workbook, left) for sheet in workbook.sheets]
    gaps = list(_gaps(workbook, plain))
    opened = _opened(package, workbook, plain)
    for number, (sheet, shape) in enumerate(zip(workbook.sheets, plain, strict=True), start=1):
        try:
            rows = cast("Iterator[tuple[Cell, ...]]", opened[str(number)].iter_rows())
            if not _gather(rows, sheet, shape, gathering):
                break
        except _TRIPS:
            gaps.append(f"Sheet {sheet.title} has a cell that cannot be read; rows after it were not read.")
    reason = together((gathering.cut, *gaps))
    if not gathering.blocks:
        raise BadInput("damaged" if reason else "empty", f"{package.label} holds no filled cell that can be read. {reason or ''}".strip())
    return Document(name=name, media="xlsx", status="partly_read" if reason else "read", reason=reason, blocks=gathering.blocks)


def _plain(package: Package, sheet: Sheet, workbook: Workbook, left: Allowance) -> PlainSheet:
    data = package.text_of(sheet.part)
    package.bound(most_tags_together(data, b"<row"))
    return plain_sheet(data, workbook.formats.unseen, left)


def _opened(package: Package, workbook: Workbook, plain: list[PlainSheet]) -> openpyxl.Workbook:
    """Read-only, with the cached values. The copy it is given holds no links, and rows and columns within bounds."""
    copy = plain_copy(workbook, [sheet.data for sheet in plain])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the copy has no default style
        try:
            opened = openpyxl.load_workbook(io.BytesIO(copy), read_only=True, data_only=True, keep_links=False)
        except _TRIPS as cause:
            raise package.broken() from cause
    for worksheet in opened.worksheets:
        worksheet.reset_dimensions()
    return opened


def _gather(rows: Iterator[tuple[Cell, ...]], sheet: Sheet, shape: PlainSheet, gathering: Gathering) -> bool:
    """Adds the rows of one sheet; False where no more fit."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of dates out of range, which become #VALUE!
        for row, cells in zip(shape.rows, rows, strict=False):
            seen = ["" if number in row.unseen else cell_text(cell) for number, cell in enumerate(cells, start=1)]
            unseen = [cell_text(cell) for number, cell in enumerate(cells, start=1) if number in row.unseen]
            anchor = f"sheet {sheet.title} row {row.number}"
            whole = sheet.hidden or row.hidden
            if not (
                gathering.add(row_text(seen), anchor, kind="table", hidden=whole)
                and gathering.add(row_text(unseen), anchor, kind="table", hidden=True)
            ):
                return False
    return True


def _gaps(workbook: Workbook, plain: list[PlainSheet]) -> Iterator[str]:
    """What was left out, a sentence each."""
    if workbook.more_sheets:
        yield f"Only the first {MOST_SHEETS} sheets were read; send the others as a file of their own."
    for sheet, shape in zip(workbook.sheets, plain, strict=True):
        if shape.cut_after is not None:
            yield (
                f"Sheet {sheet.title} was read to row {shape.cut_after} only, since at most {MOST_ROWS:,} rows and {MOST_CELLS:,} filled "
                "cells of a file are read; send the rest as a file of its own."
            )
        if shape.wide:
            yield f"Of sheet {sheet.title} the first {MOST_COLUMNS} columns were read."
        if shape.broken:
            yield f"Sheet {sheet.title} is damaged; rows after the fault were not read."
