"""HTML -> blocks in the order of the page: headings, paragraphs and rows of tables, what a browser hides marked as hidden."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] lxml ships no types

from jobs.chain.document import Block, BlockKind, Document
from jobs.chain.errors import BadInput
from jobs.documents.encodings import decoded
from jobs.documents.gathering import Gathering, together
from jobs.documents.html_look import Look
from jobs.documents.limits import DocumentLimits

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE
)
_DROPPED = frozenset(
    ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas", "select", "datalist")
)
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p",
     "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul")
)  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "title"))
_TOO_DEEP = "The web page is nested deeper than any real one, and what comes after that was not read."
_CELLS = frozenset(("td", "th"))


def read_html(data: bytes, *, name: str, limits: DocumentLimits) -> Document:
    """Blocks anchored `paragraph N` and `table N row N`. Raises `BadInput` damaged (no HTML) or empty (no text in it).

    Style sheets are not applied: hidden is what the tags themselves say.
    """
    page = _Page(Gathering(limits))
    root, too_deep = _parsed(data)
    for event, element in _walk(root):
        if not (page.open(element) if event == "start" else page.close(element)):
            break
    page.flush()
    gathering = page.gathering
    if not gathering.blocks and too_deep:
        raise BadInput("hostile", f"{_TOO_DEEP} Print the page to PDF and send that.")
    if not gathering.blocks:
        raise BadInput("empty", "The web page holds no text; its content may be loaded by scripts. Print it to PDF and send that.")
    reason = together((gathering.cut, _TOO_DEEP if too_deep else None))
    return Document(name=name, media="html", status="partly_read" if reason else "read", reason=reason, blocks=gathering.blocks)


def _parsed(data: bytes) -> tuple[Any, bool]:
    """The root element, and whether the parser gave up at its depth of 256."""
    declared = _DECLARED.search(data[:4096])
    text = decoded(data, (declared[1] or declared[2]).decode("ascii", "replace") if declared else None)
    if text is None:
        raise BadInput("damaged", "The web page is not text in any encoding we know. Print it to PDF and send that.")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    # U+0000 ends the text for libxml2.
    root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    if root is None:
        raise BadInput("damaged", "The web page could not be read. Print it to PDF and send that.")
    return root, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _walk(root: Any) -> Iterator[tuple[str, Any]]:
    """Start and end of each element, without recursion."""
    return iter(etree.iterwalk(root, events=("start", "end")))


class _Page:
    """The text gathered since the last break, and where it stands."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self._looks = [Look()]
        self._dropped = 0
        self._shown: list[str] = []
        self._hidden: list[str] = []
        self._kind: BlockKind = "text"
        self._paragraph = 0
        self._tables = 0
        self._row: _Row | None = None
        self._plain: dict[Any, bool] = {}
        self._rows_of: dict[Any, tuple[int, int]] = {}

    def open(self, element: Any) -> bool:
        """False once nothing more is taken."""
        tag = _tag(element)
        if tag in _DROPPED or self._dropped:
            self._dropped += 1
            return True
        self._looks.append(self._looks[-1].inside(element.attrib))
        if tag in _BLOCKS:
            self._break()
        if tag == "br":
            self._say("\n")
        if tag in _HEADINGS:
            self._kind = "heading"
        if tag == "tr" and self._row is None and (table := self._table_of(element)) is not None:
            self._row = _Row(table)
        if tag in _CELLS and self._row is not None:
            self._row.cells.append("")
            self._row.hidden.append("")
        self._say(element.text)
        return self.gathering.cut is None

    def close(self, element: Any) -> bool:
        tag = _tag(element)
        if self._dropped:
            self._dropped -= 1
        else:
            if tag in _BLOCKS:
                self._break()
            if tag in _HEADINGS:
                self._kind = "text"
            if tag == "tr":
                self._end_row(element)
            self._looks.pop()
        if not self._dropped:
            self._say(element.tail)
        return self.gathering.cut is None

    def flush(self) -> None:
        """Ends the paragraph; hidden text follows what it stood in."""
        for parts, hidden in ((self._shown, False), (self._hidden, True)):
            text = "".join(parts)
            if text.strip():
                self._paragraph += 1
                self.gathering.add(text, f"paragraph {self._paragraph}", kind="text" if hidden else self._kind, hidden=hidden)
            parts.clear()

    def _break(self) -> None:
        if self._row is None:
            self.flush()
        else:
            self._say(" ")

    def _say(self, text: str | None) -> None:
        if not text:
            return
        hidden = self._looks[-1].hidden
        text = text if text == "\n" else re.sub(r"\s+", " ", text)
        if self._row is not None and self._row.cells:
            self._row.add(text, hidden)
        else:
            (self._hidden if hidden else self._shown).append(text)

    def _table_of(self, row: Any) -> Any | None:
        """The table of a row; None where it holds another table."""
        table = next((ancestor for ancestor in row.iterancestors("table")), None)
        if table is not None and table not in self._plain:
            self._plain[table] = table.find(".//table") is None
        return table if table is not None and self._plain[table] else None

    def _end_row(self, element: Any) -> None:
        row, table = self._row, self._table_of(element)
        if row is None or table is not row.table:
            return
        self._row = None
        if table not in self._rows_of:
            self._tables += 1
            self._rows_of[table] = self._tables, 0
        number, rows = self._rows_of[table]
        self._rows_of[table] = number, rows + 1
        for block in row.blocks(f"table {number} row {rows + 1}"):
            self.gathering.add(block.text, block.anchor, kind="table", hidden=block.hidden)


class _Row:
    """One row of a table that holds no table: those that do are there for the layout."""

    def __init__(self, table: Any) -> None:
        self.table = table
        self.cells: list[str] = []
        self.hidden: list[str] = []

    def add(self, text: str, hidden: bool) -> None:
        cells = self.hidden if hidden else self.cells
        cells[-1] += " " if text == "\n" else text

    def blocks(self, anchor: str) -> Iterator[Block]:
        for cells, hidden in ((self.cells, False), (self.hidden, True)):
            said = [" ".join(cell.split()) for cell in cells]
            if any(said):
                yield Block(text=" | ".join(said), anchor=anchor, hidden=hidden)


def _tag(element: Any) -> str:
    return element.tag if isinstance(element.tag, str) else ""
