"""Who changed what, append-only."""

from sqlalchemy import Column, ForeignKey, Index, Table

from storage.tables.base import metadata
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
