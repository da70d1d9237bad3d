"""What people thought of an answer, one row per person and part."""

from sqlalchemy import CheckConstraint, Column, Table

from storage.tables.base import key, metadata, tenant_key, within
from storage.tables.types import Json, Plain, Utc

feedback = Table(
    "feedback",
    metadata,
    tenant_key(),
    key("run_id"),
    key("part"),
    key("member"),
    Column("vote", Plain, nullable=False),
    Column("reasons", Json, nullable=False),
    Column("correction", Plain),
    Column("created_at", Utc, nullable=False),
    Column("updated_at", Utc, nullable=False),
    within("run_id", "runs"),
    CheckConstraint("vote IN ('up', 'down')", name="vote"),
)
