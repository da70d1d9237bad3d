"""Refuses the Block Kit payloads that Slack refuses: which blocks exist, where, what they hold and how much of it.

Written from the project's table of Slack limits (block pages of docs.slack.dev and measurements against the live service). Where
those disagree the stricter one holds here, so what passes the playground passes Slack.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from playground.limits_elements import CHOICES, ELEMENTS, MULTI_SELECTS, PICKERS, SELECTS, TEXT_INPUTS, element, rich_part
from playground.limits_shapes import (
    BOTH,
    Check,
    Findings,
    Json,
    Kind,
    anything,
    as_object,
    block_id,
    boolean,
    by_type,
    check_fields,
    choice,
    integer,
    items,
    string,
    text,
    url,
)

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MARKDOWN_BLOCK, MARKDOWN_MESSAGE = 12_000, 13_000
TABLE_CHARS = 10_000
VIEW_BYTES = 250_000


def _cell(value: object, at: str, out: Findings, allowed: tuple[str, ...] = ("raw_text", "rich_text")) -> None:
    node = as_object(value, at, out)
    if node is None:
        return
    if node.get("type") not in allowed:
        # raw_number is documented and was refused in live tests of August 2026
        out.add(f"unsupported type: {node.get('type')}", f"{at}/type")
    elif node["type"] == "raw_text":
        check_fields(node, Kind({"text": string(TABLE_CHARS)}, required=("text",)), at, out)
        out.table_chars += len(str(node.get("text", "")))
    else:
        check_fields(node, BLOCKS["rich_text"], at, out)
        out.table_chars += rich_length(node)


def rich_length(node: Any) -> int:
    """Characters that a reader sees in a rich_text tree."""
    if isinstance(node, list):
        return sum(rich_length(child) for child in cast("list[Any]", node))
    if isinstance(node, dict):
        found = cast("Json", node)
        own = str(found.get("text") or found.get("url") or "") if "elements" not in found else ""
        return len(own) + rich_length(found.get("elements", []))
    return 0


def _table_size(_node: Json, at: str, out: Findings) -> None:
    if out.table_chars > TABLE_CHARS:
        out.add(f"cells must hold no more than {TABLE_CHARS} characters", f"{at}/rows")
    out.table_chars = 0


def _data_table(node: Json, at: str, out: Findings) -> None:
    _table_size(node, at, out)
    rows = node.get("rows")
    if not isinstance(rows, list):
        return
    lists = [cast("list[object]", row) for row in cast("list[object]", rows) if isinstance(row, list)]
    if len({len(row) for row in lists}) > 1:
        out.add("all rows must have the same number of cells", f"{at}/rows")
    for index, cell in enumerate(lists[0] if lists else []):
        if isinstance(cell, dict) and cast("Json", cell).get("type") == "rich_text":
            out.add("unsupported type: rich_text", f"{at}/rows/0/{index}/type")
    header = node.get("row_header_column_index")
    if lists and isinstance(header, int) and header >= len(lists[0]):
        out.add("row_header_column_index is out of range", f"{at}/row_header_column_index")


def _container(node: Json, at: str, out: Findings) -> None:
    if node.get("default_collapsed") and not node.get("is_collapsible"):
        out.add("default_collapsed requires is_collapsible", at)
    if node.get("has_header_divider") and node.get("is_collapsible"):
        out.add("has_header_divider is not allowed with is_collapsible", at)


def _context_item(value: object, at: str, out: Findings) -> None:
    node = as_object(value, at, out)
    if node is None:
        return
    if node.get("type") == "image":
        check_fields(node, ELEMENTS["image"], at, out)
    else:
        text(3000, BOTH)(node, at, out)


def _block(*kinds: str) -> Check:
    """A block of one of ``kinds``, any when none is named. An action_id is unique within its block only."""
    known = by_type(lambda: BLOCKS, kinds or None)

    def check(value: object, at: str, out: Findings) -> None:
        out.action_ids = set()
        known(value, at, out)

    return check


_ACTION = element("button", "overflow", "workflow_button", *SELECTS, *PICKERS, *CHOICES)
_ACCESSORY = element("button", "overflow", "image", *SELECTS, *MULTI_SELECTS, *PICKERS, *CHOICES)
_INPUT = element(*TEXT_INPUTS, *SELECTS, *MULTI_SELECTS, *PICKERS, *CHOICES)
_IMAGE = element("image")
_IN_CONTAINER = ("actions", "context", "divider", "file", "header", "image", "input", "rich_text", "section", "table", "video")
_MESSAGE = ("message",)

BLOCKS: Mapping[str, Kind] = {
    "section": Kind(
        {"block_id": block_id, "text": text(3000, BOTH), "fields": items(text(2000, BOTH), 10), "accessory": _ACCESSORY, "expand": boolean},
        one_of=("text", "fields"),
    ),
    "header": Kind({"block_id": block_id, "text": text(150), "level": integer(1, 4)}, required=("text",)),
    "context": Kind({"block_id": block_id, "elements": items(_context_item, 10)}, required=("elements",)),
    # multi-selects in actions were refused by the live service: put them into a section
    "actions": Kind({"block_id": block_id, "elements": items(_ACTION, 25)}, required=("elements",)),
    "input": Kind(
        {
            "block_id": block_id,
            "label": text(2000),
            "element": _INPUT,
            "dispatch_action": boolean,
            "hint": text(2000),
            "optional": boolean,
        },
        required=("label", "element"),
    ),
    "divider": Kind({"block_id": block_id}),
    "image": Kind(
        {"block_id": block_id, "image_url": url, "slack_file": anything, "alt_text": string(2000), "title": text(2000)},
        required=("alt_text",),
        one_of=("image_url", "slack_file"),
    ),
    "rich_text": Kind({"block_id": block_id, "elements": items(rich_part, 1000)}, required=("elements",)),
    "markdown": Kind({"block_id": block_id, "text": string(MARKDOWN_BLOCK)}, required=("text",), surfaces=_MESSAGE),
    "table": Kind(
        {
            "block_id": block_id,
            "rows": items(items(_cell, 20), 100),
            "column_settings": items(anything, 20, 0),
        },
        required=("rows",),
        surfaces=_MESSAGE,
        also=_table_size,
    ),
    "data_table": Kind(
        {
            "block_id": block_id,
            "rows": items(items(_cell, 20), 101, 2),
            "caption": string(3000),
            "page_size": integer(1, 100),
            "row_header_column_index": integer(0, 19),
        },
        required=("rows", "caption"),
        surfaces=_MESSAGE,
        also=_data_table,
    ),
    "card": Kind(
        {
            "block_id": block_id,
            "hero_image": _IMAGE,
            "icon": _IMAGE,
            "title": text(150, BOTH),
            "subtitle": text(150, BOTH),
            "body": text(200, BOTH),
            "actions": items(element("button"), 2),
        },
        one_of=("hero_image", "title", "actions", "body"),
        surfaces=("message", "home"),
    ),
    "carousel": Kind(
        {"block_id": block_id, "elements": items(_block("card"), 10)},
        required=("elements",),
        surfaces=("message", "home"),
    ),
    "container": Kind(
        {
            "block_id": block_id,
            "title": text(150),
            "rich_text_title": _block("rich_text"),
            "subtitle": text(150, BOTH),
            "child_blocks": items(_block(*_IN_CONTAINER), 10),
            "width": choice("narrow", "standard", "wide", "full"),
            "icon": _IMAGE,
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        required=("child_blocks",),
        one_of=("title", "rich_text_title"),
        also=_container,
    ),
    "context_actions": Kind(
        {"block_id": block_id, "elements": items(element("feedback_buttons", "icon_button"), 5)},
        required=("elements",),
        surfaces=_MESSAGE,
    ),
    "alert": Kind(
        {"block_id": block_id, "text": text(200, BOTH), "level": choice("default", "info", "warning", "error", "success")},
        required=("text",),
        surfaces=("modal",),
    ),
    "task_card": Kind(
        {
            "block_id": block_id,
            "task_id": string(255),
            "title": string(256),
            "details": _block("rich_text"),
            "output": _block("rich_text"),
            "sources": items(element("url"), 100),
            "status": choice("pending", "in_progress", "complete", "error"),
        },
        required=("task_id", "title", "status"),
        surfaces=_MESSAGE,
    ),
    "plan": Kind(
        {"block_id": block_id, "title": string(256), "tasks": items(_block("task_card"), 50)},
        required=("title",),
        surfaces=_MESSAGE,
    ),
}


def _every(blocks: list[Any]) -> list[Json]:
    """The blocks and those inside containers."""
    found = [cast("Json", block) for block in blocks if isinstance(block, dict)]
    inner = [child for block in found for child in cast("list[Any]", block.get("child_blocks") or []) if isinstance(child, dict)]
    return [*found, *inner]


def _check_blocks(blocks: object, at: str, most: int, out: Findings) -> None:
    items(_block(), most, 0)(blocks, at, out)
    if not isinstance(blocks, list):
        return
    every = _every(cast("list[Any]", blocks))
    if sum(block.get("type") in ("table", "data_table") for block in every) > 1:
        out.add("only_one_table_allowed", at)
    if sum(block.get("type") == "plan" for block in every) > 1:
        out.add("only one plan block allowed", at)


def check_blocks(blocks: object, surface: str = "message") -> list[str]:
    """Problems of a message's blocks, in Slack's words with JSON pointers; empty when Slack would take them."""
    out = Findings(surface)
    _check_blocks(blocks, "/blocks", MESSAGE_BLOCKS if surface == "message" else VIEW_BLOCKS, out)
    return out.problems


def markdown_length(blocks: list[Json]) -> int:
    """Characters over all markdown blocks; past 13,000 a message is refused as ``msg_blocks_too_long`` (measured, undocumented)."""
    return sum(len(str(block.get("text", ""))) for block in blocks if block.get("type") == "markdown")


_VIEW_FIELDS = {
    "blocks": anything,
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
_MODAL = Kind(
    {
        **_VIEW_FIELDS,
        "title": text(24),
        "submit": text(24),
        "close": text(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
    required=("title", "blocks"),
)
_HOME = Kind(_VIEW_FIELDS, required=("blocks",))


def _needs_submit(view: Json, out: Findings) -> None:
    has_input = any(block.get("type") == "input" for block in _every(cast("list[Any]", view.get("blocks") or [])))
    if view.get("type") == "modal" and has_input and not view.get("submit"):
        out.add("missing required field: submit", "/view")


def check_view(view: object) -> list[str]:
    """Problems of a modal or Home tab as given to views.*; empty when Slack would take it."""
    kind = str(cast("Json", view).get("type")) if isinstance(view, dict) else ""
    out = Findings("home" if kind == "home" else "modal")
    by_type(lambda: {"modal": _MODAL, "home": _HOME})(view, "/view", out)
    if isinstance(view, dict) and kind in ("modal", "home"):
        given = cast("Json", view)
        _check_blocks(given.get("blocks"), "/view/blocks", VIEW_BLOCKS, out)
        _needs_submit(given, out)
    return out.problems
