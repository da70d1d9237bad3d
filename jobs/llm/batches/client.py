"""Message Batches over the vendor's SDK: `jobs.llm.batches.vendor.Vendor`. Import it in workers, late, as `jobs.llm.client`."""

import json
import re
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import anthropic
from anthropic.types import Message
from anthropic.types.message_create_params import MessageCreateParamsNonStreaming
from anthropic.types.messages import MessageBatch
from anthropic.types.messages.batch_create_params import Request

from jobs.chain.errors import BadRequest, Transient
from jobs.llm.batches.vendor import Ask, Line, NotThere, Standing, Verdict
from jobs.llm.blocks import content_of, system_of
from jobs.llm.client import translated
from jobs.llm.faults import UNREACHABLE

LONGEST_LINE = 4_000_000
"""Bytes of one result: sixty times what the longest reply has. What is longer is skipped unread."""
PAGE, PAGES = 100, 20
"""Of a look at recent batches."""
VENDOR_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")
STREAMED = {"X-Stainless-Raw-Response": "stream", "Accept": "application/binary"}
"""The SDK's own sign that a body is read piece by piece."""


@dataclass(frozen=True)
class AnthropicBatches:
    """Shares the client of `jobs.llm.client.connect`: no retries of the SDK's, no text in spans."""

    client: anthropic.AsyncAnthropic
    seconds: float = 60.0
    """For one answer, and for each piece of a stream of results."""

    async def create(self, asks: Sequence[Ask]) -> Standing:
        requests = [Request(custom_id=ask.id, params=_parameters(ask)) for ask in asks]
        async with translated(self.seconds):
            return _standing(await self.client.messages.batches.create(requests=requests))

    async def recent(self, since: datetime) -> AsyncGenerator[Standing]:
        after: str | None = None
        for _ in range(PAGES):
            try:
                async with translated(self.seconds):
                    page = await self.client.messages.batches.list(limit=PAGE, after_id=after or anthropic.omit)
            except (AttributeError, TypeError) as error:  # of the SDK's own, over a body that is no object (anthropic 2.11.0)
                raise Transient(UNREACHABLE) from error
            if not isinstance(page.data, list) or not isinstance(page.has_more, bool):
                break  # a list that cannot be read proves of no batch that it is not there
            for standing in map(_standing, page.data):
                if standing.created_at < since:
                    return
                yield standing
                after = standing.id
            if not page.has_more:
                return
        raise Transient(UNREACHABLE)

    async def retrieve(self, id: str) -> Standing:
        with _known():
            async with translated(self.seconds):
                return _standing(await self.client.messages.batches.retrieve(id))

    async def cancel(self, id: str) -> None:
        with _known():
            async with translated(self.seconds):
                await self.client.messages.batches.cancel(id)

    async def results(self, id: str) -> AsyncGenerator[Line | None]:
        async with aclosing(self._pieces(id)) as pieces, aclosing(lines(pieces)) as found:
            async for raw in found:
                yield None if raw is None else read_line(raw)

    async def _pieces(self, id: str) -> AsyncGenerator[bytes]:
        # By a path of our own: the SDK would follow `results_url` wherever it points, with the key (anthropic 2.11.0).
        with _known():
            async with translated(self.seconds):
                response = await self.client.get(
                    f"/v1/messages/batches/{id}/results",
                    cast_to=anthropic.AsyncAPIResponse[object],
                    options={"headers": STREAMED},
                )
        try:
            pieces = aiter(response.iter_bytes())
            while True:
                async with translated(self.seconds):
                    piece = await anext(pieces, None)
                if piece is None:
                    return
                yield piece
        finally:
            await response.close()


@contextmanager
def _known() -> Generator[None]:
    try:
        yield
    except BadRequest as error:
        if getattr(error.__cause__, "status_code", None) == 404:
            raise NotThere("The vendor of the language model knows no such batch.") from error
        raise


def _standing(batch: MessageBatch) -> Standing:
    """The SDK does not validate what it parses. Raises Transient for an answer that tells of no batch."""
    id, status, created, counts = (getattr(batch, name, None) for name in ("id", "processing_status", "created_at", "request_counts"))
    numbers = [getattr(counts, name, None) for name in ("processing", "succeeded", "errored", "canceled", "expired")]
    if not isinstance(id, str) or not VENDOR_ID.fullmatch(id) or not isinstance(created, datetime) or created.tzinfo is None:
        raise Transient(UNREACHABLE)
    if status not in ("in_progress", "canceling", "ended") or not all(isinstance(number, int) for number in numbers):
        raise Transient(UNREACHABLE)
    return Standing(id, status == "ended", created, sum(cast(list[int], numbers)))


async def lines(pieces: AsyncIterator[bytes], longest: int = LONGEST_LINE) -> AsyncGenerator[bytes | None]:
    """What stands between line feeds, blank lines left out; None for a line of more than `longest` bytes."""
    kept, skipping = bytearray(), False
    async for piece in pieces:
        for place, part in enumerate(piece.split(b"\n")):
            if place:
                if skipping or kept.strip():
                    yield None if skipping else bytes(kept)
                kept, skipping = bytearray(), False
            skipping = skipping or len(kept) + len(part) > longest
            kept = bytearray() if skipping else kept + part
    if skipping or kept.strip():
        yield None if skipping else bytes(kept)


def read_line(raw: bytes) -> Line | None:
    """One line of results; None if it tells nothing of a request."""
    try:
        said: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    result = said.get("result") if isinstance(said, dict) else None
    if not isinstance(result, dict) or not isinstance(said.get("custom_id"), str):
        return None
    id, verdict = said["custom_id"], result.get("type")
    if verdict == "succeeded":
        return Line(id, "succeeded", _message(result.get("message")))
    return Line(id, cast(Verdict, verdict)) if verdict in ("errored", "canceled", "expired") else None


def _message(body: object) -> Message:
    """As the SDK would make it of an answer: nothing of it is validated."""
    return Message.construct(**{name: body[name] for name in Message.model_fields if name in body} if isinstance(body, dict) else {})


def _parameters(ask: Ask) -> MessageCreateParamsNonStreaming:
    """The very call that `jobs.llm.client` would make."""
    request = ask.request
    schema = anthropic.transform_schema(cast(dict[str, Any], request.reply_schema))
    return {
        "model": ask.model,
        "max_tokens": request.max_tokens,
        "system": cast(Any, system_of(request)),
        "messages": [{"role": "user", "content": cast(Any, content_of(request))}],
        "output_config": {"format": {"type": "json_schema", "schema": schema}},
    }
