"""Keeps versions of prompts, which is in force, who put it there, and which version a call was made with."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.migrations import row_security

revision = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
GRANTS = {
    (row_security.SYSTEM, "prompt_versions"): "SELECT, INSERT, UPDATE",
    (row_security.SYSTEM, "prompts_in_force"): "SELECT, INSERT, UPDATE",
    (row_security.SYSTEM, "deployment_audit"): "SELECT, INSERT",
}


def upgrade() -> None:
    """Adds three tables without tenants, which are the system's, and two columns to the book of calls."""
    _prompt_versions()
    _prompts_in_force()
    _deployment_audit()
    op.add_column("llm_calls", sa.Column("prompt", sa.Text(), nullable=True))
    op.add_column("llm_calls", sa.Column("again", sa.Boolean(), nullable=False, server_default=sa.false()))
    if op.get_context().dialect.name == "postgresql":
        row_security.grant(op.execute, GRANTS)


def downgrade() -> None:
    """Drops them: the shipped prompts are in force again."""
    op.drop_column("llm_calls", "again")
    op.drop_column("llm_calls", "prompt")
    for name in ("deployment_audit", "prompts_in_force", "prompt_versions"):
        op.drop_table(name)


def _prompt_versions() -> None:
    op.create_table(
        "prompt_versions",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("sha", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("rolled_back_at", INSTANT, nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.CheckConstraint("(rolled_back_at IS NULL) = (why IS NULL)", name=op.f("ck_prompt_versions_rolled_back")),
        sa.PrimaryKeyConstraint("name", "version", name=op.f("pk_prompt_versions")),
    )


def _prompts_in_force() -> None:
    op.create_table(
        "prompts_in_force",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Text(), nullable=True),
        sa.Column("previous", sa.Text(), nullable=True),
        sa.Column("canary", sa.Text(), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("canary_at", INSTANT, nullable=True),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["name", column], ["prompt_versions.name", "prompt_versions.version"], name=op.f(f"fk_prompts_in_force_name_{column}")
            )
            for column in ("active", "previous", "canary")
        ),
        sa.CheckConstraint(
            "(canary IS NULL) = (percent IS NULL) AND (canary IS NULL) = (canary_at IS NULL)", name=op.f("ck_prompts_in_force_canary")
        ),
        sa.CheckConstraint("percent BETWEEN 1 AND 99", name=op.f("ck_prompts_in_force_percent")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_prompts_in_force")),
    )


def _deployment_audit() -> None:
    op.create_table(
        "deployment_audit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("before", JSON, nullable=True),
        sa.Column("after", JSON, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployment_audit")),
    )
    op.create_index(op.f("ix_deployment_audit_at"), "deployment_audit", ["at"], unique=False)
