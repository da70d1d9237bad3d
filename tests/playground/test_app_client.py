"""What the app receives: signed, complete, in Slack's encodings; and what people see of its answer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from playground.app_client import slack_escape
from playground.server import Playground
from tests.playground.conftest import Api, HandClock
from tests.playground.fake_app import FakeApp, Seen

ADA, BEN, BIDS = "U0ADA", "U0BEN", "C0NBIDS"


def genuine(slack: Playground, seen: Seen) -> bool:
    return SignatureVerifier(slack.signing_secret).is_valid_request(seen.body, seen.headers)


async def test_every_kind_of_request_is_signed(slack: Playground, app: FakeApp) -> None:
    await slack.client.command(ADA, BIDS, "/analyze", "city-network")
    await slack.client.shortcut(ADA, "analyze_form")
    await slack.client.mention(ADA, BIDS, "what is due?")
    await slack.client.url_verification()
    await slack.client.ssl_check()
    assert [genuine(slack, seen) for seen in app.seen] == [True] * 5


async def test_a_forged_and_a_stale_request_are_not_genuine(slack: Playground, app: FakeApp) -> None:
    body = b"command=%2Fanalyze"
    await slack.client.raw(body, slack.client.signed_headers(body, secret="wrong"))
    await slack.client.raw(body, slack.client.signed_headers(body, timestamp="1700000000"))
    await slack.client.raw(body, {})
    assert [genuine(slack, seen) for seen in app.seen] == [False] * 3


async def test_a_command_arrives_as_a_form_with_everything_slack_sends(slack: Playground, app: FakeApp) -> None:
    delivery = await slack.client.command(BEN, BIDS, "/analyze", "a & b <c>")
    form = app.seen[0].form
    assert form["text"] == "a & b <c>"
    assert (form["team_id"], form["channel_id"], form["channel_name"], form["user_id"]) == ("T0NORTH", BIDS, "bids", BEN)
    assert form["response_url"] == delivery.response_url
    assert form["response_url"].startswith(slack.url)


async def test_an_acknowledgement_is_seen_by_the_asker_alone(slack: Playground, app: FakeApp) -> None:
    app.answers({"text": "Reading it."})
    await slack.client.command(BEN, BIDS, "/analyze", "x")
    shown = await slack.wait_for_message(BIDS, lambda m: m.text == "Reading it.")
    assert (shown.ephemeral_to, shown.user) == (BEN, "U0NBOT")


async def test_an_acknowledgement_can_be_for_the_channel_or_plain_words(slack: Playground, app: FakeApp) -> None:
    app.answers({"response_type": "in_channel", "text": "All can see."})
    await slack.client.command(BEN, BIDS, "/analyze", "x")
    assert (await slack.wait_for_message(BIDS, lambda m: m.text == "All can see.")).ephemeral_to is None

    async def words(_seen: Seen) -> web.StreamResponse:
        return web.Response(text="just words")

    app.answer = words
    await slack.client.command(BEN, BIDS, "/analyze", "x")
    assert (await slack.wait_for_message(BIDS, lambda m: m.text == "just words")).ephemeral_to == BEN


async def test_an_acknowledgement_over_the_limits_is_slacks_error(slack: Playground, app: FakeApp) -> None:
    app.answers({"text": "x", "blocks": [{"type": "rainbow"}]})
    await slack.client.command(BEN, BIDS, "/analyze", "x")
    assert await slack.wait_for_message(BIDS, lambda m: m.text == '/analyze failed with the error "invalid_command_response"')


async def test_an_app_slower_than_three_seconds_timed_out(slack: Playground, app: FakeApp) -> None:
    slack.client.ack_seconds = 0.05
    release = asyncio.Event()

    async def slow(_seen: Seen) -> web.StreamResponse:
        await release.wait()
        return web.Response()

    app.answer = slow
    delivery = await slack.client.command(BEN, BIDS, "/analyze", "x")
    release.set()
    assert delivery.timed_out
    assert await slack.wait_for_message(BIDS, lambda m: m.text == '/analyze failed with the error "operation_timeout"')


async def test_an_app_that_fails_or_is_away_is_a_failed_dispatch(slack: Playground, app: FakeApp) -> None:
    app.answers({}, status=500)
    await slack.client.command(BEN, BIDS, "/quota")
    assert await slack.wait_for_message(BIDS, lambda m: m.text == '/quota failed with the error "dispatch_failed"')
    slack.set_app_url("http://127.0.0.1:9")
    away = await slack.client.command(BEN, BIDS, "/quota")
    assert (away.status, away.timed_out) == (0, False)


def card() -> list[dict[str, Any]]:
    side = {"text": {"type": "plain_text", "text": "ok"}, "value": "up"}
    feedback = {
        "type": "feedback_buttons",
        "action_id": "answer:feedback",
        "positive_button": side,
        "negative_button": {**side, "value": "down"},
    }
    stop = {"type": "button", "text": {"type": "plain_text", "text": "Stop"}, "action_id": "run:stop", "value": "run-1"}
    owners = [{"text": {"type": "plain_text", "text": name}, "value": name} for name in ("ada", "ben")]
    pick = {"type": "static_select", "action_id": "owner", "options": owners}
    words = {"type": "mrkdwn", "text": "Owner"}
    return [
        {"type": "actions", "block_id": "buttons", "elements": [stop]},
        {"type": "section", "block_id": "owner-row", "text": words, "accessory": pick},
        {"type": "context_actions", "elements": [feedback]},
    ]


async def test_a_press_carries_message_value_and_a_way_back(slack: Playground, api: Api, app: FakeApp) -> None:
    sent = await api.chat_postMessage(channel=BIDS, text="card", blocks=card())
    message = await slack.wait_for_message(BIDS, lambda m: m.ts == sent["ts"])
    delivery = await slack.client.action(BEN, message, "run:stop")
    payload = app.seen[-1].payload
    assert payload["actions"][0]["value"] == "run-1"
    assert payload["actions"][0]["block_id"] == "buttons"
    assert payload["container"] == {"type": "message", "message_ts": sent["ts"], "channel_id": BIDS, "is_ephemeral": False}
    assert payload["message"]["ts"] == sent["ts"]
    assert (payload["user"]["id"], payload["team"]["id"]) == (BEN, "T0NORTH")
    assert delivery.response_url


async def test_a_choice_and_a_thumb_carry_what_was_chosen(slack: Playground, api: Api, app: FakeApp) -> None:
    await api.chat_postMessage(channel=BIDS, text="card", blocks=card())
    message = await slack.wait_for_message(BIDS, lambda m: m.text == "card")
    await slack.client.action(BEN, message, "owner", "ben")
    payload = app.seen[-1].payload
    assert payload["actions"][0]["selected_option"]["value"] == "ben"
    assert payload["state"]["values"]["owner-row"]["owner"]["selected_option"]["value"] == "ben"
    await slack.client.action(BEN, message, "answer:feedback", "negative")
    assert app.seen[-1].payload["actions"][0]["value"] == "down"


async def test_pressing_what_is_not_there_names_what_is(slack: Playground, api: Api) -> None:
    await api.chat_postMessage(channel=BIDS, text="card", blocks=card())
    message = await slack.wait_for_message(BIDS, lambda m: m.text == "card")
    with pytest.raises(LookupError, match="run:stop"):
        await slack.client.action(BEN, message, "run:go")


async def test_a_message_shortcut_brings_the_message(slack: Playground, app: FakeApp) -> None:
    message = slack.messages(BIDS)[0]
    await slack.client.shortcut(ADA, "analyze_message", message)
    payload = app.seen[-1].payload
    assert (payload["type"], payload["callback_id"], payload["message"]["text"]) == ("message_action", "analyze_message", message.text)


async def test_a_mention_is_an_event_and_plain_talk_is_not(slack: Playground, app: FakeApp) -> None:
    _, none = await slack.client.say(ADA, BIDS, "hello all")
    message, delivery = await slack.client.mention(ADA, BIDS, "what is due?")
    assert none is None
    assert delivery is not None
    event = app.seen[-1].payload["event"]
    assert (event["type"], event["text"], event["ts"]) == ("app_mention", "<@U0NBOT> what is due?", message.ts)
    assert app.seen[-1].payload["authorizations"][0]["user_id"] == "U0NBOT"


async def test_a_direct_message_is_an_im_event(slack: Playground, app: FakeApp) -> None:
    await slack.client.direct_message(ADA, "hello")
    event = app.seen[-1].payload["event"]
    assert (event["type"], event["channel_type"], event["channel"]) == ("message", "im", "D0ADA")


async def test_a_redelivery_repeats_id_and_body_with_the_retry_headers(slack: Playground, app: FakeApp) -> None:
    first = await slack.client.event("T0NORTH", {"type": "app_home_opened", "user": ADA, "tab": "home"})
    again = await slack.client.redeliver(first, retry=2, reason="http_error")
    assert again.event_id == first.event_id
    assert app.seen[0].body == app.seen[1].body
    assert (app.seen[1].headers["X-Slack-Retry-Num"], app.seen[1].headers["X-Slack-Retry-Reason"]) == ("2", "http_error")
    assert "X-Slack-Retry-Num" not in app.seen[0].headers
    assert genuine(slack, app.seen[1])


async def test_uninstalling_kills_the_token_and_tells_the_app_twice(slack: Playground, api: Api, app: FakeApp) -> None:
    await api.apps_uninstall(client_id="1.2", client_secret="s")
    assert [seen.payload["event"]["type"] for seen in app.seen] == ["app_uninstalled", "tokens_revoked"]
    assert slack.world.by_token(slack.token()) is None


async def test_inviting_the_bot_tells_it_where_it_is(slack: Playground, api: Api, app: FakeApp) -> None:
    await slack.client.invite_bot("C0NGENL", ADA)
    assert app.seen[-1].payload["event"]["type"] == "member_joined_channel"
    assert (await api.chat_postMessage(channel="C0NGENL", text="hello"))["ok"]


async def test_a_response_url_answers_five_times_within_half_an_hour(slack: Playground, clock: HandClock) -> None:
    delivery = await slack.client.command(BEN, BIDS, "/analyze")
    answers = [await slack.client.session.post(delivery.response_url, json={"text": f"late {n}"}) for n in range(6)]
    assert [answer.status for answer in answers] == [200] * 5 + [404]
    assert (await answers[-1].json())["error"] == "used_url"
    assert (await slack.wait_for_message(BIDS, lambda m: m.text == "late 4")).ephemeral_to == BEN
    other = await slack.client.command(BEN, BIDS, "/analyze")
    clock.now += 1800
    assert (await (await slack.client.session.post(other.response_url, json={"text": "x"})).json())["error"] == "expired_url"


async def test_a_response_url_replaces_and_deletes_its_message(slack: Playground, api: Api) -> None:
    await api.chat_postMessage(channel=BIDS, text="card", blocks=card())
    message = await slack.wait_for_message(BIDS, lambda m: m.text == "card")
    url = (await slack.client.action(BEN, message, "run:stop")).response_url
    await slack.client.session.post(url, json={"text": "stopped", "replace_original": True})
    assert (message.text, message.blocks, message.ephemeral_to) == ("stopped", [], None)
    await slack.client.session.post(url, json={"delete_original": True})
    assert message not in slack.messages(BIDS)


async def test_a_response_url_refuses_bad_blocks(slack: Playground) -> None:
    url = (await slack.client.command(BEN, BIDS, "/analyze")).response_url
    answer = await slack.client.session.post(url, json={"text": "x", "blocks": [{"type": "rainbow"}]})
    assert (answer.status, (await answer.json())["error"]) == (400, "invalid_blocks")


def test_typed_words_are_escaped_before_mentions_become_tokens(slack: Playground) -> None:
    workspace = slack.world.workspaces["T0NORTH"]
    typed = "@ben see #bids <b> & https://e.org/?a=1&b=2"
    assert slack_escape(workspace, typed) == "<@U0BEN> see <#C0NBIDS|bids> &lt;b&gt; &amp; <https://e.org/?a=1&amp;b=2>"
