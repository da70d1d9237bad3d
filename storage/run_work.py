"""A worker's side of a run: the lease, and the writes it fences."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, case, func, literal, or_

from storage.errors import NotFound, StaleLease
from storage.rows import value_of
from storage.run_rows import ENDED, Run, RunState, note
from storage.scope import TenantTx
from storage.tables.runs import runs
from storage.tables.types import Utc

FREE: dict[str, Any] = {"lease_token": None, "lease_until": None}


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Whether the lease is still held, and whether somebody asked to stop."""

    held: bool
    cancelled: bool


async def claim(tx: TenantTx, run_id: str, gen: int, *, token: str, now: datetime, lease_seconds: float) -> Run | None:
    """Takes the lease of a due run at exactly this gen, counting the attempt; None if it is another's, not due, or over.

    A queued run becomes running; an approved one stays drafting.
    """
    workable = or_(runs.c.state == "queued", and_(runs.c.state == "drafting", runs.c.lease_token.is_(None)))
    row = await tx.first(
        tx.update(runs)
        .where(runs.c.id == run_id, runs.c.gen == gen, runs.c.due_at <= now, workable)
        .values(
            state=case((runs.c.state == "queued", "running"), else_=runs.c.state),
            attempt=runs.c.attempt + 1,
            lease_token=token,
            lease_until=now + timedelta(seconds=lease_seconds),
            started_at=func.coalesce(runs.c.started_at, literal(now, Utc)),
        )
        .returning(runs),
        write=True,
    )
    if row is None:
        return None
    run = value_of(Run, row)
    before = "queued" if run.state == "running" else run.state
    await note(tx, run_id, before, run.state, gen=gen, cause=f"claimed, attempt {run.attempt}", now=now)
    return run


async def heartbeat(tx: TenantTx, run_id: str, token: str, *, now: datetime, lease_seconds: float) -> Heartbeat:
    """Prolongs the lease to `now` + `lease_seconds`. Never raises for a lost lease: held is False."""
    row = await tx.first(
        tx.update(runs)
        .where(runs.c.id == run_id, runs.c.lease_token == token)
        .values(lease_until=now + timedelta(seconds=lease_seconds))
        .returning(runs.c.cancel_requested_at),
        write=True,
    )
    return Heartbeat(held=row is not None, cancelled=row is not None and row.cancel_requested_at is not None)


def token_of(run: Run) -> str:
    """The lease a claimed run is held by. Raises StaleLease for one that nobody holds."""
    if run.lease_token is None:
        raise StaleLease(run.id)
    return run.lease_token


async def hold(tx: TenantTx, run_id: str, token: str) -> None:
    """Locks the run until the transaction ends, so that no takeover comes between. Raises StaleLease."""
    await _change(tx, run_id, token, {"lease_token": token})


async def set_tender(tx: TenantTx, run_id: str, token: str, tender_id: str) -> None:
    """Notes which tender the run is about. Raises StaleLease, Conflict for a tender that is not there."""
    await _change(tx, run_id, token, {"tender_id": tender_id})


async def set_thread(tx: TenantTx, run_id: str, thread_ts: str) -> None:
    """Notes the thread the answer stands in; written by the poster, who holds the message's lease, not the run's. Raises NotFound."""
    if not await tx.run(tx.update(runs).where(runs.c.id == run_id).values(thread_ts=thread_ts)):
        raise NotFound("run", run_id)


async def end(
    tx: TenantTx,
    run_id: str,
    token: str,
    state: RunState,
    *,
    cause: str,
    outcome: dict[str, Any] | None,
    error: str | None,
    now: datetime,
) -> None:
    """Ends the run, or parks it as awaiting_approval, and gives the lease back. Raises StaleLease, ValueError for another state."""
    if state not in ENDED and state != "awaiting_approval":
        raise ValueError(f"a worker cannot end a run as {state}")
    ended_at = now if state in ENDED else None
    before = await _held(tx, run_id, token)
    changes = {"state": state, "outcome": outcome, "error": error, "ended_at": ended_at, "due_at": now, **FREE}
    await _change(tx, run_id, token, changes)
    await note(tx, run_id, before.state, state, gen=before.gen, cause=cause, now=now)


async def retry_later(tx: TenantTx, run_id: str, token: str, *, due_at: datetime, cause: str, now: datetime) -> None:
    """Gives the lease back and queues the run anew for `due_at`, as the next gen. Raises StaleLease."""
    before = await _held(tx, run_id, token)
    after = requeued(before.state)
    await _change(tx, run_id, token, {"state": after, "gen": before.gen + 1, "due_at": due_at, "admitted_at": None, **FREE})
    await note(tx, run_id, before.state, after, gen=before.gen + 1, cause=cause, now=now)


def requeued(state: str) -> RunState:
    """Where a run waits for its next worker: an approved draft keeps its state."""
    return "drafting" if state == "drafting" else "queued"


async def _held(tx: TenantTx, run_id: str, token: str) -> Row[Any]:
    row = await tx.first(tx.select(runs, runs.c.state, runs.c.gen).where(runs.c.id == run_id, runs.c.lease_token == token))
    if row is None:
        raise StaleLease(run_id)
    return row


async def _change(tx: TenantTx, run_id: str, token: str, changes: dict[str, Any]) -> None:
    if not await tx.run(tx.update(runs).where(runs.c.id == run_id, runs.c.lease_token == token).values(**changes)):
        raise StaleLease(run_id)
