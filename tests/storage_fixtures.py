"""A pytest plugin: `database`, a migrated and empty Database, on SQLite always and on Postgres too where DATABASE_URL names its admin.

On Postgres each test process makes a database of its own, migrated by an owner that is no superuser, and every test is connected
as a login role that has the rights of bidwright_app and nothing more.
"""

import asyncio
import os
import shutil
import threading
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

import storage.db
from storage.db import Database
from storage.schema import upgrade
from storage.tables.everything import metadata

ADMIN = os.environ.get("DATABASE_URL", "")  # noqa: TID251 - the suite is told by its environment which services to use
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")  # noqa: TID251 - one database for each process of the suite
ON_POSTGRES = ADMIN.startswith("postgres")
OWNER, APP, PASSWORD = "bidwright_test_owner", "bidwright_test_app", "bidwright-test"
ROLES_LOCK = 7_203_114_403
ROLES = f"""
DO $$ BEGIN
  PERFORM pg_advisory_xact_lock({ROLES_LOCK});
  IF to_regrole('bidwright_app') IS NULL THEN CREATE ROLE bidwright_app NOLOGIN NOINHERIT; END IF;
  IF to_regrole('bidwright_system') IS NULL THEN CREATE ROLE bidwright_system NOLOGIN NOINHERIT; END IF;
  GRANT bidwright_system TO bidwright_app;
  IF to_regrole('{OWNER}') IS NULL THEN CREATE ROLE {OWNER} LOGIN NOCREATEROLE PASSWORD '{PASSWORD}'; END IF;
  IF to_regrole('{APP}') IS NULL THEN CREATE ROLE {APP} LOGIN PASSWORD '{PASSWORD}'; END IF;
  GRANT bidwright_app TO {APP};
END $$
"""


class Statements(dict[tuple[Any, ...], Any]):
    """What SQLAlchemy compiled, found again by the statement alone: its own cache begins anew with every engine.

    Thousands of tests open a database each, and an eighth of their time went into compiling the same few hundred statements.
    Engines of one kind are made by one line of storage.db, so what one of them compiled is what another would.
    """

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        super().__setitem__(key[1:], compiled)


COMPILED: dict[str, Statements] = defaultdict(Statements)


def _engine(*given: Any, **options: Any) -> AsyncEngine:
    made = create_async_engine(*given, **options)
    made.sync_engine._compiled_cache = COMPILED[made.dialect.name]  # pyright: ignore[reportAttributeAccessIssue] - it asks for two methods
    return made


storage.db.create_async_engine = _engine


@dataclass(frozen=True, slots=True)
class Addresses:
    """One database as the app, its owner and, on Postgres, the server's admin reach it."""

    app: str
    owner: str
    admin: str = ""


class PostgresServer:
    """Makes and drops databases on the server that DATABASE_URL names."""

    def __init__(self, admin: str) -> None:
        self._admin = make_url(admin).set(drivername="postgresql")
        self.made: list[str] = []

    async def run(self, statement: str, database: str | None = None) -> None:
        url = self._admin if database is None else self._admin.set(database=database)
        connection = await asyncpg.connect(url.render_as_string(hide_password=False))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    async def create(self, name: str) -> Addresses:
        await self.run(ROLES)
        await self.run(f'CREATE DATABASE "{name}" OWNER {OWNER}')
        self.made.append(name)
        return Addresses(app=self._address(name, APP), owner=self._address(name, OWNER), admin=_text(self._admin.set(database=name)))

    async def empty(self, name: str) -> None:
        # The admin, because row-level security would hide the rows from their owner, and without foreign keys' triggers: 3 ms, TRUNCATE takes 60.
        deletes = ";".join(f'DELETE FROM "{table.name}"' for table in metadata.sorted_tables)
        await self.run(f"SET session_replication_role = replica; {deletes}", name)

    async def drop_all(self) -> None:
        for name in self.made:
            await self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _address(self, name: str, role: str) -> str:
        return _text(self._admin.set(database=name, username=role, password=PASSWORD))


def _text(url: URL) -> str:
    return url.set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    server = PostgresServer(ADMIN)
    yield server
    asyncio.run(server.drop_all())


@pytest.fixture(scope="session")
def _postgres_database(postgres_server: PostgresServer) -> Addresses:
    async def prepare() -> Addresses:
        made = await postgres_server.create(f"bidwright_test_{WORKER}_{os.getpid()}")
        await upgrade(made.owner)
        return made

    return asyncio.run(prepare())


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("storage") / "template.db"
    asyncio.run(upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture(params=["sqlite", *(["postgresql"] if ON_POSTGRES else [])])
def database_kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def database_addresses(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Addresses:
    """A migrated database without rows."""
    if database_kind == "sqlite":
        path = tmp_path / "bidwright.db"
        shutil.copy(request.getfixturevalue("_sqlite_template"), path)
        return Addresses(app=f"sqlite+aiosqlite:///{path}", owner=f"sqlite+aiosqlite:///{path}")
    server: PostgresServer = request.getfixturevalue("postgres_server")
    found: Addresses = request.getfixturevalue("_postgres_database")
    asyncio.run(server.empty(make_url(found.app).database or ""))
    return found


@pytest.fixture
async def database(database_addresses: Addresses) -> AsyncIterator[Database]:
    opened = Database.open(database_addresses.app)
    yield opened
    await opened.close()
    await sqlite_threads_end()


async def sqlite_threads_end() -> None:
    """Waits for threads of aiosqlite that were told to stop and not waited for: after a failed connect, or a cancelled statement.

    Such a thread reports to the event loop, which would be closed by then.
    """
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join, 1)


@pytest.fixture
def empty_database(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Addresses:
    """A database of the test's own that no migration has touched."""
    if database_kind == "sqlite":
        return Addresses(app=f"sqlite+aiosqlite:///{tmp_path}/new.db", owner=f"sqlite+aiosqlite:///{tmp_path}/new.db")
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return asyncio.run(server.create(f"bidwright_test_{WORKER}_{os.getpid()}_{len(server.made)}"))
