"""Puts the playground together and listens: Web API, uploads, response_urls, page and controls on one port."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import aiohttp
from aiohttp import web

from playground.app_client import AppClient
from playground.faults import Faults
from playground.files_http import FileRoutes
from playground.oauth import OAuthRoutes
from playground.page_api import PageRoutes
from playground.records import ApiCall, Json, Message, View
from playground.responses import Responses
from playground.seed import COMMANDS, SHORTCUTS, default_workspaces
from playground.state import Clock, World
from playground.web_api import WebApi

SIGNING_SECRET = "playground-signing-secret"
BODY_BYTES = 60 * 1024 * 1024


@dataclass
class Playground:
    """A running playground. Waiting methods are woken by changes, they do not poll."""

    url: str
    world: World
    faults: Faults
    client: AppClient
    _runner: web.AppRunner
    _session: aiohttp.ClientSession

    @property
    def api_url(self) -> str:
        """For SLACK_API_URL: ends with ``/api/``."""
        return f"{self.url}/api/"

    @property
    def signing_secret(self) -> str:
        return self.world.signing_secret

    def token(self, team: str = "T0NORTH") -> str:
        return self.world.workspaces[team].token

    def set_app_url(self, app_url: str | None) -> None:
        """Where the app listens, without ``/slack/events``."""
        self.client.app_url = app_url

    async def close(self) -> None:
        self.faults.closing.set()
        self.world.announce({"kind": "closing", "team": ""})
        await self._session.close()
        await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    # --- waiting ---------------------------------------------------------------------------------------------

    async def wait_for_message(
        self,
        channel: str,
        predicate: Callable[[Message], bool] = lambda _: True,
        timeout: float = 10.0,  # noqa: ASYNC109
    ) -> Message:
        """The first message of ``channel`` (replies and ephemeral ones too) that fits, now or after a change.

        Raises: TimeoutError.
        """
        place = self.world.channel(channel)
        return await self.world.until(lambda: next((m for m in place.messages if predicate(m)), None), timeout)

    async def wait_for_view(
        self,
        user: str,
        predicate: Callable[[View], bool] = lambda _: True,
        timeout: float = 10.0,  # noqa: ASYNC109
    ) -> View:
        """The modal on top of this person's screen, once it fits. Raises: TimeoutError."""

        def probe() -> View | None:
            view = self.client.modal(user)
            return view if view is not None and predicate(view) else None

        return await self.world.until(probe, timeout)

    async def wait_for_home(
        self,
        user: str,
        predicate: Callable[[View], bool] = lambda _: True,
        timeout: float = 10.0,  # noqa: ASYNC109
    ) -> View:
        """This person's published Home tab, once it fits. Raises: TimeoutError."""
        homes = self.world.team_of(user).homes

        def probe() -> View | None:
            view = homes.get(user)
            return view if view is not None and predicate(view) else None

        return await self.world.until(probe, timeout)

    async def wait_for_call(
        self,
        method: str,
        predicate: Callable[[ApiCall], bool] = lambda _: True,
        timeout: float = 10.0,  # noqa: ASYNC109
    ) -> ApiCall:
        """The first journalled Web API call of ``method`` that fits. Raises: TimeoutError."""
        calls = self.world.api_calls
        return await self.world.until(lambda: next((c for c in calls if c.method == method and predicate(c)), None), timeout)

    def messages(self, channel: str) -> list[Message]:
        return list(self.world.channel(channel).messages)

    def thread(self, channel: str, root_ts: str) -> list[Message]:
        return self.world.channel(channel).thread(root_ts)


async def start(
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    app_url: str | None = None,
    signing_secret: str = SIGNING_SECRET,
    clock: Clock = time.time,
    commands: list[Json] | None = None,
    shortcuts: list[Json] | None = None,
) -> Playground:
    """Start listening (``port`` 0 picks a free one) with fresh workspaces.

    ``clock`` gives seconds since the epoch and decides timestamps and expiry; signatures use real time. ``commands`` and ``shortcuts``
    as in the app's manifest.
    """
    world = World(default_workspaces(clock()), clock=clock, signing_secret=signing_secret)
    world.commands = list(commands if commands is not None else COMMANDS)
    world.shortcuts = list(shortcuts if shortcuts is not None else SHORTCUTS)
    faults = Faults()
    session = aiohttp.ClientSession()
    client = AppClient(world, session, app_url, "")
    app = web.Application(client_max_size=BODY_BYTES)
    _add_routes(app, world, faults, client)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
    except OSError:
        await asyncio.gather(session.close(), runner.cleanup())
        raise
    chosen = runner.addresses[0][1]
    client.base_url = f"http://{host}:{chosen}"
    return Playground(client.base_url, world, faults, client, runner, session)


def _add_routes(app: web.Application, world: World, faults: Faults, client: AppClient) -> None:
    async def uninstall(team: str) -> None:
        await client.uninstall(team)

    api = WebApi(world, faults, uninstall)
    responses = Responses(world, faults, client)
    app.router.add_route("*", "/api/{method}", api.handle)
    app.router.add_post("/commands/{tail:.+}", responses.handle)
    app.router.add_post("/actions/{tail:.+}", responses.handle)
    OAuthRoutes(world).add_to(app)
    FileRoutes(world, faults).add_to(app)
    PageRoutes(world, faults, client).add_to(app)
