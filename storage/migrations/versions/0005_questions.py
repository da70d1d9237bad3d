"""Questions asked about tenders with their answers, and summaries of the older turns of their threads."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.migrations import row_security

revision = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
PRIVILEGES = "SELECT, INSERT, UPDATE, DELETE"


def upgrade() -> None:
    """Adds two tables."""
    for create in TABLES.values():
        create()
    if op.get_context().dialect.name == "postgresql":
        for name in TABLES:
            row_security.protect(op.execute, name, app=PRIVILEGES)


def downgrade() -> None:
    """Drops them: what was asked is forgotten."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("tender_id", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("library_hash", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=True),
        sa.Column("keys", JSON, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("reusable", sa.Boolean(), nullable=False),
        sa.Column("answered_from", sa.Text(), nullable=True),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.CheckConstraint("seq > 0", name=op.f("ck_questions_seq")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_questions_tenant_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "tender_id"], ["tenders.tenant_id", "tenders.id"], name=op.f("fk_questions_tenant_id_tender_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "answered_from"], ["questions.tenant_id", "questions.id"], name=op.f("fk_questions_tenant_id_answered_from")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_questions")),
        sa.UniqueConstraint("tenant_id", "thread", "seq", name=op.f("uq_questions_tenant_id_thread_seq")),
    )
    for columns in (("tender_id", "content_hash", "signature"), ("tender_id", "content_hash", "asked_at"), ("answered_from",)):
        _index("questions", *columns)


def _thread_summaries() -> None:
    op.create_table(
        "thread_summaries",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("tender_id", sa.Text(), nullable=False),
        sa.Column("through", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint("through > 0", name=op.f("ck_thread_summaries_through")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_thread_summaries_tenant_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "tender_id"], ["tenders.tenant_id", "tenders.id"], name=op.f("fk_thread_summaries_tenant_id_tender_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "thread", "content_hash", name=op.f("pk_thread_summaries")),
    )
    _index("thread_summaries", "tender_id")


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_tenant_id_{'_'.join(columns)}"), table, ["tenant_id", *columns], unique=False)


TABLES = {"questions": _questions, "thread_summaries": _thread_summaries}
