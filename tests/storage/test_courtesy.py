"""Work lets answers go first, in turn, and never waits for ever."""

import asyncio

import pytest

from storage import courtesy as room
from storage import tenants
from storage.courtesy import Courtesy
from storage.db import Database
from storage.leases import acquire
from tests.storage.builders import HERE, NOW, workspaces


async def test_a_turn_waits_until_nobody_is_being_answered() -> None:
    courtesy, order = Courtesy(), list[str]()

    async def work() -> None:
        async with courtesy.turn():
            order.append("work")

    with courtesy.urgent(), courtesy.urgent():
        working = asyncio.create_task(work())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        order.append("answered")
    await working
    assert order == ["answered", "work"]


async def test_turns_are_taken_one_at_a_time() -> None:
    courtesy, inside, most = Courtesy(), 0, 0

    async def work() -> None:
        nonlocal inside, most
        async with courtesy.turn():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(work() for _ in range(5)))
    assert most == 1


async def test_work_does_not_starve_behind_answers_that_never_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LONGEST_WAIT", 0.01)
    courtesy = Courtesy()
    with courtesy.urgent():
        async with asyncio.timeout(45), courtesy.turn():
            pass


async def test_an_answer_passes_the_transactions_that_wait_behind_it(database: Database) -> None:
    if database.dialect != "sqlite":
        assert database.behind(Courtesy()) is database
        return
    courtesy, order = Courtesy(), list[str]()
    behind = database.behind(courtesy)
    await workspaces(database, HERE)

    async def work() -> None:
        async with behind.tenant(HERE):
            order.append("work")

    with courtesy.urgent():
        waiting = [asyncio.create_task(work()) for _ in range(3)]
        await asyncio.sleep(0)
        async with database.tenant(HERE):
            order.append("answer")
    await asyncio.gather(*waiting)
    assert order == ["answer", "work", "work", "work"]


async def test_what_looks_across_workspaces_takes_a_turn_only_to_write(database: Database) -> None:
    courtesy = Courtesy()
    behind = database.behind(courtesy)
    async with courtesy.turn(), asyncio.timeout(45), behind.system():
        pass
    async with behind.system() as sys_tx:
        assert await acquire(sys_tx, "name", token="t", now=NOW, seconds=5)


async def test_a_reader_waits_between_its_statements_while_somebody_is_being_answered(database: Database) -> None:
    if database.dialect != "sqlite":
        return
    courtesy, order = Courtesy(), list[str]()
    await workspaces(database, HERE)

    async def read() -> None:
        async with database.behind(courtesy).tenant_read(HERE) as tx:
            await tenants.profile(tx)
            order.append("read")

    with courtesy.urgent():
        reading = asyncio.create_task(read())
        for _ in range(5):
            async with database.tenant_read(HERE) as tx:
                await tenants.profile(tx)
        order.append("answered")
    await reading
    assert order == ["answered", "read"]
