"""The company library: documents, and their text in chunks that can be searched in full."""

from typing import Any

from sqlalchemy import CheckConstraint, Column, Dialect, Integer, Table, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Boolean, TypeDecorator, TypeEngine

from storage.tables.base import key, metadata, tenant_key, within
from storage.tables.types import Plain, Serial, Utc

KINDS = ("reference", "certificate", "policy", "cv", "method", "other")
STATUSES = ("read", "partly_read", "cannot_read")
INDEX = "library_index"
"""On SQLite an FTS5 table beside `library_chunks`, kept in step by triggers; only the migration knows more of it."""


class Words(TypeDecorator[str]):
    """The folded words of a text, parted by blanks: a tsvector on Postgres, text on SQLite, where FTS5 indexes it.

    Words come folded and hold letters and digits alone, so neither database's own parser decides what a word is.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None or dialect.name != "postgresql":
            return value
        return " ".join(f"'{word}'" for word in dict.fromkeys(value.replace("'", " ").split()))


library_documents = Table(
    "library_documents",
    metadata,
    tenant_key(),
    key("id"),
    Column("name", Plain, nullable=False),
    Column("kind", Plain, nullable=False),
    Column("content_hash", Plain, nullable=False),
    Column("added_by", Plain, nullable=False),
    Column("added_at", Utc, nullable=False),
    Column("pages", Integer),
    Column("status", Plain, nullable=False),
    Column("reason", Plain),
    UniqueConstraint("tenant_id", "content_hash"),
    CheckConstraint(f"kind IN ({', '.join(repr(kind) for kind in KINDS)})", name="kind"),
    CheckConstraint(f"status IN ({', '.join(repr(status) for status in STATUSES)})", name="status"),
)

# The number is the rowid that FTS5 points to, and only a declared one survives VACUUM. No GIN index on `words`: under row-level
# security Postgres runs no operator that might leak before the policy, so it was never used (measured on 15: 100,000 chunks, 5,000 of
# them the tenant's, 6 to 12 ms through the tenant's key with and without it).
library_chunks = Table(
    "library_chunks",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("tenant_id", Plain, nullable=False),
    Column("document_id", Plain, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("text", Plain, nullable=False),
    Column("words", Words, nullable=False),
    Column("anchor", Plain, nullable=False),
    Column("page", Integer),
    within("document_id", "library_documents"),
    UniqueConstraint("tenant_id", "document_id", "seq"),
)


class matches(FunctionElement[bool]):  # noqa: N801, reads as the SQL it is
    """Whether a chunk is among the nearest `limit` of the tenant: matches(tenant, FTS5 query, tsquery, limit)."""

    type = Boolean()
    inherit_cache = True
    name = "matches"


@compiles(matches, "postgresql")
def _in_words(element: matches, compiler: SQLCompiler, **options: Any) -> str:
    owner, _, query, most = element.clauses
    # Each is processed once where it is used: one that is not would be a parameter without a type.
    tenant, limit, wanted = (compiler.process(clause, **options) for clause in (owner, most, query))
    wanted = f"CAST({wanted} AS tsquery)"
    return (
        f"library_chunks.id IN (SELECT c.id FROM library_chunks c WHERE c.tenant_id = {tenant} AND c.words @@ {wanted} "
        f"ORDER BY ts_rank(c.words, {wanted}) DESC, c.id LIMIT {limit})"
    )


@compiles(matches, "sqlite")
def _in_index(element: matches, compiler: SQLCompiler, **options: Any) -> str:
    _, wanted, _, most = element.clauses
    query, limit = (compiler.process(clause, **options) for clause in (wanted, most))
    return f"library_chunks.id IN (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH {query} ORDER BY rank, rowid LIMIT {limit})"
