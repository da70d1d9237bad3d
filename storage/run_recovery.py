"""What happens to a run apart from its worker: takeover, burial, replay, approval, cancelling."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, literal

from storage.errors import Conflict, NotFound, StaleLease
from storage.run_rows import ENDED, WORKABLE, RunState, note
from storage.run_work import FREE, requeued
from storage.scope import TenantTx
from storage.tables.dead_letters import dead_letters
from storage.tables.runs import runs
from storage.tables.types import Utc

AFRESH: dict[str, Any] = {"attempt": 0, "admitted_at": None}


async def take_over(tx: TenantTx, run_id: str, *, now: datetime, cause: str, max_attempts: int) -> bool:
    """Queues a run whose lease has lapsed as the next gen, due now.

    False when its attempts are used up: bury it in this same transaction. True also when there is nothing left to take over.
    """
    row = await _locked(tx, run_id)
    if row.lease_until is None or row.lease_until > now:
        return True
    if row.attempt >= max_attempts:
        return False
    after = requeued(row.state)
    await _set(tx, run_id, {"state": after, "gen": row.gen + 1, "due_at": now, "admitted_at": None, **FREE})
    await note(tx, run_id, row.state, after, gen=row.gen + 1, cause=cause, now=now)
    return True


async def bury(tx: TenantTx, run_id: str, *, token: str | None, cause: str, detail: str | None, now: datetime) -> None:
    """Ends the run as failed and files a dead letter; the caller releases its credits in this same transaction.

    Raises StaleLease when `token` is not the lease's, or, without a token, when the run has ended already.
    """
    row = await _locked(tx, run_id)
    if (token is not None and row.lease_token != token) or row.state in ENDED:
        raise StaleLease(run_id)
    await _set(tx, run_id, {"state": "failed", "error": cause, "ended_at": now, **FREE})
    await note(tx, run_id, row.state, "failed", gen=row.gen, cause=cause, now=now)
    letter = {"state": "dead", "cause": cause, "detail": detail, "gen": row.gen, "attempts": row.attempt, "updated_at": now}
    await tx.upsert(dead_letters, letter | {"run_id": run_id, "created_at": now}, key=("run_id",), update=letter)


async def replay(tx: TenantTx, run_id: str, *, now: datetime) -> int:
    """Queues a failed run anew with all its attempts; finished steps stay. Returns the new gen.

    Raises NotFound, and Conflict if it has not failed.
    """
    row = await _locked(tx, run_id)
    if row.state != "failed":
        raise Conflict(f"Run {run_id!r} is {row.state}: only a failed run can be replayed.")
    gen: int = row.gen + 1
    cleared = {"error": None, "outcome": None, "ended_at": None, "cancel_requested_at": None}
    await _set(tx, run_id, {"state": "queued", "gen": gen, "replays": runs.c.replays + 1, "due_at": now, **AFRESH, **cleared})
    await note(tx, run_id, "failed", "queued", gen=gen, cause="replayed", now=now)
    await tx.run(tx.update(dead_letters).where(dead_letters.c.run_id == run_id).values(state="replayed", updated_at=now))
    return gen


async def request_cancel(tx: TenantTx, run_id: str, *, by: str, now: datetime) -> bool:
    """Asks a run's worker to stop, who sees it at the next heartbeat or claim; a run in back-off becomes due at once.

    Whether this was the first time and the run not over. A run awaiting approval has no worker: use `end_waiting`. Raises NotFound.
    """
    row = await _locked(tx, run_id)
    if row.state not in WORKABLE or row.cancel_requested_at is not None:
        return False
    due_at = case((runs.c.lease_token.is_(None), literal(now, Utc)), else_=runs.c.due_at)
    await _set(tx, run_id, {"cancel_requested_at": now, "due_at": due_at})
    await note(tx, run_id, row.state, row.state, gen=row.gen, cause=f"stop requested by {by}", now=now)
    return True


async def approve(tx: TenantTx, run_id: str, *, by: str, now: datetime) -> int | None:
    """Sends a run that awaits approval on to drafting, due now. The new gen, or None if it does not wait any more. Raises NotFound."""
    row = await _locked(tx, run_id)
    if row.state != "awaiting_approval":
        return None
    gen: int = row.gen + 1
    await _set(tx, run_id, {"state": "drafting", "gen": gen, "due_at": now, **AFRESH})
    await note(tx, run_id, row.state, "drafting", gen=gen, cause=f"approved by {by}", now=now)
    return gen


async def end_waiting(tx: TenantTx, run_id: str, state: RunState, *, cause: str, now: datetime) -> bool:
    """Ends a run that awaits approval: declined, or not answered in time. Whether it still waited. Raises NotFound, ValueError."""
    if state not in ENDED:
        raise ValueError(f"{state} is not an end")
    row = await _locked(tx, run_id)
    if row.state != "awaiting_approval":
        return False
    await _set(tx, run_id, {"state": state, "ended_at": now})
    await note(tx, run_id, row.state, state, gen=row.gen, cause=cause, now=now)
    return True


async def _locked(tx: TenantTx, run_id: str) -> Row[Any]:
    columns = (runs.c.state, runs.c.gen, runs.c.attempt, runs.c.lease_token, runs.c.lease_until, runs.c.cancel_requested_at)
    row = await tx.first(tx.select(runs, *columns).where(runs.c.id == run_id).with_for_update(), write=True)
    if row is None:
        raise NotFound("run", run_id)
    return row


async def _set(tx: TenantTx, run_id: str, changes: dict[str, Any]) -> None:
    await tx.run(tx.update(runs).where(runs.c.id == run_id).values(**changes))
