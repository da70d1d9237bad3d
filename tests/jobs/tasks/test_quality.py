"""The weekly look happens once, whoever begins it, dies over it or cannot reach the owner."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from jobs.deps import Deps
from jobs.evals.drift_report import Report
from jobs.tasks.quality import LEASE_SECONDS, Quality
from storage import quality
from storage.db import Database
from storage.errors import Unavailable
from tests.fakes import FakeClock, FakeIds, fake_deps
from tests.jobs.evals.weeks import MONDAY, WEEK, House, called, draw, store
from tests.storage.builders import HERE, THERE, workspaces

NAME = "2026-W46"


@dataclass
class FakeAlarms:
    """Keeps what was told; fails to reach the owner as often as `away` says."""

    away: int = 0
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    told: list[tuple[str, str, list[str]]] = field(default_factory=list[tuple[str, str, list[str]]])

    async def drifted(self, tenant_id: str, week: str, report: Report) -> bool:
        await asyncio.sleep(0)
        if self.away:
            self.away -= 1
            return False
        self.heard.set()
        self.told.append((tenant_id, week, [each.name for each in report.alarms]))
        return True


@dataclass
class Bench:
    deps: Deps
    clock: FakeClock
    alarms: FakeAlarms

    def worker(self, prefix: str = "one") -> Quality:
        return Quality(replace(self.deps, new_id=FakeIds(prefix).new), self.alarms)

    async def week(self, tenant: str = HERE) -> quality.Week | None:
        async with self.deps.db.tenant_read(tenant) as tx:
            return await quality.week(tx, NAME)

    async def fitted(self, tenant: str = HERE) -> quality.Calibration | None:
        async with self.deps.db.tenant_read(tenant) as tx:
            return await quality.calibration(tx)


@pytest.fixture
async def house(database: Database) -> Bench:
    """HERE has changed and voted, THERE has not had many answers."""
    await workspaces(database)
    for tenant, answers in ((HERE, called(draw(1, now=House(score=90)))), (THERE, draw(2, a_week=3))):
        async with database.tenant(tenant) as tx:
            await store(tx, answers)
    clock = FakeClock(MONDAY + timedelta(hours=1))
    return Bench(fake_deps(database, clock=clock), clock, FakeAlarms())


async def test_a_week_is_fitted_measured_and_told_once_by_two_workers_at_once(house: Bench) -> None:
    await asyncio.gather(house.worker("one").look(), house.worker("two").look())
    await house.worker("three").look()
    assert [(tenant, week) for tenant, week, _ in house.alarms.told] == [(HERE, NAME)]
    assert "scores" in house.alarms.told[0][2]
    found, other, fitted = await house.week(), await house.week(THERE), await house.fitted()
    assert found is not None
    assert other is not None
    assert fitted is not None
    assert (found.state, found.alarm, other.state, other.alarm) == ("done", True, "done", False)
    assert Report.model_validate(found.report).until == MONDAY
    assert (fitted.version, fitted.taken) == (1, True)
    assert await house.fitted(THERE) is None


async def test_what_one_worker_left_half_done_is_ended_by_the_next_without_measuring_twice(house: Bench) -> None:
    house.alarms.away = 1
    await house.worker("dies").look()
    found = await house.week()
    assert found is not None
    assert found.state == "measured"
    await house.worker("early").look()
    assert house.alarms.told == []
    house.clock.forward(timedelta(seconds=LEASE_SECONDS))
    await house.worker("heir").look()
    assert [week for _, week, _ in house.alarms.told] == [NAME]
    fitted = await house.fitted()
    assert fitted is not None
    assert fitted.version == 1


async def test_a_worker_that_dies_before_it_has_measured_leaves_nothing_behind_but_its_lease(house: Bench) -> None:
    async with house.deps.db.tenant(HERE) as tx:
        await quality.claim_week(tx, NAME, token="dead", now=house.clock.now(), seconds=LEASE_SECONDS)
    await house.worker().look()
    found = await house.week()
    assert found is not None
    assert found.state == "open"
    house.clock.forward(timedelta(seconds=LEASE_SECONDS))
    await house.worker().look()
    assert len(house.alarms.told) == 1


async def test_the_next_week_is_looked_at_anew_and_each_only_once_it_is_whole(house: Bench) -> None:
    worker = house.worker()
    await worker.look()
    house.clock.forward(timedelta(days=6, hours=22))
    await worker.look()
    async with house.deps.db.tenant_read(HERE) as tx:
        assert [each.week for each in await quality.weeks(tx)] == [NAME]
    house.clock.forward(timedelta(hours=2))
    assert house.clock.now() >= MONDAY + WEEK
    await worker.look()
    async with house.deps.db.tenant_read(HERE) as tx:
        assert [(each.week, each.alarm) for each in await quality.weeks(tx)] == [("2026-W47", False), (NAME, True)]


async def test_a_report_of_another_version_is_laid_aside(house: Bench) -> None:
    async with house.deps.db.tenant(HERE) as tx:
        await quality.claim_week(tx, NAME, token="old", now=house.clock.now(), seconds=1)
        await quality.week_measured(tx, NAME, token="old", report={"shape": "other"}, alarm=True, now=house.clock.now())
    house.clock.forward(timedelta(seconds=2))
    await house.worker().look()
    found = await house.week()
    assert found is not None
    assert found.state == "done"
    assert house.alarms.told == []


async def test_it_looks_at_once_and_stops_when_told_also_in_the_middle(house: Bench) -> None:
    stop = asyncio.Event()
    running = asyncio.ensure_future(house.worker().run(stop))
    await house.alarms.heard.wait()
    stop.set()
    await running
    assert [week for _, week, _ in house.alarms.told] == [NAME]


class Away:
    """A database that does not answer."""

    def system(self) -> object:
        raise Unavailable("The database does not answer.")


async def test_a_database_that_is_away_is_waited_for() -> None:
    deps = replace(fake_deps(Away()), now=FakeClock().now)  # type: ignore[arg-type]
    await Quality(deps, FakeAlarms()).look()
