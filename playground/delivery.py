"""Signed HTTP to the app, with Slack's three seconds."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp

from playground.records import AppRequest, Json
from playground.state import World

ACK_SECONDS = 3.0
EVENTS_PATH = "/slack/events"


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's v0 signature over ``v0:timestamp:body``."""
    return "v0=" + hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Delivery:
    """One request to the app and its answer. ``status`` 0: no answer within three seconds, or no connection (see ``failure``)."""

    kind: str
    sent: bytes
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    seconds: float = 0.0
    failure: str = ""
    payload: Json = field(default_factory=dict[str, Any])

    @property
    def ok(self) -> bool:
        return self.status == 200

    @property
    def timed_out(self) -> bool:
        return self.failure == "operation_timeout"

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """The answer's JSON, None when it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @property
    def trigger_id(self) -> str:
        return str(self.payload.get("trigger_id", ""))

    @property
    def response_url(self) -> str:
        return str(self.payload.get("response_url", ""))

    @property
    def event_id(self) -> str:
        return str(self.payload.get("event_id", ""))


class Line:
    """The line to the app: address, secret and one HTTP session. Every request and answer goes to the journal."""

    def __init__(self, world: World, session: aiohttp.ClientSession, app_url: str | None) -> None:
        self.world = world
        self.session = session
        self.app_url = app_url
        self.ack_seconds = ACK_SECONDS

    def signed_headers(self, body: bytes, *, timestamp: str | None = None, secret: str | None = None) -> dict[str, str]:
        """Headers of a genuine request, or of a forged or stale one by the arguments. Timestamps are real time: the app checks them."""
        stamp = timestamp if timestamp is not None else str(int(time.time()))
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": sign(secret or self.world.signing_secret, stamp, body)}

    async def send_form(self, kind: str, team: str, fields: Json) -> Delivery:
        """A command: the fields themselves as a form."""
        return await self._send(kind, team, urlencode(fields).encode(), "application/x-www-form-urlencoded", fields)

    async def send_interaction(self, team: str, payload: Json) -> Delivery:
        """An interaction: a form with one field, ``payload``, holding JSON."""
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return await self._send(str(payload["type"]), team, body, "application/x-www-form-urlencoded", payload)

    async def send_json(self, kind: str, team: str, payload: Json, extra: Mapping[str, str] | None = None) -> Delivery:
        return await self._send(kind, team, json.dumps(payload).encode(), "application/json", payload, extra)

    async def _send(
        self, kind: str, team: str, body: bytes, content_type: str, payload: Json, extra: Mapping[str, str] | None = None
    ) -> Delivery:
        headers = {"Content-Type": content_type, **self.signed_headers(body), **(extra or {})}
        return await self.raw(body, headers, kind=kind, team=team, payload=payload)

    async def raw(
        self,
        body: bytes,
        headers: Mapping[str, str],
        *,
        path: str = EVENTS_PATH,
        method: str = "POST",
        kind: str = "raw",
        team: str = "",
        payload: Json | None = None,
    ) -> Delivery:
        """Exactly these bytes and headers to the app, answered or given up within three seconds. Never raises for network trouble."""
        started = time.perf_counter()
        status, answer, got, failure = 0, b"", {}, ""
        if self.app_url is None:
            failure = "no_app"
        else:
            try:
                async with asyncio.timeout(self.ack_seconds):
                    agent = {"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
                    async with self.session.request(
                        method, self.app_url.rstrip("/") + path, data=body, headers={**agent, **headers}, allow_redirects=False
                    ) as response:
                        status, answer, got = response.status, await response.read(), dict(response.headers)
            except TimeoutError:
                status, failure = 0, "operation_timeout"
            except aiohttp.ClientError as error:
                status, failure = 0, f"dispatch_failed: {type(error).__name__}"
        seconds = time.perf_counter() - started
        self.world.log_request(AppRequest(kind, team, body, dict(headers), status, seconds, self.world.clock()))
        return Delivery(kind, body, status, answer, got, seconds, failure, payload or {})
