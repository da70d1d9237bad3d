"""The small checks that Block Kit rules are made of: texts, numbers, lists, kinds. A check reports, it never raises."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

Json = dict[str, Any]


@dataclass
class Findings:
    """Problems of one payload, worded as Slack words them, each with a JSON pointer; and the ids met so far."""

    surface: str
    problems: list[str] = field(default_factory=list[str])
    block_ids: set[str] = field(default_factory=set[str])
    action_ids: set[str] = field(default_factory=set[str])
    table_chars: int = 0

    def add(self, problem: str, pointer: str) -> None:
        self.problems.append(f"[ERROR] {problem} [json-pointer:{pointer}]")


Check = Callable[[object, str, Findings], None]


@dataclass(frozen=True)
class Kind:
    """What one block or element may hold. ``one_of``: at least one of these fields; ``also``: rules across fields."""

    fields: Mapping[str, Check]
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    surfaces: tuple[str, ...] = ("message", "modal", "home")
    also: Callable[[Json, str, Findings], None] | None = None


def check_fields(node: Json, kind: Kind, at: str, out: Findings) -> None:
    """Unknown, missing and wrong fields of ``node``; ``type`` is known to the caller."""
    for name in node:
        if name != "type" and name not in kind.fields:
            out.add(f"invalid additional property: {name}", at)
    for name in kind.required:
        if name not in node:
            out.add(f"missing required field: {name}", at)
    if kind.one_of and not any(node.get(name) for name in kind.one_of):
        out.add(f"missing required field: one of {', '.join(kind.one_of)}", at)
    for name, check in kind.fields.items():
        if name in node:
            check(node[name], f"{at}/{name}", out)
    if kind.also:
        kind.also(node, at, out)


def by_type(kinds: Callable[[], Mapping[str, Kind]], allowed: tuple[str, ...] | None = None, *, default: str = "") -> Check:
    """A check that looks up ``type`` in a table; ``kinds`` is called late since tables refer to each other."""

    def check(value: object, at: str, out: Findings) -> None:
        node = as_object(value, at, out)
        if node is None:
            return
        name = str(node.get("type", default))
        kind = kinds().get(name)
        if kind is None or (allowed is not None and name not in allowed) or out.surface not in kind.surfaces:
            out.add(f"unsupported type: {name}", f"{at}/type")
            return
        check_fields(node, kind, at, out)

    return check


def fields_of(kind: Kind) -> Check:
    """A check for an object without ``type``."""

    def check(value: object, at: str, out: Findings) -> None:
        node = as_object(value, at, out)
        if node is not None:
            if "type" in node:
                out.add("invalid additional property: type", at)
            check_fields(node, kind, at, out)

    return check


def as_object(value: object, at: str, out: Findings) -> Json | None:
    if isinstance(value, dict):
        return cast("Json", value)
    out.add("must be an object", at)
    return None


def string(most: int, least: int = 1) -> Check:
    def check(value: object, at: str, out: Findings) -> None:
        if not isinstance(value, str):
            out.add("must be a string", at)
        elif len(value) < least:
            out.add(f"must be more than {least - 1} characters", at)
        elif len(value) > most:
            out.add(f"must be less than {most + 1} characters", at)

    return check


def text(most: int, kinds: tuple[str, ...] = ("plain_text",)) -> Check:
    """A text object of one of ``kinds`` with 1 to ``most`` characters."""
    length = string(most)

    def check(value: object, at: str, out: Findings) -> None:
        node = as_object(value, at, out)
        if node is None:
            return
        if node.get("type") not in kinds:
            out.add(f"unsupported type: {node.get('type')}", f"{at}/type")
            return
        own = "emoji" if node["type"] == "plain_text" else "verbatim"
        for name in node.keys() - {"type", "text", own}:
            out.add(f"invalid additional property: {name}", at)
        if "text" not in node:
            out.add("missing required field: text", at)
        else:
            length(node["text"], f"{at}/text", out)

    return check


BOTH = ("plain_text", "mrkdwn")


def boolean(value: object, at: str, out: Findings) -> None:
    if not isinstance(value, bool):
        out.add("must be a boolean", at)


def anything(_value: object, _at: str, _out: Findings) -> None:
    """For fields Slack takes and this project never reads."""


def integer(least: int, most: int) -> Check:
    def check(value: object, at: str, out: Findings) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            out.add(f"must be an integer from {least} to {most}", at)

    return check


def choice(*values: str) -> Check:
    def check(value: object, at: str, out: Findings) -> None:
        if value not in values:
            out.add(f"must be one of {', '.join(values)}", at)

    return check


def url(value: object, at: str, out: Findings) -> None:
    before = len(out.problems)
    string(3000)(value, at, out)
    if len(out.problems) == before and not str(value).startswith(("http://", "https://", "mailto:")):
        out.add("must be a valid URL", at)


def matching(pattern: str) -> Check:
    def check(value: object, at: str, out: Findings) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            out.add("must match the expected pattern", at)

    return check


def items(each: Check, most: int, least: int = 1) -> Check:
    """A list of ``least`` to ``most`` things."""

    def check(value: object, at: str, out: Findings) -> None:
        if not isinstance(value, list):
            out.add("must be an array", at)
            return
        things = cast("list[object]", value)
        if len(things) > most:
            out.add(f"no more than {most} items allowed", at)
        if len(things) < least:
            out.add(f"no fewer than {least} items allowed", at)
        for index, thing in enumerate(things[:most]):
            each(thing, f"{at}/{index}", out)

    return check


def action_id(value: object, at: str, out: Findings) -> None:
    string(255)(value, at, out)
    if isinstance(value, str):
        if value in out.action_ids:
            out.add(f"action_id `{value}` already exists", at)
        out.action_ids.add(value)


def block_id(value: object, at: str, out: Findings) -> None:
    string(255)(value, at, out)
    if isinstance(value, str):
        if value in out.block_ids:
            out.add(f"block_id `{value}` already exists", at)
        out.block_ids.add(value)
