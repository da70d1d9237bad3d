"""What model calls cost, per call and per month of a workspace, and the whole deployment's day."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations import row_security

revision = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
PRIVILEGES = {
    "llm_calls": "SELECT, INSERT",
    "spend_ledger": "SELECT, INSERT",
    "spend_accounts": "SELECT, INSERT, UPDATE",
}


def upgrade() -> None:
    """Adds four tables; the one without tenants is the system's."""
    for create in TABLES.values():
        create()
    if op.get_context().dialect.name == "postgresql":
        for name, privileges in PRIVILEGES.items():
            row_security.protect(op.execute, name, app=privileges)
        row_security.grant(op.execute, {(row_security.SYSTEM, "spend_days"): "SELECT, INSERT, UPDATE"})


def downgrade() -> None:
    """Drops them: what was spent is forgotten."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _llm_calls() -> None:
    op.create_table(
        "llm_calls",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("feature", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=True),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("input_tokens", sa.BigInteger(), nullable=False),
        sa.Column("output_tokens", sa.BigInteger(), nullable=False),
        sa.Column("cache_read_tokens", sa.BigInteger(), nullable=False),
        sa.Column("cache_write_tokens", sa.BigInteger(), nullable=False),
        sa.Column("cost_micro_usd", sa.BigInteger(), nullable=False),
        sa.Column("duration_ms", sa.BigInteger(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("batch", sa.Boolean(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "input_tokens >= 0 AND output_tokens >= 0 AND cache_read_tokens >= 0 AND cache_write_tokens >= 0",
            name=op.f("ck_llm_calls_tokens"),
        ),
        sa.CheckConstraint("cost_micro_usd >= 0 AND duration_ms >= 0", name=op.f("ck_llm_calls_amounts")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_llm_calls_tenant_id")),
        sa.ForeignKeyConstraint(["tenant_id", "run_id"], ["runs.tenant_id", "runs.id"], name=op.f("fk_llm_calls_tenant_id_run_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_llm_calls")),
    )
    _by_period_and_run("llm_calls")


def _spend_ledger() -> None:
    op.create_table(
        "spend_ledger",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("reservation", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.Column("spent", sa.BigInteger(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "(act = 'reserve' AND held >= 0 AND spent = 0) OR (act = 'close' AND held <= 0 AND spent >= 0)",
            name=op.f("ck_spend_ledger_act"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_spend_ledger_tenant_id")),
        sa.ForeignKeyConstraint(["tenant_id", "run_id"], ["runs.tenant_id", "runs.id"], name=op.f("fk_spend_ledger_tenant_id_run_id")),
        sa.PrimaryKeyConstraint("tenant_id", "reservation", "act", name=op.f("pk_spend_ledger")),
    )
    _by_period_and_run("spend_ledger")


def _spend_accounts() -> None:
    op.create_table(
        "spend_accounts",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.Column("spent", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("reserved >= 0", name=op.f("ck_spend_accounts_reserved")),
        sa.CheckConstraint("spent >= 0", name=op.f("ck_spend_accounts_spent")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_spend_accounts_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "period", name=op.f("pk_spend_accounts")),
    )


def _spend_days() -> None:
    op.create_table(
        "spend_days",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("used >= 0", name=op.f("ck_spend_days_used")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_spend_days")),
    )


def _by_period_and_run(table: str) -> None:
    for column in ("period", "run_id"):
        op.create_index(op.f(f"ix_{table}_tenant_id_{column}"), table, ["tenant_id", column], unique=False)


TABLES = {
    "llm_calls": _llm_calls,
    "spend_ledger": _spend_ledger,
    "spend_accounts": _spend_accounts,
    "spend_days": _spend_days,
}
