"""People of a workspace, by their Slack user id."""

from sqlalchemy import CheckConstraint, Column, Table

from storage.tables.base import key, metadata, tenant_key
from storage.tables.types import Plain, Utc

members = Table(
    "members",
    metadata,
    tenant_key(),
    key("id"),
    Column("name", Plain),
    Column("zone", Plain),
    Column("role", Plain, nullable=False, server_default="member"),
    Column("created_at", Utc, nullable=False),
    CheckConstraint("role IN ('owner', 'admin', 'member', 'viewer')", name="role"),
)
