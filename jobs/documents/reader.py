"""The door of this package: bytes a stranger sent -> documents, each file read by a child of its own that is ended after it."""

import asyncio
from collections import deque

from pydantic import ValidationError

from jobs.chain.document import Document
from jobs.chain.errors import BadInput
from jobs.documents.cell import Cell, CellError, ClosedError, FloodError, SlowError
from jobs.documents.kinds import likely_media
from jobs.documents.limits import MIB, DocumentLimits
from jobs.documents.names import shown_name
from jobs.documents.packs import PackBudget
from jobs.documents.pool import Pool
from jobs.documents.read import DAMAGED, cannot_read
from jobs.documents.wire import Answer, MemberHead, Request

_CHILD = "jobs.documents.child"
_HEAD_BYTES = MIB
_BLOCK_BYTES = 400
"""A block as JSON, beside its text."""
_CHAR_BYTES = 4
"""The longest a character gets in JSON, control characters being gone."""
_STOPPED = "Reading was stopped before this file was read. Send it again."
_FLOODED = "The file unpacks to more text than can be read; it is damaged or hostile. Save it anew (print to PDF) and send it again."


class DocumentReader:
    """Keeps `slots` children at the most, beside one that unpacks."""

    def __init__(self, limits: DocumentLimits | None = None, *, slots: int = 2, program: str = _CHILD) -> None:
        """`program` is the module whose `main` the children run."""
        self._limits = limits or DocumentLimits()
        self._slots = slots
        self._readers = Pool(self._limits, program, slots)
        self._unpackers = Pool(self._limits, program, 1)

    @property
    def pids(self) -> frozenset[int]:
        """Children alive now, at work or waiting."""
        return self._readers.pids | self._unpackers.pids

    async def read(self, data: bytes, *, name: str) -> tuple[Document, ...]:
        """One document for a file, one a member for a ZIP. Content that cannot be read is a document that says so.

        Raises `BadInput` too_large for more than `max_bytes`, and `OSError` where the machine has no room for a process.
        """
        if len(data) > self._limits.max_bytes:
            raise BadInput("too_large", f"The file has {len(data):,} bytes; at most {self._limits.max_bytes:,} are read. Send it in parts.")
        name = shown_name(name) or "file"
        document = await self._read_one(data, name, in_pack=False)
        return (document,) if document is not None else await self._read_pack(data, name)

    async def close(self) -> None:
        """Ends every child; a file that is being read stays unread."""
        await asyncio.gather(self._readers.close(), self._unpackers.close())

    async def _read_one(self, data: bytes, name: str, *, in_pack: bool) -> Document | None:
        """None where the file is a pack."""
        try:
            async with self._readers.cell() as cell:
                await cell.ask(Request(task="read", name=name, in_pack=in_pack), data)
                answer = Answer.model_validate_json(await cell.frame(_HEAD_BYTES))
                return None if answer.kind == "pack" and not in_pack else await self._document(cell, data, name)
        except (CellError, ValidationError) as failed:
            return cannot_read(name, likely_media(data, name), self._sentence(failed))

    async def _document(self, cell: Cell, data: bytes, name: str) -> Document:
        most = self._limits.max_chars * _CHAR_BYTES + self._limits.max_blocks * _BLOCK_BYTES + _HEAD_BYTES
        document = Document.model_validate_json(await cell.frame(most))
        is_notice = document.media == "notice" and document.status != "cannot_read"
        return document.model_copy(update={"name": name, "data": data if is_notice else None})

    async def _read_pack(self, data: bytes, name: str) -> tuple[Document, ...]:
        budget = PackBudget(self._limits, asyncio.get_running_loop().time)
        begun: deque[asyncio.Task[Document]] = deque()
        try:
            async with self._unpackers.cell() as cell:
                await cell.ask(Request(task="unpack", name=name), data)
                if Answer.model_validate_json(await cell.frame(_HEAD_BYTES)).kind == "document":
                    return (await self._document(cell, data, name),)
                while head := await cell.frame(_HEAD_BYTES):
                    member = MemberHead.model_validate_json(head)
                    body = await cell.frame(self._limits.max_bytes)
                    refusal = member.refused or budget.refusal
                    begun.append(asyncio.create_task(self._read_member(body, f"{name}/{member.name}", refusal)))
                    if len(begun) > self._slots:
                        budget.take(await begun.popleft())
            for task in begun:
                budget.take(await task)
        except (CellError, ValidationError) as failed:
            for task in begun:
                budget.take(await task)
            budget.take(cannot_read(name, "text", self._sentence(failed)))
        finally:
            for task in begun:
                task.cancel()
            await asyncio.gather(*begun, return_exceptions=True)
        return budget.documents

    async def _read_member(self, data: bytes, name: str, refusal: str | None) -> Document:
        if refusal is not None:
            return cannot_read(name, likely_media(data, name), refusal)
        document = await self._read_one(data, name, in_pack=True)
        assert document is not None
        return document

    def _sentence(self, failed: CellError | ValidationError) -> str:
        if isinstance(failed, SlowError):
            return f"Reading the file took longer than {self._limits.seconds:g} seconds and was stopped; it is damaged or hostile. Save it anew (print to PDF) and send it again."
        if isinstance(failed, ClosedError):
            return _STOPPED
        return _FLOODED if isinstance(failed, FloodError) else DAMAGED
