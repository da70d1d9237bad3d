"""Text of a PDF page -> lines with their place -> paragraphs, what nobody sees apart from the rest."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pypdfium2 import raw

from jobs.chain.document import BlockKind
from jobs.documents.pdf_objects import Handle, Matrix

_SOFT_HYPHEN = re.compile("\ufffe(?=[^\\W\\d_])")
_POINT = re.compile(r"(\d{1,2}(\.\d{1,2}){0,4}[.)]?|\(?[a-z]{1,3}\)|[•\u25aa\u25cf\u25e6\uf0b7–-])\s+\S")
_BREAK = "\r\n"


@dataclass(frozen=True, slots=True)
class Line:
    """Of one page: what shows of it and what does not."""

    text: str
    hidden: str
    x: float
    y: float
    """Lower left corner of its first letter, in points, y upwards."""
    size: float
    """Points; 0 where it is not known."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    kind: BlockKind
    hidden: bool
    y: float


def page_lines(text_page: Handle, hidden: frozenset[int], sizes: dict[int, float], shown: Matrix, most: int) -> list[Line]:
    """At most `most` characters of a raw pdfium text page, line by line; `shown` leads from user space to the page as shown."""
    text = _page_text(text_page, most)
    lines: list[Line] = []
    start = 0
    for written in text.split(_BREAK):
        if written.strip():
            lines.append(_line(text_page, written, start, hidden, sizes, shown))
        start += len(written) + len(_BREAK)
    return lines


def _page_text(text_page: Handle, most: int) -> str:
    count = min(raw.FPDFText_CountChars(text_page), most)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    # Unit by unit, so that positions here are positions there; pdfium cuts what lies beyond the first plane.
    return "".join(map(chr, buffer[: max(0, written - 1)]))


def _line(text_page: Handle, written: str, start: int, hidden: frozenset[int], sizes: dict[int, float], shown: Matrix) -> Line:
    first = start + len(written) - len(written.lstrip())
    index = raw.FPDFText_GetCharIndexFromTextIndex(text_page, first)
    x, y = shown.point(*_corner(text_page, index))
    size = sizes.get(_address(text_page, index), 0.0)
    seen, unseen = _parted(text_page, written, start, hidden) if hidden else (written, "")
    return Line(_joined(seen), _joined(unseen), x, y, size)


def _parted(text_page: Handle, written: str, start: int, hidden: frozenset[int]) -> tuple[str, str]:
    """What shows and what does not. A blank that pdfium made belongs to the letters before it."""
    shown: list[str] = []
    unseen: list[str] = []
    into = shown
    for offset, sign in enumerate(written):
        address = _address(text_page, raw.FPDFText_GetCharIndexFromTextIndex(text_page, start + offset))
        if address:
            turned = unseen if address in hidden else shown
            if turned is not into:
                turned.append(" ")
            into = turned
        into.append(sign)
    return "".join(shown), "".join(unseen)


def _address(text_page: Handle, index: int) -> int:
    handle = raw.FPDFText_GetTextObject(text_page, index) if index >= 0 else None
    return ctypes.addressof(handle.contents) if handle else 0


def _corner(text_page: Handle, index: int) -> tuple[float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if index < 0 or not raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
        return 0.0, 0.0
    return left.value, bottom.value


def _joined(text: str) -> str:
    """pdfium writes U+FFFE for a hyphen at the end of a line and joins the two: a word goes together, a number keeps its dash."""
    return _SOFT_HYPHEN.sub("", text).replace("\ufffe", "-").strip()


def paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """In reading order; hidden text follows the paragraph it was found in."""
    seen = [line for line in lines if line.text]
    body = median(line.size for line in seen) if seen else 0.0
    pitch = _pitch(seen)
    group: list[Line] = []
    for line in lines:
        if group and line.text and _begins(line, group[-1], pitch):
            yield from _closed(group, body)
            group = []
        group.append(line)
    yield from _closed(group, body)


def _pitch(lines: Sequence[Line]) -> float:
    """Usual distance of two lines, in points."""
    steps = [above.y - below.y for above, below in pairwise(lines) if 0 < above.y - below.y < 60]
    return median(steps) if steps else 0.0


def _begins(line: Line, before: Line, pitch: float) -> bool:
    step = before.y - line.y
    if step < -2 or (pitch and step > 1.35 * pitch + 1):
        return True
    if before.size and line.size and not 0.9 <= line.size / before.size <= 1.1:
        return True
    return bool(_POINT.match(line.text))


def _closed(group: Sequence[Line], body: float) -> Iterator[Paragraph]:
    shown = "\n".join(line.text for line in group if line.text)
    unseen = "\n".join(line.hidden for line in group if line.hidden)
    if shown:
        heads = body and group[0].size > 1.15 * body and len(shown) <= 200
        yield Paragraph(shown, "heading" if heads else "text", hidden=False, y=group[0].y)
    if unseen:
        yield Paragraph(unseen, "text", hidden=True, y=group[0].y)
