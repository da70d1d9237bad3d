"""Batches at the vendor of models, and what of them each workspace waits for.

A batch belongs to no workspace: the vendor is sent the requests of several at once. Its row holds ids, states and times, and is the
system's. An item belongs to its workspace, behind row-level security; the system sees where it stands and not what it is about.
There is no foreign key between the two: a workspace's transaction can neither see nor make the row it would point to.
Requests and replies lie sealed in the vault (`llm_batch:<item>:request`, `…:reply`), which purges them in time.
"""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Integer, Table

from storage.tables.base import key, metadata, system_sees, tenant_key, within
from storage.tables.types import Plain, Utc

llm_batches = Table(
    "llm_batches",
    metadata,
    key("id"),
    Column("version", BigInteger, nullable=False),
    Column("state", Plain, nullable=False),
    Column("items", Integer, nullable=False),
    Column("vendor_id", Plain),
    Column("certain", Boolean, nullable=False),
    Column("cancelled", Boolean, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("deadline_at", Utc, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("sent_at", Utc),
    Column("look_at", Utc, nullable=False),
    CheckConstraint("state IN ('filling', 'ready', 'sending', 'sent', 'ended', 'closed')", name="state"),
    CheckConstraint("items >= 0 AND tries >= 0 AND version >= 1", name="amounts"),
    Index(None, "vendor_id", unique=True),
    Index(None, "state", "look_at"),
    info={
        **system_sees(
            "id", "version", "state", "items", "vendor_id", "certain", "cancelled", "late", "tries", "deadline_at", "created_at", "sent_at",
            "look_at",
        ),
        "system_writes": True,
    },
)  # fmt: skip

llm_batch_items = Table(
    "llm_batch_items",
    metadata,
    tenant_key(),
    key("id"),
    Column("batch_id", Plain, nullable=False),
    Column("key", Plain, nullable=False),
    Column("feature", Plain, nullable=False),
    Column("run_id", Plain),
    Column("member", Plain),
    Column("step", Plain, nullable=False),
    Column("tier", Plain, nullable=False),
    Column("model", Plain, nullable=False),
    Column("held", BigInteger, nullable=False),
    Column("day", Plain, nullable=False),
    Column("state", Plain, nullable=False),
    Column("booked", Boolean, nullable=False),
    Column("outcome", Plain),
    Column("calls", Integer, nullable=False),
    Column("claim", Plain),
    Column("call_at", Utc),
    Column("expires_at", Utc, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("ended_at", Utc),
    within("run_id", "runs"),
    CheckConstraint("state IN ('open', 'call', 'done', 'failed')", name="state"),
    CheckConstraint("held >= 0 AND calls >= 0", name="amounts"),
    CheckConstraint("(state = 'call') = (call_at IS NOT NULL)", name="call"),
    Index(None, "batch_id", "tenant_id", "id"),
    Index(None, "state", "call_at"),
    info=system_sees("tenant_id", "id", "batch_id", "state", "booked", "call_at"),
)
