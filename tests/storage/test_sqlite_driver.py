"""The SQLite connections of one process: what travels to their threads, what does not, and what is left when somebody stops waiting."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from threading import get_ident
from typing import Any

import pytest

from storage.sqlite_driver import Connection
from tests.jobs.doubles import LONG


@pytest.fixture
async def path(tmp_path: Path) -> str:
    made = str(tmp_path / "notices.db")
    with sqlite3.connect(made) as connection:
        connection.execute("CREATE TABLE tenders (id INTEGER PRIMARY KEY, title TEXT NOT NULL)")
    connection.close()
    return made


@pytest.fixture
async def connections(path: str) -> AsyncIterator[dict[bool, Connection]]:
    """One that stays in the loop inside a transaction, one that does not."""
    made = {stays: await _opened(path, stays=stays) for stays in (True, False)}
    yield made
    for connection in made.values():
        await connection.close()


async def _opened(path: str, *, stays: bool) -> Connection:
    connection = Connection(path, stays=stays, check_same_thread=False, timeout=0)
    await connection
    connection.isolation_level = None
    await connection.create_function("thread", 0, get_ident)
    return connection


async def _ask(connection: Connection, statement: str, values: Any = ()) -> Any:
    return await connection.cursor().execute(statement, values)


async def _where(connection: Connection) -> int:
    return (await (await _ask(connection, "SELECT thread()")).fetchall())[0][0]


@pytest.mark.parametrize("stays", [True, False])
async def test_a_statement_leaves_the_loop_but_inside_a_write_transaction(connections: dict[bool, Connection], stays: bool) -> None:
    connection = connections[stays]
    assert await _where(connection) != get_ident()
    await _ask(connection, "BEGIN IMMEDIATE")
    assert (await _where(connection) == get_ident()) is stays
    await connection.commit()
    assert await _where(connection) != get_ident()


@pytest.mark.parametrize("stays", [True, False])
async def test_a_cursor_tells_rows_columns_counts_and_the_last_id(connections: dict[bool, Connection], stays: bool) -> None:
    connection = connections[stays]
    await _ask(connection, "BEGIN IMMEDIATE")
    many = await connection.cursor().executemany("INSERT INTO tenders (title) VALUES (?)", [("lifts",), ("roofs",)])
    one = await _ask(connection, "INSERT INTO tenders (title) VALUES (?)", ("wards",))
    read = await _ask(connection, "SELECT id, title FROM tenders ORDER BY id")
    assert (many.rowcount, one.rowcount, one.lastrowid, one.description) == (2, 1, 3, None)
    assert [column[0] for column in read.description] == ["id", "title"]
    assert await read.fetchall() == [(1, "lifts"), (2, "roofs"), (3, "wards")]
    await connection.rollback()
    assert await (await _ask(connection, "SELECT count(*) FROM tenders")).fetchall() == [(0,)]


@pytest.mark.parametrize("stays", [True, False])
async def test_a_refused_statement_leaves_the_transaction_as_it_was(connections: dict[bool, Connection], stays: bool) -> None:
    connection = connections[stays]
    await _ask(connection, "BEGIN IMMEDIATE")
    await _ask(connection, "INSERT INTO tenders (title) VALUES ('lifts')")
    with pytest.raises(sqlite3.IntegrityError):
        await _ask(connection, "INSERT INTO tenders (title) VALUES (NULL)")
    await connection.commit()
    assert await (await _ask(connection, "SELECT title FROM tenders")).fetchall() == [("lifts",)]


async def test_a_begin_nobody_waits_for_any_more_is_undone(path: str) -> None:
    """A request is cancelled while another process holds the lock: what its BEGIN then gets must not stay with the connection."""
    waiting = Connection(path, stays=True, check_same_thread=False, timeout=LONG)
    await waiting
    waiting.isolation_level = None
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    begun = asyncio.create_task(_ask(waiting, "BEGIN IMMEDIATE"))
    while waiting._here:  # noqa: ASYNC110 - until the trip has left; it ends with the holder's transaction
        await asyncio.sleep(0)
    begun.cancel()
    with pytest.raises(asyncio.CancelledError):
        await begun
    undoing = asyncio.create_task(waiting.rollback())
    holder.commit()
    await undoing
    assert not waiting.in_transaction
    holder.execute("BEGIN IMMEDIATE")
    holder.rollback()
    holder.close()
    await waiting.close()
