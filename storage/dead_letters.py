"""Runs that were given up: listing, showing and dropping them. `runs.bury` files them, `runs.replay` takes them back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.errors import NotFound
from storage.rows import value_of, values_of
from storage.scope import SystemTx, TenantTx
from storage.tables.dead_letters import dead_letters

LetterState = Literal["dead", "replayed", "dropped"]


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """Why a run was given up, after how many attempts, and what became of it since."""

    run_id: str
    state: LetterState
    cause: str
    detail: str | None
    gen: int
    attempts: int
    created_at: datetime
    updated_at: datetime


async def entries(tx: TenantTx, limit: int = 100, state: LetterState | None = "dead") -> list[DeadLetter]:
    """The newest first, in one state or, with None, in any."""
    query = tx.select(dead_letters).order_by(dead_letters.c.updated_at.desc(), dead_letters.c.run_id).limit(limit)
    if state is not None:
        query = query.where(dead_letters.c.state == state)
    return values_of(DeadLetter, await tx.all(query))


async def get(tx: TenantTx, run_id: str) -> DeadLetter:
    """Raises NotFound."""
    row = await tx.first(tx.select(dead_letters).where(dead_letters.c.run_id == run_id))
    if row is None:
        raise NotFound("dead letter", run_id)
    return value_of(DeadLetter, row)


async def drop(tx: TenantTx, run_id: str, now: datetime) -> bool:
    """Marks it as not to be replayed; the run stays failed. Whether it lay dead until now."""
    mine = (dead_letters.c.run_id == run_id, dead_letters.c.state == "dead")
    return await tx.run(tx.update(dead_letters).where(*mine).values(state="dropped", updated_at=now)) == 1


async def all_ids(sys: SystemTx, limit: int = 1000) -> list[tuple[str, str]]:
    """(tenant, run) of what lies dead in any workspace, the oldest first."""
    query = sys.select(dead_letters, dead_letters.c.tenant_id, dead_letters.c.run_id).where(dead_letters.c.state == "dead")
    rows = await sys.all(query.order_by(dead_letters.c.created_at, dead_letters.c.run_id).limit(limit))
    return [(row.tenant_id, row.run_id) for row in rows]
