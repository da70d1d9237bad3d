"""What people said is wrong: rows of an answer, and sentences about the company or a tender, one of each per person."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, Table, UniqueConstraint

from storage.tables.base import key, metadata, tenant_key, within
from storage.tables.types import Json, Plain, Utc

row_marks = Table(
    "row_marks",
    metadata,
    tenant_key(),
    key("run_id"),
    key("row"),
    key("member"),
    Column("wrong", Boolean, nullable=False),
    Column("correction", Plain),
    Column("created_at", Utc, nullable=False),
    Column("updated_at", Utc, nullable=False),
    within("run_id", "runs"),
    Index(None, "tenant_id", "updated_at"),
)

corrections = Table(
    "corrections",
    metadata,
    tenant_key(),
    key("id"),
    Column("run_id", Plain, nullable=False),
    Column("part", Plain, nullable=False),
    Column("member", Plain, nullable=False),
    Column("about", Plain, nullable=False),
    Column("tender_id", Plain),
    Column("text", Plain, nullable=False),
    Column("proposal", Json),
    Column("state", Plain, nullable=False),
    Column("decided_by", Plain),
    Column("decided_at", Utc),
    Column("version", Integer),
    Column("created_at", Utc, nullable=False),
    Column("updated_at", Utc, nullable=False),
    UniqueConstraint("tenant_id", "run_id", "part", "member"),
    within("run_id", "runs"),
    within("tender_id", "tenders"),
    CheckConstraint("about IN ('company', 'tender')", name="about"),
    CheckConstraint("state IN ('open', 'noted', 'applied', 'declined', 'withdrawn')", name="state"),
    Index(None, "tenant_id", "state", "created_at"),
    Index(None, "tenant_id", "tender_id"),
)
