"""Nothing of one workspace is seen or changed from another, through the repositories and through what they are made of."""

from typing import Any

import pytest
from sqlalchemy import Table

from storage.db import Database
from storage.errors import Forbidden, StorageError
from storage.scope import SystemTx
from storage.tables.everything import metadata
from tests.storage.builders import HERE, THERE
from tests.storage.everything import change, seed

SYSTEM_TABLES = {"deployment_audit", "prompt_versions", "prompts_in_force", "leases", "llm_batches", "spend_days"}
TENANT_TABLES = [table for table in metadata.sorted_tables if table.name not in SYSTEM_TABLES]
APPEND_ONLY = {"audit", "credit_ledger", "decisions", "llm_calls", "run_transitions", "spend_ledger"}
UNDELETABLE = APPEND_ONLY | {"credit_accounts", "spend_accounts", "tenants"}


def owner_of(table: Table) -> str:
    return "id" if table.name == "tenants" else "tenant_id"


@pytest.fixture(autouse=True)
async def _seeded(database: Database) -> None:
    for tenant in (HERE, THERE):
        async with database.tenant(tenant) as tx:
            await seed(tx)


async def snapshot(database: Database, tenant: str) -> dict[str, list[Any]]:
    async with database.tenant_read(tenant) as tx:
        return {table.name: sorted(map(repr, await tx.all(tx.select(table)))) for table in TENANT_TABLES}


async def test_every_tenant_table_is_seeded_so_that_the_probes_mean_something(database: Database) -> None:
    assert [name for name, rows in (await snapshot(database, HERE)).items() if not rows] == []


async def test_whatever_one_workspace_does_leaves_the_other_as_it_was(database: Database) -> None:
    here, there = await snapshot(database, HERE), await snapshot(database, THERE)
    async with database.tenant(THERE) as tx:
        await change(tx)
    assert await snapshot(database, HERE) == here
    changed = {name for name, rows in (await snapshot(database, THERE)).items() if rows != there[name]}
    assert changed >= {"tenants", "members", "installations", "vault", "runs", "outbox", "feedback", "eval_log", "pacing", "tenders"}


async def test_statements_of_a_transaction_touch_only_its_own_rows(database: Database) -> None:
    here = await snapshot(database, HERE)
    async with database.tenant(THERE) as tx:
        for table in TENANT_TABLES:
            owner = table.c[owner_of(table)]
            mine = await tx.all(tx.select(table))
            assert {row._mapping[owner.name] for row in mine} == {THERE}, table.name
            assert await tx.all(tx.select(table).where(owner == HERE)) == [], table.name
            with pytest.raises(Forbidden):
                await tx.insert(table, **{**mine[0]._mapping, owner.name: HERE})
            if table.name not in APPEND_ONLY:
                assert await tx.run(tx.update(table).where(owner == HERE).values({owner: owner})) == 0, table.name
                assert await tx.run(tx.update(table).values({owner: owner})) == len(mine), table.name
            if table.name not in UNDELETABLE:
                assert await tx.run(tx.delete(table).where(owner == HERE)) == 0, table.name
    assert await snapshot(database, HERE) == here


async def test_the_system_reads_ids_and_states_and_writes_nothing(database: Database) -> None:
    async with database.system() as sys:
        for table in TENANT_TABLES:
            await read_what_is_seen(sys, table)
            for build in (sys.update, sys.delete):
                with pytest.raises(Forbidden):
                    build(table)
            with pytest.raises(Forbidden):
                await sys.insert_new(table, [{"id": "x"}], key=("id",))
            with pytest.raises(Forbidden):
                sys.select(table)


async def read_what_is_seen(sys: SystemTx, table: Table) -> None:
    for column in table.columns:
        if column.name in table.info.get("system", frozenset()):
            assert len(await sys.all(sys.select(table, column))) >= 2, column
            continue
        with pytest.raises(Forbidden):
            sys.select(table, column)
        with pytest.raises(Forbidden):
            sys.select(table.alias(), table.alias().c[column.name])


async def test_what_the_system_may_read_holds_no_content(database: Database) -> None:
    content = {
        "payload",
        "body",
        "outcome",
        "sealed",
        "bot_token",
        "name",
        "title",
        "buyer",
        "input_ref",
        "correction",
        "requester",
        "channel",
    }
    for table in TENANT_TABLES:
        assert not content & table.info.get("system", frozenset()), table.name


async def test_a_transaction_without_a_workspace_cannot_be_had(database: Database) -> None:
    for opening in (database.tenant, database.tenant_read):
        with pytest.raises(StorageError, match="workspace"):
            async with opening(""):
                pass
