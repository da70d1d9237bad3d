"""Runs: accepting and reading them. This is the module to call; working, recovery and the view across tenants live beside it."""

from datetime import datetime

from storage.errors import Conflict
from storage.rows import value_of, values_of
from storage.run_queue import Backlog, DueRun, backlog, due, in_flight, lapsed, locate, mark_admitted, waiting_since
from storage.run_recovery import approve, bury, end_waiting, replay, request_cancel, take_over
from storage.run_rows import ENDED, QUESTION, Accepted, NewRun, Run, RunState, Transition, get, note
from storage.run_work import Heartbeat, claim, end, heartbeat, hold, retry_later, set_tender, set_thread, token_of
from storage.scope import TenantTx
from storage.tables.runs import run_transitions, runs

__all__ = [
    "ENDED", "QUESTION", "Accepted", "Backlog", "DueRun", "Heartbeat", "NewRun", "Run", "RunState", "Transition", "accept", "answered", "approve",
    "backlog", "bury", "by_dedupe", "claim", "due", "end", "end_waiting", "get", "heartbeat", "hold", "in_flight", "lapsed", "locate",
    "mark_admitted", "of_thread", "recent", "replay", "request_cancel", "retry_later", "set_tender", "set_thread", "take_over", "token_of", "transitions",
    "waiting_since",
]  # fmt: skip


async def accept(tx: TenantTx, new: NewRun, now: datetime, *, admitted: bool = False) -> Accepted:
    """Stores the run as queued and due, once per dedupe key; for a key seen before gives the run it made.

    `admitted`: its wake-up follows at once.
    Raises Conflict for an id in use.
    """
    values = {
        "id": new.id, "dedupe_key": new.dedupe_key, "request_id": new.request_id, "requester": new.requester, "surface": new.surface,
        "channel": new.channel, "depth": new.depth, "source_kind": new.source_kind, "input_ref": new.input_ref,
        "response_url_ref": new.response_url_ref, "trace": new.trace, "state": "queued", "gen": 1, "attempt": 0, "replays": 0, "due_at": now,
        "created_at": now, "admitted_at": now if admitted else None,
    }  # fmt: skip
    if await tx.upsert(runs, values, key=("dedupe_key",), update=None):
        await note(tx, new.id, None, "queued", gen=1, cause="accepted", now=now)
        return Accepted(new.id, created=True)
    known: str | None = await tx.scalar(tx.select(runs, runs.c.id).where(runs.c.dedupe_key == new.dedupe_key))
    if known is None:
        raise Conflict("The run's dedupe key is being used in another transaction.")
    return Accepted(known, created=False)


async def by_dedupe(tx: TenantTx, key: str) -> Run | None:
    """The run made for a dedupe key, if there is one."""
    row = await tx.first(tx.select(runs).where(runs.c.dedupe_key == key))
    return None if row is None else value_of(Run, row)


async def of_thread(tx: TenantTx, channel: str, thread_ts: str) -> Run | None:
    """The analysis whose answers stand in that thread; a question asked in it is none."""
    query = tx.select(runs).where(runs.c.thread_ts == thread_ts, runs.c.channel == channel, runs.c.source_kind != QUESTION)
    row = await tx.first(query.order_by(runs.c.created_at.desc()).limit(1))
    return None if row is None else value_of(Run, row)


async def transitions(tx: TenantTx, run_id: str) -> list[Transition]:
    """Every change of the run's state, oldest first."""
    rows = await tx.all(tx.select(run_transitions).where(run_transitions.c.run_id == run_id).order_by(run_transitions.c.id))
    return values_of(Transition, rows)


async def answered(tx: TenantTx, tender_id: str, *, limit: int = 5) -> list[Run]:
    """The newest runs about the tender that ended with an answer."""
    query = tx.select(runs).where(runs.c.tender_id == tender_id, runs.c.state.in_(("complete", "filtered_out", "rated_low")))
    return values_of(Run, await tx.all(query.order_by(runs.c.created_at.desc()).limit(limit)))


async def recent(tx: TenantTx, *, requester: str | None = None, limit: int = 20) -> list[Run]:
    """The newest runs, of one person if `requester` is given."""
    query = tx.select(runs).order_by(runs.c.created_at.desc(), runs.c.id.desc()).limit(limit)
    if requester is not None:
        query = query.where(runs.c.requester == requester)
    return values_of(Run, await tx.all(query))
