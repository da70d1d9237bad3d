"""The dispatcher's view across tenants: which runs are due, whose turn it is, what was lost. Ids only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_

from storage.scope import SystemTx, TenantTx
from storage.tables.runs import runs

WAITING = and_(runs.c.state.in_(("queued", "drafting")), runs.c.lease_token.is_(None))


@dataclass(frozen=True, slots=True)
class DueRun:
    """Where to go and with which gen."""

    tenant_id: str
    run_id: str
    gen: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """Runs that are due and have no worker, and how long the oldest of them has waited, in seconds."""

    runs: int
    oldest_seconds: float


async def due(sys: SystemTx, *, now: datetime, limit: int, stale_before: datetime) -> list[DueRun]:
    """Runs to wake, in fair order: a tenant's n-th run comes behind other tenants' runs with fewer in flight and ahead, then by age.

    A run admitted before `stale_before` that no worker has claimed is given again: its wake-up was lost.
    """
    columns = (runs.c.tenant_id, runs.c.id, runs.c.gen, runs.c.due_at)
    turn = func.row_number().over(partition_by=runs.c.tenant_id, order_by=(runs.c.due_at, runs.c.id)).label("turn")
    unadmitted = or_(runs.c.admitted_at.is_(None), runs.c.admitted_at < stale_before)
    waiting = sys.select(runs, *columns, turn).where(WAITING, runs.c.due_at <= now, unadmitted).subquery("waiting")
    count = func.count().label("count")
    busy = sys.select(runs, runs.c.tenant_id, count).where(_flying(stale_before)).group_by(runs.c.tenant_id).subquery("busy")
    joined = waiting.outerjoin(busy, busy.c.tenant_id == waiting.c.tenant_id)
    place = func.coalesce(busy.c.count, 0) + waiting.c.turn
    query = sys.select(joined, waiting.c.tenant_id, waiting.c.id, waiting.c.gen).order_by(place, waiting.c.due_at, waiting.c.id)
    return [DueRun(row.tenant_id, row.id, row.gen) for row in await sys.all(query.limit(limit))]


async def mark_admitted(tx: TenantTx, run_id: str, gen: int, now: datetime) -> bool:
    """Notes that a wake-up for this gen was sent; whether the run still waited at that gen."""
    return await tx.run(tx.update(runs).where(runs.c.id == run_id, runs.c.gen == gen, WAITING).values(admitted_at=now)) == 1


async def lapsed(sys: SystemTx, *, now: datetime, limit: int) -> list[DueRun]:
    """Runs whose worker has not been heard of in time, the longest silent first."""
    query = sys.select(runs, runs.c.tenant_id, runs.c.id, runs.c.gen).where(
        runs.c.state.in_(("running", "drafting")), runs.c.lease_until <= now
    )
    rows = await sys.all(query.order_by(runs.c.lease_until, runs.c.id).limit(limit))
    return [DueRun(row.tenant_id, row.id, row.gen) for row in rows]


async def waiting_since(sys: SystemTx, *, before: datetime, limit: int) -> list[DueRun]:
    """Runs that have awaited approval since before `before`."""
    query = sys.select(runs, runs.c.tenant_id, runs.c.id, runs.c.gen).where(runs.c.state == "awaiting_approval", runs.c.due_at < before)
    rows = await sys.all(query.order_by(runs.c.due_at, runs.c.id).limit(limit))
    return [DueRun(row.tenant_id, row.id, row.gen) for row in rows]


async def in_flight(sys: SystemTx, *, stale_before: datetime | None = None) -> int:
    """Runs that a worker holds or has been woken for; with `stale_before`, wake-ups sent earlier and never claimed do not count."""
    return int(await sys.scalar(sys.select(runs, func.count()).where(_flying(stale_before))))


async def locate(sys: SystemTx, run_id: str) -> str | None:
    """The tenant of a run, if there is one."""
    found: str | None = await sys.scalar(sys.select(runs, runs.c.tenant_id).where(runs.c.id == run_id).limit(1))
    return found


async def backlog(sys: SystemTx, now: datetime) -> Backlog:
    """How much waits at `now`."""
    row = await sys.first(
        sys.select(runs, func.count().label("runs"), func.min(runs.c.due_at).label("oldest")).where(WAITING, runs.c.due_at <= now)
    )
    if row is None or row.oldest is None:
        return Backlog(0, 0.0)
    return Backlog(row.runs, (now - row.oldest).total_seconds())


def _flying(stale_before: datetime | None) -> ColumnElement[bool]:
    woken = runs.c.admitted_at.is_not(None) if stale_before is None else runs.c.admitted_at >= stale_before
    return and_(runs.c.state.in_(("queued", "running", "drafting")), or_(runs.c.lease_token.is_not(None), woken))
