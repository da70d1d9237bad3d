"""Reads one paragraph of a Word document as its reader sees it: tracked changes done, field codes gone, hidden text apart."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from jobs.documents.docx_styles import Ground, Look, Styles, W, direct, outline_level, style_of
from jobs.documents.ooxml import Element

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHOICE, _FALLBACK = (ALTERNATE.replace("AlternateContent", tag) for tag in ("Choice", "Fallback"))
_LEFT_OUT = frozenset(f"{W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sectPr", "rt"))
"""Not walked into: what was deleted or stood here before it was moved, properties, and the reading aid over Asian text."""
_MARKS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_SYMBOLS = {
    "FC": "✓",
    "FB": "✗",
    "FE": "☒",
    "FD": "☒",
    "A3": "☐",
    "A8": "☐",
    "6F": "☐",
    "72": "☐",
    "52": "☑",
    "A7": "▪",
    "B7": "•",
    "D8": "➢",
    "E0": "→",
}
"""Wingdings by the last byte of its code in the private area (F0FC): the boxes and ticks of forms."""
_UNKNOWN_SYMBOL = "\N{REPLACEMENT CHARACTER}"


class Piece(NamedTuple):
    text: str
    hidden: bool
    inserted: bool


class Box(NamedTuple):
    """The content of a text box that hangs on a run, and how the run stands."""

    content: Element
    hidden: bool
    inserted: bool


@dataclass
class Paragraph:
    """What was read of one `w:p`, or of several that tracked changes make one."""

    heading: bool
    joins_next: bool
    """Its end was deleted, so that its text goes on in the next paragraph."""
    pieces: list[Piece] = field(default_factory=list[Piece])
    boxes: "list[Box]" = field(default_factory=list["Box"])
    notes: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """`footnote` or `endnote`, and the id, in the order of the references."""

    def joined(self, following: "Paragraph") -> "Paragraph":
        """This one, going on with the text of the following, which gives it its kind."""
        self.pieces += following.pieces
        self.boxes += following.boxes
        self.notes += following.notes
        self.heading, self.joins_next = following.heading, following.joins_next
        return self

    def text(self, *, hidden: bool) -> str:
        return "".join(piece.text for piece in self.pieces if piece.hidden == hidden).strip()

    @property
    def inserted(self) -> bool:
        """Whether any of the text that is seen is a tracked insertion."""
        return any(piece.inserted and not piece.hidden and not piece.text.isspace() for piece in self.pieces)


def read_paragraph(element: Element, styles: Styles, ground: Ground) -> Paragraph:
    """`ground` is what lies behind the paragraph."""
    properties = element.find(f"{W}pPr")
    style = style_of(properties, "pStyle")
    mark = properties.find(f"{W}rPr") if properties is not None else None
    paragraph = Paragraph(
        heading=styles.is_heading(style, outline_level(properties)),
        joins_next=mark is not None and any(mark.find(f"{W}{tag}") is not None for tag in ("del", "moveFrom")),
    )
    look = styles.look(style, "paragraph").over(styles.defaults)
    _Runs(paragraph, styles, look, ground.under(properties)).walk(element, Piece("", hidden=False, inserted=False))
    return paragraph


def chosen(alternate: Element) -> Iterator[Element]:
    """The children of the first choice; of the fallback only where there is no choice, so that no text comes twice."""
    branch = alternate.find(_CHOICE)
    yield from branch if branch is not None else alternate.find(_FALLBACK) or ()


class _Runs:
    """Walks the runs of one paragraph; knows whether it stands in the code of a field."""

    def __init__(self, paragraph: Paragraph, styles: Styles, look: Look, ground: Ground) -> None:
        self._into = paragraph
        self._styles = styles
        self._look = look
        self._ground = ground
        self._fields: list[bool] = []
        """One entry an open field: whether its result has begun."""

    def walk(self, parent: Element, like: Piece) -> None:
        """`like` is a piece without text that says how it all stands."""
        for child in parent:
            self._one(child, like)

    def _one(self, child: Element, like: Piece) -> None:
        tag = child.tag
        if tag == f"{W}r":
            self._run(child, like.inserted)
        elif tag == f"{W}txbxContent":
            self._into.boxes.append(Box(child, like.hidden, like.inserted))
        elif tag == f"{MATH}t":
            self._say(child.text, like)
        elif tag == ALTERNATE:
            for branch in chosen(child):
                self._one(branch, like)
        elif tag not in _LEFT_OUT:
            self.walk(child, like._replace(inserted=like.inserted or tag == f"{W}ins"))

    def _run(self, run: Element, inserted: bool) -> None:
        properties = run.find(f"{W}rPr")
        look = direct(properties)
        character_style = style_of(properties, "rStyle")
        if character_style is not None:
            look = look.over(self._styles.look(character_style))
        hidden = look.over(self._look).hides(self._ground.under(properties))
        self._inside(run, Piece("", hidden, inserted))

    def _inside(self, parent: Element, like: Piece) -> None:
        for child in parent if parent.tag != ALTERNATE else chosen(parent):
            tag = child.tag
            if tag == f"{W}t":
                self._say(child.text, like)
            elif tag in _MARKS:
                self._say(_MARKS[str(tag)], like)
            elif tag == f"{W}sym":
                self._say(_symbol(child), like)
            elif tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType"))
            elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                self._into.notes.append((str(tag).removeprefix(W).removesuffix("Reference"), child.get(f"{W}id") or ""))
            elif tag == ALTERNATE:
                self._inside(child, like)
            else:
                self._one(child, like)

    def _say(self, text: str | None, like: Piece) -> None:
        if text and all(self._fields):
            self._into.pieces.append(like._replace(text=text))

    def _field(self, kind: str | None) -> None:
        """Begins the code, then the result, of a field. A field left open ends with its paragraph: nothing after it may get lost."""
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()


def _symbol(element: Element) -> str:
    code = (element.get(f"{W}char") or "").upper()
    if not code or len(code) > 6 or not set(code) <= set("0123456789ABCDEF"):
        return _UNKNOWN_SYMBOL
    if code.startswith("F0") and len(code) == 4:
        return _SYMBOLS.get(code[2:], _UNKNOWN_SYMBOL)
    number = int(code, 16)
    return chr(number) if 0x20 <= number < 0xD800 else _UNKNOWN_SYMBOL
