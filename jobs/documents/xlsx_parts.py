"""Finds the sheets and formats of a workbook and puts them into a plain copy for openpyxl, which trusts what it is given."""

import io
import zipfile
from typing import NamedTuple

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] lxml ships no types

from jobs.chain.errors import BadInput
from jobs.documents.names import shown_name
from jobs.documents.ooxml import Element, Package
from jobs.documents.xlsx_sheet import S, most_tags_together, plain_strings

MOST_SHEETS = 500
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAIN = S.strip("{}")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/></Types>'
)
_SMALLEST = 3.0
"""Points; print below is no text for people."""
_WHITE = {"rgb": ("FFFFFF", "FFFFFFFF", "00FFFFFF"), "indexed": ("1", "9"), "theme": ("0",)}


class Sheet(NamedTuple):
    title: str
    part: str
    hidden: bool
    """Hidden, or `veryHidden`, which Excel's own menu does not even list."""


class Formats(NamedTuple):
    styles: bytes
    """A styles part with number formats alone: openpyxl gives up the whole workbook for one odd font."""
    unseen: frozenset[str]
    """Cell styles (attribute `s`) in white on no colour, in tiny print, or with the format that shows nothing."""


class Workbook(NamedTuple):
    sheets: tuple[Sheet, ...]
    formats: Formats
    strings: bytes
    from_1904: bool
    more_sheets: bool
    """There are more than are read."""


def read_workbook(package: Package) -> Workbook:
    """Raises `BadInput` as `Package.tree` does, and unsupported where the file is no workbook."""
    part = package.main_part()
    root = None if part.endswith(".bin") else package.tree(part)
    if root is None or root.tag != f"{S}workbook":
        raise BadInput("unsupported", f"{package.label} is no Excel workbook inside; save it as XLSX and send it again.")
    related = [said for said in package.relations(part) if not said.external and package.has(said.target)]
    parts = {said.id: said.target for said in related if said.kind == "worksheet"}
    one = {said.kind: said.target for said in reversed(related)}
    sheets = [
        Sheet(shown_name(said.get("name") or "")[:60] or f"{number}", parts[wanted], said.get("state") in {"hidden", "veryHidden"})
        for number, said in enumerate(root.iter(f"{S}sheet"), start=1)
        if (wanted := said.get(_RELATION_ID) or "") in parts
    ]
    properties = root.find(f"{S}workbookPr")
    return Workbook(
        sheets=tuple(sheets[:MOST_SHEETS]),
        formats=_formats(package.tree(one["styles"]) if "styles" in one else None),
        strings=_strings(package, one["sharedStrings"]) if "sharedStrings" in one else f'<sst xmlns="{_MAIN}"/>'.encode(),
        from_1904=properties is not None and properties.get("date1904") in {"1", "true"},
        more_sheets=len(sheets) > MOST_SHEETS,
    )


def _strings(package: Package, part: str) -> bytes:
    data = package.text_of(part)
    package.bound(most_tags_together(data, b"<si"))
    try:
        return plain_strings(data)
    except (etree.XMLSyntaxError, ValueError) as cause:
        raise package.broken() from cause


def plain_copy(workbook: Workbook, sheets: list[bytes]) -> bytes:
    """A workbook with these sheets, named 1, 2, 3, and nothing that openpyxl would follow elsewhere or stumble over."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="{number}" sheetId="{number}" r:id="r{number}"/>' for number in numbers)
    linked = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>' for number in numbers
    )
    date1904 = int(workbook.from_1904)
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{date1904}"/><sheets>{listed}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{linked}</Relationships>',
        )
        archive.writestr("xl/sharedStrings.xml", workbook.strings)
        archive.writestr("xl/styles.xml", workbook.formats.styles)
        for number, sheet in zip(numbers, sheets, strict=True):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", sheet)
    return copy.getvalue()


def _formats(root: Element | None) -> Formats:
    """`numFmts` and the number format of each cell style, written anew; what is odd about the rest is left behind."""
    formats = [
        (said.get("numFmtId") or "", said.get("formatCode") or "") for said in _listed(root, "numFmts") if _is_id(said.get("numFmtId"))
    ]
    fonts = [_is_faint(font) for font in _listed(root, "fonts")]
    fills = [_is_filled(fill) for fill in _listed(root, "fills")]
    nothing = {number for number, code in formats if code.replace(" ", "") == ";;;"}
    cells = _listed(root, "cellXfs")[:65_536]
    unseen = {
        str(number)
        for number, cell in enumerate(cells)
        if cell.get("numFmtId") in nothing or (_at(fonts, cell.get("fontId")) and not _at(fills, cell.get("fillId")))
    }
    style = "".join(f'<xf numFmtId="{said if _is_id(said := cell.get("numFmtId")) else 0}"/>' for cell in cells)
    codes = etree.Element("numFmts")
    for number, code in formats:
        etree.SubElement(codes, "numFmt", numFmtId=number, formatCode=code)
    written = etree.tostring(codes, encoding="unicode")
    sheet = f'<styleSheet xmlns="{_MAIN}">{written}<cellXfs>{style or "<xf/>"}</cellXfs></styleSheet>'
    return Formats(sheet.encode(), frozenset(unseen))


def _listed(root: Element | None, tag: str) -> list[Element]:
    found = root.find(f"{S}{tag}") if root is not None else None
    return list(found) if found is not None else []


def _is_id(said: str | None) -> bool:
    return said is not None and len(said) < 6 and said.isascii() and said.isdigit()


def _at(known: list[bool], said: str | None) -> bool:
    return said is not None and _is_id(said) and int(said) < len(known) and known[int(said)]


def _is_faint(font: Element) -> bool:
    """White, or too small to be read."""
    size, colour = font.find(f"{S}sz"), font.find(f"{S}color")
    points = (size.get("val") if size is not None else None) or ""
    if points[:1] in {"0", "1", "2"} and len(points.partition(".")[0]) == 1:
        return True
    return colour is not None and any(colour.get(key) in values for key, values in _WHITE.items())


def _is_filled(fill: Element) -> bool:
    """With any colour or pattern that may stand out from white print."""
    pattern = fill.find(f"{S}patternFill")
    if pattern is None or pattern.get("patternType") in {None, "none"}:
        return pattern is None
    front = pattern.find(f"{S}fgColor")
    return front is None or not any(front.get(key) in values for key, values in _WHITE.items())
