"""Who reviews a workspace's answers, the weeks that were drawn, and what the reviewer said of each answer drawn."""

from sqlalchemy import CheckConstraint, Column, Integer, Table

from storage.tables.base import key, metadata, tenant_key, within
from storage.tables.types import Json, Plain, Utc

reviewers = Table(
    "reviewers",
    metadata,
    tenant_key(),
    Column("member", Plain, nullable=False),
    Column("named_by", Plain, nullable=False),
    Column("named_at", Utc, nullable=False),
)

review_weeks = Table(
    "review_weeks",
    metadata,
    tenant_key(),
    key("week"),
    Column("reviewer", Plain, nullable=False),
    Column("drawn", Integer, nullable=False),
    Column("at", Utc, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    tenant_key(),
    key("week"),
    key("run_id"),
    Column("reviewer", Plain, nullable=False),
    Column("why", Plain, nullable=False),
    Column("given", Plain, nullable=False),
    Column("rubric", Json),
    Column("asked_at", Utc, nullable=False),
    Column("reviewed_at", Utc),
    within("run_id", "runs"),
    CheckConstraint("why IN ('sample', 'disputed')", name="why"),
    CheckConstraint("(rubric IS NULL) = (reviewed_at IS NULL)", name="reviewed"),
)
