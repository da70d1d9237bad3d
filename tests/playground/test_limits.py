"""The table of Slack's limits, row by row: what just fits is taken, what is one too much is refused."""

from __future__ import annotations

from typing import Any

import pytest

from playground.limits import check_blocks, check_view

Json = dict[str, Any]


def plain(length: int = 1) -> Json:
    return {"type": "plain_text", "text": "a" * length}


def mrkdwn(length: int = 1) -> Json:
    return {"type": "mrkdwn", "text": "a" * length}


def option(value: str = "v", length: int = 1) -> Json:
    return {"text": plain(length), "value": value}


def options(count: int) -> list[Json]:
    return [option(str(n)) for n in range(count)]


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain(), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def field(element: Json) -> Json:
    return {"type": "input", "label": plain(), "element": element}


def raw(length: int = 1) -> Json:
    return {"type": "raw_text", "text": "a" * length}


def rows(count: int, columns: int = 1, length: int = 1) -> list[list[Json]]:
    return [[raw(length)] * columns for _ in range(count)]


def rich(*leaves: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(leaves)}]}


def data_table(given: list[list[Json]], **more: Any) -> Json:
    return {"type": "data_table", "caption": "c", "rows": given, **more}


def container(children: list[Json], **more: Any) -> Json:
    return {"type": "container", "title": plain(), "child_blocks": children, **more}


def feedback(**more: Any) -> Json:
    side = {"text": plain(), "value": "v"}
    return {"type": "feedback_buttons", "positive_button": side, "negative_button": side, **more}


DIVIDER: Json = {"type": "divider"}
CONFIRM: Json = {"title": plain(100), "text": mrkdwn(300), "confirm": plain(30), "deny": plain(30)}
TASK: Json = {"type": "task_card", "task_id": "1", "title": "t", "status": "pending"}

# what fits, what does not
LIMITS: list[tuple[str, Json, Json]] = [
    ("section text", {"type": "section", "text": mrkdwn(3000)}, {"type": "section", "text": mrkdwn(3001)}),
    ("section fields", {"type": "section", "fields": [plain()] * 10}, {"type": "section", "fields": [plain()] * 11}),
    ("section field length", {"type": "section", "fields": [mrkdwn(2000)]}, {"type": "section", "fields": [mrkdwn(2001)]}),
    ("section needs words", {"type": "section", "text": plain()}, {"type": "section"}),
    ("header", {"type": "header", "text": plain(150)}, {"type": "header", "text": plain(151)}),
    ("header is plain", {"type": "header", "text": plain()}, {"type": "header", "text": mrkdwn()}),
    ("header level", {"type": "header", "text": plain(), "level": 4}, {"type": "header", "text": plain(), "level": 5}),
    ("context", {"type": "context", "elements": [plain()] * 10}, {"type": "context", "elements": [plain()] * 11}),
    ("context holds no button", {"type": "context", "elements": [mrkdwn()]}, {"type": "context", "elements": [button()]}),
    ("actions", actions(*[button()] * 25), actions(*[button()] * 26)),
    ("no multi-select in actions", actions(button()), actions({"type": "multi_static_select", "options": options(1)})),
    ("no text input in actions", actions(button()), actions({"type": "plain_text_input"})),
    ("button text", actions({**button(), "text": plain(75)}), actions({**button(), "text": plain(76)})),
    ("button value", actions(button(value="a" * 2000)), actions(button(value="a" * 2001))),
    ("button url", actions(button(url="https://e.org/" + "a" * 2900)), actions(button(url="https://e.org/" + "a" * 3000))),
    ("button style", actions(button(style="danger")), actions(button(style="loud"))),
    ("button confirm", actions(button(confirm=CONFIRM)), actions(button(confirm={**CONFIRM, "deny": plain(31)}))),
    ("action_id length", actions(button(action_id="a" * 255)), actions(button(action_id="a" * 256))),
    ("action_id twice in a block", actions(button(action_id="a"), button(action_id="b")), actions(*[button(action_id="a")] * 2)),
    ("block_id length", {"type": "divider", "block_id": "a" * 255}, {"type": "divider", "block_id": "a" * 256}),
    ("empty text", {"type": "section", "text": plain(1)}, {"type": "section", "text": plain(0)}),
    ("select", actions({"type": "static_select", "options": options(100)}), actions({"type": "static_select", "options": options(101)})),
    (
        "option value",
        actions({"type": "static_select", "options": [option("a" * 150)]}),
        actions({"type": "static_select", "options": [option("a" * 151)]}),
    ),
    (
        "option text",
        actions({"type": "static_select", "options": [option("a", 75)]}),
        actions({"type": "static_select", "options": [option("a", 76)]}),
    ),
    ("overflow", actions({"type": "overflow", "options": options(5)}), actions({"type": "overflow", "options": options(6)})),
    ("radio", actions({"type": "radio_buttons", "options": options(10)}), actions({"type": "radio_buttons", "options": options(11)})),
    ("checkboxes", actions({"type": "checkboxes", "options": options(10)}), actions({"type": "checkboxes", "options": options(11)})),
    (
        "option values differ",
        actions({"type": "overflow", "options": options(2)}),
        actions({"type": "overflow", "options": [option()] * 2}),
    ),
    ("date", actions({"type": "datepicker", "initial_date": "2026-12-31"}), actions({"type": "datepicker", "initial_date": "31.12.2026"})),
    (
        "image alt text",
        {"type": "image", "image_url": "https://e.org/a", "alt_text": "a"},
        {"type": "image", "image_url": "https://e.org/a"},
    ),
    (
        "image alt text not empty",
        {"type": "image", "image_url": "https://e.org/a", "alt_text": "a" * 2000},
        {"type": "image", "image_url": "https://e.org/a", "alt_text": ""},
    ),
    ("markdown", {"type": "markdown", "text": "a" * 12_000}, {"type": "markdown", "text": "a" * 12_001}),
    ("table rows", {"type": "table", "rows": rows(100)}, {"type": "table", "rows": rows(101)}),
    ("table columns", {"type": "table", "rows": rows(1, 20)}, {"type": "table", "rows": rows(1, 21)}),
    ("table characters", {"type": "table", "rows": rows(10, 10, 100)}, {"type": "table", "rows": rows(10, 10, 101)}),
    ("data table rows", data_table(rows(101)), data_table(rows(102))),
    ("data table needs a row", data_table(rows(2)), data_table(rows(1))),
    ("data table caption", data_table(rows(2)), {"type": "data_table", "rows": rows(2)}),
    ("data table pages", data_table(rows(2), page_size=100), data_table(rows(2), page_size=101)),
    ("data table is square", data_table(rows(2, 2)), data_table([*rows(1, 2), *rows(1, 1)])),
    (
        "data table header",
        data_table([[raw()], [rich({"type": "text", "text": "a"})]]),
        data_table([[rich({"type": "text", "text": "a"})], [raw()]]),
    ),
    ("data table numbers", data_table(rows(2)), data_table([[raw()], [{"type": "raw_number", "value": 1}]])),
    ("card title", {"type": "card", "title": mrkdwn(150)}, {"type": "card", "title": mrkdwn(151)}),
    ("card body", {"type": "card", "body": mrkdwn(200)}, {"type": "card", "body": mrkdwn(201)}),
    ("card buttons", {"type": "card", "actions": [button()] * 2}, {"type": "card", "actions": [button()] * 3}),
    ("card needs something", {"type": "card", "title": plain()}, {"type": "card", "subtitle": plain()}),
    ("container children", container([DIVIDER] * 10), container([DIVIDER] * 11)),
    ("container title", container([DIVIDER], title=plain(150)), container([DIVIDER], title=plain(151))),
    ("container holds no markdown", container([DIVIDER]), container([{"type": "markdown", "text": "a"}])),
    ("container holds no data table", container([{"type": "table", "rows": rows(1)}]), container([data_table(rows(2))])),
    ("container holds no container", container([DIVIDER]), container([container([DIVIDER])])),
    (
        "only what folds is folded",
        container([DIVIDER], is_collapsible=True, default_collapsed=True),
        container([DIVIDER], default_collapsed=True),
    ),
    (
        "context actions",
        {"type": "context_actions", "elements": [feedback()] * 5},
        {"type": "context_actions", "elements": [feedback()] * 6},
    ),
    (
        "context actions hold no button",
        {"type": "context_actions", "elements": [feedback()]},
        {"type": "context_actions", "elements": [button()]},
    ),
    ("no feedback in actions", {"type": "context_actions", "elements": [feedback()]}, actions(feedback())),
    ("task status", TASK, {**TASK, "status": "done"}),
    ("plan title is a string", {"type": "plan", "title": "a", "tasks": [TASK]}, {"type": "plan", "title": plain()}),
    ("plan tasks", {"type": "plan", "title": "a", "tasks": [TASK] * 50}, {"type": "plan", "title": "a", "tasks": [TASK] * 51}),
    ("rich text tag", rich({"type": "tag", "text": "a", "color": "green"}), rich({"type": "tag", "text": "a", "color": "pink"})),
    ("rich text leaf", rich({"type": "text", "text": "a", "style": {"bold": True}}), rich({"type": "shout", "text": "a"})),
    ("rich text is not empty", rich({"type": "text", "text": "a"}), rich({"type": "text", "text": ""})),
    ("link scheme", rich({"type": "link", "url": "https://e.org"}), rich({"type": "link", "url": "javascript:alert(1)"})),
    ("unknown block", DIVIDER, {"type": "rainbow"}),
    ("unknown field", DIVIDER, {"type": "divider", "colour": "red"}),
]


@pytest.mark.parametrize(("fits", "too_much"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS])
def test_a_limit_is_taken_and_one_past_it_is_refused(fits: Json, too_much: Json) -> None:
    assert check_blocks([fits]) == []
    assert check_blocks([too_much]) != []


@pytest.mark.parametrize(
    ("block", "message", "modal", "home"),
    [
        (DIVIDER, True, True, True),
        ({"type": "markdown", "text": "a"}, True, False, False),
        ({"type": "table", "rows": rows(1)}, True, False, False),
        (data_table(rows(2)), True, False, False),
        ({"type": "card", "title": plain()}, True, False, True),
        ({"type": "context_actions", "elements": [feedback()]}, True, False, False),
        ({"type": "alert", "text": plain()}, False, True, False),
        ({"type": "plan", "title": "a"}, True, False, False),
        (TASK, True, False, False),
        (field({"type": "plain_text_input"}), True, True, True),
        (field({"type": "file_input"}), False, True, False),
        (field({"type": "number_input", "is_decimal_allowed": False}), False, True, False),
    ],
    ids=lambda value: str(value.get("element", value)["type"]) if isinstance(value, dict) else str(value),
)
def test_a_block_stands_only_on_its_surfaces(block: Json, message: bool, modal: bool, home: bool) -> None:
    found = [check_blocks([block], surface) == [] for surface in ("message", "modal", "home")]
    assert found == [message, modal, home]


def test_a_message_has_fifty_blocks_and_a_view_a_hundred() -> None:
    assert check_blocks([DIVIDER] * 50) == []
    assert check_blocks([DIVIDER] * 51) == ["[ERROR] no more than 50 items allowed [json-pointer:/blocks]"]
    assert check_blocks([DIVIDER] * 100, "home") == []
    assert check_blocks([DIVIDER] * 101, "home") != []


def test_a_block_id_is_used_once_also_inside_containers() -> None:
    named = {"type": "divider", "block_id": "a"}
    assert check_blocks([named, {**named, "block_id": "b"}]) == []
    assert check_blocks([named, container([named])]) == [
        "[ERROR] block_id `a` already exists [json-pointer:/blocks/1/child_blocks/0/block_id]"
    ]


def test_the_same_action_id_may_stand_in_two_blocks() -> None:
    assert check_blocks([actions(button(action_id="row:wrong")), actions(button(action_id="row:wrong"))]) == []


def test_a_message_has_one_table_of_either_kind() -> None:
    both = [{"type": "table", "rows": rows(1)}, data_table(rows(2))]
    assert check_blocks(both) == ["[ERROR] only_one_table_allowed [json-pointer:/blocks]"]


@pytest.mark.parametrize("hostile", [None, 7, "text", [None], [[]], [{"type": None}], [{"type": ["a"]}], [{"type": "section", "text": []}]])
def test_nonsense_is_reported_and_never_raises(hostile: Any) -> None:
    assert check_blocks(hostile) != []
    assert check_view(hostile) != []


def modal(**more: Any) -> Json:
    return {"type": "modal", "title": plain(), "blocks": [DIVIDER], **more}


@pytest.mark.parametrize(
    ("fits", "too_much"),
    [
        (modal(title=plain(24)), modal(title=plain(25))),
        (modal(submit=plain(24)), modal(submit=plain(25))),
        (modal(close=plain(24)), modal(close=plain(25))),
        (modal(private_metadata="a" * 3000), modal(private_metadata="a" * 3001)),
        (modal(callback_id="a" * 255), modal(callback_id="a" * 256)),
        (modal(), modal(colour="red")),
        (modal(submit=plain(), blocks=[field({"type": "plain_text_input"})]), modal(blocks=[field({"type": "plain_text_input"})])),
        (
            modal(submit=plain(), blocks=[field({"type": "file_input", "max_files": 10})]),
            modal(submit=plain(), blocks=[field({"type": "file_input", "max_files": 11})]),
        ),
        (
            modal(submit=plain(), blocks=[field({"type": "plain_text_input", "max_length": 3000})]),
            modal(submit=plain(), blocks=[field({"type": "plain_text_input", "max_length": 3001})]),
        ),
        ({"type": "home", "blocks": [DIVIDER]}, {"type": "home", "blocks": [DIVIDER], "title": plain()}),
    ],
    ids=[
        "title",
        "submit",
        "close",
        "private_metadata",
        "callback_id",
        "unknown",
        "input needs submit",
        "files",
        "input length",
        "home has no title",
    ],
)
def test_a_view_has_its_own_limits(fits: Json, too_much: Json) -> None:
    assert check_view(fits) == []
    assert check_view(too_much) != []
