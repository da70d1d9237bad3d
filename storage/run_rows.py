"""What a run is, as a value, and its states."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from storage.errors import NotFound
from storage.rows import value_of
from storage.scope import TenantTx
from storage.tables.runs import run_transitions, runs

RunState = Literal[
    "queued", "running", "awaiting_approval", "drafting",
    "complete", "filtered_out", "rated_low", "refused", "failed", "cancelled",
]  # fmt: skip
QUESTION = "question"
"""Depth and kind of source of the run that a question in a thread is."""
ENDED: frozenset[RunState] = frozenset({"complete", "filtered_out", "rated_low", "refused", "failed", "cancelled"})
# A run waits for a worker in these; the lease tells whether one has it.
WORKABLE: tuple[RunState, ...] = ("queued", "running", "drafting")


@dataclass(frozen=True, slots=True)
class NewRun:
    """A request to be accepted; the refs are ids of vault entries, depth is quick, standard or draft."""

    id: str
    dedupe_key: str
    request_id: str
    requester: str
    surface: str
    channel: str
    depth: str
    source_kind: str
    input_ref: str
    response_url_ref: str | None = None
    trace: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The run's id, and whether it is new."""

    run_id: str
    created: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A run as stored; `gen` counts its wake-ups, `attempt` the leases taken since it was accepted, approved or replayed."""

    tenant_id: str
    id: str
    dedupe_key: str
    request_id: str
    requester: str
    surface: str
    channel: str
    depth: str
    source_kind: str
    input_ref: str
    response_url_ref: str | None
    trace: dict[str, Any] | None
    state: RunState
    gen: int
    attempt: int
    replays: int
    due_at: datetime
    admitted_at: datetime | None
    lease_token: str | None
    lease_until: datetime | None
    cancel_requested_at: datetime | None
    tender_id: str | None
    thread_ts: str | None
    outcome: dict[str, Any] | None
    error: str | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Transition:
    """One change of state, with its cause."""

    from_state: RunState | None
    to_state: RunState
    gen: int
    cause: str
    at: datetime


async def get(tx: TenantTx, run_id: str) -> Run:
    """Raises NotFound."""
    row = await tx.first(tx.select(runs).where(runs.c.id == run_id))
    if row is None:
        raise NotFound("run", run_id)
    return value_of(Run, row)


async def note(tx: TenantTx, run_id: str, before: str | None, after: str, *, gen: int, cause: str, now: datetime) -> None:
    """Writes one transition."""
    await tx.insert(run_transitions, run_id=run_id, from_state=before, to_state=after, gen=gen, cause=cause, at=now)
