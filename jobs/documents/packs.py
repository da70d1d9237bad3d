"""What the documents of one pack may hold together, and the time they may take."""

from collections.abc import Callable
from dataclasses import replace

from jobs.chain.document import Document
from jobs.documents.gathering import bounded
from jobs.documents.limits import DocumentLimits


class PackBudget:
    """Takes the documents in the order of the pack, so that the same pack is always cut at the same place."""

    def __init__(self, limits: DocumentLimits, clock: Callable[[], float]) -> None:
        """`clock` counts seconds from any point."""
        self._limits = limits
        self._clock = clock
        self._end = clock() + limits.pack_seconds
        self._chars = limits.max_pack_chars
        self._blocks = limits.max_pack_blocks
        self._taken: list[Document] = []

    @property
    def refusal(self) -> str | None:
        """A sentence once nothing more is read."""
        if self._chars <= 0 or self._blocks <= 0:
            return (
                f"The pack holds more than the {self._limits.max_pack_chars:,} characters that are read at once; send this file on its own."
            )
        if self._clock() >= self._end:
            return f"Reading the pack took longer than {self._limits.pack_seconds:g} seconds; send this file on its own."
        return None

    def take(self, document: Document) -> None:
        left = replace(self._limits, max_chars=max(0, self._chars), max_blocks=max(0, self._blocks))
        document = bounded(document, left)
        self._chars -= sum(len(block.text) for block in document.blocks)
        self._blocks -= len(document.blocks)
        self._taken.append(document)

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(self._taken)
