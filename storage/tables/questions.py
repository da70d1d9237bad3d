"""Questions about a tender, each with the version of the tender it was asked of, and what older turns of a thread were about."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, Table, UniqueConstraint

from storage.tables.base import key, metadata, tenant_key, within
from storage.tables.types import Json, Plain, Utc

questions = Table(
    "questions",
    metadata,
    tenant_key(),
    key("id"),
    Column("thread", Plain, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("tender_id", Plain, nullable=False),
    Column("content_hash", Plain, nullable=False),
    Column("library_hash", Plain, nullable=False),
    Column("made_by", Plain, nullable=False),
    Column("signature", Plain),
    Column("keys", Json, nullable=False),
    Column("text", Plain, nullable=False),
    Column("body", Json, nullable=False),
    Column("reusable", Boolean, nullable=False),
    Column("answered_from", Plain),
    Column("member", Plain, nullable=False),
    Column("asked_at", Utc, nullable=False),
    within("tender_id", "tenders"),
    within("answered_from", "questions"),
    UniqueConstraint("tenant_id", "thread", "seq"),
    CheckConstraint("seq > 0", name="seq"),
    Index(None, "tenant_id", "tender_id", "content_hash", "signature"),
    Index(None, "tenant_id", "tender_id", "content_hash", "asked_at"),
    Index(None, "tenant_id", "answered_from"),
)

thread_summaries = Table(
    "thread_summaries",
    metadata,
    tenant_key(),
    key("thread"),
    key("content_hash"),
    Column("tender_id", Plain, nullable=False),
    Column("through", Integer, nullable=False),
    Column("text", Plain, nullable=False),
    Column("made_by", Plain, nullable=False),
    Column("updated_at", Utc, nullable=False),
    within("tender_id", "tenders"),
    CheckConstraint("through > 0", name="through"),
    Index(None, "tenant_id", "tender_id"),
)
