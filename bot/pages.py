"""A message as it is stored before it is sent, and what is sent of it: the whole, the text alone, or its parts."""

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot import slack_codes
from bot.blocks.card import RunCard
from bot.blocks.text import chunks, escape, fit
from bot.slack_api import Content

EVENT_TYPE = "bidwright_outbox"
NAMESPACE = uuid.UUID("6d0a4b6e-2f0d-5a3c-9a54-5c1f0f5b7a11")
"""Fixed for ever: ids made with it tell a second try of a message from another message."""
UPDATE_TEXT = 4_000
POST_TEXT = 39_000
PART_TEXT = 3_500
MOST_BLOCKS = 50


class Rendered(Protocol):
    """What a renderer gives: `bot.blocks.message.Message`."""

    @property
    def text(self) -> str: ...
    @property
    def blocks(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def metadata(self) -> Mapping[str, Any] | None: ...


class Render(Protocol):
    """`bot.blocks.render.render`."""

    def __call__(self, view: str, card: RunCard, *, now: datetime) -> Sequence[Rendered]: ...


@dataclass(frozen=True)
class Body:
    """The content of one page, as committed before the first send."""

    text: str
    blocks: tuple[dict[str, Any], ...]
    ids: Mapping[str, Any]
    """The renderer's own event payload; ids only."""


def pack(message: Rendered) -> bytes:
    """Canonical JSON, so that equal messages have equal hashes."""
    payload = (message.metadata or {}).get("event_payload")
    body = {"text": message.text, "blocks": list(message.blocks), "ids": payload if isinstance(payload, Mapping) else {}}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False, default=dict).encode()


def unpack(data: bytes) -> Body:
    body = json.loads(data)
    return Body(body["text"], tuple(body["blocks"]), body["ids"])


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def client_msg_id(outbox_id: str, page: int, part: int = 0) -> str:
    """The same for every try of the same message (undocumented, yet what Slack's own clients dedupe by; facts/slack.md §3)."""
    name = f"{outbox_id}:{page}" if part == 0 else f"{outbox_id}:{page}:{part}"
    return str(uuid.uuid5(NAMESPACE, name))


@dataclass(frozen=True)
class Identity:
    """Which message this is; travels as metadata, by which a look-up finds it again."""

    outbox_id: str
    page: int
    rev: int

    def metadata(self, ids: Mapping[str, Any], part: int = 0, parts: int = 1) -> dict[str, Any]:
        payload = {**ids, "outbox_id": self.outbox_id, "page": self.page, "rev": self.rev}
        if parts > 1:
            payload |= {"of_parts": parts, "part_no": part}
        return {"event_type": EVENT_TYPE, "event_payload": payload}

    def found_in(self, payload: Mapping[str, Any]) -> bool:
        return payload.get("outbox_id") == self.outbox_id and payload.get("page") == self.page


def whole(body: Body, identity: Identity) -> Content:
    """The page as rendered."""
    return Content(fit(body.text, POST_TEXT), body.blocks, identity.metadata(body.ids))


def short(content: Content) -> Content:
    """For chat.update, which refuses a longer text as `msg_too_long`."""
    return Content(fit(content.text, UPDATE_TEXT - 50), content.blocks, content.metadata)


def text_only(body: Body, identity: Identity) -> list[Content]:
    """The page without blocks, their words in its text: what is left when Slack refuses the blocks.

    Several parts where the words are too many for one message; the first carries the page's own identity.
    """
    words = "\n".join([body.text, *(line for block in body.blocks for line in _words(block))])
    parts = list(chunks(words, PART_TEXT)) or [body.text]
    return [Content(part, (), identity.metadata(body.ids, n, len(parts))) for n, part in enumerate(parts)]


def with_note(content: Content, note: str) -> Content:
    """The same under a sentence that says why it stands here; beyond 50 blocks the text alone says it."""
    block = {"type": "context", "elements": [{"type": "mrkdwn", "text": note, "verbatim": True}]}
    fits = 0 < len(content.blocks) < MOST_BLOCKS
    return Content(f"{note}\n{content.text}", (block, *content.blocks) if fits else content.blocks, content.metadata)


def moved_note(channel: str, code: str | None) -> str:
    """Why a message stands in a DM. `code` is Slack's refusal, None when an earlier try met it."""
    reason = slack_codes.PLACE_CLOSED.get(code or "", "I cannot post there")
    advice = "Type `/invite @bidwright` there and the next answers stay in that channel."
    return f"This was meant for <#{channel}>, but it comes to you because {reason}. {advice if _helps(code) else ''}".rstrip()


def _helps(code: str | None) -> bool:
    return code is None or code in slack_codes.JOINING_HELPS


def _words(node: object) -> list[str]:
    """Every text object below `node`, in order; plain text is escaped, since it goes on as mrkdwn. Buttons say nothing without a press."""
    if isinstance(node, Mapping):
        kind = node.get("type")
        if kind == "mrkdwn":
            return [str(node.get("text", ""))]
        if kind == "plain_text":
            return [escape(str(node.get("text", "")))]
        if kind in ("actions", "context_actions", "button", "image"):
            return []
        return [line for value in node.values() for line in _words(value)]
    if isinstance(node, list | tuple):
        return [line for value in node for line in _words(value)]
    return []
