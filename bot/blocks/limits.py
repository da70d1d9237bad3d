"""Slack's limits in one table, and the check that a payload keeps them (docs.slack.dev/reference/block-kit)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from bot.blocks.text import fit, length

__all__ = ["check", "check_view", "fit"]

BLOCKS_PER_MESSAGE = 50
BLOCKS_PER_VIEW = 100
SECTION_TEXT = 3000
HEADER = 150
CONTEXT_TEXT = 2000
FALLBACK = 3500
"""Ours: chat.update refuses a text above 4,000 as `msg_too_long`, and what the poster adds must fit."""
CHARS_PER_MESSAGE = 12_000
"""Ours: Slack publishes no ceiling for a whole message, but refuses some above 13,000 as `msg_blocks_too_long`."""
METADATA = 4000

TEXT: dict[str, int] = {
    # Where a text object stands -> its longest text.
    "section.text": SECTION_TEXT, "section.fields": 2000, "header.text": HEADER, "context.elements": CONTEXT_TEXT,
    "input.label": 2000, "input.hint": 2000, "button.text": 75, "option.text": 75, "option.description": 75, "option.label": 75, "initial_option.text": 75,
    "positive_button.text": 75, "negative_button.text": 75, "placeholder": 150,
    "confirm.title": 100, "confirm.text": 300, "confirm.confirm": 30, "confirm.deny": 30,
    "view.title": 24, "view.submit": 24, "view.close": 24,
}  # fmt: skip
STRINGS: dict[str, int] = {
    "action_id": 255, "block_id": 255, "callback_id": 255, "value": 2000, "option.value": 150, "url": 3000,
    "accessibility_label": 75, "private_metadata": 3000, "alt_text": 2000, "image_url": 3000, "initial_value": 3000,
}  # fmt: skip
COUNTS: dict[str, tuple[int, int]] = {
    # List -> fewest and most of its items.
    "section.fields": (1, 10), "context.elements": (1, 10), "actions.elements": (1, 25), "context_actions.elements": (1, 5),
    "checkboxes.options": (1, 10), "radio_buttons.options": (1, 10), "static_select.options": (1, 100), "overflow.options": (1, 5),
    "static_select.option_groups": (1, 100), "option.options": (1, 100),
}  # fmt: skip
MESSAGE_BLOCKS = frozenset({"section", "header", "context", "divider", "actions", "context_actions", "image"})
VIEW_BLOCKS = frozenset({"section", "header", "context", "divider", "actions", "input", "image"})


class Payload(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def blocks(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def metadata(self) -> Mapping[str, Any] | None: ...


def check(message: Payload) -> list[str]:
    """What Slack would refuse in a message: one sentence a problem, empty when it may be sent."""
    problems: list[str] = []
    if not message.text.strip():
        problems.append("text is empty: screen readers and notifications have nothing to read")
    if length(message.text) > FALLBACK:
        problems.append(f"text is {length(message.text)} long, at most {FALLBACK}")
    if len(message.blocks) > BLOCKS_PER_MESSAGE:
        problems.append(f"{len(message.blocks)} blocks, at most {BLOCKS_PER_MESSAGE}")
    if message.metadata is not None and length(repr(message.metadata)) > METADATA:
        problems.append(f"metadata is longer than {METADATA}")
    for n, block in enumerate(message.blocks):
        problems += _block(block, f"blocks[{n}]", MESSAGE_BLOCKS)
    return problems


def check_view(view: Mapping[str, Any]) -> list[str]:
    """What Slack would refuse in a modal."""
    blocks: Sequence[Mapping[str, Any]] = view.get("blocks", ())
    problems = [] if 1 <= len(blocks) <= BLOCKS_PER_VIEW else [f"{len(blocks)} blocks, from 1 to {BLOCKS_PER_VIEW}"]
    if any(block["type"] == "input" for block in blocks) and "submit" not in view:
        problems.append("a view with inputs needs a submit button")
    for n, block in enumerate(blocks):
        problems += _block(block, f"blocks[{n}]", VIEW_BLOCKS)
    head = {name: value for name, value in view.items() if name not in {"blocks", "type"}}
    return problems + list(_walk(head, "view", "view"))


def _block(block: Mapping[str, Any], path: str, known: frozenset[str]) -> list[str]:
    kind = str(block.get("type"))
    if kind not in known:
        return [f"{path}: a block of type {kind} is not for this surface"]
    missing = kind == "section" and not (block.get("text") or block.get("fields"))
    return ([f"{path}: a section needs text or fields"] if missing else []) + list(_walk(block, path, kind))


def _walk(value: Mapping[str, Any], path: str, kind: str) -> Iterator[str]:
    """Every string and list of one object; `kind` is what the object is, for the names in the tables."""
    for name, inner in value.items():
        here, key = f"{path}.{name}", f"{kind}.{name}"
        if isinstance(inner, str):
            yield from _string(inner, here, key, name)
        elif isinstance(inner, Mapping):
            yield from _text(inner, here, key, name) if "text" in inner and _is_text(inner) else _walk(inner, here, _kind(inner, name))
        elif isinstance(inner, Sequence):
            yield from _items(inner, here, key)


def _items(items: Sequence[Any], path: str, key: str) -> Iterator[str]:
    fewest, most = COUNTS.get(key, (0, 100))
    if not fewest <= len(items) <= most:
        yield f"{path}: {len(items)} items, from {fewest} to {most}"
    for n, item in enumerate(items):
        if isinstance(item, Mapping):
            here = f"{path}[{n}]"
            yield from _text(item, here, key, key) if _is_text(item) else _walk(item, here, _kind(item, "option"))


def _string(text: str, path: str, key: str, name: str) -> Iterator[str]:
    limit = STRINGS.get(key, STRINGS.get(name))
    if limit is not None and length(text) > limit:
        yield f"{path} is {length(text)} long, at most {limit}"


def _text(value: Mapping[str, Any], path: str, key: str, name: str) -> Iterator[str]:
    limit = TEXT.get(key, TEXT.get(name))
    text = str(value["text"])
    if limit is None:
        yield f"{path}: no limit is known for this text"
    elif not 1 <= length(text) <= limit:
        yield f"{path} is {length(text)} long, from 1 to {limit}"


def _is_text(value: Mapping[str, Any]) -> bool:
    return value.get("type") in {"mrkdwn", "plain_text"}


def _kind(value: Mapping[str, Any], name: str) -> str:
    return str(value.get("type", name))
