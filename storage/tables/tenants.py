"""Workspaces: the root of every tenant row."""

from sqlalchemy import Boolean, Column, Table, UniqueConstraint, false

from storage.tables.base import metadata, system_sees
from storage.tables.types import Plain, Utc

tenants = Table(
    "tenants",
    metadata,
    Column("id", Plain, primary_key=True, nullable=False),
    Column("enterprise_id", Plain, nullable=False),
    Column("team_id", Plain, nullable=False),
    Column("name", Plain, nullable=False),
    Column("zone", Plain, nullable=False, server_default="UTC"),
    Column("plan", Plain, nullable=False, server_default="standard"),
    Column("paused", Boolean, nullable=False, server_default=false()),
    Column("created_at", Utc, nullable=False),
    Column("uninstalled_at", Utc),
    UniqueConstraint("enterprise_id", "team_id"),
    info={"tenant": "id", **system_sees("id", "enterprise_id", "team_id", "paused", "uninstalled_at")},
)
