"""Tenders, one row per source and external id, changed only when the content did; every version is kept with what changed."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func

from storage.errors import NotFound
from storage.rows import value_of
from storage.scope import TenantTx
from storage.tables.tenders import tender_versions, tenders
from storage.tender_order import is_older
from storage.tender_twins import Twin, due_within, note_same, same, same_as

__all__ = [
    "Diff", "StoredTender", "TenderRow", "TenderVersion", "Twin", "content", "due_within", "get", "note_same", "same", "same_as", "tender_id",
    "upsert", "versions",
]  # fmt: skip

Diff = Callable[[dict[str, Any], dict[str, Any]], Sequence[dict[str, Any]]]
"""What changed from one body to the next, as JSON: `jobs.chain.changes.between_bodies`."""


@dataclass(frozen=True, slots=True)
class TenderRow:
    """Which row it is, and what storing did."""

    id: str
    created: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class StoredTender:
    """A tender as stored; `body` is the whole value as JSON."""

    id: str
    source: str
    external_id: str
    version: str | None
    content_hash: str
    kind: str
    title: str | None
    buyer: str | None
    deadline_at: datetime | None
    body: dict[str, Any]
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None
    procedure_key: str | None
    near_key: str | None


@dataclass(frozen=True, slots=True)
class TenderVersion:
    """One content of a tender. `number` counts arrivals from 1; a `late` one was older than what was there and changed nothing."""

    number: int
    content_hash: str
    version: str | None
    published_at: datetime | None
    late: bool
    body: dict[str, Any]
    changes: list[dict[str, Any]]
    """Against the version that was the newest when this came; empty for the first and for late ones."""
    seen_at: datetime


async def upsert(
    tx: TenantTx,
    *,
    source: str,
    external_id: str,
    version: str | None,
    content_hash: str,
    kind: str,
    title: str | None,
    buyer: str | None,
    deadline_at: datetime | None,
    body: dict[str, Any],
    now: datetime,
    published_at: datetime | None = None,
    procedure_key: str | None = None,
    near_key: str | None = None,
    diff: Diff | None = None,
) -> TenderRow:
    """Stores the tender; an equal content hash changes nothing. The id follows from tenant, source and external id.

    New content is kept as a version with what `diff` says against the one before. Content that is older, or that was the newest
    once and is no more, does not take the newest one's place.
    """
    id = tender_id(tx.tenant_id, source, external_id)
    # Asked first and without a lock: most of what is read was read before, and runs about one tender must not wait for each other.
    if await _is_newest(tx, id, content_hash, (procedure_key, near_key)):
        return TenderRow(id, created=False, changed=False)
    keys = {name: key for name, key in (("procedure_key", procedure_key), ("near_key", near_key)) if key is not None}
    content = {
        "version": version, "content_hash": content_hash, "kind": kind, "title": title, "buyer": buyer, "deadline_at": deadline_at,
        "body": body, "published_at": published_at, "updated_at": now, "procedure_key": procedure_key, "near_key": near_key,
    }  # fmt: skip
    row = content | {"id": id, "source": source, "external_id": external_id, "created_at": now}
    if await tx.upsert(tenders, row, key=("source", "external_id"), update=None):
        await _keep(tx, id, content, late=False, changes=[])
        return TenderRow(id, created=True, changed=True)
    newest = await _held(tx, id)
    if newest.content_hash == content_hash:
        await _set_keys(tx, newest, keys)
        return TenderRow(id, created=False, changed=False)
    late = is_older(version, published_at, newest.version, newest.published_at)
    changes = [] if late or diff is None else [dict(change) for change in diff(newest.body, body)]
    if not await _keep(tx, id, content, late=late, changes=changes) or late:
        return TenderRow(id, created=False, changed=False)
    await tx.run(tx.update(tenders).where(tenders.c.id == id).values(**content))
    return TenderRow(id, created=False, changed=True)


async def get(tx: TenantTx, tender_id: str) -> StoredTender:
    """Raises NotFound."""
    row = await tx.first(tx.select(tenders).where(tenders.c.id == tender_id))
    if row is None:
        raise NotFound("tender", tender_id)
    return value_of(StoredTender, row)


async def versions(tx: TenantTx, tender_id: str, *, limit: int = 20) -> list[TenderVersion]:
    """Every content seen of the tender, the last to arrive first."""
    query = tx.select(tender_versions).where(tender_versions.c.tender_id == tender_id)
    return [value_of(TenderVersion, row) for row in await tx.all(query.order_by(tender_versions.c.number.desc()).limit(limit))]


async def content(tx: TenantTx, tender_id: str, content_hash: str) -> dict[str, Any] | None:
    """The tender's body as it was with that content; None where no version had it."""
    wanted = (tender_versions.c.tender_id == tender_id, tender_versions.c.content_hash == content_hash)
    return await tx.scalar(tx.select(tender_versions, tender_versions.c.body).where(*wanted))


def tender_id(tenant_id: str, source: str, external_id: str) -> str:
    """The row's id: the same for the same tender, in any process."""
    joined = f"{tenant_id}\0{source}\0{external_id}"
    return "tnd_" + hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:24]


async def _is_newest(tx: TenantTx, id: str, content_hash: str, keys: tuple[str | None, str | None]) -> bool:
    """Whether the tender stands there with this content and, where given, these keys."""
    columns = (tenders.c.content_hash, tenders.c.procedure_key, tenders.c.near_key)
    row = await tx.first(tx.select(tenders, *columns).where(tenders.c.id == id))
    if row is None or row.content_hash != content_hash:
        return False
    return all(key is None or key == held for key, held in zip(keys, (row.procedure_key, row.near_key), strict=True))


async def _held(tx: TenantTx, id: str) -> Row[Any]:
    """The row, locked: of two versions that arrive at once the second is held against the first."""
    row = await tx.first(tx.select(tenders).where(tenders.c.id == id).with_for_update(), write=True)
    if row is None:
        raise NotFound("tender", id)
    return row


async def _set_keys(tx: TenantTx, newest: Row[Any], keys: dict[str, str]) -> None:
    """Keys are made of the content by rules: a row from before them, or before a better rule, gets them now."""
    if any(getattr(newest, name) != key for name, key in keys.items()):
        await tx.run(tx.update(tenders).where(tenders.c.id == newest.id).values(**keys))


async def _keep(tx: TenantTx, id: str, content: dict[str, Any], *, late: bool, changes: list[dict[str, Any]]) -> bool:
    """Adds the version unless its content was seen before; whether it was added."""
    last: int | None = await tx.scalar(
        tx.select(tender_versions, func.max(tender_versions.c.number)).where(tender_versions.c.tender_id == id)
    )
    row = {name: content[name] for name in ("content_hash", "version", "published_at", "body")} | {
        "tender_id": id, "number": (last or 0) + 1, "late": late, "changes": changes, "seen_at": content["updated_at"],
    }  # fmt: skip
    return await tx.insert_new(tender_versions, [row], key=("tender_id", "content_hash")) == 1
