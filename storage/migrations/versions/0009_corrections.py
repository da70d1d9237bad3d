"""Keeps what people said about the company or a tender, rows called wrong, and the weekly human review."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.migrations import row_security

revision = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
PRIVILEGES = "SELECT, INSERT, UPDATE, DELETE"


def upgrade() -> None:
    """Adds five tables."""
    for create in TABLES.values():
        create()
    if op.get_context().dialect.name == "postgresql":
        for name in TABLES:
            row_security.protect(op.execute, name, app=PRIVILEGES)


def downgrade() -> None:
    """Drops them: what was said and reviewed is forgotten; profiles that it changed stay."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _row_marks() -> None:
    op.create_table(
        "row_marks",
        _text("tenant_id"),
        _text("run_id"),
        _text("row"),
        _text("member"),
        sa.Column("wrong", sa.Boolean(), nullable=False),
        _text("correction", nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        *_owned("row_marks"),
        _within("row_marks", "run_id", "runs"),
        sa.PrimaryKeyConstraint("tenant_id", "run_id", "row", "member", name=op.f("pk_row_marks")),
    )
    _index("row_marks", "updated_at")


def _corrections() -> None:
    op.create_table(
        "corrections",
        *(_text(name) for name in ("tenant_id", "id", "run_id", "part", "member", "about")),
        _text("tender_id", nullable=True),
        _text("text"),
        sa.Column("proposal", JSON, nullable=True),
        _text("state"),
        _text("decided_by", nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint("about IN ('company', 'tender')", name=op.f("ck_corrections_about")),
        sa.CheckConstraint("state IN ('open', 'noted', 'applied', 'declined', 'withdrawn')", name=op.f("ck_corrections_state")),
        *_owned("corrections"),
        _within("corrections", "run_id", "runs"),
        _within("corrections", "tender_id", "tenders"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_corrections")),
        sa.UniqueConstraint("tenant_id", "run_id", "part", "member", name=op.f("uq_corrections_tenant_id_run_id_part_member")),
    )
    _index("corrections", "state", "created_at")
    _index("corrections", "tender_id")


def _reviewers() -> None:
    op.create_table(
        "reviewers",
        *(_text(name) for name in ("tenant_id", "member", "named_by")),
        sa.Column("named_at", INSTANT, nullable=False),
        *_owned("reviewers"),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_reviewers")),
    )


def _review_weeks() -> None:
    op.create_table(
        "review_weeks",
        *(_text(name) for name in ("tenant_id", "week", "reviewer")),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        *_owned("review_weeks"),
        sa.PrimaryKeyConstraint("tenant_id", "week", name=op.f("pk_review_weeks")),
    )


def _reviews() -> None:
    op.create_table(
        "reviews",
        *(_text(name) for name in ("tenant_id", "week", "run_id", "reviewer", "why", "given")),
        sa.Column("rubric", JSON, nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("reviewed_at", INSTANT, nullable=True),
        sa.CheckConstraint("why IN ('sample', 'disputed')", name=op.f("ck_reviews_why")),
        sa.CheckConstraint("(rubric IS NULL) = (reviewed_at IS NULL)", name=op.f("ck_reviews_reviewed")),
        *_owned("reviews"),
        _within("reviews", "run_id", "runs"),
        sa.PrimaryKeyConstraint("tenant_id", "week", "run_id", name=op.f("pk_reviews")),
    )


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _owned(table: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    return (sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f(f"fk_{table}_tenant_id")),)


def _within(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_tenant_id_{column}")
    return sa.ForeignKeyConstraint(["tenant_id", column], [f"{other}.tenant_id", f"{other}.id"], name=name)


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_tenant_id_{'_'.join(columns)}"), table, ["tenant_id", *columns], unique=False)


TABLES = {
    "row_marks": _row_marks, "corrections": _corrections, "reviewers": _reviewers, "review_weeks": _review_weeks, "reviews": _reviews,
}  # fmt: skip
