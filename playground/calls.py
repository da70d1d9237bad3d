"""One Web API call: its arguments, its workspace, and the errors in which Slack says no."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast

from playground.records import Channel, Json, Message
from playground.state import Workspace, World


class ApiError(Exception):
    """Slack's ``{"ok": false, "error": code}``; ``details`` are further fields of the answer."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def answer(self) -> Json:
        return {"ok": False, "error": self.code, **self.details}


def listed(code: str, problems: list[str]) -> ApiError:
    """An error that carries its reasons, as invalid_blocks and invalid_arguments do."""
    return ApiError(code, errors=[p.removeprefix("[ERROR] ") for p in problems], response_metadata={"messages": problems})


@dataclass(frozen=True)
class Call:
    """What a method sees. ``args`` come from query, form or JSON; in forms everything is a string."""

    world: World
    workspace: Workspace
    method: str
    args: Json
    base_url: str

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        return default if value is None else value if isinstance(value, str) else json.dumps(value)

    def need(self, name: str) -> str:
        """A required argument.

        Raises: ApiError invalid_arguments when it is missing or empty.
        """
        value = self.text(name)
        if not value:
            raise listed("invalid_arguments", [f"[ERROR] missing required field: {name}"])
        return value

    def flag(self, name: str) -> bool:
        return str(self.args.get(name, "")).lower() in ("1", "true")

    def number(self, name: str, default: int, most: int) -> int:
        value = self.text(name) or str(default)
        if not value.isdigit() or int(value) < 1:
            raise ApiError("invalid_limit")
        return min(int(value), most)

    def structure(self, name: str, wrong: str) -> Any:
        """An argument that is JSON, given as such or as a string holding it; None when absent.

        Raises: ApiError ``wrong`` when the string is no JSON.
        """
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            raise ApiError(wrong) from error

    # --- channels --------------------------------------------------------------------------------------------

    def channel(self, name: str = "channel") -> Channel:
        """The channel named by an argument, if the bot may know that it exists.

        Raises: ApiError channel_not_found, also for private channels the bot is not in.
        """
        channel = self.workspace.find_channel(self.need(name))
        if channel is None or (channel.kind != "channel" and self.workspace.bot_user not in channel.members):
            raise ApiError("channel_not_found")
        return channel

    def postable(self, name: str = "channel") -> Channel:
        """A channel the bot may write to.

        Raises: ApiError channel_not_found, not_in_channel or is_archived.
        """
        channel = self.channel(name)
        if channel.is_archived:
            raise ApiError("is_archived")
        if self.workspace.bot_user not in channel.members:
            raise ApiError("not_in_channel")
        return channel

    def message_in(self, channel: Channel, name: str = "ts") -> Message:
        """A message by its ts; an ephemeral one cannot be named.

        Raises: ApiError message_not_found.
        """
        message = channel.find(self.need(name))
        if message is None or message.ephemeral_to is not None:
            raise ApiError("message_not_found")
        return message

    def scope_for(self, channel: Channel, family: str) -> None:
        """Check ``channels:family``, ``groups:family`` or ``im:family`` for the kind of this channel."""
        prefix = {"channel": "channels", "group": "groups", "im": "im"}[channel.kind]
        self.need_scope(f"{prefix}:{family}")

    def need_scope(self, *any_of: str) -> None:
        """Raises: ApiError missing_scope when the installation has none of them."""
        if not self.workspace.scopes.intersection(any_of):
            raise ApiError("missing_scope", needed=any_of[0], provided=",".join(sorted(self.workspace.scopes)))

    # --- messages --------------------------------------------------------------------------------------------

    def message(self, message: Message, *, metadata: bool = False) -> Json:
        return message_to_api(self.workspace, message, metadata=metadata)


def message_to_api(workspace: Workspace, message: Message, *, metadata: bool = False) -> Json:
    """A message as history, replies, events and action payloads show it."""
    answer: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text, "team": workspace.id}
    if message.blocks:
        answer["blocks"] = message.blocks
    if message.bot_id:
        profile = {"id": message.bot_id, "name": workspace.people[workspace.bot_user].real_name, "app_id": "A0BIDWRIGHT"}
        answer |= {"bot_id": message.bot_id, "app_id": "A0BIDWRIGHT", "bot_profile": profile}
    optional: Json = {
        "thread_ts": message.thread_ts,
        "client_msg_id": message.client_msg_id,
        "subtype": "bot_message" if message.subtype == "bot_message" else message.subtype,
        "files": message.files or None,
        "metadata": message.metadata if metadata else None,
        "edited": {"user": message.user, "ts": message.edited_ts} if message.edited_ts else None,
        "reactions": [{"name": n, "users": u, "count": len(u)} for n, u in message.reactions.items() if u] or None,
    }
    answer |= {name: value for name, value in optional.items() if value is not None}
    replies = workspace.channels[message.channel].thread(message.ts)[1:] if message.root == message.ts else []
    if replies:
        users = list(dict.fromkeys(reply.user for reply in replies))
        answer |= {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users": users,
            "reply_users_count": len(users),
            "latest_reply": replies[-1].ts,
        }
    return answer


def as_list(value: object) -> list[Json] | None:
    """A list of objects, or None when it is something else."""
    if not isinstance(value, list):
        return None
    things = cast("list[object]", value)
    return cast("list[Json]", things) if all(isinstance(thing, dict) for thing in things) else None
