"""`empty_again`: takes every row out of the test's database, for tests that start over many times."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy.engine.url import make_url

from storage.tables.everything import metadata
from tests.storage_fixtures import Addresses, PostgresServer


@pytest.fixture
def empty_again(database_kind: str, database_addresses: Addresses, request: pytest.FixtureRequest) -> Callable[[], Awaitable[None]]:
    name = make_url(database_addresses.app).database or ""
    if database_kind == "sqlite":
        return lambda: asyncio.to_thread(_empty_sqlite, name)
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return lambda: server.empty(name)


def _empty_sqlite(path: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        for table in metadata.sorted_tables:
            connection.execute(f'DELETE FROM "{table.name}"')
    connection.close()
