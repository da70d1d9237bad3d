"""Messages on their way to Slack, and the pages already committed for each."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, LargeBinary, Table, UniqueConstraint, false

from storage.tables.base import key, metadata, system_sees, tenant_key, within
from storage.tables.types import Json, Plain, Utc

outbox = Table(
    "outbox",
    metadata,
    tenant_key(),
    key("id"),
    Column("run_id", Plain, nullable=False),
    Column("part", Plain, nullable=False),
    Column("thread", Plain, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("channel", Plain, nullable=False),
    Column("payload", Json, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("sent_rev", Integer, nullable=False),
    Column("state", Plain, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Utc, nullable=False),
    Column("lease_token", Plain),
    Column("lease_until", Utc),
    Column("unclear", Boolean, nullable=False, server_default=false()),
    Column("error", Plain),
    Column("created_at", Utc, nullable=False),
    Column("updated_at", Utc, nullable=False),
    UniqueConstraint("tenant_id", "run_id", "part"),
    CheckConstraint("state IN ('pending', 'sent', 'failed')", name="state"),
    CheckConstraint("(lease_token IS NULL) = (lease_until IS NULL)", name="lease"),
    CheckConstraint("sent_rev <= rev", name="sent_rev"),
    Index(None, "state", "due_at", "seq", "id"),
    Index(None, "tenant_id", "thread", "seq"),
    info=system_sees("tenant_id", "id", "thread", "seq", "state", "sent_rev", "due_at", "lease_until"),
)

outbox_pages = Table(
    "outbox_pages",
    metadata,
    tenant_key(),
    key("outbox_id"),
    Column("page", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("rev", Integer, nullable=False),
    Column("hash", Plain, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("client_msg_id", Plain, nullable=False),
    Column("ts", Plain),
    Column("channel", Plain),
    Column("sent", Boolean, nullable=False),
    Column("sent_at", Utc),
    within("outbox_id", "outbox"),
)
