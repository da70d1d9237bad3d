"""Votes on whether to bid, one a person and run, and decisions, which are only ever added."""

from sqlalchemy import CheckConstraint, Column, Index, Table

from storage.tables.base import key, metadata, tenant_key, within
from storage.tables.types import Plain, Utc

bid_votes = Table(
    "bid_votes",
    metadata,
    tenant_key(),
    key("run_id"),
    key("member"),
    Column("choice", Plain, nullable=False),
    Column("reason", Plain),
    Column("updated_at", Utc, nullable=False),
    within("run_id", "runs"),
    CheckConstraint("choice IN ('bid', 'no_bid', 'unsure')", name="choice"),
)

decisions = Table(
    "decisions",
    metadata,
    tenant_key(),
    key("id"),
    Column("run_id", Plain, nullable=False),
    Column("member", Plain, nullable=False),
    Column("choice", Plain, nullable=False),
    Column("reason", Plain),
    Column("at", Utc, nullable=False),
    within("run_id", "runs"),
    CheckConstraint("choice IN ('bid', 'no_bid', 'won', 'lost')", name="choice"),
    Index(None, "tenant_id", "at"),
)
