"""Keeps how sure each answer looked, fitted calibrations, and the weekly figures."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.migrations import row_security

revision = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
PRIVILEGES = "SELECT, INSERT, UPDATE, DELETE"


def upgrade() -> None:
    """Adds three tables."""
    for create in TABLES.values():
        create()
    if op.get_context().dialect.name == "postgresql":
        for name in TABLES:
            row_security.protect(op.execute, name, app=PRIVILEGES)


def downgrade() -> None:
    """Drops them: what was fitted and measured is forgotten, votes and answers stay."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _answer_figures() -> None:
    op.create_table(
        "answer_figures",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("raw", sa.Float(), nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("unsupported", sa.Float(), nullable=False),
        sa.Column("fallback", sa.Boolean(), nullable=False),
        sa.Column("share", sa.Float(), nullable=True),
        sa.Column("called_right", sa.Integer(), nullable=True),
        sa.Column("called", sa.Integer(), nullable=True),
        sa.Column("calibration", sa.Integer(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.CheckConstraint("raw >= 0 AND raw <= 1 AND unsupported >= 0 AND unsupported <= 1", name=op.f("ck_answer_figures_shares")),
        sa.CheckConstraint("(share IS NULL) = (calibration IS NULL)", name=op.f("ck_answer_figures_calibration")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_answer_figures_tenant_id")),
        sa.ForeignKeyConstraint(["tenant_id", "run_id"], ["runs.tenant_id", "runs.id"], name=op.f("fk_answer_figures_tenant_id_run_id")),
        sa.PrimaryKeyConstraint("tenant_id", "run_id", name=op.f("pk_answer_figures")),
    )
    op.create_index(op.f("ix_answer_figures_tenant_id_created_at"), "answer_figures", ["tenant_id", "created_at"], unique=False)


def _calibrations() -> None:
    op.create_table(
        "calibrations",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.Column("labels", sa.Integer(), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.CheckConstraint("version > 0 AND labels >= 0", name=op.f("ck_calibrations_counts")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_calibrations_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "version", name=op.f("pk_calibrations")),
    )


def _quality_weeks() -> None:
    op.create_table(
        "quality_weeks",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("week", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("alarm", sa.Boolean(), nullable=True),
        sa.Column("report", JSON, nullable=True),
        sa.Column("lease_token", sa.Text(), nullable=True),
        sa.Column("lease_until", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint("state IN ('open', 'measured', 'done')", name=op.f("ck_quality_weeks_state")),
        sa.CheckConstraint("(lease_token IS NULL) = (lease_until IS NULL)", name=op.f("ck_quality_weeks_lease")),
        sa.CheckConstraint("(state = 'open') = (report IS NULL)", name=op.f("ck_quality_weeks_report")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_quality_weeks_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "week", name=op.f("pk_quality_weeks")),
    )


TABLES = {"answer_figures": _answer_figures, "calibrations": _calibrations, "quality_weeks": _quality_weeks}
