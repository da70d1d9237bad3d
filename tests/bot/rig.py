"""The real bot on loopback, spoken to as Slack does: signed HTTP in, Web API calls out to a server that records them."""

import hashlib
import hmac
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.app import SlackApp, build_app
from bot.oauth import InstallationAuthorize
from bot.web.slack import web_app
from jobs.deps import Deps
from storage import credits, installations, runs, tenants
from storage.db import Database
from storage.installations import Installation
from tests.fakes import FakeClock, FakeQueue, fake_deps

SECRET = "signing-secret-of-the-tests"
TEAM, OTHER_TEAM, CHANNEL, MEMBER = "T0001", "T0002", "C0001", "U0001"
NOTICE = """The town of Varnholt invites offers for the maintenance of twelve lifts in its schools and its town hall.
Offers must reach the town by 12 January 2027, 12:00.
The estimated value is 240000 EUR. The contract runs for four years."""


@dataclass
class FakeSlack:
    """Answers every method with ok, or with the error set for it; takes what is sent to response addresses."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list[tuple[str, dict[str, Any]]])
    errors: dict[str, str] = field(default_factory=dict[str, str])

    async def method(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        raw = await request.text()
        sent = json.loads(raw) if request.content_type == "application/json" else dict(await request.post())
        self.calls.append((name, sent | {"authorization": request.headers.get("Authorization", "")}))
        error = self.errors.get(name)
        return web.json_response({"ok": False, "error": error} if error else {"ok": True})

    def sent(self, name: str) -> list[dict[str, Any]]:
        return [body for method, body in self.calls if method == name]


@dataclass
class Reply:
    status: int
    text: str

    @property
    def body(self) -> dict[str, Any]:
        return json.loads(self.text)

    @property
    def said(self) -> str:
        return str(self.body["text"])


@dataclass
class Rig:
    app: SlackApp
    deps: Deps
    authorize: InstallationAuthorize
    clock: FakeClock
    queue: FakeQueue
    slack: FakeSlack
    bot_url: str
    slack_url: str
    http: aiohttp.ClientSession
    tenants: dict[str, str]

    async def send(self, raw: bytes, *, content_type: str, headers: dict[str, str] | None = None, drain: bool = True) -> Reply:
        signed = self.sign(raw) | {"Content-Type": content_type} | (headers or {})
        async with self.http.post(f"{self.bot_url}/slack/events", data=io.BytesIO(raw), headers=signed) as response:
            reply = Reply(response.status, await response.text())
        if drain:
            await self.app.background.drain()
        return reply

    def sign(self, raw: bytes, timestamp: str | None = None) -> dict[str, str]:
        timestamp = timestamp or str(int(self.clock.now().timestamp()))
        digest = hmac.new(SECRET.encode(), b"v0:" + timestamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}

    async def command(self, name: str, text: str = "", *, team: str = TEAM, trigger: str = "trigger-1", member: str = MEMBER) -> Reply:
        form = {
            "command": name, "text": text, "team_id": team, "channel_id": CHANNEL, "user_id": member, "trigger_id": trigger,
            "response_url": f"{self.slack_url}/api/response_url", "api_app_id": "A1",
        }  # fmt: skip
        return await self.send(urlencode(form).encode(), content_type="application/x-www-form-urlencoded")

    async def interact(self, payload: dict[str, Any], *, team: str = TEAM, member: str = MEMBER) -> Reply:
        payload = {"team": {"id": team}, "user": {"id": member}, "trigger_id": "trigger-9", "api_app_id": "A1"} | payload
        return await self.send(urlencode({"payload": json.dumps(payload)}).encode(), content_type="application/x-www-form-urlencoded")

    async def click(self, value: str, *, action_id: str = "answer:feedback", team: str = TEAM, member: str = MEMBER) -> Reply:
        action = {"type": "feedback_buttons", "action_id": action_id, "block_id": "b1", "value": value, "action_ts": "1.1"}
        url = f"{self.slack_url}/api/response_url"
        payload = {"type": "block_actions", "actions": [action], "response_url": url, "channel": {"id": CHANNEL}}
        return await self.interact(payload, team=team, member=member)

    async def submit(self, view: dict[str, Any], *, team: str = TEAM, member: str = MEMBER) -> Reply:
        whole = {"id": "V1", "hash": "h1", "type": "modal", "private_metadata": "", "state": {"values": {}}} | view
        return await self.interact({"type": "view_submission", "view": whole}, team=team, member=member)

    async def event(self, event: dict[str, Any], *, event_id: str = "Ev1", team: str = TEAM) -> Reply:
        body = {"type": "event_callback", "team_id": team, "event_id": event_id, "event": event, "api_app_id": "A1"}
        return await self.send(json.dumps(body).encode(), content_type="application/json")

    async def runs(self, team: str = TEAM) -> list[runs.Run]:
        async with self.deps.db.tenant_read(self.tenants[team]) as tx:
            return await runs.recent(tx, limit=100)

    async def credits_left(self, team: str = TEAM) -> int:
        async with self.deps.db.tenant_read(self.tenants[team]) as tx:
            balance = await credits.balance(tx, period="2026-11", allowance=self.deps.limits.monthly_credits)
        return balance.left


async def _install(deps: Deps, team: str) -> str:
    now = deps.now()
    async with deps.db.tenant(f"tenant-{team}") as tx:
        tenant = await tenants.ensure(tx, name=team, enterprise_id="", team_id=team, now=now)
        made = Installation(
            tenant_id=tenant.id, enterprise_id="", team_id=team, app_id="A1", bot_id="B1", bot_user_id="UBOT",
            bot_token=f"xoxb-{team}", scopes=("commands", "chat:write"), installed_by=MEMBER, is_enterprise=False,
        )  # fmt: skip
        await installations.save(tx, made, deps.cipher, now)
    return tenant.id


async def _reachable() -> None:
    return


@asynccontextmanager
async def rig_on(database: Database, **changes: Any) -> AsyncIterator[Rig]:
    clock, queue, slack = FakeClock(), FakeQueue(), FakeSlack()
    deps = fake_deps(database, clock=clock, queue=queue, **changes)
    fake = web.Application()
    fake.router.add_post("/api/{name:.+}", slack.method)
    async with TestServer(fake) as slack_server, aiohttp.ClientSession() as http:
        slack_url = str(slack_server.make_url("")).rstrip("/")
        authorize = InstallationAuthorize(deps.db, deps.cipher, now=deps.now)
        app = build_app(deps, authorize=authorize, signing_secret=SECRET, base_url=f"{slack_url}/api/", session=http)
        async with TestServer(web_app(app, deps, signing_secret=SECRET, queue_ping=_reachable)) as bot_server:
            installed = {team: await _install(deps, team) for team in (TEAM, OTHER_TEAM)}
            bot_url = str(bot_server.make_url("")).rstrip("/")
            yield Rig(app, deps, authorize, clock, queue, slack, bot_url, slack_url, http, installed)
