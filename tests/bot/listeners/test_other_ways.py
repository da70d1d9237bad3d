"""Asking by a mention, a direct message and the shortcuts; stopping what was asked."""

from typing import Any

import pytest

from bot.middleware import is_foreign
from storage import audit, members
from tests.bot.rig import CHANNEL, MEMBER, NOTICE, TEAM, Rig

MENTION: dict[str, Any] = {"type": "app_mention", "user": MEMBER, "channel": CHANNEL, "ts": "17.1"}
DIRECT: dict[str, Any] = {"type": "message", "channel_type": "im", "user": MEMBER, "channel": "D0001", "ts": "17.1"}
FILE = {"id": "F1", "name": "tender.pdf", "size": 1200}


def told(rig: Rig) -> list[dict[str, Any]]:
    return rig.slack.sent("chat.postEphemeral")


@pytest.mark.parametrize("event", [MENTION, DIRECT], ids=["mention", "direct"])
async def test_a_notice_in_a_message_to_the_app_is_asked_for_where_it_was_written(rig: Rig, event: dict[str, Any]) -> None:
    reply = await rig.event(event | {"text": f"<@UBOT> {NOTICE}", "thread_ts": "16.9"})
    (run,) = await rig.runs()
    (answer,) = told(rig)
    assert (reply.status, run.channel, run.surface, run.requester) == (200, event["channel"], "mention", MEMBER)
    assert "Understood: “The town of Varnholt" in answer["text"]
    assert (answer["user"], answer["channel"], answer["thread_ts"]) == (MEMBER, event["channel"], "16.9")


async def test_a_mention_names_depth_and_number_as_the_command_does(rig: Rig) -> None:
    await rig.event(MENTION | {"text": "<@UBOT> quick <https://ted.europa.eu/en/notice/-/detail/123456-2026>"})
    (run,) = await rig.runs()
    assert (run.depth, run.source_kind) == ("quick", "ted")


async def test_files_of_a_message_come_with_its_words(rig: Rig) -> None:
    await rig.event(MENTION | {"text": "<@UBOT> quick please, lot 2 only", "files": [FILE], "subtype": "file_share"})
    (run,) = await rig.runs()
    assert (run.depth, run.source_kind) == ("quick", "files")


async def test_an_event_that_comes_twice_is_stored_and_told_once(rig: Rig) -> None:
    for _ in range(2):
        await rig.event(MENTION | {"text": f"<@UBOT> {NOTICE}"})
    assert len(await rig.runs()) == len(told(rig)) == 1


@pytest.mark.parametrize("text", ["<@UBOT>", "<@UBOT> help"])
async def test_a_mention_without_a_notice_gets_help(rig: Rig, text: str) -> None:
    await rig.event(MENTION | {"text": text})
    assert await rig.runs() == []
    assert "/analyze" in str(told(rig)[0]["blocks"])


async def test_a_message_that_cannot_be_read_is_answered_with_a_sentence_and_not_sent_again(rig: Rig) -> None:
    reply = await rig.event(MENTION | {"text": "<@UBOT> thanks a lot"})
    assert reply.status == 200
    assert "too short to be a notice" in told(rig)[0]["text"]
    assert await rig.runs() == []


async def test_who_has_no_credits_left_is_told_so_beside_the_mention(rig: Rig) -> None:
    for number in range(33):
        await rig.command("/analyze", NOTICE, trigger=f"t{number}")
    reply = await rig.event(MENTION | {"text": f"<@UBOT> {NOTICE}"})
    assert reply.status == 200
    assert "This needs 3 credits and 1 credit is left this month" in told(rig)[0]["text"]


@pytest.mark.parametrize(
    "news",
    [
        {"bot_id": "B1", "user": "UBOT", "text": NOTICE},
        {"subtype": "message_changed", "message": {"text": NOTICE}},
        {"subtype": "message_deleted", "previous_message": {"text": NOTICE}},
        {"channel_type": "channel", "text": NOTICE},
    ],
    ids=["our own", "edited", "deleted", "in a channel without a mention"],
)
async def test_what_nobody_wrote_to_the_app_starts_nothing(rig: Rig, news: dict[str, Any]) -> None:
    assert (await rig.event(DIRECT | news)).status == 200
    assert await rig.runs() == []
    assert rig.slack.calls == []


async def test_a_person_of_another_company_in_a_shared_channel_sees_and_does_not_drive(rig: Rig) -> None:
    reply = await rig.event(MENTION | {"text": f"<@UBOT> {NOTICE}", "user_team": "T0ELSE"})
    assert reply.status == 200
    await rig.interact(pressed_on({"text": NOTICE}, rig) | {"user": {"id": "U9ELSE", "team_id": "T0ELSE"}})
    assert await rig.runs() == []
    assert "Only people of the workspace" in told(rig)[0]["text"]
    assert "Only people of the workspace" in rig.slack.sent("response_url")[0]["text"]


@pytest.mark.parametrize(
    ("body", "foreign"),
    [
        ({"team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T1"}}, False),
        ({"team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T2"}}, True),
        ({"team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T2"}, "enterprise": {"id": "E1"}}, False),
        ({"team": None, "user": {"id": "U1", "team_id": "T2"}, "is_enterprise_install": True}, False),
        ({"team_id": "T1", "event": {"type": "message", "user_team": "T2", "team": "T1"}}, True),
        ({"team_id": "T1", "event": {"type": "message", "team": "T1"}}, False),
        ({"team_id": "T1", "event": {"type": "app_uninstalled"}}, False),
        ({"team_id": "T1", "user_id": "U1", "command": "/analyze"}, False),
        ({"team": "no object", "user": ["no", "object"], "team_id": "T1"}, False),
    ],
)
def test_who_is_of_another_company_is_told_by_the_workspaces(body: dict[str, Any], foreign: bool) -> None:
    assert is_foreign(body) is foreign


def pressed_on(message: dict[str, Any], rig: Rig) -> dict[str, Any]:
    place = {"channel": {"id": CHANNEL}, "response_url": f"{rig.slack_url}/api/response_url"}
    return {"type": "message_action", "callback_id": "analyze_message", "message": message, "trigger_id": "trigger-5", **place}


async def test_the_message_shortcut_takes_text_and_files_of_the_message(rig: Rig) -> None:
    await rig.interact(pressed_on({"text": NOTICE, "ts": "1.1", "user": "U0002"}, rig))
    await rig.interact(pressed_on({"text": "", "files": [FILE]}, rig) | {"trigger_id": "trigger-6"})
    assert sorted(run.source_kind for run in await rig.runs()) == ["files", "text"]
    assert all(run.requester == MEMBER for run in await rig.runs())
    assert "Understood" in rig.slack.sent("response_url")[0]["text"]


async def test_a_message_without_a_notice_is_refused_in_words(rig: Rig) -> None:
    await rig.interact(pressed_on({"text": "", "ts": "1.1"}, rig))
    assert "There is no notice in this message" in rig.slack.sent("response_url")[0]["text"]
    assert await rig.runs() == []


async def test_the_global_shortcut_opens_the_form(rig: Rig) -> None:
    await rig.interact({"type": "shortcut", "callback_id": "analyze_form", "trigger_id": "trigger-7"})
    (opened,) = rig.slack.sent("views.open")
    assert "analyze_form" in str(opened["view"])


async def stop(rig: Rig, run_id: str, member: str = MEMBER, team: str = TEAM) -> str:
    before = len(rig.slack.sent("response_url"))
    await rig.click(run_id, action_id="run:stop", member=member, team=team)
    return rig.slack.sent("response_url")[before]["text"]


async def test_who_asked_may_stop_and_a_second_press_says_so(rig: Rig) -> None:
    await rig.command("/analyze", NOTICE)
    (run,) = await rig.runs()
    assert "being stopped" in await stop(rig, run.id)
    assert "nothing left to stop" in await stop(rig, run.id)
    (run,) = await rig.runs()
    assert run.cancel_requested_at is not None
    async with rig.deps.db.tenant_read(rig.tenants[TEAM]) as tx:
        assert [(entry.act, entry.actor) for entry in await audit.entries(tx) if entry.act == "stop"] == [("stop", MEMBER)]


async def test_an_admin_may_stop_it_too_and_somebody_unknown_may_not(rig: Rig) -> None:
    await rig.command("/analyze", NOTICE)
    (run,) = await rig.runs()
    assert "nothing was changed" in await stop(rig, run.id, member="U0002")
    assert (await rig.runs())[0].cancel_requested_at is None
    async with rig.deps.db.tenant(rig.tenants[TEAM]) as tx:
        await members.ensure(tx, "U0002", now=rig.clock.now(), role="admin")
    assert "being stopped" in await stop(rig, run.id, member="U0002")


@pytest.mark.parametrize("run_id", ["", "no-such-run", "x" * 500])
async def test_a_forged_stop_stops_nothing(rig: Rig, run_id: str) -> None:
    await rig.command("/analyze", NOTICE)
    assert "does not belong to this workspace" in await stop(rig, run_id)
    assert (await rig.runs())[0].cancel_requested_at is None
