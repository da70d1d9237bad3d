"""Real processes, killed at random instants while people type: what was acknowledged is answered once, and paid once.

On Postgres and Redis where both are given (a minute, bot and two workers), else the one process on SQLite (a third of that).
"""

import asyncio
import json
import random
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr
from redis.asyncio import Redis
from slack_sdk.web.async_client import AsyncWebClient

from bot import installs, wiring
from bot.settings import Settings
from jobs.deps import Deps
from storage import audit, credits, eval_log, outbox, runs, tenants, vault
from storage.schema import upgrade
from tests.chaos.fleet import TOKENS, Fleet
from tests.redis_fixtures import GIVEN, own_database
from tests.storage_fixtures import ON_POSTGRES, Addresses, PostgresServer

SEED = 20_261_121
ON_SERVICES = ON_POSTGRES and GIVEN is not None
SHOOTING_SECONDS = 28.0 if ON_SERVICES else 8.0
COMMANDS_A_SECOND = 1.6 if ON_SERVICES else 1.2
DRAIN_SECONDS = 90.0
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


@dataclass
class Found:
    """One run as the database and Slack have it."""

    run: runs.Run
    number: int
    ends: int
    settled: int
    answers: int
    pages: set[tuple[str, int]]
    """(outbox id, page) of every message it should have in Slack."""


async def settled(deps: Deps) -> None:
    """Wait until every run has ended and every message is out. Raises TimeoutError."""
    async with asyncio.timeout(DRAIN_SECONDS):
        while True:
            async with deps.db.system() as sys:
                waiting = await outbox.next_due(sys, deps.now())
                flying, backlog = await runs.in_flight(sys), await runs.backlog(sys, deps.now())
                names = await tenants.all_ids(sys)
            states = [run.state for name in names for run in await recent(deps, name)]
            if waiting is None and not flying and not backlog.runs and runs.ENDED.issuperset(states):
                return
            await asyncio.sleep(0.25)


async def recent(deps: Deps, tenant: str) -> list[runs.Run]:
    async with deps.db.tenant_read(tenant) as tx:
        return await runs.recent(tx, limit=1000)


async def look(deps: Deps, tenant: str, run: runs.Run) -> Found:
    async with deps.db.tenant_read(tenant) as tx:
        text = (await vault.get(tx, deps.cipher, run.input_ref)).decode()
        ends = [change for change in await runs.transitions(tx, run.id) if change.to_state in runs.ENDED]
        paid = await credits._entry(tx, run.id, "request", credits.SETTLE)
        rows = [await outbox.get(tx, run_id=run.id, part=part) for part in ("root", "progress", "answer", "apology")]
        pages = {(row.id, page.page) for row in rows if row is not None for page in await outbox.pages(tx, row.id)}
        assert all(row.state == "sent" for row in rows if row is not None), rows
        logged = await eval_log.entries(tx, run_id=run.id, kind="answer")
    return Found(run, int(text.split()[1].rstrip(":")), len(ends), paid.amount if paid else -1, len(logged), pages)


def sent(posts: list[dict[str, Any]]) -> Counter[tuple[str, int]]:
    """How often Slack stored each page, by the metadata it carries."""
    count: Counter[tuple[str, int]] = Counter()
    for post in posts:
        metadata = post["args"]["metadata"]
        payload = (json.loads(metadata) if isinstance(metadata, str) else metadata)["event_payload"]
        count[payload["outbox_id"], payload["page"]] += 1
    return count


async def verify(deps: Deps, desk: Desk, posts: list[dict[str, Any]]) -> None:
    async with deps.db.system() as sys:
        names = await tenants.all_ids(sys)
    assert len(names) == len(TOKENS)
    found: list[Found] = []
    for name in names:
        found += [await look(deps, name, run) for run in await recent(deps, name)]
        async with deps.db.tenant_read(name) as tx:
            assert await credits.proof(tx) == []
            assert [entry for entry in await audit.entries(tx, 1000) if entry.act == "message_possibly_doubled"] == []
    by_number: dict[int, list[Found]] = defaultdict(list)
    for one in found:
        by_number[one.number].append(one)
    assert {number: len(those) for number, those in by_number.items() if len(those) != 1} == {}, "a command made two runs"
    assert desk.acknowledged - by_number.keys() == set(), "an acknowledged command was lost"
    for one in found:
        kept = one.run.state == "complete"
        assert kept or one.number not in desk.acknowledged, one
        assert (one.ends, one.settled, one.answers) == ((1, 1 if one.run.depth == "quick" else 3, 1) if kept else (1, 0, 0)), one
    expected = {page for one in found for page in one.pages}
    times = sent(posts)
    assert {page: n for page, n in times.items() if n != 1} == {}, "a message was posted twice"
    assert expected == times.keys(), "a message is missing, or nobody knows it"
    await verify_threads(desk, found)


async def verify_threads(desk: Desk, found: list[Found]) -> None:
    """The same by what people read: one thread for each run, in the place where it was asked for, with all its messages."""
    threads: dict[tuple[str, str], list[str]] = {}
    for channel in {channel for _, channel in PLACES}:
        shown = await desk.fleet.shown(desk.session, channel)
        for root in (message for message in shown if message["root"] == message["ts"]):
            replies = [message["text"] for message in shown if message["root"] == root["ts"] and message is not root]
            key = (channel, root["text"].split(":")[0])
            assert key not in threads, f"{key} has two threads"
            threads[key] = replies
    assert threads.keys() == {(one.run.channel, f"Tender {one.number:04}") for one in found}, "threads and runs differ"
    for one in found:
        replies = threads[one.run.channel, f"Tender {one.number:04}"]
        assert (len(replies), len(set(replies))) == (len(one.pages) - 1, len(replies)), replies


async def install(settings: Settings) -> None:
    async with wiring.joined(settings) as (deps, _):
        for token in TOKENS.values():
            client = AsyncWebClient(base_url=settings.slack_api_url, retry_handlers=[])
            await installs.install(deps, client, SecretStr(token))


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
        await install(settings)
        desk = Desk(fleet, session, random.Random(SEED))
        async with fleet.running(), wiring.joined(settings) as (deps, _):
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(desk.type_for(SHOOTING_SECONDS))
                tasks.create_task(desk.shoot_for(SHOOTING_SECONDS, redis))
            await settled(deps)
            deaths = {child.name: child.deaths for child in fleet.killable}
            print(f"seed {SEED}: {desk.typed} typed, {len(desk.acknowledged)} acknowledged, deaths {deaths}")
            await verify(deps, desk, await fleet.posts(session))
    assert desk.acknowledged, "nothing was accepted, so nothing was tried"
    assert all(deaths.values()), deaths
