"""The company library of a workspace: its documents, and one full-text search over them.

The text of a chunk is stored in clear, in the workspace's own rows and not in the vault: what is sealed cannot be searched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from sqlalchemy import ColumnElement, func

from storage.errors import Conflict, NotFound
from storage.library_words import fold, fts5, scores, terms_of, tsquery
from storage.rows import value_of, values_of
from storage.scope import TenantTx
from storage.tables.library import library_chunks, library_documents, matches

Kind = Literal["reference", "certificate", "policy", "cv", "method", "other"]
Status = Literal["read", "partly_read", "cannot_read"]
CANDIDATES = 200
"""Chunks that the database may hand over to be ranked; where more match, its own ranking picks them."""
MOST_HITS = 50
BATCH = 200


class Chunk(Protocol):
    """A piece of a document's text, with the place where a person finds it."""

    @property
    def text(self) -> str: ...
    @property
    def anchor(self) -> str: ...
    @property
    def page(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class LibraryDocument:
    """A document as stored; `reason` says in a sentence what of it could not be read."""

    id: str
    name: str
    kind: Kind
    content_hash: str
    added_by: str
    added_at: datetime
    pages: int | None
    status: Status
    reason: str | None


@dataclass(frozen=True, slots=True)
class Added:
    """The document's id, and whether it is new; the same content is kept once in a workspace."""

    id: str
    created: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found; `document` is the document's name, and a higher `rank` is nearer to what was asked."""

    document_id: str
    document: str
    kind: Kind
    chunk_id: int
    text: str
    anchor: str
    page: int | None
    rank: float


async def add(
    tx: TenantTx,
    *,
    id: str,
    name: str,
    kind: Kind,
    content_hash: str,
    added_by: str,
    pages: int | None,
    status: Status,
    reason: str | None,
    chunks: Sequence[Chunk],
    now: datetime,
) -> Added:
    """Stores a document and its chunks, unless its content is there already. Raises Conflict for an id that is taken."""
    row = {
        "id": id, "name": name, "kind": kind, "content_hash": content_hash, "added_by": added_by, "added_at": now, "pages": pages,
        "status": status, "reason": reason,
    }  # fmt: skip
    if not await tx.insert_new(library_documents, [row], key=("content_hash",)):
        there: str = await tx.scalar(tx.select(library_documents, library_documents.c.id).where(_has(content_hash)))
        return Added(there, created=False)
    await _put_chunks(tx, id, chunks)
    return Added(id, created=True)


async def replace(
    tx: TenantTx,
    document_id: str,
    *,
    name: str,
    content_hash: str,
    added_by: str,
    pages: int | None,
    status: Status,
    reason: str | None,
    chunks: Sequence[Chunk],
    now: datetime,
) -> None:
    """Gives a document new content; its id and kind stay. Raises NotFound, or Conflict where another document has that content."""
    other = await tx.scalar(tx.select(library_documents, library_documents.c.id).where(_has(content_hash)))
    if other not in (None, document_id):
        raise Conflict("Another document of the library has the same content.")
    values = {
        "name": name, "content_hash": content_hash, "added_by": added_by, "added_at": now, "pages": pages, "status": status,
        "reason": reason,
    }  # fmt: skip
    # First, since it locks the row: of two at once one has all its chunks and the other none.
    if not await tx.run(tx.update(library_documents).where(library_documents.c.id == document_id).values(**values)):
        raise NotFound("library document", document_id)
    await tx.run(tx.delete(library_chunks).where(library_chunks.c.document_id == document_id))
    await _put_chunks(tx, document_id, chunks)


async def remove(tx: TenantTx, document_id: str) -> bool:
    """Deletes a document with its chunks. Whether it was there."""
    found = tx.select(library_documents, library_documents.c.id).where(library_documents.c.id == document_id).with_for_update()
    if await tx.first(found, write=True) is None:
        return False
    await tx.run(tx.delete(library_chunks).where(library_chunks.c.document_id == document_id))
    await tx.run(tx.delete(library_documents).where(library_documents.c.id == document_id))
    return True


async def get(tx: TenantTx, document_id: str) -> LibraryDocument:
    """Raises NotFound."""
    row = await tx.first(tx.select(library_documents).where(library_documents.c.id == document_id))
    if row is None:
        raise NotFound("library document", document_id)
    return value_of(LibraryDocument, row)


async def listed(tx: TenantTx, *, limit: int = 100) -> list[LibraryDocument]:
    """The documents, newest first."""
    query = tx.select(library_documents).order_by(library_documents.c.added_at.desc(), library_documents.c.id).limit(limit)
    return values_of(LibraryDocument, await tx.all(query))


async def search(tx: TenantTx, words: Sequence[str], *, limit: int) -> list[Hit]:
    """The chunks nearest to any of the words, at most `limit` and 50, nearest first; equal ones by document and place.

    Words may hold anything: an operator in one is a blank. A word of 5 letters or more is found with other endings, one of
    several parts (`ISO 27001`) where they stand together. Case and accents do not count.
    """
    terms = terms_of(words)
    if not terms or limit < 1:
        return []
    total: int = await tx.scalar(tx.select(library_chunks, func.count()).select_from(library_chunks))
    chunk, document = library_chunks.c, library_documents.c
    near = matches(tx.tenant_id, fts5(tx.tenant_id, terms), tsquery(terms), CANDIDATES)
    query = tx.select(
        library_chunks, chunk.id, chunk.document_id, chunk.seq, chunk.text, chunk.anchor, chunk.page, document.name, document.kind
    ).join(library_documents)
    rows = await tx.all(query.where(near))
    ranked = zip(scores([row.text for row in rows], terms, total), rows, strict=True)
    nearest = sorted(((-rank, row.document_id, row.seq, row) for rank, row in ranked if rank > 0), key=lambda found: found[:3])
    return [
        Hit(row.document_id, row.name, row.kind, row.id, row.text, row.anchor, row.page, -rank)
        for rank, _, _, row in nearest[: min(limit, MOST_HITS)]
    ]


def _has(content_hash: str) -> ColumnElement[bool]:
    return library_documents.c.content_hash == content_hash


async def _put_chunks(tx: TenantTx, document_id: str, chunks: Sequence[Chunk]) -> None:
    rows = [
        {
            "document_id": document_id, "seq": seq, "text": chunk.text, "words": " ".join(fold(chunk.text)), "anchor": chunk.anchor,
            "page": chunk.page,
        }
        for seq, chunk in enumerate(chunks)
    ]  # fmt: skip
    for start in range(0, len(rows), BATCH):
        await tx.insert_new(library_chunks, rows[start : start + BATCH], key=("document_id", "seq"))
