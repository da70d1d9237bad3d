"""Brings a database to a revision and tells how it differs from the tables in code."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, event, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from storage.db import BUSY_TIMEOUT_MS, parse_url
from storage.errors import SchemaMismatch
from storage.tables.everything import metadata
from storage.tables.library import INDEX
from storage.translate import translated

MIGRATIONS = Path(__file__).parent / "migrations"
# Two migrations at once wait for each other: any number will do that nobody else uses.
ADVISORY_LOCK = 7_203_114_402


@cache
def head() -> str:
    """The newest revision this program knows; Alembic imports every migration to tell."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


async def upgrade(url: str, revision: str = "head") -> None:
    """Migrates up, in one transaction. On Postgres `url` is the owner's. Raises StorageError."""
    await _migrate(url, lambda config: command.upgrade(config, revision))


async def downgrade(url: str, revision: str) -> None:
    """Migrates down, in one transaction. Raises StorageError."""
    await _migrate(url, lambda config: command.downgrade(config, revision))


async def differences(url: str) -> list[Any]:
    """What a migrated database lacks of, or has beyond, the tables in code; empty when they are equal."""
    engine = _engine(url)
    try:
        with translated():
            async with engine.connect() as connection:
                return await connection.run_sync(_compare)
    finally:
        await engine.dispose()


def sql(span: str = "head", *, dialect: str = "postgresql") -> str:
    """The statements an upgrade would run, for review before a release; `span` is a revision or "from:to". Roles are taken to exist."""
    text_of_it = io.StringIO()
    config = _config(output_buffer=text_of_it)
    config.attributes["dialect"] = dialect
    command.upgrade(config, span, sql=True)
    return text_of_it.getvalue()


async def connected(url: str, work: Callable[[Connection], None]) -> None:
    """Does `work` in one transaction of a connection made for migrating, one at a time. Raises StorageError."""

    def run(connection: Connection) -> None:
        work(connection)
        if connection.dialect.name == "sqlite":
            _check_foreign_keys(connection)

    engine = _engine(url)
    try:
        with translated():
            async with engine.begin() as connection:
                if connection.dialect.name == "postgresql":
                    # For another migration to end it is waited long; for a table that work is using only shortly, since all wait behind.
                    await connection.execute(text("SET LOCAL lock_timeout = '60s'"))
                    await connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": ADVISORY_LOCK})
                    await connection.execute(text("SET LOCAL lock_timeout = '3s'"))
                await connection.run_sync(run)
    finally:
        await engine.dispose()


async def _migrate(url: str, work: Callable[[Config], None]) -> None:
    def run(connection: Connection) -> None:
        config = _config()
        config.attributes["connection"] = connection
        work(config)

    await connected(url, run)


def _config(**options: Any) -> Config:
    config = Config(**options)
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _engine(url: str) -> AsyncEngine:
    """An engine apart from the app's: a batch migration drops tables, which with foreign keys on would delete their children."""
    engine = create_async_engine(parse_url(url), poolclass=NullPool, hide_parameters=True)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine.sync_engine, "connect")
        def on_connect(connection: Any, _record: Any) -> None:
            connection.isolation_level = None
            cursor = connection.cursor()
            for setting in (f"busy_timeout={BUSY_TIMEOUT_MS}", "journal_mode=WAL", "foreign_keys=OFF"):
                cursor.execute(f"PRAGMA {setting}")
            cursor.close()

        @event.listens_for(engine.sync_engine, "begin")
        def on_begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise SchemaMismatch(f"The migration left {len(broken)} rows pointing nowhere, first in table {broken[0][0]}; it was undone.")


def _is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether a name found in the database is compared: an FTS5 table and the five that it keeps are none of the metadata's."""
    return kind != "table" or name is None or not (name == INDEX or name.startswith(f"{INDEX}_"))


def _compare(connection: Connection) -> list[Any]:
    options = {"compare_type": True, "compare_server_default": True, "target_metadata": metadata, "include_name": _is_ours}
    found: list[Any] = list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))
    inspector = inspect(connection)
    # Alembic does not look at CHECK constraints, so their names are compared here.
    for table in metadata.sorted_tables:
        if not inspector.has_table(table.name):
            continue
        wanted = {str(constraint.name) for constraint in table.constraints if isinstance(constraint, CheckConstraint)}
        present = {str(constraint["name"]) for constraint in inspector.get_check_constraints(table.name)}
        found += [("check", table.name, name) for name in sorted(wanted ^ present)]
    return found
