"""Tenders as read from their source, one row per (source, external id), with every version seen and what is the same elsewhere."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, UniqueConstraint

from storage.tables.base import key, metadata, tenant_key, within
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
    Column("published_at", Utc),
    Column("procedure_key", Plain),
    Column("near_key", Plain),
    UniqueConstraint("tenant_id", "source", "external_id"),
    Index(None, "tenant_id", "deadline_at"),
    Index(None, "tenant_id", "procedure_key"),
    Index(None, "tenant_id", "near_key"),
)

tender_versions = Table(
    "tender_versions",
    metadata,
    tenant_key(),
    key("tender_id"),
    Column("number", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("content_hash", Plain, nullable=False),
    Column("version", Plain),
    Column("published_at", Utc),
    Column("late", Boolean, nullable=False),
    Column("body", Json, nullable=False),
    Column("changes", Json, nullable=False),
    Column("seen_at", Utc, nullable=False),
    within("tender_id", "tenders"),
    UniqueConstraint("tenant_id", "tender_id", "content_hash"),
)

tender_twins = Table(
    "tender_twins",
    metadata,
    tenant_key(),
    key("tender_id"),
    Column("same_as", Plain, nullable=False),
    Column("noted_at", Utc, nullable=False),
    within("tender_id", "tenders"),
    within("same_as", "tenders"),
    Index(None, "tenant_id", "same_as"),
)
