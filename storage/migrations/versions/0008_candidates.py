"""Keeps what people said of answers, waiting to be reviewed and promoted to golden cases."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.migrations import row_security

revision = "0008"
down_revision: str | None = "0007"
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
    """Drops them: what was promoted is forgotten, and the votes stay where they were."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _candidates() -> None:
    op.create_table(
        "candidates",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("tender_id", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("profile_version", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("expected", JSON, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("provenance", JSON, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.CheckConstraint("state IN ('open', 'promoted', 'dismissed', 'withdrawn')", name=op.f("ck_candidates_state")),
        sa.CheckConstraint("revision >= 0", name=op.f("ck_candidates_revision")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_candidates_tenant_id")),
        _inside("candidates", "run_id", "runs"),
        _inside("candidates", "tender_id", "tenders"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_candidates")),
    )
    _index("candidates", "state", "created_at")


def _disputes() -> None:
    op.create_table(
        "disputes",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("candidate_id", sa.Text(), nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("correction", sa.Text(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_disputes_tenant_id")),
        _inside("disputes", "run_id", "runs"),
        _inside("disputes", "candidate_id", "candidates"),
        sa.PrimaryKeyConstraint("tenant_id", "run_id", "part", "member", name=op.f("pk_disputes")),
    )
    _index("disputes", "candidate_id")


def _golden_cases() -> None:
    op.create_table(
        "golden_cases",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dedupe", sa.Text(), nullable=False),
        sa.Column("candidate_id", sa.Text(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("profile", JSON, nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("provenance", JSON, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_golden_cases_tenant_id")),
        _inside("golden_cases", "candidate_id", "candidates"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_golden_cases")),
        sa.UniqueConstraint("tenant_id", "dedupe", name=op.f("uq_golden_cases_tenant_id_dedupe")),
    )


def _inside(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_tenant_id_{column}")
    return sa.ForeignKeyConstraint(["tenant_id", column], [f"{other}.tenant_id", f"{other}.id"], name=name)


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_tenant_id_{'_'.join(columns)}"), table, ["tenant_id", *columns], unique=False)


TABLES = {"candidates": _candidates, "disputes": _disputes, "golden_cases": _golden_cases}
