"""The real client against the Web API: what is stored, what comes back, what is refused and in which words."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from playground.server import Playground
from tests.playground.conftest import Api, HandClock

BIDS, GENERAL, PRIVATE, OLD = "C0NBIDS", "C0NGENL", "C0NPRIV", "C0NARCH"
DIVIDER = [{"type": "divider"}]


async def refused(call: Any) -> SlackApiError:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value


async def test_a_token_says_which_workspace_it_opens(api: Api) -> None:
    answer = await api.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == ("T0NORTH", "U0NBOT", "B0NBOT")


@pytest.mark.parametrize(("token", "error"), [("xoxb-wrong", "invalid_auth"), (None, "not_authed")])
async def test_a_wrong_or_missing_token_is_refused(slack: Playground, token: str | None, error: str) -> None:
    caught = await refused(AsyncWebClient(token=token, base_url=slack.api_url).auth_test())
    assert caught.response["error"] == error


async def test_a_post_comes_back_with_its_metadata_and_client_msg_id(api: Api) -> None:
    metadata = {"event_type": "outbox", "event_payload": {"id": "7"}}
    sent = await api.chat_postMessage(channel=BIDS, text="hello", blocks=DIVIDER, metadata=metadata, client_msg_id="abc")
    history = await api.conversations_history(channel=BIDS, include_all_metadata=True, limit=1)
    assert history["messages"][0]["ts"] == sent["ts"]
    assert history["messages"][0]["metadata"] == metadata
    assert history["messages"][0]["client_msg_id"] == "abc"
    assert history["messages"][0]["blocks"][0]["block_id"]


async def test_history_keeps_metadata_back_unless_asked(api: Api) -> None:
    await api.chat_postMessage(channel=BIDS, text="hello", metadata={"event_type": "x", "event_payload": {}})
    history = await api.conversations_history(channel=BIDS, limit=1)
    assert "metadata" not in history["messages"][0]


async def test_the_same_client_msg_id_twice_is_two_messages(api: Api) -> None:
    first = await api.chat_postMessage(channel=BIDS, text="a", client_msg_id="same")
    second = await api.chat_postMessage(channel=BIDS, text="a", client_msg_id="same")
    assert first["ts"] != second["ts"]


async def test_blocks_in_a_form_are_a_json_string(slack: Playground) -> None:
    headers = {"Authorization": f"Bearer {slack.token()}"}
    form = {"channel": BIDS, "text": "x", "blocks": json.dumps(DIVIDER)}
    async with aiohttp.ClientSession() as session, session.post(slack.api_url + "chat.postMessage", data=form, headers=headers) as response:
        answer = await response.json()
    assert answer["message"]["blocks"][0]["type"] == "divider"


@pytest.mark.parametrize(
    ("channel", "error"),
    [(GENERAL, "not_in_channel"), (PRIVATE, "channel_not_found"), ("C0NOWHERE", "channel_not_found"), (OLD, "is_archived")],
)
async def test_the_bot_posts_only_where_it_is(api: Api, channel: str, error: str) -> None:
    assert (await refused(api.chat_postMessage(channel=channel, text="x"))).response["error"] == error


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"text": "x", "blocks": "no json"}, "invalid_blocks_format"),
        ({"text": "x", "blocks": [{"type": "wrong"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": DIVIDER * 51}, "invalid_blocks"),
        ({"text": "x", "blocks": [{"type": "markdown", "text": "a" * 7000}] * 2}, "msg_blocks_too_long"),
        ({"text": "x", "metadata": {"event_type": 1}}, "invalid_metadata_schema"),
        ({"text": "x", "metadata": {"event_type": "a", "event_payload": {"t": "a" * 5000}}}, "metadata_too_large"),
        ({"text": "x", "thread_ts": "1.000000"}, "cannot_reply_to_message"),
    ],
)
@pytest.mark.filterwarnings("ignore:The top-level")
async def test_bad_content_is_refused_and_nothing_is_stored(slack: Playground, api: Api, content: dict[str, Any], error: str) -> None:
    before = len(slack.messages(BIDS))
    assert (await refused(api.chat_postMessage(channel=BIDS, **content))).response["error"] == error
    assert len(slack.messages(BIDS)) == before


async def test_invalid_blocks_point_at_the_place(api: Api) -> None:
    caught = await refused(
        api.chat_postMessage(
            channel=BIDS, text="x", blocks=[*DIVIDER, {"type": "header", "text": {"type": "plain_text", "text": "a" * 151}}]
        )
    )
    assert caught.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]"
    ]


async def test_text_is_cut_at_forty_thousand(slack: Playground, api: Api) -> None:
    sent = await api.chat_postMessage(channel=BIDS, text="a" * 40_500)
    assert len(sent["message"]["text"]) == 40_000


async def test_an_update_changes_text_blocks_and_keeps_metadata(api: Api) -> None:
    sent = await api.chat_postMessage(channel=BIDS, text="a", blocks=DIVIDER, metadata={"event_type": "x", "event_payload": {"id": "1"}})
    changed = await api.chat_update(channel=BIDS, ts=sent["ts"], text="b")
    assert changed["message"]["text"] == "b"
    assert "blocks" not in changed["message"]
    assert changed["message"]["metadata"]["event_payload"] == {"id": "1"}


async def test_an_update_refuses_long_text_others_messages_and_unknown_ones(slack: Playground, api: Api) -> None:
    sent = await api.chat_postMessage(channel=BIDS, text="a")
    other = slack.messages(BIDS)[0].ts
    assert (await refused(api.chat_update(channel=BIDS, ts=sent["ts"], text="a" * 4001))).response["error"] == "msg_too_long"
    assert (await refused(api.chat_update(channel=BIDS, ts=other, text="a"))).response["error"] == "cant_update_message"
    assert (await refused(api.chat_update(channel=BIDS, ts="9.9", text="a"))).response["error"] == "message_not_found"


async def test_a_thread_holds_root_and_replies_in_order(api: Api) -> None:
    root = await api.chat_postMessage(channel=BIDS, text="root")
    ones = [await api.chat_postMessage(channel=BIDS, text=str(n), thread_ts=root["ts"]) for n in range(3)]
    thread = await api.conversations_replies(channel=BIDS, ts=root["ts"])
    assert [m["text"] for m in thread["messages"]] == ["root", "0", "1", "2"]
    assert thread["messages"][0]["reply_count"] == 3
    later = await api.conversations_replies(channel=BIDS, ts=root["ts"], oldest=ones[1]["ts"])
    assert [m["text"] for m in later["messages"]] == ["root", "2"]


async def test_long_answers_come_in_pages(api: Api) -> None:
    root = await api.chat_postMessage(channel=BIDS, text="root")
    for n in range(4):
        await api.chat_postMessage(channel=BIDS, text=str(n), thread_ts=root["ts"])
    first = await api.conversations_replies(channel=BIDS, ts=root["ts"], limit=3)
    rest = await api.conversations_replies(channel=BIDS, ts=root["ts"], limit=3, cursor=first["response_metadata"]["next_cursor"])
    assert first["has_more"]
    assert [m["text"] for m in first["messages"] + rest["messages"]] == ["root", "0", "1", "2", "3"]


async def test_replies_are_not_in_the_history_unless_broadcast(api: Api) -> None:
    root = await api.chat_postMessage(channel=BIDS, text="root")
    await api.chat_postMessage(channel=BIDS, text="quiet", thread_ts=root["ts"])
    await api.chat_postMessage(channel=BIDS, text="loud", thread_ts=root["ts"], reply_broadcast=True)
    history = await api.conversations_history(channel=BIDS, limit=2)
    assert [m["text"] for m in history["messages"]] == ["loud", "root"]


async def test_an_ephemeral_message_is_in_no_history_and_cannot_be_updated(slack: Playground, api: Api) -> None:
    sent = await api.chat_postEphemeral(channel=BIDS, user="U0BEN", text="psst")
    history = await api.conversations_history(channel=BIDS, limit=1)
    assert history["messages"][0]["text"] != "psst"
    assert (await refused(api.chat_update(channel=BIDS, ts=sent["message_ts"], text="x"))).response["error"] == "message_not_found"
    assert (await slack.wait_for_message(BIDS, lambda m: m.text == "psst")).ephemeral_to == "U0BEN"


async def test_an_ephemeral_message_needs_the_person_in_the_channel(slack: Playground, api: Api) -> None:
    slack.world.channel(BIDS).members.remove("U0GUS")
    caught = await refused(api.chat_postEphemeral(channel=BIDS, user="U0GUS", text="x"))
    assert caught.response["error"] == "user_not_in_channel"


async def test_deleting_a_root_with_replies_leaves_a_tombstone(slack: Playground, api: Api) -> None:
    root = await api.chat_postMessage(channel=BIDS, text="root")
    await api.chat_postMessage(channel=BIDS, text="reply", thread_ts=root["ts"])
    await api.chat_delete(channel=BIDS, ts=root["ts"])
    assert slack.thread(BIDS, root["ts"])[0].subtype == "tombstone"
    assert (await refused(api.chat_delete(channel=BIDS, ts="9.9"))).response["error"] == "message_not_found"


async def test_a_scope_can_be_taken_away(slack: Playground, api: Api) -> None:
    slack.world.workspaces["T0NORTH"].scopes.discard("channels:history")
    caught = await refused(api.conversations_history(channel=BIDS))
    assert (caught.response["error"], caught.response["needed"]) == ("missing_scope", "channels:history")


async def test_a_direct_message_opens_by_person(slack: Playground, api: Api) -> None:
    opened = await api.conversations_open(users="U0BEN")
    sent = await api.chat_postMessage(channel="U0BEN", text="hello")
    assert sent["channel"] == opened["channel"]["id"] == "D0BEN"
    assert (await refused(api.conversations_open(users="U0NOBODY"))).response["error"] == "user_not_found"


async def test_people_channels_team_and_bot_can_be_looked_up(api: Api) -> None:
    person = await api.users_info(user="U0CLEO", include_locale=True)
    assert (person["user"]["tz"], person["user"]["locale"]) == ("America/New_York", "en-GB")
    assert (await api.users_info(user="U0GUS"))["user"]["is_ultra_restricted"]
    assert (await api.conversations_info(channel=GENERAL))["channel"]["is_member"] is False
    assert "U0NBOT" in (await api.conversations_members(channel=BIDS))["members"]
    assert (await api.team_info())["team"]["name"] == "Northlight Bids"
    assert (await api.bots_info(bot="B0NBOT"))["bot"]["user_id"] == "U0NBOT"
    assert len((await api.users_list())["members"]) == 5


async def test_one_workspace_cannot_reach_into_another(api: Api) -> None:
    assert (await refused(api.chat_postMessage(channel="C0HBIDS", text="x"))).response["error"] == "channel_not_found"
    assert (await refused(api.users_info(user="U0HANA"))).response["error"] == "user_not_found"


async def test_a_reaction_is_added_once(slack: Playground, api: Api) -> None:
    ts = slack.messages(BIDS)[0].ts
    await api.reactions_add(channel=BIDS, timestamp=ts, name="eyes")
    assert (await refused(api.reactions_add(channel=BIDS, timestamp=ts, name="eyes"))).response["error"] == "already_reacted"
    await api.reactions_remove(channel=BIDS, timestamp=ts, name="eyes")
    assert (await refused(api.reactions_remove(channel=BIDS, timestamp=ts, name="eyes"))).response["error"] == "no_reaction"


async def test_the_status_line_ends_with_the_next_message(slack: Playground, api: Api) -> None:
    root = await api.chat_postMessage(channel=BIDS, text="root")
    await api.assistant_threads_setStatus(channel_id=BIDS, thread_ts=root["ts"], status="is reading…")
    statuses = slack.world.workspaces["T0NORTH"].statuses
    assert statuses == {(BIDS, root["ts"]): "is reading…"}
    await api.chat_postMessage(channel=BIDS, text="done", thread_ts=root["ts"])
    assert statuses == {}


async def test_timestamps_grow_while_the_clock_stands_still(api: Api, clock: HandClock) -> None:
    sent = [(await api.chat_postMessage(channel=BIDS, text="x"))["ts"] for _ in range(3)]
    assert sent == sorted(set(sent))
    assert sent[0].startswith(str(int(clock.now)))


async def test_a_permalink_names_message_and_thread(api: Api) -> None:
    root = await api.chat_postMessage(channel=BIDS, text="root")
    reply = await api.chat_postMessage(channel=BIDS, text="reply", thread_ts=root["ts"])
    link = await api.chat_getPermalink(channel=BIDS, message_ts=reply["ts"])
    assert link["permalink"].endswith(f"/p{reply['ts'].replace('.', '')}?thread_ts={root['ts']}&cid={BIDS}")


async def test_an_unknown_method_and_a_missing_argument_say_so(api: Api) -> None:
    assert (await refused(api.api_call("chat.sing"))).response["error"] == "unknown_method"
    assert (await refused(api.api_call("users.info"))).response["error"] == "invalid_arguments"


async def test_every_call_is_in_the_journal_without_its_token(slack: Playground, api: Api) -> None:
    await api.chat_postMessage(channel=BIDS, text="hello")
    call = await slack.wait_for_call("chat.postMessage")
    assert (call.team, call.args["text"], call.status, call.answer["ok"]) == ("T0NORTH", "hello", 200, True)
    assert "token" not in call.args


# the SDK's oauth_v2_access still uses aiohttp's BasicAuth
@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")
async def test_an_installation_exchanges_its_code_once(slack: Playground) -> None:
    query = {"client_id": "1.2", "state": "s", "team": "T0HARBR", "redirect_uri": "http://127.0.0.1:1/back"}
    async with aiohttp.ClientSession() as session:
        agreed = await session.get(f"{slack.url}/oauth/v2/authorize", params=query, allow_redirects=False)
    code = URL(agreed.headers["Location"]).query["code"]
    client: Api = AsyncWebClient(base_url=slack.api_url)
    given = await client.oauth_v2_access(client_id="1.2", client_secret="s", code=code)
    assert (given["team"]["id"], given["access_token"], given["authed_user"]["id"]) == ("T0HARBR", slack.token("T0HARBR"), "U0HANA")
    assert (await refused(client.oauth_v2_access(client_id="1.2", client_secret="s", code=code))).response["error"] == "invalid_code"


async def test_answers_name_the_scopes_of_the_installation(api: Api) -> None:
    assert "chat:write" in (await api.auth_test()).headers["X-OAuth-Scopes"]
