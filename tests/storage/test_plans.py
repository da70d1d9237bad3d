"""How Postgres goes about the queries that run all the time; SQLite has no planner that guesses from statistics it does not have yet."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage import outbox
from storage.db import Database
from storage.scope import SystemTx
from storage.tables.outbox import outbox as outbox_table
from tests.storage.builders import HERE, NOW, workspaces
from tests.storage_fixtures import ON_POSTGRES, Addresses


@pytest.fixture(params=[pytest.param("postgresql", marks=pytest.mark.skipif(not ON_POSTGRES, reason="DATABASE_URL is not set"))])
def database_kind(request: pytest.FixtureRequest) -> str:
    return request.param


class Explained(SystemTx):
    """Runs EXPLAIN ANALYZE in place of each statement and keeps the plans."""

    def __init__(self, connection: AsyncConnection) -> None:
        async def given(_write: bool) -> AsyncConnection:
            return connection

        super().__init__(given)
        self.plans: list[dict[str, Any]] = []

    async def all(self, statement: Any, *, write: bool = False) -> Sequence[Row[Any]]:
        connection = await self._connection(write)
        plain = statement.compile(connection.sync_engine, compile_kwargs={"literal_binds": True})
        (row,) = (await connection.execute(text(f"EXPLAIN (ANALYZE, FORMAT JSON) {plain}"))).all()
        self.plans.append(row[0][0]["Plan"])
        return []


def rows_touched(plan: dict[str, Any]) -> float:
    removed = sum(value for name, value in plan.items() if name.startswith("Rows Removed"))
    return (plan["Actual Rows"] + removed) * plan["Actual Loops"] + sum(rows_touched(child) for child in plan.get("Plans", ()))


async def test_a_look_at_a_backlog_touches_few_of_its_rows_before_statistics_exist(
    database: Database, database_addresses: Addresses
) -> None:
    common = {"channel": "C1", "payload": {}, "rev": 1, "sent_rev": 0, "state": "pending", "attempts": 0, "due_at": NOW}
    stamps = {"created_at": NOW, "updated_at": NOW}
    rows = [
        {"id": f"{thread}-{seq}", "run_id": f"{thread}", "part": f"{seq}", "thread": f"{thread}", "seq": seq, **common, **stamps}
        for thread in range(1000)
        for seq in (0, 2)
    ]
    await workspaces(database)
    async with database.tenant(HERE) as tx:
        assert await tx.insert_new(outbox_table, rows, key=("id",)) == len(rows)
    engine = create_async_engine(database_addresses.admin)
    try:
        async with engine.connect() as connection:
            explained = Explained(connection)
            await outbox.heads(explained, now=NOW, limit=16)
    finally:
        await engine.dispose()
    (plan,) = explained.plans
    assert rows_touched(plan) < 40 * 16
