"""What was answered and what people said of it, for the evals."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from storage.rows import values_of
from storage.scope import TenantTx
from storage.tables.eval_log import eval_log


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer or one person's word on it."""

    key: str
    kind: Literal["answer", "feedback"]
    run_id: str
    body: dict[str, Any]
    created_at: datetime
    updated_at: datetime


async def record(tx: TenantTx, *, key: str, kind: Literal["answer", "feedback"], run_id: str, body: dict[str, Any], now: datetime) -> bool:
    """Stores the entry, in place of any before under the same key; whether it is new."""
    values = {"kind": kind, "run_id": run_id, "body": body, "updated_at": now}
    return await tx.upsert(eval_log, values | {"key": key, "created_at": now}, key=("key",), update=values)


async def entries(
    tx: TenantTx, *, run_id: str | None = None, kind: Literal["answer", "feedback"] | None = None, limit: int = 100
) -> list[Entry]:
    """The newest entries, of one run or kind if given."""
    query = tx.select(eval_log).order_by(eval_log.c.created_at.desc(), eval_log.c.key).limit(limit)
    if run_id is not None:
        query = query.where(eval_log.c.run_id == run_id)
    if kind is not None:
        query = query.where(eval_log.c.kind == kind)
    return values_of(Entry, await tx.all(query))
