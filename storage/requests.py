"""Receipts: has this delivery been seen before?"""

from datetime import datetime

from storage.scope import TenantTx
from storage.tables.requests import requests


async def first_time(tx: TenantTx, key: str, now: datetime) -> bool:
    """Stores the receipt; False when it was there already. `key` names the delivery, such as "event:Ev1" or "view:V1:hash"."""
    return await tx.upsert(requests, {"key": key, "seen_at": now}, key=("key",), update=None)


async def purge(tx: TenantTx, before: datetime) -> int:
    """Deletes receipts older than `before`; how many."""
    return await tx.run(tx.delete(requests).where(requests.c.seen_at < before))
