"""Real processes, killed at random instants while people type: what was acknowledged is answered once, and paid once.

On Postgres and Redis where both are given (a minute, bot and two workers), else the one process on SQLite (a third of that).
"""

import asyncio
import random
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest
from redis.asyncio import Redis

from bot import wiring
from bot.settings import Settings
from storage.schema import upgrade
from tests.chaos.accounts import settled, verify
from tests.chaos.fleet import Fleet
from tests.installing import install_everywhere
from tests.redis_fixtures import GIVEN, own_database
from tests.storage_fixtures import ON_POSTGRES, Addresses, PostgresServer

SEED = 20_261_121
ON_SERVICES = ON_POSTGRES and GIVEN is not None
SHOOTING_SECONDS = 42.0 if ON_SERVICES else 8.0
COMMANDS_A_SECOND = 1.6 if ON_SERVICES else 1.2
SLACK_SECONDS = 0.3
"""How long a post takes: a death in it is one of those that need a look before the post is tried again."""
PLACES = (
    ("U0ADA", "C0NBIDS"), ("U0BEN", "D0BEN"), ("U0CLEO", "D0CLEO"), ("U0ADA", "D0ADA"),
    ("U0HANA", "C0HBIDS"), ("U0IVO", "D0IVO"), ("U0JUN", "D0JUN"), ("U0HANA", "D0HANA"),
)  # fmt: skip
"""Person and channel: Slack takes a message a second in each, so there must be several."""


def notice(number: int) -> str:
    return (
        f"Tender {number:04}: maintenance of lifts in the schools of Varnholt\n"
        "The town of Varnholt invites offers for the maintenance of twelve lifts in its schools and its town hall.\n"
        "Offers are due by 12 January 2027. The estimated value is 240000 EUR."
    )


@dataclass
class Desk:
    """What was typed, and what came back."""

    fleet: Fleet
    session: aiohttp.ClientSession
    chance: random.Random
    acknowledged: set[int] = field(default_factory=set[int])
    typed: int = 0

    async def type_one(self, number: int) -> None:
        user, channel = PLACES[number % len(PLACES)]
        depth = "quick " if number % 3 else ""
        answer = await self.fleet.command(self.session, user, channel, depth + notice(number))
        if answer["status"] == 200 and "reserved" in answer["body"]:
            self.acknowledged.add(number)

    async def type_for(self, seconds: float) -> None:
        async with asyncio.TaskGroup() as tasks:
            async with asyncio.timeout(seconds + 30):
                for self.typed in range(1, int(seconds * COMMANDS_A_SECOND) + 1):
                    tasks.create_task(self.type_one(self.typed))
                    await asyncio.sleep(1 / COMMANDS_A_SECOND)

    async def shoot_for(self, seconds: float, redis: Redis | None) -> None:
        until = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < until:
            await asyncio.sleep(self.chance.uniform(0.3, 2.2))
            victim = self.chance.choice(self.fleet.killable)
            await victim.shoot()
            if redis is not None and self.chance.random() < 0.3:
                await redis.flushdb()
            await victim.start()
            if victim is self.fleet.bot:
                await self.fleet.ready()


@pytest.fixture
async def addresses(tmp_path: Path, request: pytest.FixtureRequest) -> Addresses:
    """A database of the fleet's own, migrated by its owner."""
    if ON_SERVICES:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        made = await server.create(f"bidwright_chaos_{tmp_path.parent.name}_{len(server.made)}".replace("-", "_"))
    else:
        made = Addresses(*[f"sqlite+aiosqlite:///{tmp_path}/bidwright.db"] * 2)
    await upgrade(made.owner)
    return made


@pytest.fixture
async def redis() -> AsyncIterator[Redis | None]:
    if not ON_SERVICES or GIVEN is None:
        yield None
        return
    client = Redis.from_url(own_database(GIVEN))
    await client.flushdb()
    yield client
    await client.aclose()


@pytest.mark.chaos
@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_processes_killed_at_random_lose_double_and_overcharge_nothing(
    tmp_path: Path, addresses: Addresses, redis: Redis | None
) -> None:
    fleet = Fleet(tmp_path, addresses, own_database(GIVEN) if redis is not None and GIVEN else None)
    settings = Settings.load(fleet.environment)
    async with fleet.slack_open(), aiohttp.ClientSession() as session:
        await install_everywhere(settings)
        await fleet.slow_posts(session, SLACK_SECONDS)
        desk = Desk(fleet, session, random.Random(SEED))
        async with fleet.running(), wiring.joined(settings) as (deps, _):
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(desk.type_for(SHOOTING_SECONDS))
                tasks.create_task(desk.shoot_for(SHOOTING_SECONDS, redis))
            await settled(deps)
            deaths = {child.name: child.deaths for child in fleet.killable}
            sys.stdout.write(f"seed {SEED}: {desk.typed} typed, {len(desk.acknowledged)} acknowledged, deaths {deaths}\n")
            await verify(deps, fleet, session, desk.acknowledged)
    assert desk.acknowledged, "nothing was accepted, so nothing was tried"
    assert all(deaths.values()), deaths
