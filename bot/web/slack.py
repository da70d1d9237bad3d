"""The door for Slack's requests: size, clock and signature are checked before a byte of the body is believed."""

import asyncio
import re
from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qsl

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_internals import build_async_context
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import Clock, SignatureVerifier

from bot import words
from bot.app import SlackApp
from bot.replies import kind_of, tell
from bot.web.health import Check, checks_of
from jobs.deps import Deps

MAX_BODY = 8 * 1024 * 1024
"""Bytes. Slack's own largest is far below; five million characters of somebody's text must still get an answer."""
READ_SECONDS = 10
ANSWER_SECONDS = 2.8
"""Slack hangs up after 3."""
STALE_SECONDS = 300

log = structlog.get_logger()


def web_app(app: SlackApp, deps: Deps, *, signing_secret: str, queue_ping: Check, revision: str | None = None) -> web.Application:
    """`/slack/events`, `/livez` and `/readyz`. When it stops it waits for what listeners left running.

    `queue_ping` raises when wake-ups cannot be sent; `revision` is the schema this program needs, None to take any.
    """
    application = web.Application(client_max_size=MAX_BODY)
    application.router.add_post("/slack/events", Door(app, signing_secret, deps.now).enter)
    health = checks_of(deps, revision=revision, queue_ping=queue_ping)
    application.router.add_get("/livez", health.live)
    application.router.add_get("/readyz", health.ready)

    async def drain(_: web.Application) -> None:
        await app.background.drain()

    application.on_shutdown.append(drain)
    return application


class Door:
    def __init__(self, app: AsyncApp, signing_secret: str, now: Callable[[], datetime]) -> None:
        self._app = app
        self._now = now
        self._verifier = SignatureVerifier(signing_secret, clock=_Clock(now))

    async def enter(self, request: web.Request) -> web.StreamResponse:
        """401 for what Slack did not sign just now, 413 and 408 for what is too large or too slow, 400 for what nobody can read."""
        timestamp, signature = request.headers.get("X-Slack-Request-Timestamp", ""), request.headers.get("X-Slack-Signature", "")
        if not self._fresh(timestamp) or not re.fullmatch(r"v0=[0-9a-f]{64}", signature):
            return _refuse(401, "This request is not signed by Slack, or not recently.")
        try:
            async with asyncio.timeout(READ_SECONDS):
                raw = await request.read()
        except TimeoutError:
            return _refuse(408, "The request took too long to arrive.")
        if not self._verifier.is_valid(raw.decode(errors="replace"), timestamp, signature):
            return _refuse(401, "This request is not signed by Slack, or not recently.")
        try:
            received = read(raw.decode(), request)
        except (ValueError, RecursionError, TypeError, AttributeError, LookupError):
            return _refuse(400, "This request cannot be read.")
        return await self._answer(received)

    async def _answer(self, received: AsyncBoltRequest) -> web.StreamResponse:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                response = await self._app.async_dispatch(received)
        except TimeoutError:
            log.warning("answer_late", surface=kind_of(received.body))
            if kind_of(received.body) == "event_callback":
                return _refuse(503, "Not in time: send it again.")
            response = tell(received.body, words.TOO_SLOW)
        return await to_aiohttp_response(response)

    def _fresh(self, timestamp: str) -> bool:
        # The SDK answers a timestamp that is no number with a ValueError, which is a 500 to strangers (facts/slack.md §3).
        if not re.fullmatch(r"[0-9]{1,12}", timestamp):
            return False
        return abs(self._now().timestamp() - int(timestamp)) <= STALE_SECONDS


class _Clock(Clock):
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def now(self) -> float:
        return self._now().timestamp()


def read(raw: str, request: web.Request) -> AsyncBoltRequest:
    """Bolt's request. Raises ValueError and its like for JSON that is none."""
    received = AsyncBoltRequest(body=raw, query=request.query_string, headers=dict(request.headers.items()))
    if not received.body and raw:
        # Bolt 1.30 takes any form in which the word "payload" occurs for an interaction and loses it: a pasted notice may well say
        # "payload" (slack_bolt/request/internals.py, parse_body).
        received.body = dict(parse_qsl(raw, keep_blank_values=True))
        received.context = build_async_context(AsyncBoltContext({}), received.body)
    if not isinstance(received.body, dict):
        raise TypeError("a request is an object")
    return received


def _refuse(status: int, sentence: str) -> web.Response:
    return web.Response(status=status, text=sentence + "\n")
