"""Receipts of what Slack sent, so that a redelivery is seen as one."""

from sqlalchemy import Column, Index, Table

from storage.tables.base import key, metadata, tenant_key
from storage.tables.types import Utc

requests = Table(
    "requests",
    metadata,
    tenant_key(),
    key("key"),
    Column("seen_at", Utc, nullable=False),
    Index(None, "tenant_id", "seen_at"),
)
