"""Scripted trouble meets exactly the calls it was meant for."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import Playground
from tests.playground.conftest import Api, HandClock

BIDS = "C0NBIDS"


async def test_a_limited_call_gets_429_with_retry_after_then_works(slack: Playground, api: Api) -> None:
    slack.faults.add("chat.postMessage", "rate_limited", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        await api.chat_postMessage(channel=BIDS, text="x")
    assert (caught.value.response.status_code, caught.value.response["error"]) == (429, "ratelimited")
    assert caught.value.response.headers["Retry-After"] == "7"
    assert (await api.chat_postMessage(channel=BIDS, text="x"))["ok"]


async def test_the_clients_own_retry_understands_it(slack: Playground) -> None:
    client: Api = AsyncWebClient(
        token=slack.token(), base_url=slack.api_url, retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=1)]
    )
    slack.faults.add("chat.postMessage", "rate_limited", retry_after=0)
    assert (await client.chat_postMessage(channel=BIDS, text="x"))["ok"]


async def test_a_lost_answer_leaves_the_message_stored(slack: Playground, api: Api) -> None:
    slack.faults.add("chat.postMessage", "answer_lost")
    with pytest.raises(aiohttp.ClientError):
        await api.chat_postMessage(channel=BIDS, text="once")
    assert [m.text for m in slack.messages(BIDS)].count("once") == 1


@pytest.mark.parametrize(("kind", "details"), [("refused", {}), ("hang", {"seconds": 0.05})])
async def test_a_dropped_call_leaves_nothing_behind(slack: Playground, api: Api, kind: str, details: dict[str, Any]) -> None:
    slack.faults.add("chat.postMessage", kind, **details)
    with pytest.raises(aiohttp.ClientError):
        await api.chat_postMessage(channel=BIDS, text="never")
    assert "never" not in [m.text for m in slack.messages(BIDS)]


async def test_a_server_error_has_its_status(slack: Playground, api: Api) -> None:
    slack.faults.add("*", "server_error", status=503)
    with pytest.raises(SlackApiError) as caught:
        await api.auth_test()
    assert caught.value.response.status_code == 503


async def test_a_fault_strikes_as_often_as_told_and_only_its_channel(slack: Playground, api: Api) -> None:
    slack.faults.add("chat.postMessage", "error", times=2, error="fatal_error", channel=BIDS)
    assert (await api.chat_postMessage(channel="D0ADA", text="x"))["ok"]
    for _ in range(2):
        with pytest.raises(SlackApiError, match="fatal_error"):
            await api.chat_postMessage(channel=BIDS, text="x")
    assert (await api.chat_postMessage(channel=BIDS, text="x"))["ok"]


async def test_posts_can_be_paced_per_channel(slack: Playground, api: Api, clock: HandClock) -> None:
    slack.faults.post_gap = 1.0
    await api.chat_postMessage(channel=BIDS, text="x")
    with pytest.raises(SlackApiError, match="ratelimited"):
        await api.chat_postMessage(channel=BIDS, text="x")
    assert (await api.chat_postMessage(channel="D0ADA", text="x"))["ok"]
    clock.now += 1.0
    assert (await api.chat_postMessage(channel=BIDS, text="x"))["ok"]


async def test_faults_can_be_scripted_over_http(slack: Playground, api: Api) -> None:
    async with aiohttp.ClientSession() as session:
        added = await session.post(f"{slack.url}/playground/faults", json={"method": "auth.test", "kind": "rate_limited"})
        wrong = await session.post(f"{slack.url}/playground/faults", json={"method": "auth.test", "kind": "earthquake"})
    assert (added.status, wrong.status) == (200, 400)
    with pytest.raises(SlackApiError):
        await api.auth_test()


async def test_a_hanging_call_does_not_hold_up_the_end(slack: Playground, api: Api) -> None:
    slack.faults.add("auth.test", "hang")
    call = asyncio.create_task(api.auth_test())
    await slack.world.until(lambda: True if not slack.faults.script else None, timeout=2)
    await slack.close()
    with pytest.raises(aiohttp.ClientError):
        await call
