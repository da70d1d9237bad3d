"""The credit ledger, append-only, and the counters of a month, which are a cache of it."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table

from storage.tables.base import key, metadata, tenant_key, within
from storage.tables.types import Plain, Utc

credit_ledger = Table(
    "credit_ledger",
    metadata,
    tenant_key(),
    key("run_id"),
    key("stage"),
    key("kind"),
    Column("amount", Integer, nullable=False),
    Column("member", Plain, nullable=False),
    Column("period", Plain, nullable=False),
    Column("at", Utc, nullable=False),
    within("run_id", "runs"),
    CheckConstraint("kind IN ('reserve', 'settle', 'release')", name="kind"),
    CheckConstraint("amount >= 0", name="amount"),
    Index(None, "tenant_id", "period", "member"),
)

credit_accounts = Table(
    "credit_accounts",
    metadata,
    tenant_key(),
    key("period"),
    Column("reserved", Integer, nullable=False),
    Column("settled", Integer, nullable=False),
    CheckConstraint("reserved >= 0", name="reserved"),
    CheckConstraint("settled >= 0", name="settled"),
)
