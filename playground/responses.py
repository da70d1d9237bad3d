"""response_url: the app's later answers to a command, a press or a shortcut; five of them in thirty minutes."""

from __future__ import annotations

import json
from typing import Any, cast

from aiohttp import web

from playground.app_client import AppClient
from playground.calls import as_list
from playground.faults import Faults
from playground.limits import check_blocks
from playground.records import ApiCall, Json, Message, ResponseUrl
from playground.state import RESPONSE_URL_USES, Workspace, World
from playground.web_api import drop, meet


class Responses:
    """Takes posts to the addresses that :meth:`World.new_response_url` gave out."""

    def __init__(self, world: World, faults: Faults, client: AppClient) -> None:
        self.world = world
        self.faults = faults
        self.client = client

    async def handle(self, request: web.Request) -> web.StreamResponse:
        team, target = self.world.response_urls.get(request.path, ("", None))
        fault = self.faults.take("response_url")
        if fault is not None and (early := await meet(fault, self.faults, request)) is not None:
            return early
        content = await _content(request)
        error = self._take(team, target, content)
        answer: Json = {"ok": False, "error": error} if error else {"ok": True}
        status = {"": 200, "expired_url": 404, "used_url": 404}.get(error, 400)
        self.world.log_call(ApiCall("response_url", team, content or {}, status, answer, self.world.clock()))
        if fault is not None and fault.kind == "answer_lost":
            return drop(request)
        return web.json_response(answer, status=status) if error else web.Response(text="ok")

    def _take(self, team: str, target: ResponseUrl | None, content: Json | None) -> str:
        if target is None or self.world.clock() >= target.expires:
            return "expired_url"
        if target.uses >= RESPONSE_URL_USES:
            return "used_url"
        blocks = as_list((content or {}).get("blocks") or [])
        if content is None or blocks is None:
            return "invalid_payload"
        if check_blocks(blocks):
            return "invalid_blocks"
        if not content.get("text") and not blocks and not content.get("delete_original"):
            return "no_text"
        target.uses += 1
        self._apply(self.world.workspaces[team], target, content)
        return ""

    def _apply(self, workspace: Workspace, target: ResponseUrl, content: Json) -> None:
        original = workspace.channels[target.channel].find(target.message_ts) if target.message_ts else None
        if content.get("delete_original") and original:
            workspace.channels[target.channel].messages.remove(original)
            self.world.changed(workspace.id, original)
        elif content.get("replace_original") and original:
            self._replace(workspace, original, content)
        elif not content.get("delete_original"):
            thread_ts = content.get("thread_ts") or target.thread_ts
            self.client.post_as_app(workspace, target.channel, content, target.user, thread_ts=thread_ts)

    def _replace(self, workspace: Workspace, original: Message, content: Json) -> None:
        """Who sees it never changes: an ephemeral message stays ephemeral, a public one public."""
        original.text = str(content.get("text") or "")
        original.blocks = self.world.with_ids(content.get("blocks") or [])
        self.world.changed(workspace.id, original)


async def _content(request: web.Request) -> Json | None:
    try:
        given: Any = json.loads(await request.text())
    except ValueError:
        return None
    return cast("Json", given) if isinstance(given, dict) else None
