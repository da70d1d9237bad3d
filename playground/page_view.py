"""What the page shows one person: their channels, messages, open modal, Home tab, as JSON."""

from __future__ import annotations

from playground.calls import message_to_api
from playground.records import Channel, Json, Message, Person, View
from playground.state import Workspace, World


def snapshot(world: World, user: str, connected: bool) -> Json:
    """Everything ``user`` may see, for a fresh page."""
    workspace = world.team_of(user)
    channels = [channel for channel in workspace.channels.values() if user in channel.members]
    return {
        "team": workspace.id,
        "user": user,
        "workspaces": [_workspace(w) for w in world.workspaces.values()],
        "channels": [_channel(workspace, channel, user) for channel in channels],
        "messages": {c.id: [message(workspace, m) for m in c.messages if m.ephemeral_to in (None, user)] for c in channels},
        "view": modal(workspace, user),
        "home": _view(workspace.homes.get(user)),
        "statuses": statuses(workspace),
        "prompts": workspace.prompts,
        "commands": world.commands,
        "shortcuts": world.shortcuts,
        "connected": connected,
    }


def _person(person: Person) -> Json:
    names = ("id", "name", "real_name", "title", "is_bot", "guest", "is_admin")
    return {name: getattr(person, name) for name in names}


def _workspace(workspace: Workspace) -> Json:
    return {
        "id": workspace.id,
        "name": workspace.name,
        "colour": workspace.colour,
        "bot": workspace.bot_user,
        "installed": workspace.installed,
        "people": [_person(person) for person in workspace.people.values()],
    }


def _channel(workspace: Workspace, channel: Channel, user: str) -> Json:
    other = next((member for member in channel.members if member != user), user) if channel.kind == "im" else ""
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "topic": channel.topic,
        "with": other,
        "archived": channel.is_archived,
        "has_bot": workspace.bot_user in channel.members,
        "members": len(channel.members),
    }


def message(workspace: Workspace, stored: Message) -> Json:
    """One message with what only the page needs: who alone sees it, and the root of its thread."""
    shown = message_to_api(workspace, stored)
    return shown | {
        "channel": stored.channel,
        "ephemeral": stored.ephemeral_to is not None,
        "root": stored.root,
        "broadcast": stored.reply_broadcast,
    }


def _view(view: View | None) -> Json | None:
    if view is None:
        return None
    return {"id": view.id, "hash": view.hash, "content": view.content, "errors": view.errors, "problem": view.problem}


def modal(workspace: Workspace, user: str) -> Json | None:
    """The modal on top, and how many lie under it."""
    stack = workspace.modals.get(user) or []
    shown = _view(stack[-1] if stack else None)
    return None if shown is None else {**shown, "depth": len(stack)}


def statuses(workspace: Workspace) -> list[Json]:
    return [{"channel": channel, "root": root, "status": status} for (channel, root), status in workspace.statuses.items()]


def change_for(world: World, user: str, change: Json) -> list[Json]:
    """What a change means for the page of ``user``: nothing, or updates to apply."""
    workspace = world.team_of(user)
    if change.get("team") != workspace.id:
        return []
    kind = change["kind"]
    if kind == "message":
        return _message_updates(workspace, user, str(change["channel"]), str(change["ts"]))
    if kind == "status":
        return [{"kind": "statuses", "statuses": statuses(workspace)}]
    if kind == "view" and change["user"] == user:
        return [{"kind": "view", "view": modal(workspace, user), "home": _view(workspace.homes.get(user))}]
    return [{"kind": "reload"}] if kind == "channels" else []


def _message_updates(workspace: Workspace, user: str, channel_id: str, ts: str) -> list[Json]:
    channel = workspace.channels[channel_id]
    if user not in channel.members:
        return []
    found = channel.find(ts)
    if found is None:
        return [{"kind": "message", "channel": channel_id, "ts": ts, "message": None}]
    if found.ephemeral_to not in (None, user):
        return []
    # the root shows the number of replies, so it changes with each of them
    root = channel.find(found.root) if found.root != found.ts else None
    return [
        {"kind": "message", "channel": channel_id, "ts": m.ts, "message": message(workspace, m)} for m in (found, root) if m is not None
    ]
