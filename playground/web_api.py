"""The Web API over HTTP: who calls, what is asked, which scripted fault it meets, the answer and the journal."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, cast

from aiohttp import web

from playground import methods_chat, methods_files, methods_places, oauth, views
from playground.calls import ApiError, Call
from playground.faults import Fault, Faults
from playground.records import ApiCall, Json
from playground.state import Workspace, World

Method = Callable[[Call], Json]
Uninstall = Callable[[str], Awaitable[None]]

# method -> (function, scopes of which one is needed)
METHODS: dict[str, tuple[Method, tuple[str, ...]]] = {
    "auth.test": (methods_places.auth_test, ()),
    "chat.postMessage": (methods_chat.post_message, ("chat:write",)),
    "chat.update": (methods_chat.update, ("chat:write",)),
    "chat.postEphemeral": (methods_chat.post_ephemeral, ("chat:write",)),
    "chat.delete": (methods_chat.delete, ("chat:write",)),
    "chat.getPermalink": (methods_chat.permalink, ()),
    "reactions.add": (methods_chat.add_reaction, ("reactions:write",)),
    "reactions.remove": (methods_chat.remove_reaction, ("reactions:write",)),
    "assistant.threads.setStatus": (methods_chat.set_status, ("chat:write",)),
    "assistant.threads.setSuggestedPrompts": (methods_chat.set_prompts, ("assistant:write",)),
    "conversations.open": (methods_places.open_direct, ("im:write",)),
    "conversations.info": (methods_places.info, ()),
    "conversations.list": (methods_places.list_channels, ("channels:read", "groups:read")),
    "conversations.members": (methods_places.members, ()),
    "conversations.join": (methods_places.join, ("channels:join",)),
    "conversations.history": (methods_places.history, ()),
    "conversations.replies": (methods_places.replies, ()),
    "users.info": (methods_places.user_info, ("users:read",)),
    "users.list": (methods_places.list_users, ("users:read",)),
    "team.info": (methods_places.team_info, ("team:read",)),
    "bots.info": (methods_places.bot_info, ("users:read",)),
    "views.open": (views.open_view, ()),
    "views.push": (views.push_view, ()),
    "views.update": (views.update_view, ()),
    "views.publish": (views.publish_view, ()),
    "files.getUploadURLExternal": (methods_files.get_upload_url, ("files:write",)),
    "files.completeUploadExternal": (methods_files.complete_upload, ("files:write",)),
    "files.info": (methods_files.file_info, ("files:read",)),
}


class WebApi:
    """Routes ``/api/<method>``. ``uninstall`` is called with a team id by apps.uninstall and auth.revoke."""

    def __init__(self, world: World, faults: Faults, uninstall: Uninstall) -> None:
        self.world = world
        self.faults = faults
        self.uninstall = uninstall

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        args = await read_args(request)
        token = _token(request, args)
        workspace = self.world.by_token(token)
        channel = str(args.get("channel", ""))
        fault = self.faults.take(method, channel) or self.faults.pace(method, channel, self.world.clock())
        if fault is not None:
            self.world.announce({"kind": "fault", "team": "", "method": method})
        if fault is not None and (early := await meet(fault, self.faults, request)) is not None:
            self._log(method, workspace, args, early.status, {"ok": False, "error": fault.kind})
            return early
        answer = await self._answer(method, workspace, token, args, f"{request.scheme}://{request.host}")
        self._log(method, workspace, args, 200, answer)
        if fault is not None and fault.kind == "answer_lost":
            return drop(request)
        # Bolt reads an installation's scopes from this header
        headers = {"X-OAuth-Scopes": ",".join(sorted(workspace.scopes))} if workspace else {}
        return web.json_response(answer, headers=headers)

    async def _answer(self, method: str, workspace: Workspace | None, token: str, args: Json, base_url: str) -> Json:
        if method == "oauth.v2.access":
            return oauth.access(self.world, args)
        if workspace is None:
            return {"ok": False, "error": "invalid_auth" if token else "not_authed"}
        call = Call(self.world, workspace, method, args, base_url)
        try:
            if method in ("apps.uninstall", "auth.revoke"):
                return await self._remove_app(call)
            if method not in METHODS:
                raise ApiError("unknown_method", req_method=method)
            function, scopes = METHODS[method]
            if scopes:
                call.need_scope(*scopes)
            return {"ok": True, **function(call)}
        except ApiError as error:
            return error.answer()

    async def _remove_app(self, call: Call) -> Json:
        if call.method == "apps.uninstall":
            methods_places.require_client(call)
        await self.uninstall(call.workspace.id)
        return {"ok": True, **({"revoked": True} if call.method == "auth.revoke" else {})}

    def _log(self, method: str, workspace: Workspace | None, args: Json, status: int, answer: Json) -> None:
        team = workspace.id if workspace else ""
        kept = {name: value for name, value in args.items() if name != "token"}
        self.world.log_call(ApiCall(method, team, kept, status, answer, self.world.clock()))


async def read_args(request: web.Request) -> Json:
    """Arguments from the query, then the body as JSON or form; a body that is neither is ignored."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body: Any = json.loads(await request.text() or "{}")
        except ValueError:
            return args
        return {**args, **(cast("Json", body) if isinstance(body, dict) else {})}
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        form = await request.post()
        args |= {name: value for name, value in form.items() if isinstance(value, str)}
    return args


def _token(request: web.Request, args: Json) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(args.get("token") or "")


async def meet(fault: Fault, faults: Faults, request: web.Request) -> web.StreamResponse | None:
    """What the caller gets at once from a fault, or None when the call is carried out first."""
    if fault.kind == "rate_limited":
        headers = {"Retry-After": str(fault.retry_after)}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
    if fault.kind == "server_error":
        return web.Response(status=fault.status, text="upstream trouble", content_type="text/html")
    if fault.kind == "error":
        return web.json_response({"ok": False, "error": fault.error})
    if fault.kind in ("hang", "slow"):
        await faults.wait(fault.seconds)
        return None if fault.kind == "slow" else drop(request)
    return drop(request) if fault.kind == "refused" else None


def drop(request: web.Request) -> web.StreamResponse:
    """Cut the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=499)
