"""Cuts a read document into pieces small enough to be quoted and large enough to be found."""

import re
from collections.abc import Iterable, Iterator

from jobs.chain.document import Block, Document
from jobs.chain.tender import Value

WANTED = 800
"""Characters of a chunk; it ends with the paragraph that reaches them."""
LONGEST = 1200
"""Characters of a chunk at most: a longer paragraph is cut at a sentence or a blank."""
MOST_CHUNKS = 4000
"""Chunks of one document: 2 M characters, the limit of a file, are about 2,500."""

# A database holds neither U+0000 nor lone surrogates.
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?;:](?=\s)")


class Chunk(Value):
    text: str
    """White space joined, paragraphs on lines of their own."""
    anchor: str
    """Of the first block in it."""
    page: int | None


def chunks_of(document: Document) -> tuple[Chunk, ...]:
    """The document's text in reading order: hidden blocks, running headers and footers left out, a heading with what follows it.

    At most 4,000 chunks; `is_cut` tells whether there would be more.
    """
    return tuple(chunk for chunk, _ in zip(_chunks(document.blocks), range(MOST_CHUNKS), strict=False))


def is_cut(document: Document) -> bool:
    """Whether the document has more text than its chunks."""
    return sum(1 for _, _ in zip(_chunks(document.blocks), range(MOST_CHUNKS + 1), strict=False)) > MOST_CHUNKS


def _chunks(blocks: Iterable[Block]) -> Iterator[Chunk]:
    held: list[tuple[str, Block]] = []
    for text, block in _pieces(blocks):
        size = sum(len(each) + 1 for each, _ in held)
        begins = block.kind == "heading" and any(each.kind != "heading" for _, each in held)
        if held and (begins or size >= WANTED or size + len(text) > LONGEST or block.page != held[0][1].page):
            yield _joined(held)
            held = []
        held.append((text, block))
    if held:
        yield _joined(held)


def _pieces(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    for block in blocks:
        if block.hidden or block.kind in ("header", "footer"):
            continue
        rest = _SPACES.sub(" ", _UNSTORABLE.sub(" ", block.text)).strip()
        while rest:
            end = len(rest) if len(rest) <= LONGEST else _cut(rest)
            yield rest[:end].rstrip(), block
            rest = rest[end:].lstrip()


def _cut(text: str) -> int:
    """Where to end within LONGEST: after the last sentence past half of it, else at the last blank, else in the word."""
    window = text[: LONGEST + 1]
    ends = [found.end() for found in _SENTENCE_END.finditer(window) if found.end() >= WANTED // 2]
    blank = window.rfind(" ", WANTED // 2)
    return ends[-1] if ends else blank if blank > 0 else LONGEST


def _joined(held: list[tuple[str, Block]]) -> Chunk:
    first = held[0][1]
    return Chunk(text="\n".join(text for text, _ in held), anchor=first.anchor, page=first.page)
