"""Row-level security on Postgres, probed with bare SQL as the app's role: what holds if a repository is ever written wrongly."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import Row, Table, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import health
from storage.db import Database
from storage.tables.everything import metadata
from storage.tables.runs import runs
from tests.storage.builders import HERE, THERE
from tests.storage.everything import seed
from tests.storage.test_isolation import APPEND_ONLY, TENANT_TABLES, UNDELETABLE, owner_of
from tests.storage_fixtures import ON_POSTGRES, Addresses


@pytest.fixture(params=[pytest.param("postgresql", marks=pytest.mark.skipif(not ON_POSTGRES, reason="DATABASE_URL is not set"))])
def database_kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(autouse=True)
async def _seeded(database: Database) -> None:
    for tenant in (HERE, THERE):
        async with database.tenant(tenant) as tx:
            await seed(tx)


@pytest.fixture
async def engine(database_addresses: Addresses, _seeded: None) -> AsyncIterator[AsyncEngine]:
    made = create_async_engine(database_addresses.app, pool_size=1, max_overflow=0)
    yield made
    await made.dispose()


async def enter(connection: AsyncConnection, tenant: str) -> None:
    await connection.execute(text("SELECT set_config('app.tenant_id', :tenant, true)"), {"tenant": tenant})


async def count(connection: AsyncConnection, table: Table) -> int:
    return (await connection.execute(select(func.count()).select_from(table))).scalar_one()


async def refused(connection: AsyncConnection, statement: Any) -> bool:
    """Whether the server answers with insufficient_privilege, which row-level security gives too."""
    try:
        async with connection.begin_nested():
            await connection.execute(statement)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != "42501":
            raise
        return True
    return False


async def foreign_row(engine: AsyncEngine, table: Table) -> Row[Any]:
    async with engine.begin() as connection:
        await enter(connection, HERE)
        row = (await connection.execute(select(table))).first()
    assert row is not None
    return row


async def test_without_a_tenant_there_are_no_rows(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        assert {table.name: await count(connection, table) for table in TENANT_TABLES if await count(connection, table)} == {}
        await enter(connection, "")
        assert {table.name: await count(connection, table) for table in TENANT_TABLES if await count(connection, table)} == {}


async def test_the_tenant_of_a_transaction_does_not_leak_into_the_next_on_its_connection(engine: AsyncEngine) -> None:
    for table in TENANT_TABLES:
        async with engine.begin() as connection:
            await enter(connection, HERE)
            assert await count(connection, table) > 0, table.name
        async with engine.begin() as connection:
            assert await count(connection, table) == 0, table.name


async def test_a_pooled_connection_forgets_whose_transaction_it_carried(database_addresses: Addresses) -> None:
    database = Database.open(database_addresses.app, pool_size=1)
    question = "SELECT coalesce(current_setting('app.tenant_id', true), '') AS tenant, current_user = session_user AS itself, "
    limits = "current_setting('transaction_read_only') AS read_only, (SELECT count(*) FROM runs) AS rows"
    try:
        for opening in (lambda: database.tenant(HERE), lambda: database.tenant_read(HERE), database.system):
            async with opening() as tx:
                assert await tx.all(tx.select(runs, runs.c.id))
            [row] = await database.look(question + limits)
            assert (row.tenant, row.itself, row.read_only, row.rows) == ("", True, "off", 0)
    finally:
        await database.close()


async def test_bare_sql_sees_and_changes_one_tenants_rows_only(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await enter(connection, THERE)
        for table in TENANT_TABLES:
            owner = table.c[owner_of(table)]
            assert {row[0] for row in await connection.execute(select(owner))} == {THERE}, table.name
            assert (await connection.execute(select(owner).where(owner == HERE))).all() == [], table.name
            changed = update(table).where(owner == HERE).values({owner: owner})
            if table.name in APPEND_ONLY:
                assert await refused(connection, changed), table.name
            else:
                assert (await connection.execute(changed)).rowcount == 0, table.name
            if table.name in UNDELETABLE:
                assert await refused(connection, delete(table).where(owner == HERE)), table.name
            else:
                assert (await connection.execute(delete(table).where(owner == HERE))).rowcount == 0, table.name


async def test_a_row_can_be_neither_put_nor_moved_into_another_tenant(engine: AsyncEngine) -> None:
    for table in TENANT_TABLES:
        foreign = dict((await foreign_row(engine, table))._mapping)
        if "id" in table.c and not isinstance(foreign["id"], str):
            del foreign["id"]
        async with engine.connect() as connection:
            await enter(connection, THERE)
            assert await refused(connection, insert(table).values(foreign)), table.name
            assert await refused(connection, update(table).values({owner_of(table): HERE})), table.name


async def test_what_is_append_only_cannot_be_changed_even_by_its_own_tenant(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await enter(connection, HERE)
        for table in TENANT_TABLES:
            assert await refused(connection, text(f"TRUNCATE {table.name}")), table.name
            if table.name in APPEND_ONLY:
                assert await refused(connection, update(table).values({owner_of(table): HERE})), table.name
            if table.name in UNDELETABLE:
                assert await refused(connection, delete(table)), table.name


async def test_the_system_role_sees_all_tenants_and_only_the_named_columns(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await connection.execute(text("SET LOCAL ROLE bidwright_system"))
        for table in TENANT_TABLES:
            owner, seen = owner_of(table), table.info.get("system", frozenset())
            open_ = [column for column in table.columns if not await refused(connection, select(column))]
            assert {column.name for column in open_} == seen, table.name
            if seen:
                assert set((await connection.execute(select(table.c[owner]))).scalars()) == {HERE, THERE}, table.name
            empty = text(f"INSERT INTO {table.name} DEFAULT VALUES")
            for statement in (delete(table), update(table).values({owner: HERE}), empty):
                assert await refused(connection, statement), table.name


async def test_the_app_cannot_lift_what_holds_it(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        for statement in (
            "ALTER TABLE runs DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE runs NO FORCE ROW LEVEL SECURITY",
            "DROP POLICY tenant_rows ON runs",
            "CREATE POLICY mine ON runs USING (true)",
            "SET ROLE bidwright_test_owner",
            "SELECT name, token FROM leases",
            "UPDATE alembic_version SET version_num = 'x'",
        ):
            assert await refused(connection, text(statement)), statement


async def test_every_table_with_a_tenant_has_forced_row_level_security(engine: AsyncEngine) -> None:
    question = """SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' WHERE c.relkind = 'r' AND pg_table_is_visible(c.oid)
      UNION SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = 'tenants'::regclass"""
    async with engine.connect() as connection:
        rows = (await connection.execute(text(question))).all()
    assert {row.relname for row in rows} == {table.name for table in TENANT_TABLES}
    assert [row.relname for row in rows if not (row.relrowsecurity and row.relforcerowsecurity)] == []


async def test_neither_the_app_nor_the_system_is_above_row_level_security(engine: AsyncEngine) -> None:
    question = "SELECT rolname FROM pg_roles WHERE rolname IN (current_user, 'bidwright_app', 'bidwright_system')"
    async with engine.connect() as connection:
        assert len((await connection.execute(text(question))).all()) == 3
        assert (await connection.execute(text(f"{question} AND (rolsuper OR rolbypassrls)"))).all() == []
        assert (await connection.execute(text("SELECT rolinherit FROM pg_roles WHERE rolname = 'bidwright_app'"))).scalar() is False


async def test_the_connected_role_has_no_problems_and_the_admins_has(database: Database, database_addresses: Addresses) -> None:
    assert await health.role_problems(database) == []
    admin = Database.open(database_addresses.admin)
    owner = Database.open(database_addresses.owner)
    try:
        assert any("superuser" in problem for problem in await health.role_problems(admin))
        assert any("owns the tables" in problem for problem in await health.role_problems(owner))
    finally:
        await admin.close()
        await owner.close()


async def test_a_superuser_would_see_everything_which_is_why_the_tests_are_none(database_addresses: Addresses) -> None:
    admin = create_async_engine(database_addresses.admin)
    try:
        async with admin.connect() as connection:
            assert await count(connection, metadata.tables["runs"]) == 4
    finally:
        await admin.dispose()
