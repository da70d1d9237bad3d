"""conversations.*, users.*, team.info, bots.info, auth.*: who and where."""

from __future__ import annotations

from typing import TypeVar

from playground.calls import ApiError, Call, listed
from playground.records import Json, Message

T = TypeVar("T")


def auth_test(call: Call) -> Json:
    workspace = call.workspace
    return {
        "url": f"https://{workspace.domain}.slack.example/",
        "team": workspace.name,
        "user": workspace.people[workspace.bot_user].name,
        "team_id": workspace.id,
        "user_id": workspace.bot_user,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def open_direct(call: Call) -> Json:
    if call.text("channel"):
        return {"channel": {"id": call.channel().id}}
    users = [user for user in call.text("users").split(",") if user]
    if not users:
        raise ApiError("users_list_not_supplied")
    if len(users) > 1:
        # group DMs are no part of this project
        raise ApiError("too_many_users")
    if users[0] not in call.workspace.people:
        raise ApiError("user_not_found")
    channel = call.workspace.direct(users[0])
    details = channel.to_api(call.workspace.bot_user) if call.flag("return_im") else {"id": channel.id}
    return {"channel": details, "no_op": True, "already_open": True}


def info(call: Call) -> Json:
    channel = call.channel()
    call.scope_for(channel, "read")
    details = channel.to_api(call.workspace.bot_user)
    if call.flag("include_num_members"):
        details["num_members"] = len(channel.members)
    return {"channel": details}


def members(call: Call) -> Json:
    channel = call.channel()
    call.scope_for(channel, "read")
    people, cursor = _page(call, channel.members, 1000)
    return {"members": people, "response_metadata": {"next_cursor": cursor}}


def list_channels(call: Call) -> Json:
    kinds = {"public_channel": "channel", "private_channel": "group", "im": "im"}
    wanted = {kinds.get(kind.strip(), "") for kind in call.text("types", "public_channel").split(",")}
    bot = call.workspace.bot_user
    found = [c for c in call.workspace.channels.values() if c.kind in wanted and (c.kind == "channel" or bot in c.members)]
    if call.flag("exclude_archived"):
        found = [channel for channel in found if not channel.is_archived]
    channels, cursor = _page(call, [channel.to_api(bot) for channel in found], 1000)
    return {"channels": channels, "response_metadata": {"next_cursor": cursor}}


def join(call: Call) -> Json:
    channel = call.channel()
    if channel.kind != "channel":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise ApiError("is_archived")
    if call.workspace.bot_user not in channel.members:
        channel.members.append(call.workspace.bot_user)
        call.world.announce({"kind": "channels", "team": call.workspace.id})
    return {"channel": channel.to_api(call.workspace.bot_user)}


def history(call: Call) -> Json:
    channel = call.channel()
    call.scope_for(channel, "history")
    if call.workspace.bot_user not in channel.members:
        raise ApiError("not_in_channel")
    return _messages(call, list(reversed(_between(call, channel.visible()))))


def replies(call: Call) -> Json:
    """conversations.replies: the root first, then replies from the oldest."""
    channel = call.channel()
    call.scope_for(channel, "history")
    if call.workspace.bot_user not in channel.members:
        raise ApiError("not_in_channel")
    start = channel.find(call.need("ts"))
    if start is None or start.ephemeral_to is not None:
        raise ApiError("thread_not_found")
    thread = channel.thread(start.root)
    return _messages(call, [*thread[:1], *_between(call, thread[1:])])


def _between(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = _time(call, "oldest", 0.0), _time(call, "latest", float("inf"))
    if call.flag("inclusive"):
        return [m for m in messages if oldest <= float(m.ts) <= latest]
    return [m for m in messages if oldest < float(m.ts) < latest]


def _time(call: Call, name: str, default: float) -> float:
    value = call.text(name)
    try:
        return float(value) if value else default
    except ValueError as error:
        raise ApiError(f"invalid_ts_{name}") from error


def _messages(call: Call, messages: list[Message]) -> Json:
    metadata = call.flag("include_all_metadata")
    page, cursor = _page(call, messages, 999)
    answer: Json = {"messages": [call.message(m, metadata=metadata) for m in page], "has_more": bool(cursor)}
    return {**answer, "response_metadata": {"next_cursor": cursor}} if cursor else answer


def _page(call: Call, things: list[T], most: int) -> tuple[list[T], str]:
    cursor = call.text("cursor")
    if cursor and not cursor.removeprefix("next:").isdigit():
        raise ApiError("invalid_cursor")
    start = int(cursor.removeprefix("next:")) if cursor else 0
    limit = call.number("limit", 100, most)
    return things[start : start + limit], f"next:{start + limit}" if start + limit < len(things) else ""


def user_info(call: Call) -> Json:
    person = call.workspace.people.get(call.need("user"))
    if person is None:
        raise ApiError("user_not_found")
    return {"user": person.to_api(call.workspace.id, locale=call.flag("include_locale"))}


def list_users(call: Call) -> Json:
    everyone = [p.to_api(call.workspace.id, locale=call.flag("include_locale")) for p in call.workspace.people.values()]
    people, cursor = _page(call, everyone, 1000)
    return {"members": people, "response_metadata": {"next_cursor": cursor}}


def team_info(call: Call) -> Json:
    workspace = call.workspace
    if call.text("team") not in ("", workspace.id):
        raise ApiError("team_not_found")
    return {"team": {"id": workspace.id, "name": workspace.name, "domain": workspace.domain, "icon": {"image_default": True}}}


def bot_info(call: Call) -> Json:
    workspace = call.workspace
    if call.text("bot") not in ("", workspace.bot_id):
        raise ApiError("bot_not_found")
    name = workspace.people[workspace.bot_user].real_name
    return {"bot": {"id": workspace.bot_id, "deleted": False, "name": name, "app_id": "A0BIDWRIGHT", "user_id": workspace.bot_user}}


def require_client(call: Call) -> None:
    """apps.uninstall names the app by client id and secret.

    Raises: ApiError invalid_arguments.
    """
    missing = [f"[ERROR] missing required field: {name}" for name in ("client_id", "client_secret") if not call.text(name)]
    if missing:
        raise listed("invalid_arguments", missing)
