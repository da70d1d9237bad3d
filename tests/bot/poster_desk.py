"""A playground, a database and a clock that moves only when told: what every poster test works on."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import aiohttp

import playground.server
from bot.blocks.card import RunCard
from bot.blocks.message import Message
from bot.poster import OutboxPoster
from bot.slack_api import SlackApi
from playground.records import Message as Shown
from playground.seed import NORTH
from playground.server import Playground
from storage import audit, installations, outbox, runs, tenants
from storage.cipher import Cipher
from storage.db import Database

START = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
CIPHER = Cipher([("2026", b"0123456789abcdef0123456789abcdef")])
TENANT = "ten_north"
CHANNEL, NOT_JOINED, DIRECT = "C0NBIDS", "C0NGENL", "D0BEN"
REQUESTER = "U0BEN"
RUN = "run_0001_abcdef12"


@dataclass
class Clock:
    """Time for everybody in a test. Sleeping moves it."""

    at: datetime = START
    slept: list[float] = field(default_factory=list[float])

    def now(self) -> datetime:
        return self.at

    def stamp(self) -> float:
        return self.at.timestamp()

    def advance(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at = max(self.at, self.at + timedelta(seconds=seconds))


class Killed(BaseException):
    """The process died here: nothing after it runs, no handler sees it."""


class DyingApi(SlackApi):
    """Posts, and is killed before the answer can be recorded."""

    deaths = 1

    async def post(self, *args: Any, **kwargs: Any) -> Any:
        answer = await super().post(*args, **kwargs)
        if self.deaths:
            self.deaths -= 1
            raise Killed
        return answer


def plain_render(view: str, card: RunCard, *, now: datetime) -> Sequence[Message]:
    """One message that tells view and state, an answer in two pages. Raises ValueError for a view that is not known."""
    if view == "broken":
        raise ValueError("there is no view 'broken'")
    meta = {"event_type": "bidwright_message", "event_payload": {"run_id": card.run_id}}
    texts = [f"{view} {card.state}", *(["more of it"] if view == "answer" else [])]
    return [Message(text, ({"type": "section", "text": {"type": "mrkdwn", "text": f"block of {text}"}},), meta) for text in texts]


Render = Callable[..., Sequence[Any]]


@dataclass
class Desk:
    """The storage side of a run's messages, and posters over it."""

    db: Database
    slack: Playground
    clock: Clock
    session: aiohttp.ClientSession
    ids: Any = field(default_factory=lambda: count(1))

    def poster(self, *, render: Render = plain_render, api: SlackApi | None = None, db: Any = None, **more: Any) -> OutboxPoster:
        return OutboxPoster(
            db=db or self.db,
            cipher=CIPHER,
            session=self.session,
            base_url=self.slack.api_url,
            render=render,
            now=self.clock.now,
            new_token=lambda: f"token-{next(self.ids)}",
            sleep=self.clock.sleep,
            api=api or self.api(),
            **more,
        )

    def api(self, kind: type[SlackApi] = SlackApi, *, timeout: float = 5.0) -> Any:
        return kind(self.session, self.slack.api_url, timeout=timeout)

    async def accept(self, run_id: str = RUN, *, channel: str = CHANNEL, requester: str = REQUESTER) -> str:
        new = runs.NewRun(run_id, f"key of {run_id}", "req_1", requester, "command", channel, "standard", "", "vlt_1", None, None)
        async with self.db.tenant(TENANT) as tx:
            await runs.accept(tx, new, self.clock.now())
        return run_id

    async def put(
        self, part: str = "root", seq: int = 0, *, run_id: str = RUN, view: str | None = None, channel: str = CHANNEL, **payload: Any
    ) -> str:
        async with self.db.tenant(TENANT) as tx:
            return await outbox.put(
                tx,
                id=f"out_{next(self.ids)}",
                run_id=run_id,
                part=part,
                thread=run_id,
                seq=seq,
                channel=channel,
                payload={"view": view or part, **payload},
                now=self.clock.now(),
            )

    async def end(self, state: Any = "complete", *, run_id: str = RUN, **outcome: Any) -> None:
        """Claim the run and end it, as a worker does."""
        async with self.db.tenant(TENANT) as tx:
            run = await runs.get(tx, run_id)
            await runs.claim(tx, run_id, run.gen, token="worker", now=self.clock.now(), lease_seconds=10)
            await runs.end(tx, run_id, "worker", state, cause="test", outcome=outcome or None, error=None, now=self.clock.now())

    async def row(self, part: str = "root", run_id: str = RUN) -> outbox.OutboxRow:
        async with self.db.tenant_read(TENANT) as tx:
            row = await outbox.get(tx, run_id=run_id, part=part)
        assert row is not None
        return row

    async def acts(self) -> list[str]:
        """What the audit holds, oldest first."""
        async with self.db.tenant_read(TENANT) as tx:
            return [entry.act for entry in reversed(await audit.entries(tx, 100))]

    async def installation(self) -> installations.Installation:
        async with self.db.tenant_read(TENANT) as tx:
            found = await installations.load(tx, CIPHER)
        assert found is not None
        return found

    def shown(self, channel: str = CHANNEL) -> list[Shown]:
        """The bot's messages in a channel, in order."""
        return [message for message in self.slack.messages(channel) if message.user == "U0NBOT"]

    def texts(self, channel: str = CHANNEL) -> list[str]:
        return [message.text for message in self.shown(channel)]

    def calls(self, method: str) -> list[dict[str, Any]]:
        return [call.args for call in self.slack.world.api_calls if call.method == method]

    async def settle(self, poster: OutboxPoster, *, rounds: int = 12, step: float = 5.0) -> None:
        """Deliver, and let time pass until nothing is pending any more."""
        for _ in range(rounds):
            await poster.drain()
            self.clock.advance(step)


@asynccontextmanager
async def open_desk(database: Database) -> AsyncGenerator[Desk]:
    clock = Clock()
    async with await playground.server.start(clock=clock.stamp) as slack, aiohttp.ClientSession() as session:
        async with database.tenant(TENANT) as tx:
            await tenants.ensure(tx, name="Northlight", enterprise_id="", team_id=NORTH, now=clock.now())
            await installations.save(tx, _installation(slack.token(NORTH)), CIPHER, clock.now())
        yield Desk(database, slack, clock, session)


def _installation(token: str) -> installations.Installation:
    return installations.Installation(TENANT, "", NORTH, "A0BIDWRIGHT", "B0NBOT", "U0NBOT", token, ("chat:write",), "U0ADA", False)
