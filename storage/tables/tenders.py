"""Tenders as read from their source, one row per (source, external id)."""

from sqlalchemy import Column, Index, Table, UniqueConstraint

from storage.tables.base import key, metadata, tenant_key
from storage.tables.types import Json, Plain, Utc

tenders = Table(
    "tenders",
    metadata,
    tenant_key(),
    key("id"),
    Column("source", Plain, nullable=False),
    Column("external_id", Plain, nullable=False),
    Column("version", Plain),
    Column("content_hash", Plain, nullable=False),
    Column("kind", Plain, nullable=False),
    Column("title", Plain),
    Column("buyer", Plain),
    Column("deadline_at", Utc),
    Column("body", Json, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("updated_at", Utc, nullable=False),
    UniqueConstraint("tenant_id", "source", "external_id"),
    Index(None, "tenant_id", "deadline_at"),
)
