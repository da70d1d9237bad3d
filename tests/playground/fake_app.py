"""A tiny app behind the playground: it remembers every request and answers as a test tells it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web

Answer = Callable[["Seen"], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Seen:
    """One request as it arrived."""

    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode(), keep_blank_values=True).items()}

    @property
    def payload(self) -> dict[str, Any]:
        """The interaction or event as a dict."""
        return json.loads(self.form["payload"] if self.body.startswith(b"payload=") else self.body)


async def nothing(_seen: Seen) -> web.StreamResponse:
    return web.Response()


@dataclass
class FakeApp:
    """Answers ``/slack/events`` with ``answer``."""

    answer: Answer = nothing
    seen: list[Seen] = field(default_factory=list)
    url: str = ""
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/slack/events", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def close(self) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        seen = Seen(dict(request.headers), await request.read())
        self.seen.append(seen)
        return await self.answer(seen)

    def answers(self, body: Any, status: int = 200) -> None:
        """From now on: this JSON."""

        async def answer(_seen: Seen) -> web.StreamResponse:
            return web.json_response(body, status=status)

        self.answer = answer
