"""The company profile of a workspace, one row a version; the newest counts."""

from sqlalchemy import Column, Integer, Table

from storage.tables.base import metadata, tenant_key
from storage.tables.types import Json, Plain, Utc

profiles = Table(
    "profiles",
    metadata,
    tenant_key(),
    Column("version", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("body", Json, nullable=False),
    Column("by", Plain, nullable=False),
    Column("created_at", Utc, nullable=False),
)
