"""Runs that used up their attempts, until somebody replays or drops them."""

from sqlalchemy import CheckConstraint, Column, Integer, Table

from storage.tables.base import key, metadata, system_sees, tenant_key, within
from storage.tables.types import Plain, Utc

dead_letters = Table(
    "dead_letters",
    metadata,
    tenant_key(),
    key("run_id"),
    Column("state", Plain, nullable=False),
    Column("cause", Plain, nullable=False),
    Column("detail", Plain),
    Column("gen", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("updated_at", Utc, nullable=False),
    within("run_id", "runs"),
    CheckConstraint("state IN ('dead', 'replayed', 'dropped')", name="state"),
    info=system_sees("tenant_id", "run_id", "state", "created_at"),
)
