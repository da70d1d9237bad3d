"""Every way in which a Slack call can end is one of a few outcomes, and nothing is raised."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.slack_api import Content, SlackApi
from bot.slack_outcomes import Limited, Posted, Refused, Seen, Unclear, Unreached

CONTENT = Content("text", ({"type": "divider"},), {"event_type": "t", "event_payload": {}})
SINCE = datetime(2026, 11, 2, tzinfo=UTC)


class Scripted:
    """Answers each call with the next of `answers`, and keeps what was asked."""

    def __init__(self) -> None:
        self.answers: list[Callable[[], Awaitable[web.StreamResponse]]] = []
        self.asked: list[dict[str, Any]] = []

    def reply(self, **kwargs: Any) -> None:
        async def answer() -> web.StreamResponse:
            return web.Response(**kwargs) if "data" not in kwargs else web.json_response(**kwargs)

        self.answers.append(answer)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.json() if request.content_type == "application/json" else {}
        self.asked.append({**request.query, **body, "authorization": request.headers.get("Authorization"), "path": request.path})
        return await self.answers.pop(0)()


@pytest.fixture
def script() -> Scripted:
    return Scripted()


@pytest.fixture
async def api(script: Scripted) -> AsyncIterator[SlackApi]:
    app = web.Application()
    app.router.add_route("*", "/api/{method}", script.handle)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        yield SlackApi(session, str(server.make_url("/api/")), timeout=0.5)


async def post(api: SlackApi) -> Any:
    return await api.post("xoxb-1", "C1", None, CONTENT, "id-1")


async def test_a_post_tells_where_the_message_stands(api: SlackApi, script: Scripted) -> None:
    script.reply(data={"ok": True, "channel": "D9", "ts": "1.2"})
    assert await post(api) == Posted("D9", "1.2")
    [asked] = script.asked
    assert asked["authorization"] == "Bearer xoxb-1"
    assert "token" not in asked
    assert (asked["client_msg_id"], asked["unfurl_links"], asked["unfurl_media"]) == ("id-1", False, False)


@pytest.mark.parametrize(
    "reply",
    [
        {"status": 500, "text": "oops", "content_type": "text/html"},
        {"status": 503, "data": {"ok": False, "error": "service_unavailable"}},
        {"status": 200, "text": "<html>a proxy</html>", "content_type": "text/html"},
        {"status": 200, "text": "fine", "content_type": "text/plain"},
        {"status": 200, "text": "{", "content_type": "application/json"},
        {"status": 200, "body": b"\xff\xfe", "content_type": "application/json"},
        {"status": 200, "data": [1, 2]},
        {"status": 200, "data": {"ok": True}},
        {"status": 200, "data": {"ok": True, "channel": 7, "ts": None}},
        {"status": 200, "data": {"ok": False}},
        {"status": 200, "data": {"ok": False, "error": "fatal_error"}},
        {"status": 200, "data": {"ok": False, "error": "duplicate_message_not_found"}},
    ],
)
async def test_an_answer_that_says_nothing_is_unclear(api: SlackApi, script: Scripted, reply: dict[str, Any]) -> None:
    script.reply(**reply)
    assert isinstance(await post(api), Unclear)
    assert script.answers == [], "and is not asked again by the SDK"


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7), ("0", 1), ("", 30), ("soon", 30), ("-5", 30), ("9" * 12, 30), ("99999999", 3600), ("²", 30)]
)
async def test_429_tells_how_long_to_wait_within_an_hour(api: SlackApi, script: Scripted, header: str, seconds: int) -> None:
    script.reply(status=429, data={"ok": False, "error": "ratelimited"}, headers={"Retry-After": header})
    assert await post(api) == Limited(timedelta(seconds=seconds))


async def test_a_refusal_keeps_where_blocks_are_wrong_and_not_what_stands_there(api: SlackApi, script: Scripted) -> None:
    said = ["[ERROR] must be shorter: SECRET WORDS [json-pointer:/blocks/3/text]", "no pointer", 7]
    script.reply(data={"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": said}})
    assert await post(api) == Refused("invalid_blocks", ("[json-pointer:/blocks/3/text]",))


async def test_a_dropped_connection_and_silence_are_unclear(api: SlackApi, script: Scripted) -> None:
    async def silence() -> web.StreamResponse:
        await asyncio.sleep(30)
        return web.Response()

    script.answers.append(silence)
    assert await post(api) == Unclear("TimeoutError")


async def test_no_connection_means_certainly_not_sent(unused_tcp_port: int) -> None:
    async with aiohttp.ClientSession() as session:
        assert isinstance(await post(SlackApi(session, f"http://127.0.0.1:{unused_tcp_port}/api/")), Unreached)


async def test_a_look_up_reads_four_short_pages_and_says_when_there_was_more(api: SlackApi, script: Scripted) -> None:
    for number in range(4):
        message = {"ts": f"{number}.0", "metadata": {"event_type": "t", "event_payload": {"n": number}}}
        others = [
            {"ts": "9.9"},
            {"ts": "9.8", "metadata": {"event_type": "other", "event_payload": {}}},
            "garbage",
            {"ts": 5, "metadata": {}},
        ]
        data = {"ok": True, "messages": [message, *others], "has_more": True, "response_metadata": {"next_cursor": "more"}}
        script.reply(data=data)
    seen = await api.look("xoxb-1", "C1", None, "t", SINCE)
    assert isinstance(seen, Seen)
    assert [sighting.payload["n"] for sighting in seen.sightings] == [0, 1, 2, 3]
    assert not seen.complete
    assert {asked["limit"] for asked in script.asked} == {"15"}
    assert script.asked[0]["include_all_metadata"] == "1"
    assert script.asked[0]["path"].endswith("conversations.history")


async def test_a_limit_met_after_the_first_page_of_a_look_up_ends_it(api: SlackApi, script: Scripted) -> None:
    script.reply(data={"ok": True, "messages": [], "has_more": True, "response_metadata": {"next_cursor": "more"}})
    script.reply(status=429, data={"ok": False, "error": "ratelimited"})
    assert await api.look("xoxb-1", "C1", "1.0", "t", SINCE) == Seen((), complete=False)
    assert script.asked[0]["path"].endswith("conversations.replies")


async def test_a_dm_is_opened_or_the_failure_told(api: SlackApi, script: Scripted) -> None:
    script.reply(data={"ok": True, "channel": {"id": "D1"}})
    script.reply(data={"ok": True, "channel": None})
    script.reply(data={"ok": False, "error": "user_not_found"})
    assert await api.open_direct("xoxb-1", "U1") == "D1"
    assert await api.open_direct("xoxb-1", "U1") == Unclear("no_channel")
    assert await api.open_direct("xoxb-1", "U1") == Refused("user_not_found")
