"""Batches at the vendor of models, and the items of each workspace that wait in them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations import row_security

revision = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    """Adds two tables; the one without tenants is the system's."""
    _llm_batches()
    _llm_batch_items()
    if op.get_context().dialect.name == "postgresql":
        row_security.grant(op.execute, {(row_security.SYSTEM, "llm_batches"): "SELECT, INSERT, UPDATE, DELETE"})
        seen = ("tenant_id", "id", "batch_id", "state", "booked", "call_at")
        row_security.protect(op.execute, "llm_batch_items", app="SELECT, INSERT, UPDATE, DELETE", system=seen)


def downgrade() -> None:
    """Drops them: what was sent is forgotten."""
    op.drop_table("llm_batch_items")
    op.drop_table("llm_batches")


def _llm_batches() -> None:
    op.create_table(
        "llm_batches",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Text(), nullable=True),
        sa.Column("certain", sa.Boolean(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("deadline_at", INSTANT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("look_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "state IN ('filling', 'ready', 'sending', 'sent', 'ended', 'closed')",
            name=op.f("ck_llm_batches_state"),
        ),
        sa.CheckConstraint("items >= 0 AND tries >= 0 AND version >= 1", name=op.f("ck_llm_batches_amounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_llm_batches")),
    )
    op.create_index(op.f("ix_llm_batches_vendor_id"), "llm_batches", ["vendor_id"], unique=True)
    op.create_index(op.f("ix_llm_batches_state_look_at"), "llm_batches", ["state", "look_at"], unique=False)


def _llm_batch_items() -> None:
    op.create_table(
        "llm_batch_items",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("feature", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.Column("member", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("booked", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.Column("call_at", INSTANT, nullable=True),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.CheckConstraint("state IN ('open', 'call', 'done', 'failed')", name=op.f("ck_llm_batch_items_state")),
        sa.CheckConstraint("held >= 0 AND calls >= 0", name=op.f("ck_llm_batch_items_amounts")),
        sa.CheckConstraint("(state = 'call') = (call_at IS NOT NULL)", name=op.f("ck_llm_batch_items_call")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_llm_batch_items_tenant_id")),
        sa.ForeignKeyConstraint(["tenant_id", "run_id"], ["runs.tenant_id", "runs.id"], name=op.f("fk_llm_batch_items_tenant_id_run_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_llm_batch_items")),
    )
    names = ("batch_id_tenant_id_id", "state_call_at")
    for name, columns in zip(names, (["batch_id", "tenant_id", "id"], ["state", "call_at"]), strict=True):
        op.create_index(op.f(f"ix_llm_batch_items_{name}"), "llm_batch_items", columns, unique=False)
