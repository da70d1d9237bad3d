"""Tenders, one row per source and external id, changed only when the content did."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.errors import NotFound
from storage.rows import value_of
from storage.scope import TenantTx
from storage.tables.tenders import tenders


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
) -> TenderRow:
    """Stores the tender; an equal content hash changes nothing. The id follows from tenant, source and external id."""
    id = tender_id(tx.tenant_id, source, external_id)
    content = {
        "version": version, "content_hash": content_hash, "kind": kind, "title": title, "buyer": buyer, "deadline_at": deadline_at,
        "body": body, "updated_at": now,
    }  # fmt: skip
    row = content | {"id": id, "source": source, "external_id": external_id, "created_at": now}
    if await tx.upsert(tenders, row, key=("source", "external_id"), update=None):
        return TenderRow(id, created=True, changed=True)
    differs = (tenders.c.id == id, tenders.c.content_hash != content_hash)
    changed = await tx.run(tx.update(tenders).where(*differs).values(**content))
    return TenderRow(id, created=False, changed=changed == 1)


async def get(tx: TenantTx, tender_id: str) -> StoredTender:
    """Raises NotFound."""
    row = await tx.first(tx.select(tenders).where(tenders.c.id == tender_id))
    if row is None:
        raise NotFound("tender", tender_id)
    return value_of(StoredTender, row)


def tender_id(tenant_id: str, source: str, external_id: str) -> str:
    """The row's id: the same for the same tender, in any process."""
    joined = f"{tenant_id}\0{source}\0{external_id}"
    return "tnd_" + hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:24]
