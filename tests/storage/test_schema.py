import asyncio
import sqlite3
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage import schema, schema_check
from storage.db import Database
from storage.errors import SchemaMismatch
from storage.migrations import row_security
from storage.tables.everything import metadata
from tests.storage.builders import HERE, THERE
from tests.storage.everything import seed
from tests.storage.test_isolation import SYSTEM_TABLES
from tests.storage_fixtures import ON_POSTGRES, OWNER, Addresses, PostgresServer

ROOT = Path(__file__).parents[2]
ON_THE_SERVER = pytest.mark.skipif(not ON_POSTGRES, reason="DATABASE_URL is not set")


async def seeded(addresses: Addresses) -> dict[str, int]:
    """Fills two workspaces as the app does, and counts the rows of each table."""
    database = Database.open(addresses.app)
    counts: dict[str, int] = {}
    try:
        for tenant in (HERE, THERE):
            async with database.tenant(tenant) as tx:
                await seed(tx)
                for table in metadata.sorted_tables:
                    if table.name not in SYSTEM_TABLES:
                        counts[table.name] = counts.get(table.name, 0) + len(await tx.all(tx.select(table)))
    finally:
        await database.close()
    return counts


async def revision(addresses: Addresses) -> str | None:
    database = Database.open(addresses.app)
    try:
        return await database.revision()
    finally:
        await database.close()


async def test_up_down_and_up_again_with_rows_equals_the_tables_each_time(empty_database: Addresses) -> None:
    assert await revision(empty_database) is None
    await schema.upgrade(empty_database.owner)
    assert await schema.differences(empty_database.owner) == []
    first = await seeded(empty_database)
    assert min(first.values()) >= 2
    await schema.upgrade(empty_database.owner)
    await schema.downgrade(empty_database.owner, "base")
    assert await revision(empty_database) is None
    assert len(await schema.differences(empty_database.owner)) >= len(metadata.tables)
    await schema.upgrade(empty_database.owner)
    assert await schema.differences(empty_database.owner) == []
    assert await revision(empty_database) == schema.head()
    assert await seeded(empty_database) == first


async def test_two_migrations_at_once_both_succeed(empty_database: Addresses) -> None:
    await asyncio.gather(schema.upgrade(empty_database.owner), schema.upgrade(empty_database.owner))
    assert await revision(empty_database) == schema.head()


@pytest.mark.parametrize(
    ("change", "sign"),
    [
        ("DROP INDEX ix_runs_state_due_at", "ix_runs_state_due_at"),
        ("ALTER TABLE vault ADD COLUMN more TEXT", "more"),
        ("ALTER TABLE members DROP COLUMN zone", "zone"),
        ("ALTER TABLE pacing DROP COLUMN blocked_until", "blocked_until"),
    ],
)
async def test_a_database_that_differs_from_the_tables_is_found_out(empty_database: Addresses, change: str, sign: str) -> None:
    await schema.upgrade(empty_database.owner)
    engine = create_async_engine(empty_database.owner)
    async with engine.begin() as connection:
        await connection.execute(text(change))
    await engine.dispose()
    assert sign in str(await schema.differences(empty_database.owner))


async def test_a_check_that_is_missing_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    await schema.upgrade(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        [made] = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'credit_accounts'").fetchone()
        line = next(line for line in made.splitlines() if "ck_credit_accounts_settled" in line)
        connection.execute("DROP TABLE credit_accounts")
        connection.execute(made.replace(line + "\n", ""))
    connection.close()
    assert await schema.differences(f"sqlite:///{path}") == [("check", "credit_accounts", "ck_credit_accounts_settled")]


async def test_a_migration_that_leaves_a_row_pointing_nowhere_is_undone(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    await schema.upgrade(f"sqlite:///{path}")
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO requests (tenant_id, key, seen_at) VALUES ('nobody', 'k', 1)")
    connection.commit()
    connection.close()
    with pytest.raises(SchemaMismatch, match="requests"):
        await schema.upgrade(f"sqlite:///{path}")


async def test_the_check_says_so_when_migrations_equal_the_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert await schema_check.check(f"sqlite:///{tmp_path / 'check.db'}") == 0
    assert "equal" in capsys.readouterr().out


def test_the_statements_can_be_read_before_they_run() -> None:
    statements = schema.sql()
    for table in metadata.sorted_tables:
        assert f"CREATE TABLE {table.name} " in statements
        assert (f"ALTER TABLE {table.name} FORCE ROW LEVEL SECURITY;" in statements) == (table.name not in SYSTEM_TABLES)
    assert "ROW LEVEL" not in schema.sql(dialect="sqlite")


async def test_alembics_own_command_line_migrates_the_database_it_is_told(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'dev.db'}"
    for arguments, expected in ((("-x", f"url={url}", "upgrade", "head"), 0), (("upgrade", "head"), 255)):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "alembic", *arguments, cwd=ROOT, stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        _, said = await process.communicate()
        assert process.returncode == expected, said.decode()
    assert await schema.differences(url) == []


async def as_owner(server: PostgresServer, name: str, work: object) -> None:
    addresses = await server.create(name)
    engine = create_async_engine(addresses.owner)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(work)  # type: ignore[arg-type]
    finally:
        await engine.dispose()


@ON_THE_SERVER
async def test_an_owner_that_may_not_create_roles_is_told_what_to_run(postgres_server: PostgresServer) -> None:
    def require(bind: Connection) -> None:
        row_security.require_roles(bind, app="bidwright_absent", system="bidwright_system")

    with pytest.raises(SchemaMismatch, match="CREATE ROLE bidwright_app LOGIN NOINHERIT"):
        await as_owner(postgres_server, f"bidwright_test_roles_{id(require)}", require)


@ON_THE_SERVER
async def test_roles_above_row_level_security_are_refused(postgres_server: PostgresServer) -> None:
    def require(bind: Connection) -> None:
        admin = bind.execute(text("SELECT rolname FROM pg_roles WHERE rolsuper LIMIT 1")).scalar_one()
        row_security.refuse_strong_roles(bind, system=admin)

    def inheriting(bind: Connection) -> None:
        row_security.refuse_strong_roles(bind, app=OWNER)

    for number, work in enumerate((require, inheriting)):
        with pytest.raises(SchemaMismatch, match="NOBYPASSRLS NOINHERIT"):
            await as_owner(postgres_server, f"bidwright_test_strong_{number}_{id(work)}", work)


@ON_THE_SERVER
async def test_the_owner_of_the_tables_is_no_superuser_and_is_held_too(database: Database, database_addresses: Addresses) -> None:
    if database.dialect != "postgresql":
        return
    async with database.tenant(HERE) as tx:
        await seed(tx)
    engine = create_async_engine(database_addresses.owner)
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))).scalar() is False
        assert (await connection.execute(text("SELECT count(*) FROM runs"))).scalar() == 0
    await engine.dispose()
    assert make_url(database_addresses.owner).username == OWNER
