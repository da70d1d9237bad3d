"""One `/analyze`, killed after each awaited effect in turn and finished by another process: nobody may see a difference.

The poster delivers after each commit of the worker, one row at a time, and time passes between them: so every run meets the same
points, and a death may come between any two of them.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

import playground.server
from bot.blocks.render import render
from bot.cards import reference
from bot.poster import OutboxPoster
from jobs import admission
from jobs.admission import Request
from jobs.chain.rules.analyst import RulesAnalyst
from jobs.dispatch import Dispatcher
from jobs.intake.given import Given
from jobs.periods import period_of
from jobs.tasks import analyze
from playground.seed import NORTH
from playground.server import Playground
from storage import audit, credits, eval_log, installations, outbox, runs, tenants
from storage.db import Database
from tests.chaos.dying import Fate, Killed, MortalApi, MortalDatabase
from tests.fakes import FakeClock, FakeIds, FakeQueue, fake_cipher, fake_deps

TENANT, CHANNEL, MEMBER, BOT = "ten_north", "C0NBIDS", "U0ADA", "U0NBOT"
SHARES = 4
"""The points are dealt out, so that several test processes can work on them at once."""
FAR = timedelta(minutes=2)
"""Every lease has lapsed by then."""
REQUEST = Request(
    tenant_id=TENANT,
    member=MEMBER,
    channel=CHANNEL,
    surface="command",
    given=Given.sample("city-network"),
    depth="standard",
    request_key="trigger-1",
    request_id="req-1",
)


class Unhurried(RulesAnalyst):
    """Judges by rules and is stored and shown step by step like a model: the road with the most points to die at."""

    calls_model = True


class Process:
    """Bot, worker, dispatcher and poster of one process, with their fate."""

    def __init__(self, name: str, fate: Fate, *, database: Database, slack: Playground, session: aiohttp.ClientSession, clock: FakeClock):
        self.queue, self.clock, self.fate = FakeQueue(), clock, fate
        ids = FakeIds(name)
        self.poster = OutboxPoster(
            db=MortalDatabase(database, fate),  # pyright: ignore[reportArgumentType]
            cipher=fake_cipher(),
            session=session,
            base_url=slack.api_url,
            render=render,
            now=clock.now,
            new_token=ids.new,
            slots=1,
            sleep=self._sleep,
            api=MortalApi(fate, session, slack.api_url),
        )
        worker = MortalDatabase(database, fate, then=self._between)
        given: dict[str, Any] = {"clock": clock, "ids": ids, "queue": self.queue, "poster": self.poster, "analyst": lambda _: Unhurried()}
        self.deps = fake_deps(worker, **given)  # pyright: ignore[reportArgumentType]
        self.dispatcher = Dispatcher(self.deps)

    async def live(self) -> None:
        """Take the request, work on what is due, deliver it, until nothing is left to do."""
        admitted = await admission.admit(self.deps, REQUEST)
        await admission.announce(self.deps, admitted)
        run, waiting = None, None
        for _ in range(60):
            await self.dispatcher.tick()
            while self.queue.sent:
                await analyze.perform(self.deps, self.queue.sent.pop(0))
            await self.poster.drain()
            async with self.deps.db.system() as sys:
                waiting = await outbox.next_due(sys, self.clock.now())
            async with self.deps.db.tenant_read(TENANT) as tx:
                run = await runs.get(tx, admitted.run_id)
            if run.state in runs.ENDED and waiting is None:
                return
            self.clock.forward(timedelta(seconds=5))
        raise AssertionError(f"never finished: {run}, next message due {waiting}")

    async def _between(self) -> None:
        self.clock.forward(timedelta(seconds=1))
        await self.poster.drain()

    async def _sleep(self, seconds: float) -> None:
        self.clock.forward(timedelta(seconds=seconds))


@dataclass(frozen=True)
class Traces:
    """What a run leaves for people, operators and the evals to see."""

    messages: list[tuple[bool, str]]
    """(in a thread, text) of each message of the bot, in order, without what differs from run to run."""
    ends: list[str]
    credits: tuple[int, int]
    proof: list[str]
    logged: int
    unsent: int
    doubts: int


@dataclass
class World:
    """What outlives a process: the database, Slack, and time."""

    database: Database
    empty: Callable[[], Awaitable[None]]

    async def run(self, dies_at: int | None) -> tuple[Traces, Fate]:
        """Start afresh; a process that dies is followed by one that does not."""
        await self.empty()
        clock = FakeClock()
        async with await playground.server.start(clock=lambda: clock.now().timestamp()) as slack, aiohttp.ClientSession() as session:
            await self._install(slack, clock)
            given: dict[str, Any] = {"database": self.database, "slack": slack, "session": session, "clock": clock}
            fate = Fate(dies_at)
            with suppress(Killed):
                await Process("first", fate, **given).live()
            if fate.dead:
                clock.forward(FAR)
                await Process("second", Fate(), **given).live()
            return await self._traces(slack, clock), fate

    async def _install(self, slack: Playground, clock: FakeClock) -> None:
        async with self.database.tenant(TENANT) as tx:
            await tenants.ensure(tx, name="Northlight", enterprise_id="", team_id=NORTH, now=clock.now())
            made = installations.Installation(
                TENANT, "", NORTH, "A0BIDWRIGHT", "B0NBOT", BOT, slack.token(NORTH), ("chat:write",), MEMBER, is_enterprise=False
            )
            await installations.save(tx, made, fake_cipher(), clock.now())

    async def _traces(self, slack: Playground, clock: FakeClock) -> Traces:
        async with self.database.tenant_read(TENANT) as tx:
            (run,) = await runs.recent(tx)
            balance = await credits.balance(tx, period=period_of(clock.now()), allowance=100)
            parts = [await outbox.get(tx, run_id=run.id, part=part) for part in ("root", "progress", "answer", "apology")]
            return Traces(
                messages=[
                    (bool(message.thread_ts), message.text.replace(reference(run.id), "REFERENCE"))
                    for message in slack.messages(CHANNEL)
                    if message.user == BOT
                ],
                ends=[change.to_state for change in await runs.transitions(tx, run.id) if change.to_state in runs.ENDED],
                credits=(balance.reserved, balance.settled),
                proof=await credits.proof(tx),
                logged=len(await eval_log.entries(tx, kind="answer")),
                unsent=sum(part.state != "sent" for part in parts if part is not None),
                doubts=sum(entry.act == "message_possibly_doubled" for entry in await audit.entries(tx)),
            )


@pytest.fixture
def world(database: Database, empty_again: Callable[[], Awaitable[None]]) -> World:
    return World(database, empty_again)


async def test_undisturbed_it_leaves_one_thread_one_charge_and_one_row_for_the_evals(world: World) -> None:
    traces, fate = await world.run(None)
    assert replace(traces, messages=[]) == Traces([], ["complete"], (0, 3), [], 1, 0, 0)
    assert [threaded for threaded, _ in traces.messages] == [False] + [True] * (len(traces.messages) - 1)
    assert "4 of 4 steps done." in [text for _, text in traces.messages]
    assert len(fate.passed) > 60


@pytest.mark.chaos
@pytest.mark.timeout(180)
@pytest.mark.parametrize("share", range(SHARES))
async def test_killed_at_any_point_and_finished_by_another_process_it_leaves_the_same(world: World, share: int) -> None:
    undisturbed, whole = await world.run(None)
    different: dict[str, Traces] = {}
    for point in range(share + 1, len(whole.passed) + 1, SHARES):
        traces, fate = await world.run(point)
        assert fate.dead, f"point {point} was never reached"
        if traces != undisturbed:
            different[f"{point}: {fate.passed[-1]}"] = traces
    assert different == {}
