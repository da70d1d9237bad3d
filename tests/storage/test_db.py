import asyncio
import socket
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from storage import members, runs, schema, tenants
from storage.db import Database, parse_url
from storage.errors import BadValue, Conflict, Forbidden, SchemaMismatch, StorageError, Unavailable
from tests.storage.builders import HERE, NOW, THERE, accepted, new_run, workspaces
from tests.storage_fixtures import Addresses, sqlite_threads_end

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("sqlite:///data/x.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:////x.db", "sqlite+aiosqlite"),
        ("postgres://u@h/d", "postgresql+asyncpg"),
        ("postgresql://u:p@h:5432/d", "postgresql+asyncpg"),
        ("postgresql+asyncpg://u@h/d", "postgresql+asyncpg"),
    ],
)
def test_an_address_gets_its_async_driver(given: str, driver: str) -> None:
    assert parse_url(given).drivername == driver


@pytest.mark.parametrize(
    "given", ["", "x", "mysql://u@h/d", "postgresql+psycopg://u@h/d", "sqlite://", "sqlite:///:memory:", "sqlite+pysqlite:///x.db"]
)
def test_an_address_that_cannot_be_served_is_refused_with_a_sentence(given: str) -> None:
    with pytest.raises(StorageError) as refused:
        Database.open(given)
    assert refused.value.sentence


async def test_a_migrated_database_answers_and_knows_its_revision(database: Database) -> None:
    await database.ping()
    assert await database.revision() == schema.head()


async def test_a_database_without_tables_says_that_it_must_be_migrated(empty_database: Addresses) -> None:
    database = Database.open(empty_database.app)
    try:
        assert await database.revision() is None
        async with database.tenant(HERE) as tx:
            with pytest.raises(SchemaMismatch, match="bidwright migrate"):
                await tenants.get(tx)
    finally:
        await database.close()


async def test_a_reading_transaction_cannot_write(database: Database) -> None:
    await workspaces(database)
    async with database.tenant_read(HERE) as tx:
        with pytest.raises(Forbidden):
            await accepted(tx)


async def test_a_refused_row_is_a_conflict_whose_cause_is_kept_and_whose_values_are_not_shown(database: Database) -> None:
    with pytest.raises(Conflict) as refused:
        async with database.tenant("ten_nobody") as tx:
            await runs.accept(tx, new_run(requester="U_secret"), NOW)
    assert refused.value.__cause__ is not None
    assert "U_secret" not in str(refused.value)
    assert "U_secret" not in str(refused.value.__cause__).split("DETAIL")[0]


async def test_a_server_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        for url in (f"postgresql://u@127.0.0.1:{port}/d", f"sqlite:///{tmp_path}/no/such/folder/x.db"):
            database = Database.open(url)
            with pytest.raises(Unavailable) as failed:
                await database.ping()
            assert failed.value.__cause__ is not None
            await database.close()
    await sqlite_threads_end()


BAD_VALUES: list[Any] = [
    {"v": float("nan")}, {"v": [float("inf")]}, {"v": "\0"}, {"\0": 1}, {"v": "\ud800"}, {"v": "x" * 8_000_001}, {"v": {1, 2}},
]  # fmt: skip


@pytest.mark.parametrize("body", BAD_VALUES, ids=["nan", "infinity", "nul", "nul key", "surrogate", "size", "set"])
async def test_json_that_one_database_could_not_hold_is_refused_by_both(database: Database, body: Any) -> None:
    await workspaces(database)
    async with database.tenant(HERE) as tx:
        with pytest.raises(BadValue):
            await tenants.set_profile(tx, body, by="U1", now=NOW)


async def test_json_nested_beyond_reason_is_refused(database: Database) -> None:
    await workspaces(database)
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    async with database.tenant(HERE) as tx:
        with pytest.raises(BadValue):
            await tenants.set_profile(tx, {"v": deep}, by="U1", now=NOW)
    # Python frees such a value by itself only slowly; taking it apart keeps the collector's stack flat.
    while deep:
        deep = deep[0]


async def test_json_comes_back_as_it_went_in(database: Database) -> None:
    await workspaces(database)
    body = {"a": None, "b": [1, 2.5, True, {"ü": "Ω 🏗"}], "backslash": "\\u0000", "big": 2**53, "": ""}
    async with database.tenant(HERE) as tx:
        await tenants.set_profile(tx, body, by="U1", now=NOW)
        stored = await tenants.profile(tx)
    assert stored is not None
    assert stored.body == body


@pytest.mark.parametrize("name", ["a\0b", "a\ud800", "ü\0"])
async def test_text_that_one_database_could_not_hold_is_refused_by_both(database: Database, name: str) -> None:
    async with database.tenant(HERE) as tx:
        with pytest.raises(BadValue):
            await tenants.ensure(tx, name=name, enterprise_id="", team_id="T1", now=NOW)


async def test_a_time_without_zone_is_refused(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        with pytest.raises(BadValue, match="zone"):
            await tenants.ensure(tx, name="n", enterprise_id="", team_id="T1", now=NOW.replace(tzinfo=None))


async def test_times_keep_their_microseconds_and_come_back_in_utc(database: Database) -> None:
    await workspaces(database)
    exact = NOW.replace(microsecond=123_457)
    async with database.tenant(HERE) as tx:
        await accepted(tx, now=exact)
        stored = (await runs.get(tx, "run_1")).created_at
    assert (stored, stored.utcoffset()) == (exact, exact.utcoffset())


async def test_a_transaction_cancelled_half_way_leaves_nothing_and_holds_nobody_up(database: Database) -> None:
    await workspaces(database)
    inside = asyncio.Event()

    async def half() -> None:
        async with database.tenant(HERE) as tx:
            await accepted(tx)
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(half())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.tenant(HERE) as tx:
        assert await runs.recent(tx) == []
        await accepted(tx)


async def test_readers_do_not_wait_for_a_writer_and_see_what_was_committed(database: Database) -> None:
    await workspaces(database)
    async with database.tenant(HERE) as tx:
        await accepted(tx)
        async with database.tenant_read(HERE) as reader:
            assert await runs.recent(reader) == []
        async with database.system() as sys:
            assert await runs.in_flight(sys) == 0
    async with database.tenant_read(HERE) as reader:
        assert len(await runs.recent(reader)) == 1


async def test_workspaces_write_at_once_without_errors(database: Database) -> None:
    await workspaces(database)

    async def write(number: int) -> None:
        tenant = HERE if number % 2 else THERE
        async with database.tenant(tenant) as tx:
            await accepted(tx, f"run_{number}")

    await asyncio.gather(*(write(number) for number in range(60)))
    for tenant in (HERE, THERE):
        async with database.tenant_read(tenant) as tx:
            assert len(await runs.recent(tx, limit=100)) == 30


async def test_two_processes_that_read_before_they_write_do_not_fail_each_other(database: Database, database_addresses: Addresses) -> None:
    await workspaces(database)
    other = Database.open(database_addresses.app)

    async def write(process: Database, name: str) -> None:
        async with process.tenant(HERE) as tx:
            await members.ensure(tx, name, now=NOW)
            await asyncio.sleep(0)
            await accepted(tx, name)

    try:
        await asyncio.gather(*(write(process, f"U{number}{id(process)}") for number in range(20) for process in (database, other)))
    finally:
        await other.close()
    async with database.tenant_read(HERE) as tx:
        assert len(await runs.recent(tx, limit=100)) == 40


WRITER = """
    import asyncio, sys
    from tests.storage.builders import HERE, accepted
    from storage.db import Database

    async def main(url: str) -> None:
        database = Database.open(url)
        for number in range(40):
            async with database.tenant(HERE) as tx:
                await accepted(tx, f"theirs_{number}")
        await database.close()

    asyncio.run(main(sys.argv[1]))
"""


async def test_two_processes_write_to_one_database_without_errors(database: Database, database_addresses: Addresses) -> None:
    await workspaces(database)
    program = (sys.executable, "-c", textwrap.dedent(WRITER), database_addresses.app)
    process = await asyncio.create_subprocess_exec(*program, cwd=ROOT, stderr=asyncio.subprocess.PIPE)
    written = 0
    finished = asyncio.create_task(process.communicate())
    while not finished.done() or written < 40:
        async with database.tenant(HERE) as tx:
            await accepted(tx, f"ours_{written}")
        written += 1
    _, said = await finished
    assert process.returncode == 0, said.decode()
    async with database.tenant_read(HERE) as tx:
        assert len(await runs.recent(tx, limit=100_000)) == 40 + written
