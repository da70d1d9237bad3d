"""The list of the issue: each a clear answer, nothing stored, nothing charged, no traceback to the outside."""

import pytest

from tests.bot.rig import CHANNEL, NOTICE, Rig

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><ContractNotice>&b;</ContractNotice>'
)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("word", "is nothing /analyze knows. Nothing was charged."),
        ("city-netwrok", "Did you mean `/analyze city-network`?"),
        ("hlep", "Did you mean `/analyze help`?"),
        ("two words", ""),
        ("x " * 2_500_000, ""),
        ("\x00\x01\x02 \x03\x04 " * 50, ""),
        ("%PDF-1.7 binary", ""),
        ("&lt;ContractNotice&gt; &lt;broken", ""),
        (BOMB.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), ""),
        ("&lt;recipe&gt; &lt;egg/&gt; &lt;/recipe&gt;", ""),
        ('{"value": 1e9999, "title": "a number that no machine can hold"}', ""),
        ('{"a": ' * 5000, ""),
        ("<!channel> <@U1> hello", ""),
    ],
    ids=[
        "word",
        "sample",
        "help",
        "short",
        "5mb",
        "controls",
        "pdf",
        "broken",
        "bomb",
        "foreign",
        "json",
        "deep",
        "tokens",
    ],
)
async def test_what_cannot_be_read_is_answered_clearly_and_costs_nothing(rig: Rig, text: str, part: str) -> None:
    reply = await rig.command("/analyze", text)
    assert reply.status == 200
    assert part in reply.said
    assert 20 < len(reply.said) < 600
    assert not any(word in reply.said for word in ("Traceback", "Error(", "<!", "<@", "/bot/", "reference"))
    assert await rig.runs() == []
    assert await rig.credits_left() == 100
    assert rig.queue.sent == []


async def test_a_stranger_word_is_escaped_once_in_messages_and_not_at_all_in_forms(rig: Rig) -> None:
    assert "“a&lt;b&amp;c” is nothing" in (await rig.command("/analyze", "a&lt;b&amp;c")).said
    assert "“a&lt;b&amp;c” is nothing" in (await rig.command("/bidwright", "a&lt;b&amp;c")).said
    values = {"notice_name": {"notice_name": {"value": "a<b&c"}}}
    reply = await rig.submit({"callback_id": "analyze_form", "private_metadata": CHANNEL, "state": {"values": values}})
    assert "“a<b&c” is nothing" in reply.body["errors"]["notice_name"]


async def test_an_unknown_command_is_answered(rig: Rig) -> None:
    reply = await rig.command("/nonsense", "x")
    assert reply.said == "Bidwright does not know /nonsense (yet). Nothing was stored or charged. Type `/bidwright help` for what there is."


async def test_an_unknown_verb_gets_the_nearest_one(rig: Rig) -> None:
    reply = await rig.command("/bidwright", "hepl")
    assert "Did you mean `/bidwright help`?" in reply.said
    assert "/quota" in (await rig.command("/bidwright", "help")).said


async def test_an_unknown_button_is_answered_beside_its_acknowledgement(rig: Rig) -> None:
    reply = await rig.click("x", action_id="old:button")
    assert (reply.status, reply.text) == (200, "")
    (said,) = rig.slack.sent("response_url")
    assert (said["response_type"], said["replace_original"]) == ("ephemeral", False)
    assert "another version of Bidwright" in said["text"]


async def test_an_unknown_form_is_answered_in_a_view_on_top(rig: Rig) -> None:
    reply = await rig.submit({"callback_id": "old_form"})
    assert reply.body["response_action"] == "push"
    assert "nothing was stored" in str(reply.body["view"])


async def test_an_unknown_shortcut_is_answered_in_a_modal(rig: Rig) -> None:
    reply = await rig.interact({"type": "shortcut", "callback_id": "old_shortcut"})
    assert reply.status == 200
    assert "another version" in str(rig.slack.sent("views.open"))


async def test_an_event_nobody_listens_to_is_taken(rig: Rig) -> None:
    reply = await rig.event({"type": "reaction_added", "user": "U1"})
    assert (reply.status, reply.text) == (200, "")


async def test_a_workspace_without_the_app_is_told_so_and_nothing_is_stored(rig: Rig) -> None:
    reply = await rig.command("/analyze", NOTICE, team="T9999")
    assert reply.status == 200
    (said,) = rig.slack.sent("response_url")
    assert "not installed in this workspace" in said["text"]


async def test_an_error_of_ours_is_an_apology_with_a_reference_and_nothing_of_the_error(rig: Rig) -> None:
    rig.slack.errors["views.open"] = "fatal_error"
    reply = await rig.command("/analyze", "")
    assert "Something went wrong on our side" in reply.said
    assert "the reference ID-" in reply.said
    assert "fatal_error" not in reply.text


async def test_a_form_without_its_parts_is_an_apology_too(rig: Rig) -> None:
    reply = await rig.submit({"callback_id": "analyze_form", "private_metadata": CHANNEL, "state": {}})
    assert reply.body["response_action"] == "push"
    assert "Something went wrong on our side" in str(reply.body["view"])
