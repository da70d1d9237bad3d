"""What the vendor's batches are to us: the values that go and come, and the protocol that the one file speaking to it keeps."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from jobs.chain.errors import AnalystError
from jobs.chain.model import ModelRequest

Verdict = Literal["succeeded", "errored", "canceled", "expired"]


class NotThere(AnalystError):
    """The vendor knows no such batch, or no longer."""


@dataclass(frozen=True)
class Ask:
    """One request of a batch. `id` goes out as `custom_id`: 1 to 64 letters, digits, `_` and `-`."""

    id: str
    model: str
    request: ModelRequest


@dataclass(frozen=True)
class Standing:
    """A batch as the vendor tells of it. `items`: how many requests it holds."""

    id: str
    ended: bool
    created_at: datetime
    items: int


@dataclass(frozen=True)
class Line:
    """What became of one request. Only `succeeded` is paid for, and only that has a `message`: for `jobs.llm.reading`, which believes nothing."""

    id: str
    verdict: Verdict
    message: object = None


class Vendor(Protocol):
    """Each method is one try and may raise any `AnalystError`."""

    async def create(self, asks: Sequence[Ask]) -> Standing:
        """After a bare `Transient` nobody knows whether the vendor has it; after any other error it has not."""
        ...

    def recent(self, since: datetime) -> AsyncGenerator[Standing]:
        """Batches of this key created after that, the newest first; not without end."""
        ...

    async def retrieve(self, id: str) -> Standing:
        """Raises NotThere."""
        ...

    async def cancel(self, id: str) -> None:
        """It ends soon, with what was under way perhaps done. Raises NotThere."""
        ...

    def results(self, id: str) -> AsyncGenerator[Line | None]:
        """Of an ended batch, in no order, a line at a time; None for a line that cannot be read. Raises NotThere."""
        ...
