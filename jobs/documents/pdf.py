"""PDF -> blocks by page: text with what a reader does not see marked, tables by rows, and a sentence for what is not text."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pypdfium2 as pdfium
from pypdfium2 import raw

from jobs.chain.document import Document, Status
from jobs.chain.errors import BadInput
from jobs.documents.gathering import Gathering, together
from jobs.documents.limits import DocumentLimits
from jobs.documents.pdf_hidden import can_be_told, hidden_texts
from jobs.documents.pdf_lines import Line, page_lines, paragraphs
from jobs.documents.pdf_objects import Box, as_shown, survey
from jobs.documents.pdf_tables import Candidate, Row, looks_tabular, table_rows

_FEW_LETTERS = 20
"""A page with a picture and fewer letters is a scan with a page number on it."""
_DRAWN = 200
"""Paths on a page without text: letters turned into outlines."""
_TABLE_KEEPS = 5.0
"""Points around a table within which a line of text belongs to it."""

TableReader = Callable[[bytes, tuple[Candidate, ...], DocumentLimits], tuple[Row, ...]]


@dataclass
class _Page:
    number: int
    lines: list[Line]
    chars: int
    """As pdfium counts them; more than were taken where the limit cut the page."""
    scanned: bool = False
    garbled: bool = False
    recognised: bool = False
    candidate: Candidate | None = None


@dataclass
class _Findings:
    claimed: int
    pages: list[_Page] = field(default_factory=list[_Page])
    broken: list[int] = field(default_factory=list[int])
    stopped_after: int | None = None
    """The last page looked at, where more are claimed."""
    overflows: bool = False
    """The text was cut in the middle of that page."""

    def numbers(self, trait: str) -> list[int]:
        return [page.number for page in self.pages if getattr(page, trait)]


def read_pdf(data: bytes, *, name: str, limits: DocumentLimits, tables: TableReader = table_rows) -> Document:
    """Blocks anchored `page N`, counted from 1 as a viewer does, whatever numbers are printed on them.

    Raises `BadInput`: encrypted, damaged, scanned (no page has text). Pages that are pictures, broken or past the limit are named
    in `reason` of a `partly_read` document.
    """
    findings = _findings(data, limits)
    if not any(page.lines for page in findings.pages):
        raise _nothing(findings)
    candidates = tuple(page.candidate for page in findings.pages if page.candidate is not None)
    rows = tables(data, candidates, limits) if candidates else ()
    gathering = Gathering(limits)
    for page in findings.pages:
        _gather(page, [row for row in rows if row.page == page.number], gathering)
    missing = _missing(findings)
    reason = together((missing, gathering.cut, _recognised(findings), _cut_off(data)))
    status: Status = "partly_read" if reason else "read"
    return Document(name=name, media="pdf", status=status, reason=reason, pages=_page_count(findings), blocks=gathering.blocks)


def _findings(data: bytes, limits: DocumentLimits) -> _Findings:
    with _opened(data) as document:
        findings = _Findings(claimed=len(document))
        # Blanks that are tidied away later take room too.
        room, most = 2 * limits.max_chars, min(findings.claimed, limits.max_pages)
        for index in range(most):
            page = _page(document, index, room)
            if page is None:
                findings.broken.append(index + 1)
                continue
            findings.pages.append(page)
            room -= page.chars
            if room < 0:
                findings.overflows = True
                most = index + 1
                break
        findings.stopped_after = most if most < findings.claimed else None
        return findings


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as cause:
        if cause.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise BadInput(
                "encrypted", "The PDF is encrypted and needs a password. Save it without one (print to PDF) and send it again."
            ) from cause
        raise BadInput(
            "damaged", "The PDF is damaged or was cut off. Download it again, or open it, print it to PDF and send that."
        ) from cause


def _page(document: pdfium.PdfDocument, index: int, room: int) -> _Page | None:
    """None where the page is claimed and not there, or cannot be looked through."""
    try:
        page = document[index]
        text_page = page.get_textpage()
    except pdfium.PdfiumError:
        return None
    try:
        found = survey(page.raw)
        if not can_be_told(found):
            return None
        media, crop = _box(page.get_mediabox()), _box(page.get_cropbox())
        sight = hidden_texts(found, crop)
        turned = as_shown(page.get_rotation(), media)
        lines = page_lines(text_page.raw, sight.hidden, {text.address: text.size for text in found.texts}, turned, room)
        letters = sum(len(line.text) for line in lines)
        candidate = None
        if letters and looks_tabular(found):
            candidate = Candidate(index + 1, tuple(box.under(turned) for box in sight.boxes), placed=crop == media)
        return _Page(
            number=index + 1,
            lines=lines,
            chars=raw.FPDFText_CountChars(text_page.raw),
            scanned=letters < _FEW_LETTERS and (_is_pictured(found.pictures, crop) or (not letters and found.paths > _DRAWN)),
            garbled=_is_garbled(lines),
            recognised=sight.recognised,
            candidate=candidate,
        )
    finally:
        text_page.close()
        page.close()


def _box(corners: tuple[float, float, float, float] | None) -> Box:
    """US Letter where the file says nothing, as pdfium has it."""
    return Box(*(corners or (0.0, 0.0, 612.0, 792.0)))


def _is_pictured(pictures: list[Box], page: Box) -> bool:
    """Scanners cut a page into strips; a logo alone is no scan."""
    return sum(picture.area() for picture in pictures) > 0.3 * page.area()


def _is_garbled(lines: list[Line]) -> bool:
    """A font without a table back to letters comes out as private or unknown signs."""
    sample = "".join(line.text for line in lines)[:2000]
    odd = sum(1 for sign in sample if sign in "\ufffd\0" or "\ue000" <= sign <= "\uf8ff" or (sign < " " and sign not in "\t\r\n"))
    return odd > max(20, len(sample) // 4)


def _gather(page: _Page, rows: list[Row], gathering: Gathering) -> None:
    """Rows stand where their table stands; lines of text inside it are in the rows already."""
    anchor = f"page {page.number}"
    boxes = {row.box for row in rows if row.placed}
    lines = [line if not _lies_in(line, boxes) else Line("", line.hidden, line.x, line.y, line.size) for line in page.lines]
    waiting = list(rows)
    for paragraph in paragraphs(lines):
        while waiting and waiting[0].placed and waiting[0].box.top > paragraph.y:
            gathering.add(waiting.pop(0).text, anchor, page=page.number, kind="table")
        gathering.add(paragraph.text, anchor, page=page.number, kind=paragraph.kind, hidden=paragraph.hidden)
    for row in waiting:
        gathering.add(row.text, anchor, page=page.number, kind="table")


def _lies_in(line: Line, boxes: set[Box]) -> bool:
    return any(
        box.left - _TABLE_KEEPS <= line.x <= box.right + _TABLE_KEEPS and box.bottom - _TABLE_KEEPS <= line.y <= box.top for box in boxes
    )


def _page_count(findings: _Findings) -> int:
    """What is claimed, unless most of it is not there."""
    return findings.claimed if len(findings.broken) <= len(findings.pages) else len(findings.pages)


def _nothing(findings: _Findings) -> BadInput:
    if findings.numbers("scanned"):
        return BadInput(
            "scanned",
            "The PDF is scanned: its pages are pictures, and text in pictures is not read. Send a version with text that can be selected.",
        )
    if findings.broken:
        return BadInput(
            "damaged", "The PDF is damaged: none of its pages can be opened. Download it again, or print it to PDF and send that."
        )
    return BadInput("empty", "The PDF holds no text. Send a version with text that can be selected.")


def _missing(findings: _Findings) -> str | None:
    read = len(findings.pages)
    sentences: list[str] = []
    if len(findings.broken) > read:
        sentences.append(f"The file claims {findings.claimed:,} pages; only {read:,} could be opened.")
    else:
        if findings.broken:
            sentences.append(f"{_pages(findings.broken)} could not be read.")
        if findings.overflows:
            sentences.append(f"Page {findings.pages[-1].number:,} holds more text than can be read and was cut.")
        if findings.stopped_after is not None:
            sentences.append(
                f"Only the first {findings.stopped_after:,} of {findings.claimed:,} pages were read; send the rest as a file of its own."
            )
    if scanned := findings.numbers("scanned"):
        sentences.append(f"{_pages(scanned)} hold pictures instead of text and were not read.")
    if garbled := findings.numbers("garbled"):
        sentences.append(f"The letters of {_pages(garbled).lower()} cannot be told: their font does not say what they are.")
    return together(sentences)


def _recognised(findings: _Findings) -> str | None:
    numbers = findings.numbers("recognised")
    if not numbers:
        return None
    return f"{_pages(numbers)} are scans with machine-read text, which may differ from what the picture shows; check against the page."


def _cut_off(data: bytes) -> str | None:
    if b"%%EOF" in data[-4096:] or b"startxref" in data[-4096:]:
        return None
    return "The end of the file is missing, so pages may be missing too; download it again."


def _pages(numbers: list[int]) -> str:
    """`Page 3`, `Pages 3, 5-9 and more`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    shown = ", ".join("-".join(map(str, run)) for run in runs[:12]) + (" and more" if len(runs) > 12 else "")
    return f"Page{'s' if len(numbers) > 1 else ''} {shown}"
