"""Walks the paragraphs and tables of a Word document in order and makes blocks of them."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

from jobs.chain.document import BlockKind
from jobs.documents.docx_styles import Ground, Styles, W, style_of
from jobs.documents.docx_text import ALTERNATE, Box, Paragraph, chosen, read_paragraph
from jobs.documents.ooxml import Element

_P, _TBL, _TR, _TC = (f"{W}{tag}" for tag in ("p", "tbl", "tr", "tc"))
_WRAPPERS = frozenset(f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
"""What may stand around paragraphs, rows and cells; what is deleted or moved away (`del`, `moveFrom`) is not among them."""


class Place(NamedTuple):
    """Where a story stands."""

    kind: BlockKind | None = None
    """Of every block in it, where it is a header or footer."""
    anchor: str | None = None
    """Of every block in it, where its paragraphs are not counted."""
    ground: Ground = Ground()
    hidden: bool = False
    """With all that is in it."""
    inserted: bool = False


class Said(NamedTuple):
    """A block to be."""

    text: str
    anchor: str
    kind: BlockKind
    hidden: bool = False
    inserted: bool = False


class _Row(NamedTuple):
    text: str
    hidden: str
    inserted: bool
    boxes: tuple[Box, ...]
    tables: tuple[tuple[Element, Place], ...]


class Body:
    """Counts paragraphs, tables and notes over all the stories of one document."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._paragraphs = count(1)
        self._tables = count(1)
        self.notes: list[tuple[str, str]] = []
        """`footnote` or `endnote` and the id, as far as the blocks were taken."""

    def blocks(self, story: Element, place: Place) -> Iterator[Said]:
        """Of everything in a body, header, note or text box, in document order."""
        for item in self._items(story, place.ground):
            if isinstance(item, Paragraph):
                yield from self._paragraph(item, place)
            else:
                yield from self._table(item, place)

    def _items(self, story: Element, ground: Ground) -> "Iterator[Paragraph | Element]":
        """Paragraphs as tracked changes leave them, and tables."""
        unfinished: Paragraph | None = None
        for element in _inside(story, _P, _TBL):
            if element.tag == _P and not len(element) and unfinished is None:
                continue
            if element.tag == _P:
                read = read_paragraph(element, self._styles, ground)
                unfinished = unfinished.joined(read) if unfinished is not None else read
                if unfinished.joins_next:
                    continue
            if unfinished is not None:
                yield unfinished
                unfinished = None
            if element.tag == _TBL:
                yield element
        if unfinished is not None:
            yield unfinished

    def _paragraph(self, read: Paragraph, place: Place) -> Iterator[Said]:
        text, hidden = read.text(hidden=False), read.text(hidden=True)
        self.notes += read.notes
        if not (text or hidden or read.boxes):
            return
        anchor = place.anchor or f"paragraph {next(self._paragraphs)}"
        if text:
            kind: BlockKind = "heading" if read.heading else "text"
            yield Said(text, anchor, place.kind or kind, place.hidden, read.inserted or place.inserted)
        if hidden:
            yield Said(hidden, anchor, place.kind or "text", hidden=True)
        yield from self._boxes(read.boxes, anchor, place)

    def _boxes(self, boxes: Iterable[Box], anchor: str, place: Place) -> Iterator[Said]:
        """What text boxes hold, after what they hang on; their fill is not known."""
        anchor = f"{anchor.removesuffix(', text box')}, text box"
        for box in boxes:
            yield from self.blocks(
                box.content, Place(place.kind, anchor, Ground(None), box.hidden or place.hidden, box.inserted or place.inserted)
            )

    def _table(self, table: Element, place: Place) -> Iterator[Said]:
        """One block a row that says anything; tables inside it come after the row, with numbers of their own."""
        number = next(self._tables)
        properties = table.find(f"{W}tblPr")
        shaded = self._styles.look(style_of(properties, "tblStyle"), "table").shaded
        ground = (Ground(None) if shaded else place.ground).under(properties)
        kept = (row for row in _inside(table, _TR) if row.find(f"{W}trPr/{W}del") is None)
        for row_number, row in enumerate(kept, start=1):
            read = self._row(row, place._replace(ground=ground))
            anchor = place.anchor or f"table {number} row {row_number}"
            if read.text:
                yield Said(read.text, anchor, place.kind or "table", place.hidden, read.inserted)
            if read.hidden:
                yield Said(read.hidden, anchor, place.kind or "table", hidden=True)
            yield from self._boxes(read.boxes, anchor, place)
            for inner, where in read.tables:
                yield from self._table(inner, where)

    def _row(self, row: Element, place: Place) -> _Row:
        properties = row.find(f"{W}trPr")
        inserted = place.inserted or (properties is not None and properties.find(f"{W}ins") is not None)
        invisible = properties is not None and properties.find(f"{W}hidden") is not None
        shown: list[str] = []
        hidden: list[str] = []
        boxes: list[Box] = []
        tables: list[tuple[Element, Place]] = []
        for cell in _inside(row, _TC):
            about = cell.find(f"{W}tcPr")
            if about is not None and about.find(f"{W}cellDel") is not None:
                continue
            covered = invisible or _is_covered(about)
            where = place._replace(ground=place.ground.under(about), hidden=covered or place.hidden, inserted=inserted)
            items = list(self._items(cell, where.ground))
            read = [item for item in items if isinstance(item, Paragraph)]
            texts = [said for item in read if (said := item.text(hidden=False))]
            shown.append("" if covered else _one_line(texts))
            hidden += texts if covered else []
            hidden += [said for item in read if (said := item.text(hidden=True))]
            inserted = inserted or any(item.inserted for item in read)
            boxes += [box._replace(hidden=box.hidden or covered) for item in read for box in item.boxes]
            tables += [(item, where) for item in items if not isinstance(item, Paragraph)]
            self.notes += [note for item in read for note in item.notes]
        return _Row(joined_cells(shown), _one_line(hidden), inserted, tuple(boxes), tuple(tables))


def joined_cells(cells: list[str]) -> str:
    """`REQ-1 |  | yes`: empty cells keep their place, so that a cross stays in its column; those at the end are dropped."""
    last = max((number for number, cell in enumerate(cells, start=1) if cell), default=0)
    return " | ".join(cells[:last])


def _one_line(texts: list[str]) -> str:
    return " ".join(" ".join(texts).split())


def _is_covered(properties: Element | None) -> bool:
    """Whether a merged cell above or before it lies over this cell; Word shows nothing of what stands in it."""
    merges = [properties.find(f"{W}{tag}") for tag in ("vMerge", "hMerge")] if properties is not None else []
    return any(merge is not None and merge.get(f"{W}val") in (None, "continue") for merge in merges)


def _inside(parent: Element, *tags: str) -> Iterator[Element]:
    """Children with these tags, also those inside content controls and tracked insertions."""
    for child in parent if parent.tag != ALTERNATE else chosen(parent):
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS or child.tag == ALTERNATE:
            yield from _inside(child, *tags)
