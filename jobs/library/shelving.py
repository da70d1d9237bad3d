"""The rows of the library while a file waits to be read, and when it was.

A waiting document is a row without chunks whose content hash is `waiting:` and the id of its file at Slack: known to the database
before the request is acknowledged, found again after a crash, and the same file handed in twice is one row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from jobs.chain.document import Document, Status
from jobs.chain.errors import BidwrightError
from jobs.library.chunking import MOST_CHUNKS, Chunk, chunks_of, is_cut
from storage import library
from storage.errors import NotFound
from storage.library import Kind, LibraryDocument
from storage.scope import TenantTx

WAITING = "waiting:"
MOST_WAITING = 10_000
"""Documents of a workspace that are looked through for waiting ones."""
LONGEST_NAME = 200
NOT_YET = "It waits to be read."
NO_TEXT = "No text to search was found in it. If it is a scan, send it with its text recognised."
NOTICE = "It is a notice as XML or JSON, which the library does not keep. Hand it to /analyze instead."
CUT = f"It is longer than the library keeps of one document: its first {MOST_CHUNKS:,} passages are in."


class File(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Prepared:
    """A document as it will be stored."""

    name: str
    content_hash: str
    pages: int | None
    status: Status
    reason: str | None
    chunks: tuple[Chunk, ...] = ()


@dataclass(frozen=True)
class Shelved:
    """What became of one document; `known` where its content was in the library before."""

    name: str
    status: Status
    pages: int | None
    reason: str | None
    known: bool


def is_waiting(document: LibraryDocument) -> bool:
    return document.content_hash.startswith(WAITING)


def file_id(document: LibraryDocument) -> str:
    """The file of a document that waits, by its id at Slack."""
    return document.content_hash.removeprefix(WAITING)


async def hand_in(tx: TenantTx, files: Sequence[File], kind: Kind, *, member: str, new_id: Callable[[], str], now: datetime) -> list[str]:
    """Notes files that are to be read; the ids of those that were not waiting already."""
    fresh: list[str] = []
    for file in files:
        added = await library.add(
            tx, id=new_id(), name=file.name[:LONGEST_NAME], kind=kind, content_hash=f"{WAITING}{file.id}", added_by=member, pages=None,
            status="cannot_read", reason=NOT_YET, chunks=(), now=now,
        )  # fmt: skip
        fresh += [added.id] if added.created else []
    return fresh


async def waiting_in(tx: TenantTx) -> list[LibraryDocument]:
    """What waits in a workspace, the longest first."""
    return [each for each in reversed(await library.listed(tx, limit=MOST_WAITING)) if is_waiting(each)]


def prepare(document: Document, digest: str) -> Prepared:
    """Pure, and slow for a long document. The same text is the same content, whatever its file is called; `digest` is the file's."""
    chunks = chunks_of(document)
    name, reason = document.name[:LONGEST_NAME], document.reason
    if not chunks:
        reason = reason or (NOTICE if document.media == "notice" else NO_TEXT)
        return Prepared(name, _hash("unread", f"{digest}\n{document.name}"), document.pages, "cannot_read", reason)
    content = _hash("text", "\n".join(chunk.text for chunk in chunks))
    if is_cut(document):
        return Prepared(name, content, document.pages, "partly_read", f"{reason} {CUT}" if reason else CUT, chunks)
    return Prepared(name, content, document.pages, document.status, reason, chunks)


def unread(waiting: LibraryDocument, why: BidwrightError) -> Prepared:
    """A file that never came to be read."""
    return Prepared(waiting.name, f"unread:{file_id(waiting)}", None, "cannot_read", why.sentence)


async def shelve(tx: TenantTx, waiting: LibraryDocument, prepared: Prepared, *, id: str, now: datetime) -> Shelved:
    """Stores a further document of a pack, under an id of its own."""
    added = await library.add(tx, id=id, kind=waiting.kind, added_by=waiting.added_by, now=now, **_columns(prepared))
    return _shelved(prepared, known=not added.created)


async def settle(tx: TenantTx, waiting: LibraryDocument, prepared: Prepared, *, now: datetime) -> Shelved | None:
    """Puts what was read in the place of the waiting row; None where that was removed meanwhile.

    Raises Conflict where another document has the same content: then `drop` the row.
    """
    try:
        await library.replace(tx, waiting.id, added_by=waiting.added_by, now=now, **_columns(prepared))
    except NotFound:
        return None
    return _shelved(prepared, known=False)


async def drop(tx: TenantTx, waiting: LibraryDocument, prepared: Prepared) -> Shelved | None:
    """Takes a waiting row away whose content is in the library already; None where it was removed meanwhile."""
    return _shelved(prepared, known=True) if await library.remove(tx, waiting.id) else None


def _columns(prepared: Prepared) -> dict[str, Any]:
    return {
        "name": prepared.name, "content_hash": prepared.content_hash, "pages": prepared.pages, "status": prepared.status,
        "reason": prepared.reason, "chunks": prepared.chunks,
    }  # fmt: skip


def _shelved(prepared: Prepared, *, known: bool) -> Shelved:
    return Shelved(prepared.name, prepared.status, prepared.pages, prepared.reason, known)


def _hash(kind: str, text: str) -> str:
    return f"{kind}:{sha256(text.encode(errors='replace')).hexdigest()}"
