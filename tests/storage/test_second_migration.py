"""What the second migration does to a database that is in use, on both databases."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage import library, schema, tenders
from storage.db import Database
from storage.tables.types import micros
from tests.storage.builders import HERE, NOW, THERE, chunk, document
from tests.storage_fixtures import Addresses

TENANT = "INSERT INTO tenants (id, enterprise_id, team_id, name, created_at) VALUES (:tenant, '', :tenant, :tenant, :at)"
TENDER = """INSERT INTO tenders (tenant_id, id, source, external_id, content_hash, kind, body, created_at, updated_at)
 VALUES (:tenant, :id, 'ted_eforms', '1', 'h', 'opportunity', :body, :at, :at)"""
RUN = """INSERT INTO runs (tenant_id, id, dedupe_key, request_id, requester, surface, channel, depth, source_kind, input_ref, state, gen, attempt,
 replays, due_at, tender_id, created_at) VALUES (:tenant, 'run_1', 'k', 'r', 'U1', 'command', 'C1', 'quick', 'text', 'v', 'queued', 1, 0, 0, :at,
 :id, :at)"""


async def a_used_database(addresses: Addresses) -> None:
    """Two workspaces at the first revision, each with a tender that a run points to; the rows are put as the tables were then."""
    await schema.upgrade(addresses.owner, "0001")
    engine = create_async_engine(addresses.admin or addresses.owner)
    for tenant in (HERE, THERE):
        async with engine.begin() as connection:
            await fill(connection, tenant)
    await engine.dispose()


async def fill(connection: AsyncConnection, tenant: str) -> None:
    on_sqlite = connection.dialect.name == "sqlite"
    at: Any = micros(NOW) if on_sqlite else NOW
    body = ":body" if on_sqlite else "CAST(:body AS jsonb)"
    given = {"tenant": tenant, "id": tenders.tender_id(tenant, "ted_eforms", "1"), "at": at, "body": '{"n": 1}'}
    for statement in (TENANT, TENDER.replace(":body", body), RUN):
        named = {name: value for name, value in given.items() if f":{name}" in statement}
        await connection.execute(text(statement), named)


async def stored(addresses: Addresses, tenant: str = HERE) -> tuple[tenders.StoredTender, list[tenders.TenderVersion]]:
    database = Database.open(addresses.app)
    try:
        async with database.tenant_read(tenant) as tx:
            id = tenders.tender_id(tenant, "ted_eforms", "1")
            return await tenders.get(tx, id), await tenders.versions(tx, id)
    finally:
        await database.close()


async def test_every_tender_of_a_database_in_use_becomes_its_own_first_version(empty_database: Addresses) -> None:
    await a_used_database(empty_database)
    await schema.upgrade(empty_database.owner)
    for tenant in (HERE, THERE):
        tender, [version] = await stored(empty_database, tenant)
        assert (tender.body, tender.procedure_key, tender.published_at) == ({"n": 1}, None, None)
        assert (version.number, version.content_hash, version.body, version.changes, version.late) == (1, "h", {"n": 1}, [], False)
        assert version.seen_at == NOW


async def test_going_back_keeps_what_was_there_before_and_going_forth_again_works(empty_database: Addresses) -> None:
    await a_used_database(empty_database)
    for _ in range(2):
        await schema.upgrade(empty_database.owner)
        assert await schema.differences(empty_database.owner) == []
        tender, [version] = await stored(empty_database)
        assert tender.body == version.body == {"n": 1}
        await add_to_the_library(empty_database)
        await schema.downgrade(empty_database.owner, "0001")
        assert await runs_that_point_to_a_tender(empty_database) == 1


async def add_to_the_library(addresses: Addresses) -> None:
    database = Database.open(addresses.app)
    try:
        async with database.tenant(HERE) as tx:
            await library.add(tx, id="doc_1", chunks=[chunk("Cleaning of windows")], **document("a"))
            assert len(await library.search(tx, ["windows"], limit=1)) == 1
    finally:
        await database.close()


async def runs_that_point_to_a_tender(addresses: Addresses) -> int:
    engine = create_async_engine(addresses.admin or addresses.owner)
    try:
        async with engine.begin() as connection:
            joined = (
                "SELECT count(*) FROM runs r JOIN tenders t ON t.tenant_id = r.tenant_id AND t.id = r.tender_id WHERE r.tenant_id = :tenant"
            )
            return (await connection.execute(text(joined), {"tenant": HERE})).scalar_one()
    finally:
        await engine.dispose()
