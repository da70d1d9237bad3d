"""How the app got into a workspace; the token is sealed."""

from sqlalchemy import Boolean, Column, LargeBinary, Table

from storage.tables.base import metadata, tenant_key
from storage.tables.types import Json, Plain, Utc

installations = Table(
    "installations",
    metadata,
    tenant_key(),
    Column("enterprise_id", Plain, nullable=False),
    Column("team_id", Plain, nullable=False),
    Column("app_id", Plain, nullable=False),
    Column("bot_id", Plain, nullable=False),
    Column("bot_user_id", Plain, nullable=False),
    Column("bot_token", LargeBinary, nullable=False),
    Column("scopes", Json, nullable=False),
    Column("installed_by", Plain, nullable=False),
    Column("is_enterprise", Boolean, nullable=False),
    Column("installed_at", Utc, nullable=False),
    Column("revoked_at", Utc),
    Column("revoked_cause", Plain),
)
