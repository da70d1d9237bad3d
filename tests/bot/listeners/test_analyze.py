from jobs.payloads import WakeUp
from tests.bot.rig import CHANNEL, MEMBER, NOTICE, Rig


async def test_a_pasted_notice_is_stored_before_the_answer_and_the_answer_says_what_was_understood(rig: Rig) -> None:
    reply = await rig.command("/analyze", NOTICE)
    assert reply.status == 200
    assert reply.body["response_type"] == "ephemeral"
    assert "Standard analysis, 3 credits reserved, 97 left this month. It usually takes at most two minutes" in reply.said
    (run,) = await rig.runs()
    assert (run.state, run.depth, run.requester, run.channel, run.surface) == ("queued", "standard", MEMBER, CHANNEL, "command")
    assert rig.queue.sent == [WakeUp(run_id=run.id, gen=1)]


async def test_a_bundled_sample_is_found_by_name_and_a_depth_before_it_counts(rig: Rig) -> None:
    reply = await rig.command("/analyze", "quick city-network")
    assert "Quick analysis, 1 credit reserved, 99 left" in reply.said
    (run,) = await rig.runs()
    assert (run.depth, run.source_kind) == ("quick", "sample")


async def test_the_same_delivery_twice_is_one_run_and_one_charge(rig: Rig) -> None:
    await rig.command("/analyze", NOTICE, trigger="same")
    reply = await rig.command("/analyze", NOTICE, trigger="same")
    assert "already under way" in reply.said
    assert len(await rig.runs()) == 1
    assert await rig.credits_left() == 97


async def test_a_notice_that_says_payload_is_not_lost(rig: Rig) -> None:
    reply = await rig.command("/analyze", NOTICE + "\nThe lifts carry a payload of 630 kg.")
    assert "3 credits reserved" in reply.said


async def test_help_shows_examples_and_stores_nothing(rig: Rig) -> None:
    reply = await rig.command("/analyze", "help")
    assert "/analyze city-network" in reply.said
    assert reply.body["blocks"]
    assert await rig.runs() == []


async def test_nothing_typed_opens_the_form_with_the_credits_left(rig: Rig) -> None:
    reply = await rig.command("/analyze", "  ", trigger="trigger-form")
    assert (reply.status, reply.text) == (200, "")
    (call,) = rig.slack.sent("views.open")
    assert call["trigger_id"] == "trigger-form"
    assert call["authorization"] == "Bearer xoxb-T0001"
    assert "100 credits left this month" in str(call["view"])


async def test_a_form_that_slack_let_expire_is_explained(rig: Rig) -> None:
    rig.slack.errors["views.open"] = "expired_trigger_id"
    reply = await rig.command("/analyze", "")
    assert "Slack let the form expire" in reply.said


async def test_too_few_credits_are_said_and_nothing_is_stored(rig: Rig) -> None:
    for n in range(33):
        await rig.command("/analyze", NOTICE, trigger=f"t{n}")
    reply = await rig.command("/analyze", NOTICE, trigger="last")
    assert "This needs 3 credits and 1 credit is left this month. Nothing was charged." in reply.said
    assert len(await rig.runs()) == 33
    assert await rig.credits_left() == 1


def form(text: str | None = None, name: str | None = None, depth: str = "quick") -> dict[str, object]:
    values = {
        "notice_text": {"notice_text": {"value": text}},
        "notice_name": {"notice_name": {"value": name}},
        "notice_depth": {"notice_depth": {"selected_option": {"value": depth}}},
    }
    return {"callback_id": "analyze_form", "private_metadata": CHANNEL, "state": {"values": values}}


async def test_the_form_starts_a_run_in_the_channel_it_was_opened_from(rig: Rig) -> None:
    reply = await rig.submit(form(NOTICE))
    assert (reply.status, reply.text) == (200, "")
    (run,) = await rig.runs()
    assert (run.surface, run.channel, run.depth) == ("form", CHANNEL, "quick")
    (said,) = rig.slack.sent("chat.postEphemeral")
    assert (said["channel"], said["user"]) == (CHANNEL, MEMBER)
    assert "1 credit reserved" in said["text"]


async def test_a_form_sent_twice_is_one_run(rig: Rig) -> None:
    await rig.submit(form(NOTICE))
    await rig.submit(form(NOTICE))
    assert len(await rig.runs()) == 1
    assert await rig.credits_left() == 99


async def test_a_form_that_cannot_be_read_shows_the_reason_at_its_field_and_stays_open(rig: Rig) -> None:
    empty = await rig.submit(form())
    assert empty.body == {
        "response_action": "errors",
        "errors": {"notice_text": "Paste the notice, name its number or link, or add files: one of the three is needed."},
    }
    unknown = await rig.submit(form(name="city-netwrok"))
    assert "city-network" in unknown.body["errors"]["notice_name"]
    assert await rig.runs() == []
