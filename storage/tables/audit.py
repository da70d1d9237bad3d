"""Who changed what, append-only: in a workspace, and in the deployment."""

from sqlalchemy import Column, ForeignKey, Index, Table

from storage.tables.base import key, metadata, system_sees
from storage.tables.types import Json, Plain, Serial, Utc

audit = Table(
    "audit",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("tenant_id", Plain, ForeignKey("tenants.id"), nullable=False),
    Column("actor", Plain, nullable=False),
    Column("act", Plain, nullable=False),
    Column("subject", Plain, nullable=False),
    Column("before", Json),
    Column("after", Json),
    Column("request_id", Plain),
    Column("at", Utc, nullable=False),
    Index(None, "tenant_id", "id"),
)

deployment_audit = Table(
    "deployment_audit",
    metadata,
    key("id"),
    Column("actor", Plain, nullable=False),
    Column("act", Plain, nullable=False),
    Column("subject", Plain, nullable=False),
    Column("before", Json),
    Column("after", Json),
    Column("at", Utc, nullable=False),
    Index(None, "at"),
    info={**system_sees("id", "actor", "act", "subject", "before", "after", "at"), "system_writes": True},
)
