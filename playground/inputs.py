"""What a person chose, in the shapes Slack sends: ``actions[0]`` and ``state.values``; and what a form refuses by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from playground.records import Json

# element type -> the field that holds its value, and whether it holds several
FIELDS: dict[str, tuple[str, bool]] = {
    "plain_text_input": ("value", False),
    "email_text_input": ("value", False),
    "url_text_input": ("value", False),
    "number_input": ("value", False),
    "rich_text_input": ("rich_text_value", False),
    "static_select": ("selected_option", False),
    "external_select": ("selected_option", False),
    "radio_buttons": ("selected_option", False),
    "overflow": ("selected_option", False),
    "checkboxes": ("selected_options", True),
    "multi_static_select": ("selected_options", True),
    "multi_external_select": ("selected_options", True),
    "users_select": ("selected_user", False),
    "multi_users_select": ("selected_users", True),
    "channels_select": ("selected_channel", False),
    "multi_channels_select": ("selected_channels", True),
    "conversations_select": ("selected_conversation", False),
    "multi_conversations_select": ("selected_conversations", True),
    "datepicker": ("selected_date", False),
    "timepicker": ("selected_time", False),
    "datetimepicker": ("selected_date_time", False),
    "file_input": ("files", True),
}
BUTTONS = ("button", "icon_button")


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every (block, element) that has an ``action_id``, containers and cards included."""
    for block in blocks:
        inside = [*(block.get("elements") or []), block.get("element"), block.get("accessory"), *(block.get("actions") or [])]
        for element in inside:
            if isinstance(element, dict) and "action_id" in element:
                yield block, cast("Json", element)
        cards = [card for card in block.get("elements") or [] if isinstance(card, dict) and cast("Json", card).get("type") == "card"]
        yield from elements_of([*(block.get("child_blocks") or []), *cast("list[Json]", cards)])


def find_element(blocks: list[Json], action_id: str, block_id: str | None = None) -> tuple[Json, Json]:
    """The element with this ``action_id`` (and ``block_id``).

    Raises: LookupError when the payload has none, saying which there are.
    """
    found = list(elements_of(blocks))
    for block, element in found:
        if element["action_id"] == action_id and block_id in (None, block.get("block_id")):
            return block, element
    raise LookupError(f"no element {action_id!r}; there are {sorted({str(e['action_id']) for _, e in found})}")


def _options(element: Json) -> dict[str, Json]:
    options: list[Json] = list(element.get("options") or [])
    for group in element.get("option_groups") or []:
        options += group.get("options") or []
    return {str(option["value"]): option for option in options}


def value_of(element: Json, chosen: Any, files: Mapping[str, Json] | None = None) -> Json:
    """``chosen`` (text, option value, id, number, or a list of these) as the state value of this element.

    Raises: LookupError for an option the element does not offer.
    """
    field, many = FIELDS[element["type"]]
    if many:
        chosen = cast("list[Any]", [] if chosen is None else chosen if isinstance(chosen, list) else [chosen])
    if field.startswith("selected_option"):
        options = _options(element)
        try:
            chosen = [options[str(value)] for value in chosen] if many else None if chosen is None else options[str(chosen)]
        except KeyError as error:
            raise LookupError(f"no option {error.args[0]!r} in {element['action_id']!r}; there are {sorted(options)}") from error
    if field == "files":
        chosen = [(files or {})[ident] for ident in chosen]
    return {"type": element["type"], field: chosen}


def initial_of(element: Json) -> Json:
    """The state value before anybody touched the element."""
    field, many = FIELDS[element["type"]]
    names = ("initial_value", "initial_option", "initial_options", "initial_user", "initial_users", "initial_channel", "initial_channels")
    more = ("initial_conversation", "initial_conversations", "initial_date", "initial_time", "initial_date_time")
    given = next((element[name] for name in (*names, *more) if name in element), [] if many else None)
    return {"type": element["type"], field: given}


def state_of(blocks: list[Json], chosen: Mapping[str, Any], files: Mapping[str, Json] | None = None) -> Json:
    """``state.values`` of a view or message.

    ``chosen`` is keyed by action id, block id, or ``block_id/action_id``; what is not named keeps its initial value.
    """
    values: Json = {}
    for block, element in elements_of(blocks):
        if element["type"] not in FIELDS or element["type"] == "overflow":
            continue
        block_id, action_id = str(block["block_id"]), str(element["action_id"])
        keys = (f"{block_id}/{action_id}", block_id, action_id)
        key = next((name for name in keys if name in chosen), None)
        value = initial_of(element) if key is None else value_of(element, chosen[key], files)
        values.setdefault(block_id, {})[action_id] = value
    return values


def action_of(block: Json, element: Json, chosen: Any, action_ts: str) -> Json:
    """``actions[0]`` of a block_actions payload; for feedback buttons ``chosen`` is "positive" or "negative"."""
    base: Json = {"type": element["type"], "action_id": element["action_id"], "block_id": block.get("block_id"), "action_ts": action_ts}
    if element["type"] in BUTTONS:
        return base | {name: element[name] for name in ("text", "value", "style", "url") if name in element}
    if element["type"] == "feedback_buttons":
        pressed = element["negative_button" if chosen == "negative" else "positive_button"]
        return base | {"text": pressed["text"], "value": pressed["value"]}
    return base | value_of(element, chosen)


def form_errors(blocks: list[Json], state: Json) -> dict[str, str]:
    """What Slack's own form refuses before sending: block id -> words under the field."""
    errors: dict[str, str] = {}
    for block in blocks:
        element = block.get("element")
        if block.get("type") != "input" or not isinstance(element, dict):
            continue
        found = cast("Json", element)
        value = state.get(str(block["block_id"]), {}).get(str(found["action_id"]), {})
        given = value.get(FIELDS[found["type"]][0])
        if problem := _problem(found, given, optional=bool(block.get("optional"))):
            errors[str(block["block_id"])] = problem
    return errors


def _problem(element: Json, given: Any, *, optional: bool) -> str:
    if given in (None, "", []):
        return "" if optional else "Please complete this required field."
    kind = element["type"]
    if kind == "plain_text_input":
        return _length_problem(len(str(given)), int(element.get("min_length") or 0), int(element.get("max_length") or 3000))
    if kind == "number_input":
        return _number_problem(element, str(given))
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", str(given)):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not re.match(r"https?://[^\s]+$", str(given)):
        return "Please enter a valid URL."
    if kind == "file_input" and len(given) > int(element.get("max_files") or 10):
        return f"Please upload at most {element.get('max_files') or 10} files."
    return ""


def _length_problem(length: int, least: int, most: int) -> str:
    if length < least:
        return f"Please enter at least {least} characters."
    return f"Please enter at most {most} characters." if length > most else ""


def _number_problem(element: Json, given: str) -> str:
    decimal = bool(element.get("is_decimal_allowed"))
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?" if decimal else r"-?\d{1,15}", given):
        return "Please enter a number." if decimal else "Please enter a whole number."
    if "min_value" in element and float(given) < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and float(given) > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return ""
