"""Collects the blocks of one file up to the limits, free of characters that nothing downstream can store."""

import re
from collections.abc import Iterable

from jobs.chain.document import Block, BlockKind, Document
from jobs.documents.limits import DocumentLimits

_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_RUNS_OF_SPACE = re.compile(r"[ \t\u00a0]+")


def tidy(text: str) -> str:
    """Without control characters and lone surrogates; spaces and lines trimmed, line breaks kept as one line feed each."""
    text = _LONE_SURROGATE.sub("\ufffd", _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    lines = (_RUNS_OF_SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


class Gathering:
    """`add` until it answers False; `cut` then says to people what is missing."""

    def __init__(self, limits: DocumentLimits) -> None:
        self._limits = limits
        self._blocks: list[Block] = []
        self._chars = 0
        self.cut: str | None = None

    def add(
        self, text: str, anchor: str, *, page: int | None = None, kind: BlockKind = "text", hidden: bool = False, inserted: bool = False
    ) -> bool:
        """Keeps the tidied text where anything is left of it; False from the first block on that does not fit."""
        if self.cut is not None:
            return False
        text = tidy(text)
        if not text:
            return True
        room = self._limits.max_chars - self._chars
        if room <= 0 or len(self._blocks) >= self._limits.max_blocks:
            self.cut = self._cut_sentence(room <= 0)
            return False
        if len(text) > room:
            text, self.cut = text[:room], self._cut_sentence(by_chars=True)
        self._chars += len(text)
        self._blocks.append(Block(text=text, anchor=anchor, page=page, kind=kind, hidden=hidden, inserted=inserted))
        return self.cut is None

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(self._blocks)

    def _cut_sentence(self, by_chars: bool) -> str:
        what = f"{self._limits.max_chars:,} characters" if by_chars else f"{self._limits.max_blocks:,} paragraphs and rows"
        return f"Only the first {what} were read; send the rest as a file of its own."


def bounded(document: Document, limits: DocumentLimits) -> Document:
    """The document cut to the limits, `partly_read` where that took something away."""
    kept, chars, cut = 0, 0, None
    for block in document.blocks:
        if chars + len(block.text) > limits.max_chars or kept >= limits.max_blocks:
            cut = f"Only the first {chars:,} characters were read; send the rest as a file of its own."
            break
        kept, chars = kept + 1, chars + len(block.text)
    if cut is None:
        return document
    status = "cannot_read" if document.status == "cannot_read" else "partly_read"
    return document.model_copy(update={"blocks": document.blocks[:kept], "status": status, "reason": together((document.reason, cut))})


def together(sentences: Iterable[str | None]) -> str | None:
    """The sentences that exist, each once, as one paragraph; None where there is none."""
    return " ".join(dict.fromkeys(sentence for sentence in sentences if sentence)) or None
