"""How fast a tenant may call one thing, shared by all processes. Microseconds, because SQL must add to them."""

from sqlalchemy import BigInteger, Column, Table

from storage.tables.base import key, metadata, tenant_key

pacing = Table(
    "pacing",
    metadata,
    tenant_key(),
    key("key"),
    Column("next_at", BigInteger, nullable=False),
    Column("blocked_until", BigInteger, nullable=False),
)
