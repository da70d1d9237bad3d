"""Transactions that know whose data they may touch: every statement of a repository is built here."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Delete, Executable, FromClause, Row, Select, Table, Update
from sqlalchemy import delete as bare_delete
from sqlalchemy import select as bare_select
from sqlalchemy import update as bare_update
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.selectable import AliasedReturnsRows

from storage.errors import Forbidden
from storage.translate import translated


class Tx:
    """One open transaction: runs statements and gives rows. Any method can raise StorageError."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Callable[[bool], Awaitable[AsyncConnection]]) -> None:
        self._connection = connection

    async def all(self, statement: Executable, *, write: bool = False) -> Sequence[Row[Any]]:
        """Every row."""
        connection = await self._connection(write)
        with translated():
            return (await connection.execute(statement)).all()

    async def first(self, statement: Executable, *, write: bool = False) -> Row[Any] | None:
        """The first row, or None. For an UPDATE … RETURNING say write=True."""
        connection = await self._connection(write)
        with translated():
            return (await connection.execute(statement)).first()

    async def scalar(self, statement: Executable) -> Any:
        """The first column of the first row, or None."""
        row = await self.first(statement)
        return None if row is None else row[0]

    async def run(self, statement: Executable) -> int:
        """Writes, and tells how many rows it touched."""
        connection = await self._connection(True)
        with translated():
            return (await connection.execute(statement)).rowcount

    async def _insert(self, table: Table, rows: Sequence[Mapping[str, Any]], ignore: Sequence[str] | None) -> int:
        connection = await self._connection(True)
        statement = _adding(table, connection.dialect.name, None if ignore is None else tuple(ignore))
        with translated():
            if len(rows) == 1:
                return (await connection.execute(statement, dict(rows[0]))).rowcount
            # Drivers do not count what several rows at once added.
            return len((await connection.execute(statement.returning(*table.primary_key), [dict(row) for row in rows])).all())


class TenantTx(Tx):
    """A transaction inside one tenant. What it builds is bound to `tenant_id`; there is no way to say another."""

    __slots__ = ("tenant_id",)

    def __init__(self, connection: Callable[[bool], Awaitable[AsyncConnection]], tenant_id: str) -> None:
        super().__init__(connection)
        self.tenant_id = tenant_id

    def select(self, table: FromClause, *columns: Any) -> Select[*tuple[Any, ...]]:
        """SELECT of this tenant's rows: the columns, or all of them."""
        return bare_select(*(columns or (table,))).where(_owner(table) == self.tenant_id)

    def update(self, table: Table) -> Update:
        """UPDATE of this tenant's rows."""
        return bare_update(table).where(_owner(table) == self.tenant_id)

    def delete(self, table: Table) -> Delete:
        """DELETE of this tenant's rows."""
        return bare_delete(table).where(_owner(table) == self.tenant_id)

    async def insert(self, table: Table, **values: Any) -> None:
        """Adds one row of this tenant. Raises Conflict."""
        await self._insert(table, [self._owned(table, values)], None)

    async def insert_new(self, table: Table, rows: Sequence[Mapping[str, Any]], *, key: Sequence[str]) -> int:
        """Adds those rows, in one statement, whose (tenant, *key) does not exist; how many it added."""
        owner = _owner(table).name
        target = [owner, *(name for name in key if name != owner)]
        return await self._insert(table, [self._owned(table, row) for row in rows], target)

    async def merge(
        self,
        table: Table,
        rows: Sequence[Mapping[str, Any]],
        *,
        key: Sequence[str],
        changes: Callable[[Any], Mapping[str, Any]],
        returning: Sequence[Column[Any]],
    ) -> Sequence[Row[Any]]:
        """Adds each row, or changes the one that has its (tenant, *key), in one statement.

        `changes` gets the columns of the row that was to be added. Gives `returning` of every row, in no order.
        """
        connection = await self._connection(True)
        fresh = _fresh(table, connection.dialect.name)
        target = [_owner(table).name, *key]
        statement = fresh.on_conflict_do_update(index_elements=target, set_=dict(changes(fresh.excluded))).returning(*returning)
        with translated():
            return (await connection.execute(statement, _one_or_all([self._owned(table, row) for row in rows]))).all()

    async def upsert(
        self, table: Table, values: Mapping[str, Any], *, key: Sequence[str], update: Sequence[str] | Mapping[str, Any] | None
    ) -> bool:
        """Adds a row unless (tenant, *key) exists; then changes `update`: column names taken from `values`, a mapping, or None for nothing.

        Returns whether the row was added.
        """
        if await self.insert_new(table, [values], key=key):
            return True
        if update is not None:
            changes = update if isinstance(update, Mapping) else {name: values[name] for name in update}
            owned = self._owned(table, values)
            await self.run(self.update(table).where(*(table.c[name] == owned[name] for name in key)).values(**changes))
        return False

    def _owned(self, table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
        owner = _owner(table).name
        if values.get(owner, self.tenant_id) != self.tenant_id:
            raise Forbidden("A row of another workspace cannot be written here.")
        return {**values, owner: self.tenant_id}


class SystemTx(Tx):
    """A transaction that looks across tenants and sees ids, states and times only."""

    __slots__ = ()

    def select(self, table: FromClause, *columns: Any) -> Select[*tuple[Any, ...]]:
        """SELECT across tenants. Raises Forbidden for a column that is not the system's to see, as Postgres would."""
        hidden = [str(column) for column in columns if isinstance(column, Column) and not _visible(column)]
        if hidden or not columns:
            raise Forbidden(f"The system may not read {', '.join(hidden) or 'a whole table'}.")
        return bare_select(*columns).select_from(table)

    def update(self, table: Table) -> Update:
        """UPDATE of a table without tenants. Raises Forbidden for any other."""
        _system_owned(table)
        return bare_update(table)

    def delete(self, table: Table) -> Delete:
        """DELETE from a table without tenants. Raises Forbidden for any other."""
        _system_owned(table)
        return bare_delete(table)

    async def insert_new(self, table: Table, rows: Sequence[Mapping[str, Any]], *, key: Sequence[str]) -> int:
        """Adds rows to a table without tenants unless their key exists; how many. Raises Forbidden for a tenant table."""
        _system_owned(table)
        return await self._insert(table, rows, key)


# Rows go in as parameters and not as values(): a statement with the values of several rows is compiled anew each time,
# which was an eighth of what a run cost.


def _fresh(table: Table, dialect: str) -> SqliteInsert | PostgresInsert:
    return sqlite_insert(table) if dialect == "sqlite" else postgres_insert(table)


def _one_or_all(rows: list[dict[str, Any]]) -> dict[str, Any] | list[dict[str, Any]]:
    return rows[0] if len(rows) == 1 else rows


@cache
def _adding(table: Table, dialect: str, ignore: tuple[str, ...] | None) -> SqliteInsert | PostgresInsert:
    fresh = _fresh(table, dialect)
    return fresh if ignore is None else fresh.on_conflict_do_nothing(index_elements=list(ignore))


def _owner(table: FromClause) -> Column[str]:
    return table.c["tenant_id"] if "tenant_id" in table.c else table.c["id"]  # type: ignore[return-value]


def _visible(column: Column[Any]) -> bool:
    table = column.table
    while isinstance(table, AliasedReturnsRows) and isinstance(table.element, FromClause):
        table = table.element
    # Columns of a subquery were judged when the subquery was built.
    return not isinstance(table, Table) or column.name in table.info.get("system", ())


def _system_owned(table: Table) -> None:
    if not table.info.get("system_writes"):
        raise Forbidden(f"The system may not write {table.name}.")
