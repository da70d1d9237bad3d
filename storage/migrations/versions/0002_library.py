"""The company library with its full-text index, versions of tenders, and what is one tender in several places.

On SQLite triggers keep the index in step. A later batch migration that rebuilds `library_chunks` must make them anew.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.migrations import row_security

revision = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql")
FULL = "SELECT, INSERT, UPDATE, DELETE"

FIRST_VERSIONS = """
INSERT INTO tender_versions (tenant_id, tender_id, number, content_hash, version, late, body, changes, seen_at)
SELECT tenant_id, id, 1, content_hash, version, {false}, body, '[]', updated_at FROM tenders
"""
# Letters and digits alone come in (storage.tables.library.Words); the tenant is a column of the index so that its rows alone are ranked.
INDEX = """
CREATE VIRTUAL TABLE library_index USING fts5(
  tenant_id, words, content='library_chunks', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
)
"""
ADDED = "INSERT INTO library_index(rowid, tenant_id, words) VALUES (new.id, new.tenant_id, new.words);"
GONE = "INSERT INTO library_index(library_index, rowid, tenant_id, words) VALUES ('delete', old.id, old.tenant_id, old.words);"
TRIGGERS = {"INSERT": ADDED, "DELETE": GONE, "UPDATE": f"{GONE} {ADDED}"}


def upgrade() -> None:
    """Adds tables, columns and indexes; every tender that is there becomes its own first version."""
    on_postgres = op.get_context().dialect.name == "postgresql"
    _tender_columns()
    for create in TABLES.values():
        create()
    if on_postgres:
        # The owner is held by the policies too, and has no tenant here.
        op.execute("ALTER TABLE tenders NO FORCE ROW LEVEL SECURITY")
    op.execute(FIRST_VERSIONS.format(false="false" if on_postgres else "0"))
    if on_postgres:
        op.execute("ALTER TABLE tenders FORCE ROW LEVEL SECURITY")
        for name in TABLES:
            row_security.protect(op.execute, name, app=FULL)
        row_security.let_count(op.execute, "library_chunks")
        return
    op.execute(INDEX)
    for event, action in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER library_chunks_{event.lower()} AFTER {event} ON library_chunks BEGIN {action} END")


def downgrade() -> None:
    """Drops what upgrade made. Earlier versions of tenders and the library are lost; the newest versions stay."""
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TABLE library_index")
    for name in reversed(TABLES):
        op.drop_table(name)
    for column in ("procedure_key", "near_key"):
        op.drop_index(op.f(f"ix_tenders_tenant_id_{column}"), "tenders")
        op.drop_column("tenders", column)
    op.drop_column("tenders", "published_at")


def _tender_columns() -> None:
    op.add_column("tenders", sa.Column("published_at", INSTANT, nullable=True))
    for column in ("procedure_key", "near_key"):
        op.add_column("tenders", sa.Column(column, sa.Text(), nullable=True))
        op.create_index(op.f(f"ix_tenders_tenant_id_{column}"), "tenders", ["tenant_id", column], unique=False)


def _tender_versions() -> None:
    op.create_table(
        "tender_versions",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("tender_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=True),
        sa.Column("published_at", INSTANT, nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("changes", JSON, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_tender_versions_tenant_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "tender_id"], ["tenders.tenant_id", "tenders.id"], name=op.f("fk_tender_versions_tenant_id_tender_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "tender_id", "number", name=op.f("pk_tender_versions")),
        sa.UniqueConstraint("tenant_id", "tender_id", "content_hash", name=op.f("uq_tender_versions_tenant_id_tender_id_content_hash")),
    )


def _tender_twins() -> None:
    op.create_table(
        "tender_twins",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("tender_id", sa.Text(), nullable=False),
        sa.Column("same_as", sa.Text(), nullable=False),
        sa.Column("noted_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_tender_twins_tenant_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "tender_id"], ["tenders.tenant_id", "tenders.id"], name=op.f("fk_tender_twins_tenant_id_tender_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "same_as"], ["tenders.tenant_id", "tenders.id"], name=op.f("fk_tender_twins_tenant_id_same_as")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "tender_id", name=op.f("pk_tender_twins")),
    )
    op.create_index(op.f("ix_tender_twins_tenant_id_same_as"), "tender_twins", ["tenant_id", "same_as"], unique=False)


def _library_documents() -> None:
    op.create_table(
        "library_documents",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('reference', 'certificate', 'policy', 'cv', 'method', 'other')", name=op.f("ck_library_documents_kind")
        ),
        sa.CheckConstraint("status IN ('read', 'partly_read', 'cannot_read')", name=op.f("ck_library_documents_status")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_library_documents_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_library_documents")),
        sa.UniqueConstraint("tenant_id", "content_hash", name=op.f("uq_library_documents_tenant_id_content_hash")),
    )


def _library_chunks() -> None:
    op.create_table(
        "library_chunks",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", WORDS, nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "document_id"],
            ["library_documents.tenant_id", "library_documents.id"],
            name=op.f("fk_library_chunks_tenant_id_document_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_chunks")),
        sa.UniqueConstraint("tenant_id", "document_id", "seq", name=op.f("uq_library_chunks_tenant_id_document_id_seq")),
    )


TABLES = {
    "tender_versions": _tender_versions,
    "tender_twins": _tender_twins,
    "library_documents": _library_documents,
    "library_chunks": _library_chunks,
}
