"""Opens the database: engines, transactions and the hooks that make SQLite and Postgres behave alike."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from functools import partial
from typing import Any, Self

from sqlalchemy import URL, Row, event, text
from sqlalchemy.engine.url import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import sqlite_driver
from storage.courtesy import Courtesy
from storage.errors import SchemaMismatch, StorageError
from storage.scope import SystemTx, TenantTx
from storage.tables.types import dumps
from storage.translate import translated

BUSY_TIMEOUT_MS = 5_000
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
CONNECT_SECONDS, COMMAND_SECONDS = 5, 30
# A process that was stopped in the middle of a transaction must not hold its rows: others wait 5 s at most, the server ends it after 15 s.
_LIMITS = "set_config('lock_timeout', '5s', true), set_config('idle_in_transaction_session_timeout', '15s', true)"
SET_TENANT = text(f"SELECT set_config('app.tenant_id', :tenant, true), {_LIMITS}")
SET_TENANT_READ_ONLY = text(
    f"SELECT set_config('app.tenant_id', :tenant, true), set_config('transaction_read_only', 'on', true), {_LIMITS}"
)
SET_SYSTEM = text(f"SELECT set_config('role', 'bidwright_system', true), {_LIMITS}")  # set_config('role') is SET LOCAL ROLE


def parse_url(url: str) -> URL:
    """The URL with its async driver. Raises StorageError for what is neither a SQLite file nor Postgres."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StorageError("DATABASE_URL is not a database address.") from error
    driver = DRIVERS.get(parsed.drivername.split("+")[0])
    if driver is None or parsed.drivername not in (driver, parsed.drivername.split("+")[0]):
        raise StorageError(f"DATABASE_URL must begin with sqlite:// or postgresql://, not {parsed.drivername}://.")
    if driver.startswith("sqlite") and parsed.database in (None, "", ":memory:"):
        raise StorageError("SQLite needs a file: two connections cannot share a database in memory.")
    return parsed.set(drivername=driver)


class Database:
    """The engines of one process. Tenants through `tenant`, everything across tenants through `system`."""

    def __init__(self, dialect: str, writer: AsyncEngine, reader: AsyncEngine, courtesy: Courtesy | None = None) -> None:
        self.dialect = dialect
        self._writer = writer
        self._reader = reader
        self._courtesy = courtesy

    @classmethod
    def open(cls, url: str, *, pool_size: int = 10) -> Self:
        """Prepares the engines without I/O. Raises StorageError for an address it cannot serve."""
        parsed = parse_url(url)
        options: dict[str, Any] = {"json_serializer": dumps, "hide_parameters": True}
        if parsed.get_backend_name() == "postgresql":
            limits = {"timeout": CONNECT_SECONDS, "command_timeout": COMMAND_SECONDS}
            engine = create_async_engine(
                parsed, pool_size=pool_size, max_overflow=0, pool_timeout=5, connect_args=limits, pool_use_lifo=True, **options
            )
            return cls("postgresql", engine, engine)
        # One write connection: facts of a measurement, eight of them doubled nothing but the p99 (255 against 51 ms).
        writer, reader = (
            create_async_engine(
                parsed,
                pool_size=size,
                max_overflow=0,
                pool_timeout=5,
                connect_args={"async_creator_fn": partial(sqlite_driver.Connection, stays=writes)},
                **options,
            )
            for writes, size in ((True, 1), (False, min(pool_size, 4)))
        )
        _hook_sqlite(writer, begin="BEGIN IMMEDIATE", pragma="synchronous=FULL")
        _hook_sqlite(reader, begin="BEGIN", pragma="query_only=ON")
        return cls("sqlite", writer, reader)

    def behind(self, courtesy: Courtesy) -> Self:
        """The same engines for work that lets answers go first. On Postgres nothing waits: its writers do not queue for one connection."""
        return self if self.dialect == "postgresql" else type(self)(self.dialect, self._writer, self._reader, courtesy)

    async def calm(self) -> None:
        """Lets requests be answered first, for a moment, where this process answers them: see `behind`."""
        if self._courtesy is not None:
            await self._courtesy.calm()

    @asynccontextmanager
    async def tenant(self, tenant_id: str) -> AsyncIterator[TenantTx]:
        """A write transaction inside one tenant: commits at the end, rolls back on an error. Raises StorageError."""
        async with self._turn(), self._begun(self._writer) as connection:
            await self._enter(connection, SET_TENANT, tenant_id)
            yield TenantTx(_always(connection), tenant_id)

    @asynccontextmanager
    async def tenant_read(self, tenant_id: str) -> AsyncIterator[TenantTx]:
        """The same, read only: a write raises Forbidden. On SQLite it does not wait for writers."""
        await self.calm()
        async with self._begun(self._reader) as connection:
            await self._enter(connection, SET_TENANT_READ_ONLY, tenant_id)

            async def calmly(_write: bool) -> AsyncConnection:
                await self.calm()  # a reader holds up nobody by waiting between its statements
                return connection

            yield TenantTx(calmly, tenant_id)

    @asynccontextmanager
    async def system(self) -> AsyncIterator[SystemTx]:
        """A transaction across tenants that sees ids only. On SQLite it takes the write lock only if it writes."""
        async with AsyncExitStack() as stack:
            opened: dict[bool, AsyncConnection] = {}
            turn = asyncio.Lock()

            await self.calm()

            async def connection(write: bool) -> AsyncConnection:
                write = write or True in opened or self.dialect == "postgresql"
                async with turn:
                    if write not in opened:
                        if write:
                            await stack.enter_async_context(self._turn())
                        opened[write] = await stack.enter_async_context(self._begun(self._writer if write else self._reader))
                        if self.dialect == "postgresql":
                            with translated():
                                await opened[write].execute(SET_SYSTEM)
                return opened[write]

            yield SystemTx(connection)

    async def ping(self) -> None:
        """Asks for one row. Raises Unavailable."""
        await self.look("SELECT 1")

    async def revision(self) -> str | None:
        """The migration the database stands at, or None before the first. Raises Unavailable."""
        try:
            rows = await self.look("SELECT version_num FROM alembic_version")
        except SchemaMismatch:
            return None
        return rows[0].version_num if rows else None

    async def look(self, question: str) -> Sequence[Row[Any]]:
        """Asks the server about itself, without a tenant: for `storage.health`. Raises StorageError."""
        async with self._begun(self._reader) as connection:
            with translated():
                return (await connection.execute(text(question))).all()

    async def close(self) -> None:
        """Closes all connections; the object may not be used afterwards."""
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()

    def _turn(self) -> AbstractAsyncContextManager[None]:
        return nullcontext() if self._courtesy is None else self._courtesy.turn()

    async def _enter(self, connection: AsyncConnection, statement: Any, tenant_id: str) -> None:
        if not tenant_id:
            raise StorageError("A transaction needs a workspace.")
        if self.dialect == "postgresql":
            with translated():
                await connection.execute(statement, {"tenant": tenant_id})

    @asynccontextmanager
    async def _begun(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        async with AsyncExitStack() as stack:
            with translated():
                connection = await stack.enter_async_context(engine.connect())
                transaction = await connection.begin()
            yield connection
            with translated():
                await transaction.commit()


def _always(connection: AsyncConnection) -> Any:
    async def given(write: bool) -> AsyncConnection:  # noqa: ARG001, the system's transaction is the one that asks
        return connection

    return given


def _hook_sqlite(engine: AsyncEngine, *, begin: str, pragma: str) -> None:
    """Emits BEGIN ourselves: the driver's own would be deferred, and a deferred writer fails at once when it must wait."""

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for setting in (f"busy_timeout={BUSY_TIMEOUT_MS}", "journal_mode=WAL", "foreign_keys=ON", pragma):
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)
