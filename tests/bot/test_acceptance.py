import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.acceptance import TooSlow, accept
from bot.background import Background
from jobs.admission import Request
from jobs.intake.given import Given
from storage import runs
from storage.db import Database
from storage.errors import Unavailable
from tests.bot.rig import MEMBER, NOTICE, TEAM, Rig, rig_on
from tests.fakes import FakeClock, FakePoster, FakeQueue, fake_deps


class SlowDatabase:
    """The real one, whose first write for a tenant waits for the gate."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.gate = asyncio.Event()

    @asynccontextmanager
    async def tenant(self, tenant_id: str) -> AsyncIterator[Any]:
        await self.gate.wait()
        async with self._database.tenant(tenant_id) as tx:
            yield tx

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)


def request(tenant_id: str) -> Request:
    return Request(
        tenant_id=tenant_id, member=MEMBER, channel="C1", surface="command", given=Given(text=NOTICE), depth="standard",
        request_key="k", request_id="r",
    )  # fmt: skip


async def test_a_request_stored_too_late_is_refused_now_and_taken_back_when_it_lands(rig: Rig) -> None:
    slow, background = SlowDatabase(rig.deps.db), Background()
    deps = fake_deps(slow, clock=rig.clock, queue=FakeQueue(), poster=FakePoster())  # pyright: ignore[reportArgumentType]
    with pytest.raises(TooSlow, match="nothing was charged"):
        await accept(deps, background, request(rig.tenants[TEAM]), seconds=0.01)
    slow.gate.set()
    await background.drain()
    (run,) = await rig.runs()
    assert run.cancel_requested_at is not None
    async with rig.deps.db.tenant_read(rig.tenants[TEAM]) as tx:
        assert any("time limit" in change.cause for change in await runs.transitions(tx, run.id))


async def test_a_request_that_was_given_up_on_is_taken_back_too(rig: Rig) -> None:
    slow, background = SlowDatabase(rig.deps.db), Background()
    deps = fake_deps(slow, clock=rig.clock)  # pyright: ignore[reportArgumentType]
    asking = asyncio.create_task(accept(deps, background, request(rig.tenants[TEAM])))
    await asyncio.sleep(0)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    slow.gate.set()
    await background.drain()
    (run,) = await rig.runs()
    assert run.cancel_requested_at is not None


async def test_a_late_request_that_fails_after_all_leaves_nothing(rig: Rig) -> None:
    slow, background = SlowDatabase(rig.deps.db), Background()
    deps = fake_deps(slow, clock=FakeClock())  # pyright: ignore[reportArgumentType]
    with pytest.raises(TooSlow):
        await accept(deps, background, request("tenant-nobody"), seconds=0.01)
    slow.gate.set()
    await background.drain()
    assert await rig.runs() == []


class BrokenDatabase:
    def __init__(self, database: Database) -> None:
        self._database = database
        self.broken = False

    @asynccontextmanager
    async def tenant(self, tenant_id: str) -> AsyncIterator[Any]:
        if self.broken:
            raise Unavailable("secret host db.internal refused the connection")
        async with self._database.tenant(tenant_id) as tx:
            yield tx

    @asynccontextmanager
    async def system(self) -> AsyncIterator[Any]:
        if self.broken:
            raise Unavailable("secret host db.internal refused the connection")
        async with self._database.system() as system:
            yield system

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)


async def test_a_database_that_is_gone_is_said_in_plain_words_and_events_are_asked_for_again(database: Database) -> None:
    broken = BrokenDatabase(database)
    async with rig_on(broken) as rig:  # pyright: ignore[reportArgumentType]
        await rig.command("/quota")
        broken.broken = True
        reply = await rig.command("/analyze", NOTICE)
        assert "We cannot reach our storage right now" in reply.said
        assert "db.internal" not in reply.text
        assert (await rig.event({"type": "app_uninstalled"})).status == 503
        broken.broken = False
        assert (await rig.event({"type": "app_uninstalled"})).status == 200
        async with rig.http.get(f"{rig.bot_url}/readyz") as response:
            assert response.status == 200
        broken.broken = True
        async with rig.http.get(f"{rig.bot_url}/readyz") as response:
            assert response.status == 503
            assert "db.internal" not in await response.text()
