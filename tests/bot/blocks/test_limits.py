from typing import Any

import pytest

from bot.blocks.feedback_form import feedback_form
from bot.blocks.form import analyze_form, notice_view
from bot.blocks.help import analyze_help, bidwright_help
from bot.blocks.limits import check, check_view
from bot.blocks.message import Block, Message, context, divider, header, section
from bot.blocks.quota import quota
from tests.bot.blocks.cards import NOW


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


OVER: list[tuple[str, Block]] = [
    ("section", {"type": "section", "text": mrkdwn("x" * 3001)}),
    ("empty section", {"type": "section"}),
    ("empty text", {"type": "section", "text": mrkdwn("")}),
    ("field", {"type": "section", "fields": [mrkdwn("x" * 2001)]}),
    ("fields", {"type": "section", "fields": [mrkdwn("x")] * 11}),
    ("header", {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}),
    ("emoji header", {"type": "header", "text": {"type": "plain_text", "text": "🟢" * 80}}),
    ("context", {"type": "context", "elements": [mrkdwn("x")] * 11}),
    ("no context", {"type": "context", "elements": []}),
    ("block id", {"type": "divider", "block_id": "x" * 256}),
    ("buttons", {"type": "actions", "elements": [{"type": "button", "action_id": "a"}] * 26}),
    ("value", {"type": "actions", "elements": [{"type": "button", "action_id": "a", "value": "x" * 2001}]}),
    ("label", {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "x" * 76}}]}),
    ("unknown", {"type": "table"}),
    ("form block", {"type": "input"}),
]


@pytest.mark.parametrize("block", [block for _, block in OVER], ids=[name for name, _ in OVER])
def test_what_slack_refuses_is_found(block: Block) -> None:
    assert len(check(Message("text", (block,)))) == 1


def test_limits_are_kept_up_to_the_last_sign() -> None:
    blocks = (section("x" * 3000), header("y" * 150), context(*["z" * 2000] * 10), divider())
    assert check(Message("t" * 3500, blocks)) == []


def test_too_many_blocks_no_text_and_large_metadata_are_found() -> None:
    assert len(check(Message("", (divider(),) * 51, {"event_type": "x", "event_payload": {"a": "b" * 5000}}))) == 3


def test_a_text_too_long_for_an_update_is_found() -> None:
    assert len(check(Message("t" * 3501))) == 1


VIEWS: list[dict[str, Any]] = [
    analyze_form(channel="C1", left=97, samples=("city-network", "bridge-inspection", "x" * 300)),
    analyze_form(channel="C1", left=0, samples=()),
    feedback_form("01JRUN", "answer"),
    notice_view("That did not work", "y" * 5000),
]


@pytest.mark.parametrize("view", VIEWS)
def test_our_forms_keep_the_limits(view: dict[str, Any]) -> None:
    assert check_view(view) == []


def test_a_form_over_the_limits_is_found() -> None:
    view = feedback_form("r", "p") | {"title": {"type": "plain_text", "text": "x" * 25}, "private_metadata": "x" * 3001}
    assert len(check_view(view)) == 2
    del view["submit"]
    assert len(check_view(view)) == 3
    assert len(check_view(view | {"blocks": []})) == 3


def test_forms_carry_ids_only() -> None:
    assert feedback_form("01JRUN", "answer")["private_metadata"] == "01JRUN|answer"
    assert analyze_form(channel="C1", left=1, samples=())["private_metadata"] == "C1"


@pytest.mark.parametrize(
    "message",
    [
        analyze_help(("city-network",)),
        analyze_help(()),
        bidwright_help(),
        quota(allowance=100, left=0, mine=10, reserved=3, now=NOW),
    ],
)
def test_help_and_quota_keep_the_limits_and_have_a_whole_text(message: Message) -> None:
    assert check(message) == []
    assert len(message.text) > 80


def test_the_month_after_december_is_january() -> None:
    assert "2027-01-01" in quota(allowance=1, left=1, mine=0, reserved=0, now=NOW.replace(month=12)).text
