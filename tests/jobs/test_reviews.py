"""Which answers a week's review draws, and that it draws each week once."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jobs import reviews as reviewing
from jobs.dispatch import Dispatcher
from storage import eval_log, feedback, outbox, reviews, runs, tenants
from storage.db import Database
from tests.fakes import FakeClock, fake_deps
from tests.storage.builders import HERE, THERE, new_run

MONDAY = datetime(2026, 11, 23, 0, 5, tzinfo=UTC)
"""Five minutes into week 48: week 47 is the last whole one."""


async def answered(database: Database, tenant: str, *times: datetime, verdict: str | None = "bid", prefix: str = "run") -> None:
    async with database.tenant(tenant) as tx:
        await tenants.ensure(tx, name=tenant, enterprise_id="", team_id=f"T_{tenant}", now=MONDAY)
        for number, at in enumerate(times):
            id = f"{prefix}_{number:02}"
            await runs.accept(tx, new_run(id), at)
            await runs.claim(tx, id, 1, token="t", now=at, lease_seconds=10)
            body = {"analysis": {"verdict": verdict} if verdict else None}
            await runs.end(tx, id, "t", "complete", cause="chain", outcome=body, error=None, now=at)
            await eval_log.record(tx, key=f"answer:{id}", kind="answer", run_id=id, body={}, now=at)


async def drawn(database: Database, tenant: str = HERE, week: str = "2026-W47") -> dict[str, str]:
    async with database.tenant_read(tenant) as tx:
        found = [await reviews.get(tx, week, run.id) for run in await runs.recent(tx, limit=100)]
    return {each.run_id: each.why for each in found if each is not None}


def in_week(count: int) -> list[datetime]:
    return [MONDAY - timedelta(days=1, minutes=number) for number in range(count)]


@pytest.fixture
async def named(database: Database) -> None:
    await answered(database, HERE, *in_week(12))
    async with database.tenant(HERE) as tx:
        await reviews.name(tx, "U0REV", by="U0ADA", now=MONDAY)


@pytest.mark.usefixtures("named")
async def test_five_at_random_and_all_disputed_go_to_the_reviewer_the_same_five_whoever_draws(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        for id in ("run_03", "run_07"):
            await feedback.vote(
                tx, run_id=id, part="answer", member="U1", vote="down", reasons=[], correction=None, now=MONDAY - timedelta(days=2)
            )
    deps = fake_deps(database, clock=FakeClock(MONDAY))
    assert await reviewing.draw_week(deps, HERE) == 7
    found = await drawn(database)
    assert {id for id, why in found.items() if why == "disputed"} == {"run_03", "run_07"}
    sample = sorted(id for id, why in found.items() if why == "sample")
    async with database.tenant_read(HERE) as tx:
        again = await reviewing._drawn(tx, "2026-W47", since=MONDAY - timedelta(days=7), until=MONDAY, sample=5)
        assert sorted(each.run_id for each in again if each.why == "sample") == sample
        other = await reviewing._drawn(tx, "2026-W48", since=MONDAY - timedelta(days=7), until=MONDAY, sample=5)
        assert sorted(each.run_id for each in other if each.why == "sample") != sample
        row = await outbox.get(tx, run_id="run_03", part="review:2026-W47")
    assert row is not None
    assert (row.channel, row.payload) == ("U0REV", {"view": "review", "week": "2026-W47", "why": "disputed"})


@pytest.mark.usefixtures("named")
async def test_several_workers_at_once_draw_a_week_once_and_the_next_week_anew(database: Database) -> None:
    clock = FakeClock(MONDAY)
    deps = fake_deps(database, clock=clock)
    counts = await asyncio.gather(*(reviewing.draw_week(deps, HERE) for _ in range(3)))
    assert sorted(counts) == [0, 0, 5]
    assert await reviewing.draw_week(deps, HERE) == 0
    assert len(await drawn(database)) == 5
    later = fake_deps(database, clock=FakeClock(MONDAY + timedelta(days=7)))
    assert await reviewing.draw_week(later, HERE) == 0  # nothing was answered in that week, and it is done
    async with database.tenant_read(HERE) as tx:
        assert await reviews.is_drawn(tx, "2026-W48")


async def test_what_has_no_verdict_or_belongs_to_another_week_or_workspace_is_not_drawn(database: Database) -> None:
    await answered(database, HERE, MONDAY, MONDAY - timedelta(days=8), prefix="far")
    await answered(database, HERE, *in_week(2), verdict=None, prefix="refused")
    await answered(database, HERE, *in_week(1), prefix="near")
    await answered(database, THERE, *in_week(3), prefix="theirs")
    async with database.tenant(HERE) as tx:
        await reviews.name(tx, "U0REV", by="U0ADA", now=MONDAY)
    deps = fake_deps(database, clock=FakeClock(MONDAY))
    assert await reviewing.draw_week(deps, HERE) == 1
    assert await drawn(database) == {"near_00": "sample"}
    assert await reviewing.draw_week(deps, THERE) == 0  # nobody is named there
    assert await drawn(database, THERE) == {}


@pytest.mark.usefixtures("named")
async def test_the_worker_that_leads_draws_it(database: Database) -> None:
    deps = fake_deps(database, clock=FakeClock(MONDAY))
    leads, follows = Dispatcher(deps), Dispatcher(replace(deps, new_id=lambda: "another"))
    assert await leads.tick()
    assert not await follows.tick()
    assert len(await drawn(database)) == 5
