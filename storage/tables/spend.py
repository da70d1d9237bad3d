"""What model calls cost, append-only, and the counters that ceilings are held against, which are a cache of it."""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Table, false

from storage.tables.base import key, metadata, system_sees, tenant_key, within
from storage.tables.types import Plain, Utc

TOKENS = ("input", "output", "cache_read", "cache_write")

llm_calls = Table(
    "llm_calls",
    metadata,
    tenant_key(),
    key("id"),
    Column("run_id", Plain),
    Column("step", Plain, nullable=False),
    Column("feature", Plain, nullable=False),
    Column("member", Plain),
    Column("tier", Plain, nullable=False),
    Column("model", Plain, nullable=False),
    Column("outcome", Plain, nullable=False),
    *(Column(f"{kind}_tokens", BigInteger, nullable=False) for kind in TOKENS),
    Column("cost_micro_usd", BigInteger, nullable=False),
    Column("duration_ms", BigInteger, nullable=False),
    Column("request_id", Plain),
    Column("batch", Boolean, nullable=False),
    Column("prompt", Plain),
    Column("again", Boolean, nullable=False, server_default=false()),
    Column("period", Plain, nullable=False),
    Column("at", Utc, nullable=False),
    within("run_id", "runs"),
    CheckConstraint(" AND ".join(f"{kind}_tokens >= 0" for kind in TOKENS), name="tokens"),
    CheckConstraint("cost_micro_usd >= 0 AND duration_ms >= 0", name="amounts"),
    Index(None, "tenant_id", "period"),
    Index(None, "tenant_id", "run_id"),
)

spend_ledger = Table(
    "spend_ledger",
    metadata,
    tenant_key(),
    key("reservation"),
    key("act"),
    Column("run_id", Plain),
    Column("held", BigInteger, nullable=False),
    Column("spent", BigInteger, nullable=False),
    Column("period", Plain, nullable=False),
    Column("at", Utc, nullable=False),
    within("run_id", "runs"),
    CheckConstraint("(act = 'reserve' AND held >= 0 AND spent = 0) OR (act = 'close' AND held <= 0 AND spent >= 0)", name="act"),
    Index(None, "tenant_id", "run_id"),
    Index(None, "tenant_id", "period"),
)

spend_accounts = Table(
    "spend_accounts",
    metadata,
    tenant_key(),
    key("period"),
    Column("reserved", BigInteger, nullable=False),
    Column("spent", BigInteger, nullable=False),
    CheckConstraint("reserved >= 0", name="reserved"),
    CheckConstraint("spent >= 0", name="spent"),
)

spend_days = Table(
    "spend_days",
    metadata,
    Column("day", Plain, primary_key=True, nullable=False),
    Column("used", BigInteger, nullable=False),
    CheckConstraint("used >= 0", name="used"),
    info={**system_sees("day", "used"), "system_writes": True},
)
