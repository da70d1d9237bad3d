"""Turns pasted text and blocks of a file into lines and passages, so that each fact points to a place a person can open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jobs.chain.document import Block
from jobs.chain.tender import HIDDEN, Evidence, Passage
from jobs.sources.draft import MAX_PASSAGES, MAX_QUOTE, Draft
from jobs.sources.wording import MAX_PASSAGE, clean

MAX_LINES = 60_000
MAX_LINE = 5_000
"""Characters of a line that are searched for facts."""
_PARAGRAPH = 1_500
"""Characters after which a passage ends at the next line break."""


@dataclass(frozen=True)
class Line:
    number: int
    """From 1, as an editor counts; in a file the running number, with a gap between blocks."""
    text: str
    anchor: str
    passage: str | None = None
    heading: bool = False
    inserted: bool = False
    running: bool = False
    """A page header or footer."""


def lines_of_text(text: str, draft: Draft) -> list[Line]:
    """Non-empty lines, filed in one passage a paragraph (long ones end after about 1,500 characters)."""
    lines = [
        Line(number, line.strip(), f"line {number}") for number, line in enumerate(text.split("\n")[:MAX_LINES], start=1) if line.strip()
    ]
    filed: list[Line] = []
    for group in _paragraphs(lines):
        passage = draft.passage("\n".join(line.text for line in group), group[0].anchor)
        filed += [_with_passage(line, passage) for line in group]
    return filed


def _paragraphs(lines: Sequence[Line]) -> Iterable[list[Line]]:
    group: list[Line] = []
    size = 0
    for line in lines:
        if group and (line.number > group[-1].number + 1 or size >= _PARAGRAPH):
            yield group
            group, size = [], 0
        group.append(line)
        size += len(line.text)
    if group:
        yield group


def lines_of_blocks(blocks: Sequence[Block], name: str, draft: Draft) -> list[Line]:
    """Lines of what a reader of the file sees. Passages keep file name and page; hidden blocks stand at the end, in no line."""
    lines: list[Line] = []
    number = 0
    running: set[str] = set()
    for group in _pages([block for block in blocks if not block.hidden and block.text.strip()]):
        if group[0].kind in ("header", "footer"):
            if group[0].text in running:
                continue
            running.add(group[0].text)
        passage = _file("\n".join(block.text for block in group), group[0].anchor, name, group[0].page, draft)
        for block in group:
            number += 1
            for text in block.text.split("\n"):
                number += 1
                if text.strip() and len(lines) < MAX_LINES:
                    lines.append(_line_of(block, number, text.strip(), passage))
    for block in blocks:
        if block.hidden:
            _file(block.text, f"{block.anchor}{HIDDEN}", name, block.page, draft)
    return lines


def _line_of(block: Block, number: int, text: str, passage: str | None) -> Line:
    heading, running = block.kind == "heading", block.kind in ("header", "footer")
    return Line(number, text, block.anchor, passage, heading, block.inserted, running)


def _pages(blocks: Sequence[Block]) -> Iterable[list[Block]]:
    """Neighbours on one page, or under one anchor, up to the size of a passage; headers and footers alone."""
    group: list[Block] = []
    size = 0
    for block in blocks:
        alone = block.kind in ("header", "footer") or (group and group[-1].kind in ("header", "footer"))
        new_place = group and (block.page != group[-1].page or (block.page is None and block.anchor != group[-1].anchor))
        if group and (alone or new_place or block.kind == "heading" or size + len(block.text) > _PARAGRAPH):
            yield group
            group, size = [], 0
        group.append(block)
        size += len(block.text)
    if group:
        yield group


def _file(text: str, anchor: str, name: str, page: int | None, draft: Draft) -> str | None:
    """Text beyond the size of a passage goes into several, so that guards and reader see all of it."""
    shown = clean(text)
    first: str | None = None
    for start in range(0, len(shown or ""), MAX_PASSAGE):
        if len(draft.passages) >= MAX_PASSAGES * 4:
            draft.warn(f"{name} has more than {MAX_PASSAGES * 4:,} pieces of text; the rest was not read.")
            break
        piece = (shown or "")[start : start + MAX_PASSAGE]
        draft.passages.append(Passage(id=f"p{len(draft.passages) + 1}", text=piece, anchor=anchor, document=name, page=page))
        first = first or draft.passages[-1].id
    return first


def _with_passage(line: Line, passage: str | None) -> Line:
    return Line(line.number, line.text, line.anchor, passage)


def prove(fact: str, line: Line, draft: Draft, quote: str | None = None) -> None:
    """Quotes the line (or the piece given), and names the passage that holds it where one does."""
    said = (clean(quote or line.text) or "")[:MAX_QUOTE].strip()
    if not said:
        return
    filed = draft.passages[int(line.passage[1:]) - 1] if line.passage else None
    holds = filed is not None and said in filed.text
    draft.evidence[fact] = Evidence(anchor=line.anchor, quote=said, passage_id=filed.id if filed and holds else None)
