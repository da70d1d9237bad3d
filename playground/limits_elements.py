"""Rules of the elements inside blocks: buttons, selects, inputs, options, rich text. Lengths from the published table of limits."""

from __future__ import annotations

from collections.abc import Mapping

from playground.limits_shapes import (
    BOTH,
    Check,
    Findings,
    Json,
    Kind,
    action_id,
    anything,
    boolean,
    by_type,
    choice,
    fields_of,
    integer,
    items,
    matching,
    string,
    text,
    url,
)

CONFIRM = fields_of(
    Kind(
        {"title": text(100), "text": text(300, BOTH), "confirm": text(30), "deny": text(30), "style": choice("primary", "danger")},
        required=("title", "text", "confirm", "deny"),
    )
)
DISPATCH = fields_of(
    Kind({"trigger_actions_on": items(choice("on_enter_pressed", "on_character_entered"), 2)}, required=("trigger_actions_on",))
)


def option(texts: tuple[str, ...] = ("plain_text",), *, with_url: bool = False) -> Check:
    fields: dict[str, Check] = {"text": text(75, texts), "value": string(150), "description": text(75, texts)}
    return fields_of(Kind({**fields, "url": url} if with_url else fields, required=("text", "value")))


OPTION_GROUP = fields_of(Kind({"label": text(75), "options": items(option(), 100)}, required=("label", "options")))


def _distinct_values(node: Json, at: str, out: Findings) -> None:
    options = node.get("options")
    if isinstance(options, list):
        values = [str(o.get("value")) for o in options if isinstance(o, dict)]  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType, reportUnknownVariableType]
        if len(set(values)) != len(values):
            out.add("option values must be unique", f"{at}/options")


def _input(**fields: Check) -> dict[str, Check]:
    return {"action_id": action_id, "focus_on_load": boolean, "placeholder": text(150), **fields}


def _menu(**fields: Check) -> dict[str, Check]:
    return _input(confirm=CONFIRM, **fields)


FEEDBACK_BUTTON = fields_of(Kind({"text": text(75), "value": string(2000), "accessibility_label": string(75)}, required=("text", "value")))
USER_ID = matching(r"[UW][A-Z0-9]+")
CHANNEL_ID = matching(r"[CGDU][A-Z0-9]+")
NUMBER = matching(r"-?\d+(\.\d+)?")
FILTER = fields_of(
    Kind(
        {
            "include": items(choice("im", "mpim", "private", "public"), 4),
            "exclude_external_shared_channels": boolean,
            "exclude_bot_users": boolean,
        },
        one_of=("include", "exclude_external_shared_channels", "exclude_bot_users"),
    )
)
DATE = matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_CHANNELS = {"confirm": CONFIRM, "response_url_enabled": boolean}
_STATIC = {"options": items(option(), 100), "option_groups": items(OPTION_GROUP, 100)}
_CHOICES = {"options": items(option(BOTH), 10), "confirm": CONFIRM}
_MANY = {"max_selected_items": integer(1, 1000), "confirm": CONFIRM}

IMAGE = Kind(
    {"image_url": url, "slack_file": anything, "alt_text": string(2000)}, required=("alt_text",), one_of=("image_url", "slack_file")
)

ELEMENTS: Mapping[str, Kind] = {
    "button": Kind(
        {
            "text": text(75),
            "action_id": action_id,
            "url": url,
            "value": string(2000),
            "style": choice("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
        required=("text",),
    ),
    "icon_button": Kind(
        {
            "icon": choice("trash"),
            "text": text(75),
            "action_id": action_id,
            "value": string(2000),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": items(USER_ID, 100),
        },
        required=("icon", "text"),
    ),
    "feedback_buttons": Kind(
        {"action_id": action_id, "positive_button": FEEDBACK_BUTTON, "negative_button": FEEDBACK_BUTTON},
        required=("positive_button", "negative_button"),
    ),
    "overflow": Kind(
        {"action_id": action_id, "options": items(option(with_url=True), 5), "confirm": CONFIRM},
        required=("options",),
        also=_distinct_values,
    ),
    "static_select": Kind(_menu(**_STATIC, initial_option=option()), one_of=("options", "option_groups"), also=_distinct_values),
    "multi_static_select": Kind(
        _input(**_STATIC, **_MANY, initial_options=items(option(), 100)), one_of=("options", "option_groups"), also=_distinct_values
    ),
    "external_select": Kind(_menu(initial_option=option(), min_query_length=integer(0, 100))),
    "multi_external_select": Kind(_input(**_MANY, initial_options=items(option(), 100), min_query_length=integer(0, 100))),
    "users_select": Kind(_menu(initial_user=USER_ID)),
    "multi_users_select": Kind(_input(**_MANY, initial_users=items(USER_ID, 100))),
    "channels_select": Kind(_input(**_CHANNELS, initial_channel=CHANNEL_ID)),
    "multi_channels_select": Kind(_input(**_MANY, initial_channels=items(CHANNEL_ID, 100))),
    "conversations_select": Kind(
        _input(**_CHANNELS, initial_conversation=CHANNEL_ID, default_to_current_conversation=boolean, filter=FILTER)
    ),
    "multi_conversations_select": Kind(
        _input(**_MANY, initial_conversations=items(CHANNEL_ID, 100), default_to_current_conversation=boolean, filter=FILTER)
    ),
    "radio_buttons": Kind(
        {"action_id": action_id, "focus_on_load": boolean, **_CHOICES, "initial_option": option(BOTH)},
        required=("options",),
        also=_distinct_values,
    ),
    "checkboxes": Kind(
        {"action_id": action_id, "focus_on_load": boolean, **_CHOICES, "initial_options": items(option(BOTH), 10)},
        required=("options",),
        also=_distinct_values,
    ),
    "datepicker": Kind(_menu(initial_date=DATE)),
    "timepicker": Kind(_menu(initial_time=matching(r"([01]\d|2[0-3]):[0-5]\d"), timezone=string(100))),
    "datetimepicker": Kind(
        {"action_id": action_id, "focus_on_load": boolean, "confirm": CONFIRM, "initial_date_time": integer(0, 9_999_999_999)}
    ),
    "plain_text_input": Kind(
        _input(
            initial_value=string(3000, 0),
            multiline=boolean,
            min_length=integer(0, 3000),
            max_length=integer(1, 3000),
            dispatch_action_config=DISPATCH,
        )
    ),
    # modal only by their own pages; a bot token got some through in messages, which we do not rely on
    "email_text_input": Kind(_input(initial_value=string(3000, 0), dispatch_action_config=DISPATCH), surfaces=("modal",)),
    "url_text_input": Kind(_input(initial_value=string(3000, 0), dispatch_action_config=DISPATCH), surfaces=("modal",)),
    "number_input": Kind(
        _input(is_decimal_allowed=boolean, initial_value=NUMBER, min_value=NUMBER, max_value=NUMBER, dispatch_action_config=DISPATCH),
        required=("is_decimal_allowed",),
        surfaces=("modal",),
    ),
    "file_input": Kind({"action_id": action_id, "filetypes": items(string(100), 100), "max_files": integer(1, 10)}, surfaces=("modal",)),
    "image": IMAGE,
    "url": Kind({"url": url, "text": string(256)}, required=("url", "text")),
}

SELECTS = tuple(name for name in ELEMENTS if name.endswith("_select") and not name.startswith("multi_"))
MULTI_SELECTS = tuple(name for name in ELEMENTS if name.startswith("multi_"))
PICKERS = ("datepicker", "timepicker", "datetimepicker")
CHOICES = ("radio_buttons", "checkboxes")
TEXT_INPUTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "file_input")

STYLE = fields_of(
    Kind(dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean))
)
_LEAF: Mapping[str, Kind] = {
    "text": Kind({"text": string(100_000), "style": STYLE}, required=("text",)),
    "link": Kind({"url": url, "text": string(100_000, 0), "unsafe": boolean, "style": STYLE}, required=("url",)),
    "emoji": Kind({"name": string(200), "unicode": string(200), "style": STYLE}, required=("name",)),
    "user": Kind({"user_id": USER_ID, "style": STYLE}, required=("user_id",)),
    "usergroup": Kind({"usergroup_id": string(255), "style": STYLE}, required=("usergroup_id",)),
    "channel": Kind({"channel_id": CHANNEL_ID, "style": STYLE}, required=("channel_id",)),
    "broadcast": Kind({"range": choice("here", "channel", "everyone"), "style": STYLE}, required=("range",)),
    "color": Kind({"value": string(20), "style": STYLE}, required=("value",)),
    "date": Kind(
        {
            "timestamp": integer(0, 9_999_999_999),
            "format": string(200),
            "url": url,
            "fallback": string(500),
            "timezone": string(100),
            "style": STYLE,
        },
        required=("timestamp", "format"),
    ),
    "citation": Kind({"url": url, "text": string(2000), "index": integer(0, 1000), "details": anything, "style": STYLE}),
    "tag": Kind(
        {
            "text": string(2000),
            "color": choice("gray", "brown", "purple", "indigo", "blue", "green", "yellow", "orange", "red"),
            "style": STYLE,
        },
        required=("text",),
    ),
}
leaf = by_type(lambda: _LEAF)
_SECTION = Kind({"elements": items(leaf, 10_000)}, required=("elements",))
_RICH: Mapping[str, Kind] = {
    "rich_text_section": _SECTION,
    "rich_text_list": Kind(
        {
            "elements": items(by_type(lambda: {"rich_text_section": _SECTION}), 10_000),
            "style": choice("bullet", "ordered"),
            "indent": integer(0, 8),
            "offset": integer(0, 10_000),
            "border": integer(0, 1),
        },
        required=("elements", "style"),
    ),
    "rich_text_preformatted": Kind(
        {"elements": items(leaf, 10_000), "border": integer(0, 1), "language": string(50)}, required=("elements",)
    ),
    "rich_text_quote": Kind({"elements": items(leaf, 10_000), "border": integer(0, 1)}, required=("elements",)),
}
rich_part = by_type(lambda: _RICH)


def element(*kinds: str) -> Check:
    """One element whose type is among ``kinds``."""
    return by_type(lambda: ELEMENTS, kinds)
