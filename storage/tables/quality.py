"""How sure each answer looked, what was fitted from people's votes, and the weekly look at what has changed."""

from sqlalchemy import Boolean, CheckConstraint, Column, Float, Index, Integer, Table

from storage.tables.base import key, metadata, tenant_key, within
from storage.tables.types import Json, Plain, Utc

WEEK_STATES = ("open", "measured", "done")

answer_figures = Table(
    "answer_figures",
    metadata,
    tenant_key(),
    key("run_id"),
    Column("verdict", Plain, nullable=False),
    Column("score", Integer),
    Column("raw", Float, nullable=False),
    Column("facts", Json, nullable=False),
    Column("unsupported", Float, nullable=False),
    Column("fallback", Boolean, nullable=False),
    Column("share", Float),
    Column("called_right", Integer),
    Column("called", Integer),
    Column("calibration", Integer),
    Column("created_at", Utc, nullable=False),
    within("run_id", "runs"),
    CheckConstraint("raw >= 0 AND raw <= 1 AND unsupported >= 0 AND unsupported <= 1", name="shares"),
    CheckConstraint("(share IS NULL) = (calibration IS NULL)", name="calibration"),
    Index(None, "tenant_id", "created_at"),
)

calibrations = Table(
    "calibrations",
    metadata,
    tenant_key(),
    Column("version", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("taken", Boolean, nullable=False),
    Column("labels", Integer, nullable=False),
    Column("body", Json, nullable=False),
    Column("created_at", Utc, nullable=False),
    CheckConstraint("version > 0 AND labels >= 0", name="counts"),
)

quality_weeks = Table(
    "quality_weeks",
    metadata,
    tenant_key(),
    key("week"),
    Column("state", Plain, nullable=False),
    Column("alarm", Boolean),
    Column("report", Json),
    Column("lease_token", Plain),
    Column("lease_until", Utc),
    Column("created_at", Utc, nullable=False),
    Column("updated_at", Utc, nullable=False),
    CheckConstraint(f"state IN ({', '.join(repr(state) for state in WEEK_STATES)})", name="state"),
    CheckConstraint("(lease_token IS NULL) = (lease_until IS NULL)", name="lease"),
    CheckConstraint("(state = 'open') = (report IS NULL)", name="report"),
)
