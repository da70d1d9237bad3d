"""Keeps votes on whether to bid and the decisions that followed, and finds the run that a thread belongs to."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations import row_security

revision = "0012"
down_revision: str | None = "0011"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
PRIVILEGES = {"bid_votes": "SELECT, INSERT, UPDATE, DELETE", "decisions": "SELECT, INSERT"}


THREADS = "ix_runs_tenant_id_thread_ts"


def upgrade() -> None:
    """Adds two tables, and finds the run of a thread."""
    op.create_table(
        "bid_votes",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("tenant_id", "run_id", "member", "choice")),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        *_within_run("bid_votes"),
        sa.CheckConstraint("choice IN ('bid', 'no_bid', 'unsure')", name=op.f("ck_bid_votes_choice")),
        sa.PrimaryKeyConstraint("tenant_id", "run_id", "member", name=op.f("pk_bid_votes")),
    )
    op.create_table(
        "decisions",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("tenant_id", "id", "run_id", "member", "choice")),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        *_within_run("decisions"),
        sa.CheckConstraint("choice IN ('bid', 'no_bid', 'won', 'lost')", name=op.f("ck_decisions_choice")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_decisions")),
    )
    op.create_index(THREADS, "runs", ["tenant_id", "thread_ts"])
    op.create_index(op.f("ix_decisions_tenant_id_at"), "decisions", ["tenant_id", "at"])
    if op.get_context().dialect.name == "postgresql":
        for name, privileges in PRIVILEGES.items():
            row_security.protect(op.execute, name, app=privileges)


def downgrade() -> None:
    """Drops them: who was for what is forgotten."""
    op.drop_index(THREADS, "runs")
    op.drop_table("decisions")
    op.drop_table("bid_votes")


def _within_run(table: str) -> tuple[sa.ForeignKeyConstraint, sa.ForeignKeyConstraint]:
    return (
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f(f"fk_{table}_tenant_id")),
        sa.ForeignKeyConstraint(["tenant_id", "run_id"], ["runs.tenant_id", "runs.id"], name=op.f(f"fk_{table}_tenant_id_run_id")),
    )
