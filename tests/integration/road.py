"""The whole product on loopback: playground, web application, poster and worker, joined by the product's own wiring."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import playground.server
from bot import processes, wiring
from bot.settings import Settings
from jobs.deps import Deps
from jobs.dispatch import Dispatcher
from jobs.tasks import analyze
from jobs.worker import Worker
from playground.delivery import Delivery
from playground.reading import lines_of, unescape
from playground.records import Message
from playground.server import Playground
from storage import credits, installations, outbox, runs
from tests.bench.processes import free_port
from tests.installing import install_both
from tests.storage_fixtures import Addresses

NORTH, HARBOUR = "T0NORTH", "T0HARBR"
ADA, HANA = "U0ADA", "U0HANA"
BIDS, HARBOUR_BIDS = "C0NBIDS", "C0HBIDS"
PATIENCE = 45.0
"""Seconds; what takes that long hangs, on the busiest machine too."""


@dataclass
class Road:
    """What a test drives and looks at. People and channels as in `playground.seed`."""

    slack: Playground
    process: wiring.Process
    tenants: dict[str, str]
    _tasks: asyncio.TaskGroup
    _stop: asyncio.Event

    @property
    def deps(self) -> Deps:
        return self.process.deps

    def start_worker(self, *, ahead: timedelta = timedelta(0)) -> None:
        """From now on wake-ups are taken; the dispatcher's clock goes `ahead`, so that what is lost is found at once."""
        worker = Worker(self.process.link, partial(analyze.perform, self.deps), name=self.deps.new_id(), poll_seconds=0.02)
        early = replace(self.deps, now=lambda: self.deps.now() + ahead)
        self._tasks.create_task(worker.run(self._stop, grace=5))
        self._tasks.create_task(Dispatcher(early, tick_seconds=0.05).run(self._stop))

    async def lose_all_wake_ups(self) -> None:
        client = self.process.link.client()
        await client.flushdb()
        await client.aclose(close_connection_pool=True)

    async def analyze(self, text: str = "city-network", *, user: str = ADA, channel: str = BIDS) -> Delivery:
        delivery = await self.slack.client.command(user, channel, "/analyze", text)
        assert delivery.ok, delivery.failure
        return delivery

    async def runs(self, team: str = NORTH) -> list[runs.Run]:
        async with self.deps.db.tenant_read(self.tenants[team]) as tx:
            return await runs.recent(tx, limit=100)

    async def balance(self, team: str = NORTH) -> tuple[int, int]:
        """(reserved, settled)."""
        period = self.deps.now().strftime("%Y-%m")
        async with self.deps.db.tenant_read(self.tenants[team]) as tx:
            assert await credits.proof(tx) == []
            found = await credits.balance(tx, period=period, allowance=self.deps.limits.monthly_credits)
        return found.reserved, found.settled

    async def until(self, probe: Callable[[], Awaitable[bool]]) -> None:
        """Raises TimeoutError. What other tasks put into the database wakes nobody, so it is asked for."""
        async with asyncio.timeout(PATIENCE):
            while not await probe():  # noqa: ASYNC110 - see above
                await asyncio.sleep(0.02)

    async def all_done(self, *, runs_expected: int = 1) -> None:
        """Wait until that many runs of all workspaces have ended and every message is out."""

        async def done() -> bool:
            states = [run.state for team in self.tenants for run in await self.runs(team)]
            async with self.deps.db.system() as sys:
                waiting = await outbox.next_due(sys, self.deps.now())
            return len(states) == runs_expected and runs.ENDED.issuperset(states) and waiting is None

        await self.until(done)

    def shown(self, channel: str = BIDS, team: str = NORTH) -> list[Message]:
        """The bot's messages that all of a channel see, in order."""
        bot = self.slack.world.workspaces[team].bot_user
        return [message for message in self.slack.messages(channel) if message.user == bot and message.ephemeral_to is None]

    async def says(self, sentence: str) -> bool:
        """To all, for `until`."""
        return any(sentence in words_of(message) for message in self.shown())

    async def told(self, user: str, sentence: str, channel: str = BIDS) -> bool:
        """To one person alone, for `until`."""
        return any(sentence in words_of(message) for message in self.slack.messages(channel) if message.ephemeral_to == user)


def words_of(message: Message) -> str:
    """All that a message says, as a person reads it."""
    return unescape("\n".join([message.text, *lines_of(message.blocks)]))


@asynccontextmanager
async def open_road(addresses: Addresses, redis_url: str | None, folder: Path, **named: str) -> AsyncIterator[Road]:
    """`named`: further settings."""
    async with await playground.server.start() as slack:
        environment = {
            "DATA_DIR": str(folder),
            "DATABASE_URL": addresses.app,
            "ENCRYPTION_KEYS": "test:" + "A" * 43 + "=",
            "SLACK_API_URL": slack.api_url,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "PORT": str(free_port()),
            **({"REDIS_URL": redis_url} if redis_url else {}),
            **named,
        }
        settings = Settings.load(environment)
        async with wiring.process(settings) as process, processes.listening(process) as address:
            await install_both(process.deps, settings)
            slack.set_app_url(address)
            slack.client.ack_seconds = PATIENCE  # how soon the bot acknowledges is the matter of other tests
            stop, posted = asyncio.Event(), asyncio.Event()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(process.poster.run(posted))
                try:
                    async with asyncio.TaskGroup() as working:
                        road = Road(slack, process, await _tenants(process.deps), working, stop)
                        await road.lose_all_wake_ups()
                        try:
                            yield road
                        finally:
                            stop.set()
                finally:
                    posted.set()


async def _tenants(deps: Deps) -> dict[str, str]:
    async with deps.db.system() as sys:
        found = {team: await installations.find_tenant(sys, enterprise_id="", team_id=team) for team in (NORTH, HARBOUR)}
    return {team: tenant for team, tenant in found.items() if tenant}
