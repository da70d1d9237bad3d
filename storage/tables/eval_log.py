"""Answers and what people said of them, as the evals read them."""

from sqlalchemy import CheckConstraint, Column, Index, Table

from storage.tables.base import key, metadata, tenant_key
from storage.tables.types import Json, Plain, Utc

eval_log = Table(
    "eval_log",
    metadata,
    tenant_key(),
    key("key"),
    Column("kind", Plain, nullable=False),
    Column("run_id", Plain, nullable=False),
    Column("body", Json, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("updated_at", Utc, nullable=False),
    CheckConstraint("kind IN ('answer', 'feedback')", name="kind"),
    Index(None, "tenant_id", "run_id"),
    Index(None, "tenant_id", "created_at"),
)
