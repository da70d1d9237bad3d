"""What a workspace is made of: people, channels, messages, views, files and the short-lived keys between Slack and the app."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

Json = dict[str, Any]


@dataclass(frozen=True)
class Person:
    """One account. ``guest`` is a single-channel guest (``is_ultra_restricted``); ``is_bot`` marks the app's own user."""

    id: str
    name: str
    real_name: str
    title: str = ""
    tz: str = "Europe/London"
    tz_label: str = "Greenwich Mean Time"
    tz_offset: int = 0
    is_admin: bool = False
    is_owner: bool = False
    guest: bool = False
    is_bot: bool = False
    locale: str = "en-GB"

    def to_api(self, team: str, *, locale: bool = False) -> Json:
        """The ``user`` object of users.info."""
        profile = {"real_name": self.real_name, "display_name": self.name, "title": self.title, "email": f"{self.name}@example.com"}
        user: Json = {
            "id": self.id,
            "team_id": team,
            "name": self.name,
            "deleted": False,
            "real_name": self.real_name,
            "tz": self.tz,
            "tz_label": self.tz_label,
            "tz_offset": self.tz_offset,
            "profile": profile,
            "is_admin": self.is_admin,
            "is_owner": self.is_owner,
            "is_primary_owner": self.is_owner,
            "is_restricted": self.guest,
            "is_ultra_restricted": self.guest,
            "is_bot": self.is_bot,
            "is_app_user": False,
        }
        return {**user, "locale": self.locale} if locale else user


@dataclass
class Message:
    """A message as stored. ``ephemeral_to`` holds the only person who sees it; such a message is in no history."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list[Json])
    thread_ts: str | None = None
    bot_id: str | None = None
    metadata: Json | None = None
    client_msg_id: str | None = None
    ephemeral_to: str | None = None
    edited_ts: str | None = None
    reply_broadcast: bool = False
    subtype: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    files: list[Json] = field(default_factory=list[Json])
    # which response_url may replace it: those of a slash command never may (facts §3)
    from_command: bool = False

    @property
    def root(self) -> str:
        """The ``ts`` of the thread this message belongs to, its own when it starts one."""
        return self.thread_ts or self.ts


@dataclass
class Channel:
    """A conversation; ``kind`` is channel (public), group (private) or im. ``messages`` are in order of ``ts``."""

    id: str
    name: str
    kind: str
    members: list[str]
    topic: str = ""
    is_archived: bool = False
    is_ext_shared: bool = False
    messages: list[Message] = field(default_factory=list[Message])

    def to_api(self, reader: str) -> Json:
        """The ``channel`` object of conversations.info as ``reader`` (a user id) gets it."""
        if self.kind == "im":
            other = next((member for member in self.members if member != reader), reader)
            return {"id": self.id, "is_im": True, "is_channel": False, "is_group": False, "user": other, "is_archived": False}
        return {
            "id": self.id,
            "name": self.name,
            "is_channel": self.kind == "channel",
            "is_group": False,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.kind == "group",
            "is_archived": self.is_archived,
            "is_general": self.name == "general",
            "is_ext_shared": self.is_ext_shared,
            "is_shared": self.is_ext_shared,
            "is_member": reader in self.members,
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
        }

    def find(self, ts: str) -> Message | None:
        """The message with this ``ts``, ephemeral ones too."""
        return next((message for message in self.messages if message.ts == ts), None)

    def thread(self, root_ts: str) -> list[Message]:
        """Root and replies that anybody in the channel can read."""
        return [message for message in self.messages if message.root == root_ts and message.ephemeral_to is None]

    def visible(self) -> list[Message]:
        """What conversations.history reads: no ephemeral message, no reply unless broadcast."""
        return [m for m in self.messages if m.ephemeral_to is None and (m.thread_ts in (None, m.ts) or m.reply_broadcast)]


@dataclass
class View:
    """A modal or Home tab. ``hash`` changes with each update; ``errors`` is what the form shows under its fields."""

    id: str
    type: str
    user: str
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    errors: dict[str, str] = field(default_factory=dict[str, str])
    problem: str = ""
    response_urls: list[Json] = field(default_factory=list[Json])

    @property
    def external_id(self) -> str:
        return str(self.content.get("external_id") or "")

    def to_api(self, team: str, app_id: str, bot_id: str, state: Json | None = None) -> Json:
        """The ``view`` object of views.* answers and of interaction payloads."""
        defaults: Json = {"callback_id": "", "private_metadata": "", "external_id": "", "title": None, "submit": None, "close": None}
        flags: Json = {"clear_on_close": False, "notify_on_close": False}
        own: Json = {
            "id": self.id,
            "team_id": team,
            "app_id": app_id,
            "bot_id": bot_id,
            "app_installed_team_id": team,
            "hash": self.hash,
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            "state": {"values": state or {}},
        }
        return {**defaults, **flags, **self.content, **own}


@dataclass
class StoredFile:
    """A file: first only a promise of an upload, then bytes, then shared (``channels``)."""

    id: str
    name: str
    length: int
    user: str
    created: int
    title: str = ""
    alt_txt: str = ""
    content: bytes | None = None
    complete: bool = False
    channels: list[str] = field(default_factory=list[str])
    shares: dict[str, str] = field(default_factory=dict[str, str])

    def to_api(self, base_url: str, team: str) -> Json:
        """The ``file`` object; ``url_private`` needs the bot token as in Slack."""
        kind = self.name.rsplit(".", 1)[-1].lower() if "." in self.name else "text"
        url = f"{base_url}/files-pri/{team}-{self.id}/{quote(self.name)}"
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "filetype": kind,
            "mimetype": MIMETYPES.get(kind, "application/octet-stream"),
            "size": len(self.content or b""),
            "user": self.user,
            "mode": "hosted",
            "is_external": False,
            "url_private": url,
            "url_private_download": url,
            "channels": list(self.channels),
            "shares": {"public": {channel: [{"ts": ts}] for channel, ts in self.shares.items()}},
        }


MIMETYPES = {
    "pdf": "application/pdf",
    "xml": "application/xml",
    "json": "application/json",
    "md": "text/markdown",
    "txt": "text/plain",
    "csv": "text/csv",
    "ics": "text/calendar",
    "zip": "application/zip",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass
class Trigger:
    """A ``trigger_id``: 3 seconds, once (facts §3). ``view`` is the modal it was pressed in, if any."""

    user: str
    expires: float
    used: bool = False
    view: str | None = None


@dataclass
class ResponseUrl:
    """A ``response_url``: 30 minutes, 5 uses (facts §3)."""

    user: str
    channel: str
    expires: float
    message_ts: str | None = None
    thread_ts: str | None = None
    from_command: bool = False
    uses: int = 0


@dataclass(frozen=True)
class ApiCall:
    """Journal: one Web API call (or response_url post, method ``response_url``) and its answer."""

    method: str
    team: str
    args: Json
    status: int
    answer: Json
    at: float


@dataclass(frozen=True)
class AppRequest:
    """Journal: one request sent to the app and what came back; ``status`` 0 means none in 3 seconds."""

    kind: str
    team: str
    body: bytes
    headers: dict[str, str]
    status: int
    seconds: float
    at: float
