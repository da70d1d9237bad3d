"""Messages as plain text, for a terminal: what the blocks say, one line each, nothing clever."""

from __future__ import annotations

import re
import time
from typing import Any, cast

from playground.records import Json, Message
from playground.state import Workspace


def unescape(text: str) -> str:
    """mrkdwn as a person reads it: dates and links by their words, entities as characters."""
    text = re.sub(r"<!date\^(\d+)\^[^|>]*\|([^>]*)>", lambda m: m[2], text)
    text = re.sub(r"<(https?://[^|>]+)\|([^>]*)>", lambda m: f"{m[2]} ({m[1]})", text)
    text = re.sub(r"<[#@!][^|>]*\|([^>]*)>", lambda m: m[1], text)
    text = re.sub(r"<(https?://[^>]+)>", lambda m: m[1], text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def lines_of(blocks: list[Json]) -> list[str]:
    """The blocks as lines."""
    lines: list[str] = []
    for block in blocks:
        lines += _block_lines(block)
    return lines


def _block_lines(block: Json) -> list[str]:
    kind = block.get("type")
    if kind == "divider":
        return ["-" * 40]
    if kind in ("table", "data_table"):
        return [_words(block.get("caption")), *(" | ".join(_words(cell) for cell in row) for row in block["rows"])]
    if kind == "container":
        return [f"[{_words(block.get('title') or block.get('rich_text_title'))}]", *lines_of(block["child_blocks"])]
    if kind in ("actions", "context_actions"):
        labels = [_words(e.get("text") or e.get("positive_button") or e.get("placeholder")) for e in block["elements"]]
        return ["  ".join(f"[{label}]" for label in labels if label)]
    parts = [_words(block.get(name)) for name in ("title", "subtitle", "body", "text", "label", "details", "alt_text")]
    parts += [_words(field) for field in block.get("fields") or []]
    parts += [_words(child) for name in ("elements", "actions", "tasks") for child in block.get(name) or []]
    return [part for part in parts if part]


def _words(node: Any) -> str:
    if isinstance(node, str):
        return unescape(node)
    if isinstance(node, list):
        return "".join(_words(child) for child in cast("list[Any]", node))
    if not isinstance(node, dict):
        return ""
    found = cast("Json", node)
    kind = found.get("type")
    if kind == "rich_text":
        return "\n".join(_words(part) for part in found["elements"])
    if kind == "rich_text_list":
        return "\n".join(f"- {_words(item)}" for item in found["elements"])
    if kind == "date":
        return str(found.get("fallback") or time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(found["timestamp"])))
    for name in ("text", "elements", "title", "name", "user_id", "channel_id", "url", "alt_text"):
        if name in found:
            return _words(found[name])
    return ""


def as_text(workspace: Workspace, message: Message) -> str:
    """Author and words of one message; blocks win over the fallback text."""
    person = workspace.people.get(message.user)
    note = " (only visible to one person)" if message.ephemeral_to else ""
    files = [f"[file {file['name']}]" for file in message.files]
    body = lines_of(message.blocks) or [unescape(message.text)]
    return "\n".join(
        [f"{person.real_name if person else message.user}{note}:", *("  " + line for row in [*body, *files] for line in row.split("\n"))]
    )
