"""Runs, the queue of record: one row per accepted request, with its lease and its due time."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, UniqueConstraint

from storage.tables.base import key, metadata, system_sees, tenant_key, within
from storage.tables.types import Json, Plain, Serial, Utc

STATES = (
    "queued", "running", "awaiting_approval", "drafting",
    "complete", "filtered_out", "rated_low", "refused", "failed", "cancelled",
)  # fmt: skip

runs = Table(
    "runs",
    metadata,
    tenant_key(),
    key("id"),
    Column("dedupe_key", Plain, nullable=False),
    Column("request_id", Plain, nullable=False),
    Column("requester", Plain, nullable=False),
    Column("surface", Plain, nullable=False),
    Column("channel", Plain, nullable=False),
    Column("depth", Plain, nullable=False),
    Column("source_kind", Plain, nullable=False),
    Column("input_ref", Plain, nullable=False),
    Column("response_url_ref", Plain),
    Column("trace", Json),
    Column("state", Plain, nullable=False),
    Column("gen", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("replays", Integer, nullable=False),
    Column("due_at", Utc, nullable=False),
    Column("admitted_at", Utc),
    Column("lease_token", Plain),
    Column("lease_until", Utc),
    Column("cancel_requested_at", Utc),
    Column("tender_id", Plain),
    Column("thread_ts", Plain),
    Column("outcome", Json),
    Column("error", Plain),
    Column("created_at", Utc, nullable=False),
    Column("started_at", Utc),
    Column("ended_at", Utc),
    UniqueConstraint("tenant_id", "dedupe_key"),
    within("tender_id", "tenders"),
    CheckConstraint(f"state IN ({', '.join(repr(state) for state in STATES)})", name="state"),
    CheckConstraint("(lease_token IS NULL) = (lease_until IS NULL)", name="lease"),
    CheckConstraint("lease_token IS NULL OR state IN ('running', 'drafting')", name="leased_state"),
    Index(None, "id"),
    Index(None, "state", "due_at"),
    Index(None, "tenant_id", "created_at"),
    Index(None, "tenant_id", "tender_id", "created_at"),
    Index(None, "tenant_id", "thread_ts"),
    info=system_sees("tenant_id", "id", "state", "gen", "due_at", "admitted_at", "lease_token", "lease_until", "created_at"),
)

run_transitions = Table(
    "run_transitions",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("tenant_id", Plain, nullable=False),
    Column("run_id", Plain, nullable=False),
    Column("from_state", Plain),
    Column("to_state", Plain, nullable=False),
    Column("gen", Integer, nullable=False),
    Column("cause", Plain, nullable=False),
    Column("at", Utc, nullable=False),
    within("run_id", "runs"),
    Index(None, "tenant_id", "run_id", "id"),
)

run_steps = Table(
    "run_steps",
    metadata,
    tenant_key(),
    key("run_id"),
    key("step"),
    Column("body", Json, nullable=False),
    Column("usage", Json),
    Column("at", Utc, nullable=False),
    within("run_id", "runs"),
)
