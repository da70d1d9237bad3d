"""A SQLite connection that leaves the event loop as seldom as it can.

SQLAlchemy asks aiosqlite for a cursor, the execution, the rows and the closing one after the other, and each is a message to the
connection's thread and one back, that waits for the interpreter while something else computes. Here a statement is one such trip,
and inside a write transaction none: its lock is held, what is asked takes a fraction of a millisecond, and an acknowledgement waits
for the transaction's end. Taking that lock and committing may wait for another process or for the disk, so those always travel.
Measured by `make bench ARGS=acknowledgement`.
"""

import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple, Self

import aiosqlite

Values = Sequence[Any]


class Done(NamedTuple):
    """What a statement left behind."""

    rows: list[Any]
    description: Any
    rowcount: int
    lastrowid: int | None


class Cursor:
    """The part of a cursor that SQLAlchemy's adapter uses: whole results, nothing held open."""

    arraysize = 1

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._done = Done([], None, -1, None)

    @property
    def description(self) -> Any:
        return self._done.description

    @property
    def rowcount(self) -> int:
        return self._done.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._done.lastrowid

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, values: Values = ()) -> Self:
        self._done = await self._connection.once(statement, values, many=False)
        return self

    async def executemany(self, statement: str, values: Sequence[Values]) -> Self:
        self._done = await self._connection.once(statement, values, many=True)
        return self

    async def fetchall(self) -> list[Any]:
        return self._done.rows

    async def close(self) -> None:
        """Nothing: the statement itself has closed what it opened."""


class Connection(aiosqlite.Connection):
    """`stays`: what is asked inside a transaction does not leave the event loop. For the connection that writes; a read may be long."""

    def __init__(self, path: str, *, stays: bool, **options: Any) -> None:
        super().__init__(partial(sqlite3.connect, path, **options), iter_chunk_size=64)
        self._thread.daemon = True  # as SQLAlchemy does with those it makes itself
        self._stays = stays
        self._left = self._returned = 0
        """Trips: the loop counts the one, the connection's thread the other."""

    async def once(self, statement: str, values: Any, *, many: bool) -> Done:
        """Runs one statement to its end. Raises sqlite3.Error."""
        if self._stays and self._here and self.in_transaction:
            return _run(self._conn, statement, values, many=many)
        self._left += 1
        return await self._execute(self._travel, statement, values, many)

    def cursor(self) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride] - it is the adapter's protocol that must be kept
        return Cursor(self)

    async def rollback(self) -> None:
        """Nothing to undo is no trip. A BEGIN that nobody waits for any more may still be under way."""
        if self._stays and self._here and not self.in_transaction:
            return
        await super().rollback()

    @property
    def _here(self) -> bool:
        return self._left == self._returned

    def _travel(self, statement: str, values: Any, many: bool) -> Done:
        try:
            return _run(self._conn, statement, values, many=many)
        finally:
            self._returned += 1


def _run(connection: sqlite3.Connection, statement: str, values: Any, *, many: bool) -> Done:
    cursor = connection.cursor()
    try:
        (cursor.executemany if many else cursor.execute)(statement, values)
        rows = cursor.fetchall() if cursor.description else []
        return Done(rows, cursor.description, cursor.rowcount, cursor.lastrowid)
    finally:
        cursor.close()
