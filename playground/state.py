"""The in-memory world of the playground: workspaces, what changes in them, and a way to wait for it."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from playground.limits_elements import ELEMENTS
from playground.records import ApiCall, AppRequest, Channel, Json, Message, Person, ResponseUrl, StoredFile, Trigger, View

T = TypeVar("T")
Clock = Callable[[], float]

APP_ID = "A0BIDWRIGHT"
TRIGGER_SECONDS = 3.0
RESPONSE_URL_SECONDS = 30 * 60.0
RESPONSE_URL_USES = 5
INTERACTIVE = frozenset(ELEMENTS) - {"image", "url"}
SCOPES = (
    "app_mentions:read channels:history groups:history assistant:write chat:write commands channels:read files:read files:write "
    "groups:read im:history im:read im:write links:read links:write reactions:write team:read users:read"
)


@dataclass
class Workspace:
    """One Slack team with the app installed; ``token`` is its bot token until the app is uninstalled."""

    id: str
    name: str
    domain: str
    bot_user: str
    bot_id: str
    token: str
    colour: str
    people: dict[str, Person]
    channels: dict[str, Channel]
    scopes: set[str] = field(default_factory=lambda: set(SCOPES.split()))
    installed: bool = True
    modals: dict[str, list[View]] = field(default_factory=dict[str, list[View]])
    homes: dict[str, View] = field(default_factory=dict[str, View])
    files: dict[str, StoredFile] = field(default_factory=dict[str, StoredFile])
    # (channel, thread root) -> status line, and channel -> suggested prompts
    statuses: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    prompts: dict[str, list[Json]] = field(default_factory=dict[str, list[Json]])

    def views(self) -> Iterable[View]:
        """Every open modal and published Home tab."""
        for stack in self.modals.values():
            yield from stack
        yield from self.homes.values()

    def find_channel(self, reference: str) -> Channel | None:
        """By id, by name with or without ``#``, or by the id of the person at the other end of a DM."""
        if reference in self.channels:
            return self.channels[reference]
        if reference in self.people:
            return self.direct(reference)
        name = reference.removeprefix("#")
        return next((c for c in self.channels.values() if c.kind != "im" and c.name == name), None)

    def direct(self, user: str) -> Channel:
        """The DM between the bot and ``user``, opened when it is not there yet."""
        for channel in self.channels.values():
            if channel.kind == "im" and set(channel.members) == {user, self.bot_user}:
                return channel
        channel = Channel(f"D{user[1:]}", "", "im", [user, self.bot_user])
        self.channels[channel.id] = channel
        return channel


class World:
    """All workspaces. Whoever changes something calls :meth:`announce`, which wakes the page and every :meth:`until`."""

    def __init__(self, workspaces: Iterable[Workspace], *, clock: Clock, signing_secret: str) -> None:
        self.workspaces = {workspace.id: workspace for workspace in workspaces}
        self.clock = clock
        self.signing_secret = signing_secret
        self.commands: list[Json] = []
        self.shortcuts: list[Json] = []
        self.api_calls: list[ApiCall] = []
        self.app_requests: list[AppRequest] = []
        self.triggers: dict[str, Trigger] = {}
        self.oauth_codes: dict[str, tuple[str, str]] = {}
        self.response_urls: dict[str, tuple[str, ResponseUrl]] = {}
        self._subscribers: set[asyncio.Queue[Json]] = set()
        self._waiting: set[asyncio.Event] = set()
        self._counter = 0
        self._last_ts = (0, 0)

    # --- finding ---------------------------------------------------------------------------------------------

    def by_token(self, token: str) -> Workspace | None:
        """The workspace whose live bot token this is."""
        return next((w for w in self.workspaces.values() if w.token == token and w.installed), None)

    def team_of(self, ident: str) -> Workspace:
        """The workspace that holds this user or channel id.

        Raises: KeyError when none does.
        """
        for workspace in self.workspaces.values():
            if ident in workspace.people or ident in workspace.channels or ident == workspace.id:
                return workspace
        raise KeyError(ident)

    def channel(self, channel: str) -> Channel:
        """A channel by id, whichever workspace has it."""
        return self.team_of(channel).channels[channel]

    # --- names and numbers -----------------------------------------------------------------------------------

    def number(self) -> int:
        self._counter += 1
        return self._counter

    def next_ts(self) -> str:
        """A message timestamp: the clock's second and a part that grows, so no two are equal and order is kept."""
        second = int(self.clock())
        micro = int((self.clock() % 1) * 1_000_000)
        if (second, micro) <= self._last_ts:
            second, micro = self._last_ts[0], self._last_ts[1] + 1
        self._last_ts = (second + micro // 1_000_000, micro % 1_000_000)
        return f"{self._last_ts[0]}.{self._last_ts[1]:06d}"

    def new_trigger(self, user: str, view: str | None = None) -> str:
        ident = f"{self.number()}.{int(self.clock())}.{user.lower()}"
        self.triggers[ident] = Trigger(user, self.clock() + TRIGGER_SECONDS, view=view)
        return ident

    def new_response_url(self, team: str, user: str, channel: str, *, message: Message | None = None, from_command: bool = False) -> str:
        """The path of a fresh response_url, to be put behind the server's address."""
        path = f"/{'commands' if from_command else 'actions'}/{team}/{self.number()}/{user.lower()}"
        expires = self.clock() + RESPONSE_URL_SECONDS
        ts, thread = (message.ts, message.thread_ts) if message else (None, None)
        self.response_urls[path] = (team, ResponseUrl(user, channel, expires, ts, thread, from_command))
        return path

    def with_ids(self, blocks: list[Json]) -> list[Json]:
        """A copy with a ``block_id`` and ``action_id`` wherever the app gave none, as Slack does."""
        blocks = copy.deepcopy(blocks)
        for block in blocks:
            self._give_ids(block)
        return blocks

    def _give_ids(self, node: object, *, inner: bool = False) -> None:
        if not isinstance(node, dict):
            return
        block: Json = node
        if not inner and not block.get("block_id"):
            block["block_id"] = f"auto{self.number()}"
        for child in [*(block.get("elements") or []), block.get("element"), block.get("accessory"), *(block.get("actions") or [])]:
            if isinstance(child, dict) and "action_id" not in child and child.get("type") in INTERACTIVE:
                child["action_id"] = f"auto{self.number()}"
        for child in [*(block.get("child_blocks") or []), *(block.get("cards") or [])]:
            self._give_ids(child)

    # --- change ----------------------------------------------------------------------------------------------

    def announce(self, change: Json) -> None:
        """Tell subscribers (the page) and wake everybody who waits."""
        for queue in self._subscribers:
            queue.put_nowait(change)
        for event in self._waiting:
            event.set()

    def subscribe(self) -> asyncio.Queue[Json]:
        queue: asyncio.Queue[Json] = asyncio.Queue()
        self._subscribers.add(queue)
        return queue

    def unsubscribe(self, queue: asyncio.Queue[Json]) -> None:
        self._subscribers.discard(queue)

    async def until(self, probe: Callable[[], T | None], timeout: float = 10.0) -> T:  # noqa: ASYNC109 - the probe is asked again in between
        """The first answer of ``probe`` that is not None, asked again after every change.

        Raises: TimeoutError after ``timeout`` seconds.
        """
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            async with asyncio.timeout(timeout):
                while True:
                    event.clear()
                    if (found := probe()) is not None:
                        return found
                    await event.wait()
        finally:
            self._waiting.discard(event)

    def add_message(self, team: str, message: Message) -> Message:
        """Store and announce; a message of the bot ends the status line of its thread, as in Slack."""
        workspace = self.workspaces[team]
        workspace.channels[message.channel].messages.append(message)
        if message.user == workspace.bot_user:
            self.set_status(team, message.channel, message.root, "")
        self.announce({"kind": "message", "team": team, "channel": message.channel, "ts": message.ts})
        return message

    def changed(self, team: str, message: Message) -> None:
        self.announce({"kind": "message", "team": team, "channel": message.channel, "ts": message.ts})

    def set_status(self, team: str, channel: str, thread_ts: str, status: str) -> None:
        statuses = self.workspaces[team].statuses
        if status:
            statuses[(channel, thread_ts)] = status
        elif statuses.pop((channel, thread_ts), None) is None:
            return
        self.announce({"kind": "status", "team": team, "channel": channel, "ts": thread_ts})

    def log_call(self, call: ApiCall) -> None:
        self.api_calls.append(call)
        self.announce({"kind": "call", "team": call.team, "method": call.method})

    def log_request(self, request: AppRequest) -> None:
        self.app_requests.append(request)
        self.announce({"kind": "request", "team": request.team})
