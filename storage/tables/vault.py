"""Sealed values that rows elsewhere point to and that are purged in time."""

from sqlalchemy import Column, Index, LargeBinary, Table

from storage.tables.base import key, metadata, tenant_key
from storage.tables.types import Plain, Utc

vault = Table(
    "vault",
    metadata,
    tenant_key(),
    key("id"),
    Column("purpose", Plain, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("created_at", Utc, nullable=False),
    Index(None, "tenant_id", "expires_at"),
)
