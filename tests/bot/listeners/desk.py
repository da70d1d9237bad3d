"""The bot between the playground and a librarian who reads real files: people type, press and fill in as in Slack."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp.test_utils import TestServer
from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

import playground.server
from bot import clock, installs
from bot.app import SlackApp, build_app
from bot.files import SlackFiles
from bot.library_news import LibraryNews
from bot.listeners.library import with_librarian
from bot.oauth import InstallationAuthorize
from bot.web.slack import web_app
from jobs.deps import Deps
from jobs.documents.reader import DocumentReader
from jobs.fetch import Fetcher
from jobs.tasks.learn import Librarian
from playground.delivery import Delivery
from playground.methods_files import new_file
from playground.reading import lines_of, unescape
from playground.records import Message, View
from playground.server import Playground
from storage import audit, library, members, tenants
from storage.db import Database
from storage.tenants import ProfileRow
from tests.fakes import FakeClock, fake_deps
from tests.installing import TOKENS

NORTH, HARBOUR = "T0NORTH", "T0HARBR"
ADA, BEN, CLEO, GUS, HANA = "U0ADA", "U0BEN", "U0CLEO", "U0GUS", "U0HANA"
BIDS, HARBOUR_BIDS = "C0NBIDS", "C0HBIDS"
MAX_BYTES = 1024 * 1024


@dataclass
class Desk:
    """People and channels as in `playground.seed`; Ada and Hana are the admins of their workspaces."""

    slack: Playground
    app: SlackApp
    deps: Deps
    clock: FakeClock
    librarian: Librarian
    tenants: dict[str, str]

    async def bidwright(self, text: str, *, user: str = ADA, channel: str = BIDS) -> str:
        """All that a person reads after `/bidwright`."""
        delivery = await self.slack.client.command(user, channel, "/bidwright", text)
        assert delivery.ok, delivery.failure
        await self.app.background.drain()
        return self.read(channel) if delivery.text else ""

    async def press(self, action_id: str, *, user: str = ADA, channel: str = BIDS, value: str | None = None) -> Delivery:
        """Press a button of the last message; `value` picks one of several."""
        delivery = await self.slack.client.action(user, self.last(channel), action_id, block_id=value)
        await self.app.background.drain()
        return delivery

    async def submit(self, values: Mapping[str, Any] | None = None, *, user: str = ADA, view: View | None = None) -> Delivery:
        delivery = await self.slack.client.submit(user, values, view)
        assert delivery.ok, delivery.failure
        await self.app.background.drain(30)
        return delivery

    def last(self, channel: str = BIDS) -> Message:
        return self.slack.messages(channel)[-1]

    def read(self, channel: str = BIDS) -> str:
        message = self.last(channel)
        return unescape("\n".join([message.text, *lines_of(message.blocks)]))

    def modal(self, user: str = ADA) -> View:
        found = self.slack.client.modal(user)
        assert found is not None
        return found

    def on_screen(self, user: str = ADA) -> str:
        view = self.modal(user)
        return unescape(
            "\n".join([str(view.content["title"]["text"]), *lines_of(view.content["blocks"]), *view.errors.values(), view.problem])
        )

    def upload(self, name: str, data: bytes, *, user: str = ADA) -> str:
        world = self.slack.world
        file = new_file(world, world.team_of(user), name, len(data), user)
        file.content, file.complete = data, True
        return file.id

    async def profile(self, team: str = NORTH) -> ProfileRow | None:
        async with self.deps.db.tenant_read(self.tenants[team]) as tx:
            return await tenants.profile(tx)

    async def documents(self, team: str = NORTH) -> list[library.LibraryDocument]:
        async with self.deps.db.tenant_read(self.tenants[team]) as tx:
            return await library.listed(tx, limit=1000)

    async def audited(self, act: str, team: str = NORTH) -> list[audit.AuditEntry]:
        async with self.deps.db.tenant_read(self.tenants[team]) as tx:
            return [entry for entry in await audit.entries(tx) if entry.act == act]

    async def make(self, role: str, user: str) -> None:
        async with self.deps.db.tenant(self.tenants[NORTH]) as tx:
            await members.ensure(tx, user, now=self.deps.now(), role=role)


@asynccontextmanager
async def open_desk(database: Database, **changes: Any) -> AsyncIterator[Desk]:
    """`changes`: of Deps."""
    # The playground signs with the time of day.
    at = FakeClock(clock.utcnow())
    deps = fake_deps(database, clock=at, new_id=clock.new_id, **changes)
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(await playground.server.start())
        session = await stack.enter_async_context(aiohttp.ClientSession())
        fetcher = Fetcher(own_origins=frozenset({slack.url}), user_agent="Bidwright")
        stack.push_async_callback(fetcher.close)
        documents = DocumentReader(slots=1)
        stack.push_async_callback(documents.close)
        files = SlackFiles(database, deps.cipher, fetcher, session, slack.api_url, max_bytes=MAX_BYTES)
        librarian = Librarian(deps, files, documents, LibraryNews(database, deps.cipher, session, slack.api_url))
        authorize = InstallationAuthorize(database, deps.cipher, now=deps.now)
        app = build_app(deps, authorize=authorize, signing_secret=slack.signing_secret, base_url=slack.api_url, session=session)
        app.use(with_librarian(librarian))
        client = AsyncWebClient(base_url=slack.api_url, session=session, retry_handlers=[])
        installed = {team: await installs.install(deps, client, SecretStr(token)) for team, token in TOKENS.items()}
        door = web_app(app, deps, signing_secret=slack.signing_secret, queue_ping=_reachable)
        server = await stack.enter_async_context(TestServer(door))
        slack.set_app_url(str(server.make_url("")).rstrip("/"))
        yield Desk(slack, app, deps, at, librarian, installed)
        await app.background.drain()


async def _reachable() -> None:
    return
