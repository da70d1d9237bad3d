"""Disputed answers that wait for an admin, who disputed them, and the golden cases that were made of them."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, UniqueConstraint

from storage.tables.base import key, metadata, tenant_key, within
from storage.tables.types import Json, Plain, Utc

STATES = ("open", "promoted", "dismissed", "withdrawn")

candidates = Table(
    "candidates",
    metadata,
    tenant_key(),
    key("id"),
    Column("run_id", Plain, nullable=False),
    Column("part", Plain, nullable=False),
    Column("tender_id", Plain, nullable=False),
    Column("content_hash", Plain, nullable=False),
    Column("question", Plain, nullable=False),
    Column("profile_version", Integer, nullable=False),
    Column("verdict", Plain),
    Column("state", Plain, nullable=False),
    Column("expected", Json),
    Column("revision", Integer, nullable=False),
    Column("provenance", Json, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("updated_at", Utc, nullable=False),
    Column("decided_by", Plain),
    Column("decided_at", Utc),
    within("run_id", "runs"),
    within("tender_id", "tenders"),
    CheckConstraint(f"state IN ({', '.join(repr(state) for state in STATES)})", name="state"),
    CheckConstraint("revision >= 0", name="revision"),
    Index(None, "tenant_id", "state", "created_at"),
)

disputes = Table(
    "disputes",
    metadata,
    tenant_key(),
    key("run_id"),
    key("part"),
    key("member"),
    Column("candidate_id", Plain, nullable=False),
    Column("reasons", Json, nullable=False),
    Column("correction", Plain),
    Column("at", Utc, nullable=False),
    within("run_id", "runs"),
    within("candidate_id", "candidates"),
    Index(None, "tenant_id", "candidate_id"),
)

golden_cases = Table(
    "golden_cases",
    metadata,
    tenant_key(),
    key("id"),
    Column("dedupe", Plain, nullable=False),
    Column("candidate_id", Plain, nullable=False),
    Column("notice", Plain, nullable=False),
    Column("profile", Json, nullable=False),
    Column("body", Json, nullable=False),
    Column("provenance", Json, nullable=False),
    Column("created_at", Utc, nullable=False),
    within("candidate_id", "candidates"),
    UniqueConstraint("tenant_id", "dedupe"),
)
