"""What the page and the controls ask of the playground over HTTP; the page itself is in page/."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

from aiohttp import web

from playground import inputs, page_view, views
from playground.app_client import AppClient, slack_escape
from playground.faults import Faults
from playground.reading import as_text
from playground.records import Json, Message, View
from playground.state import World

PAGE = Path(__file__).parent / "page"
# nothing from outside, no inline code: what a tender says can never run here
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
Handler = Callable[[Json], Awaitable[Json]]


class PageRoutes:
    """``/``, ``/page/*`` for the page, ``/playground/*`` for scripts."""

    def __init__(self, world: World, faults: Faults, client: AppClient) -> None:
        self.world = world
        self.faults = faults
        self.client = client

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/", self.index)
        app.router.add_get("/assets/{name}", self.asset)
        app.router.add_get("/page/state", self.state)
        app.router.add_get("/page/events", self.events)
        posts = {
            "/page/say": self.say,
            "/page/action": self.action,
            "/page/submit": self.submit,
            "/page/close": self.close,
            "/page/shortcut": self.shortcut,
            "/page/home": self.home,
            "/playground/command": self.command,
            "/playground/faults": self.add_fault,
        }
        for path, handler in posts.items():
            app.router.add_post(path, _json_only(handler))
        app.router.add_get("/playground/thread", self.thread)
        app.router.add_get("/playground/journal", self.journal)

    # --- the page --------------------------------------------------------------------------------------------

    async def index(self, _request: web.Request) -> web.StreamResponse:
        return _file(PAGE / "index.html")

    async def asset(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in {path.name for path in PAGE.iterdir()}:
            raise web.HTTPNotFound
        return _file(PAGE / name)

    async def state(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(page_view.snapshot(self.world, self._user(request), self.client.app_url is not None))

    def _user(self, request: web.Request) -> str:
        user = request.query.get("user", "")
        people = {person for workspace in self.world.workspaces.values() for person in workspace.people}
        if user not in people:
            raise web.HTTPNotFound(text="no such person")
        return user

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events for one person's page."""
        user = self._user(request)
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        queue = self.world.subscribe()
        try:
            await response.prepare(request)
            await response.write(b"retry: 500\n\n")
            while not self.faults.closing.is_set():
                await self._forward(response, queue, user)
        except ConnectionResetError:
            return response
        finally:
            self.world.unsubscribe(queue)
        return response

    async def _forward(self, response: web.StreamResponse, queue: asyncio.Queue[Json], user: str) -> None:
        try:
            async with asyncio.timeout(15):
                change = await queue.get()
        except TimeoutError:
            await response.write(b": still here\n\n")
            return
        for update in page_view.change_for(self.world, user, change):
            await response.write(f"data: {json.dumps(update)}\n\n".encode())

    # --- what people do on the page --------------------------------------------------------------------------

    async def say(self, given: Json) -> Json:
        user, channel, typed = str(given["user"]), str(given["channel"]), str(given["text"])
        workspace = self.world.team_of(user)
        thread_ts = given.get("thread_ts")
        files = [workspace.files[ident].to_api(self.client.base_url, workspace.id) for ident in given.get("files") or []]
        if typed.startswith("/") and not files:
            await self._slash(user, channel, typed, thread_ts)
        else:
            await self.client.say(user, channel, slack_escape(workspace, typed), thread_ts, files)
        return {"ok": True}

    async def _slash(self, user: str, channel: str, typed: str, thread_ts: str | None) -> None:
        command, _, rest = typed.partition(" ")
        if "\n" in command:
            command, _, rest = typed.partition("\n")
        workspace = self.world.team_of(user)
        if thread_ts:
            self.client.slackbot(user, channel, f"{command} is not supported in threads. Sorry!", thread_ts)
        elif command == "/invite":
            delivery = await self.client.invite_bot(channel, user)
            self.client.slackbot(user, channel, "Bidwright is here already." if delivery is None else "Bidwright joined this channel.")
        elif command not in {known["command"] for known in self.world.commands} or not workspace.installed:
            self.client.slackbot(user, channel, f"`{command}` is not a valid command.")
        else:
            await self.client.command(user, channel, command, slack_escape(workspace, rest.strip()))

    def _view(self, user: str, ident: str) -> View:
        return next(view for view in self.world.team_of(user).views() if view.id == ident)

    def _message(self, given: Json) -> Message:
        message = self.world.team_of(str(given["user"])).channels[str(given["channel"])].find(str(given["ts"]))
        if message is None:
            raise web.HTTPNotFound(text="message is gone")
        return message

    async def action(self, given: Json) -> Json:
        user = str(given["user"])
        source = self._view(user, str(given["view_id"])) if given.get("view_id") else self._message(given)
        delivery = await self.client.action(
            user, source, str(given["action_id"]), given.get("chosen"), block_id=given.get("block_id"), state=given.get("state")
        )
        return {"ok": delivery.ok, "failure": delivery.failure or ("" if delivery.ok else f"HTTP {delivery.status}")}

    async def submit(self, given: Json) -> Json:
        user = str(given["user"])
        view = self._view(user, str(given["view_id"]))
        blocks = cast("list[Json]", view.content["blocks"])
        chosen = cast("dict[str, Any]", given.get("state") or {})
        workspace = self.world.team_of(user)
        files = {ident: file.to_api(self.client.base_url, workspace.id) for ident, file in workspace.files.items()}
        view.errors = inputs.form_errors(blocks, inputs.state_of(blocks, chosen, files))
        view.problem = ""
        if view.errors:
            views.announce(self.world, workspace, user)
        else:
            await self.client.submit(user, chosen, view)
        return {"ok": True}

    async def close(self, given: Json) -> Json:
        user = str(given["user"])
        await self.client.close(user, self._view(user, str(given["view_id"])), everything=bool(given.get("everything")))
        return {"ok": True}

    async def shortcut(self, given: Json) -> Json:
        message = self._message(given) if given.get("ts") else None
        delivery = await self.client.shortcut(str(given["user"]), str(given["callback_id"]), message)
        return {"ok": delivery.ok, "failure": delivery.failure}

    async def home(self, given: Json) -> Json:
        await self.client.open_home(str(given["user"]), str(given.get("tab") or "home"))
        return {"ok": True}

    # --- controls for scripts --------------------------------------------------------------------------------

    async def command(self, given: Json) -> Json:
        """``{user, channel, command, text}``; text as is. Answers status, body and seconds of the acknowledgement."""
        user, channel, command = (str(given[name]) for name in ("user", "channel", "command"))
        delivery = await self.client.command(user, channel, command, str(given.get("text") or ""))
        return {
            "ok": delivery.ok,
            "status": delivery.status,
            "body": delivery.text,
            "seconds": delivery.seconds,
            "failure": delivery.failure,
        }

    async def add_fault(self, given: Json) -> Json:
        """``{method, kind, times, …}`` as in :meth:`Faults.add`; ``{"clear": true}`` forgets all."""
        if given.get("clear"):
            self.faults.clear()
            return {"ok": True}
        try:
            self.faults.add(**given)
        except (TypeError, ValueError) as error:
            raise web.HTTPBadRequest(text=str(error)) from error
        return {"ok": True}

    async def thread(self, request: web.Request) -> web.StreamResponse:
        """``?channel=&root=``: a thread, or without ``root`` the whole channel; ``format=text`` for a terminal."""
        ident, root = request.query.get("channel", ""), request.query.get("root", "")
        try:
            workspace = self.world.team_of(ident)
        except KeyError as error:
            raise web.HTTPNotFound(text="no such channel") from error
        channel = workspace.channels[ident]
        messages = [m for m in channel.messages if not root or m.root == root]
        if request.query.get("format") == "text":
            return web.Response(text="\n\n".join(as_text(workspace, message) for message in messages) + "\n")
        return web.json_response({"messages": [page_view.message(workspace, message) for message in messages]})

    async def journal(self, _request: web.Request) -> web.StreamResponse:
        calls = [{"method": c.method, "team": c.team, "args": c.args, "status": c.status, "answer": c.answer} for c in self.world.api_calls]
        requests = [{"kind": r.kind, "team": r.team, "status": r.status, "seconds": r.seconds} for r in self.world.app_requests]
        return web.json_response({"calls": calls, "requests": requests})


def _json_only(handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """JSON in, JSON out. The content type is demanded so that no foreign web page can post here without a preflight."""

    async def handle(request: web.Request) -> web.StreamResponse:
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        try:
            given: Any = json.loads(await request.text())
            answer = await handler(cast("Json", given))
        except (ValueError, LookupError, TypeError, StopIteration, AttributeError) as error:
            raise web.HTTPBadRequest(text=f"{type(error).__name__}: {error}") from error
        return web.json_response(answer)

    return handle


def _file(path: Path) -> web.FileResponse:
    headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
    return web.FileResponse(path, headers=headers)
