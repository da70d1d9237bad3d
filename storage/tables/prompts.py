"""Versions of prompts, and which of them are in force. The deployment's: no tenant, and no word of anybody's but ours."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKeyConstraint, Integer, Table

from storage.tables.base import key, metadata, system_sees
from storage.tables.types import Plain, Utc

prompt_versions = Table(
    "prompt_versions",
    metadata,
    key("name"),
    key("version"),
    Column("sha", Plain, nullable=False),
    Column("body", Plain, nullable=False),
    Column("note", Plain, nullable=False),
    Column("added_by", Plain, nullable=False),
    Column("added_at", Utc, nullable=False),
    Column("rolled_back_at", Utc),
    Column("why", Plain),
    CheckConstraint("(rolled_back_at IS NULL) = (why IS NULL)", name="rolled_back"),
    info={
        **system_sees("name", "version", "sha", "body", "note", "added_by", "added_at", "rolled_back_at", "why"),
        "system_writes": True,
    },
)

prompts_in_force = Table(
    "prompts_in_force",
    metadata,
    key("name"),
    Column("rev", BigInteger, nullable=False),
    Column("active", Plain),
    Column("previous", Plain),
    Column("canary", Plain),
    Column("percent", Integer),
    Column("canary_at", Utc),
    Column("changed_by", Plain, nullable=False),
    Column("changed_at", Utc, nullable=False),
    *(
        ForeignKeyConstraint(["name", column], ["prompt_versions.name", "prompt_versions.version"])
        for column in ("active", "previous", "canary")
    ),
    CheckConstraint("(canary IS NULL) = (percent IS NULL) AND (canary IS NULL) = (canary_at IS NULL)", name="canary"),
    CheckConstraint("percent BETWEEN 1 AND 99", name="percent"),
    info={
        **system_sees("name", "rev", "active", "previous", "canary", "percent", "canary_at", "changed_by", "changed_at"),
        "system_writes": True,
    },
)
