"""Leadership of the dispatcher and the like; no tenant, system only."""

from sqlalchemy import Column, Table

from storage.tables.base import metadata
from storage.tables.types import Plain, Utc

leases = Table(
    "leases",
    metadata,
    Column("name", Plain, primary_key=True, nullable=False),
    Column("token", Plain, nullable=False),
    Column("until", Utc, nullable=False),
    info={"system": frozenset({"name", "token", "until"}), "system_writes": True},
)
