"""The page's own requests, and that nothing a tender says can run in it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

import playground
from playground.server import Playground
from tests.playground.conftest import Api
from tests.playground.fake_app import FakeApp

PAGE = Path(playground.__path__[0]) / "page"
ADA, BIDS = "U0ADA", "C0NBIDS"


@pytest.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def state(slack: Playground, browser: aiohttp.ClientSession, user: str) -> dict[str, Any]:
    async with browser.get(f"{slack.url}/page/state", params={"user": user}) as response:
        return await response.json()


async def test_the_page_and_all_its_parts_are_served_under_a_strict_policy(slack: Playground, browser: aiohttp.ClientSession) -> None:
    for path in ["/", *(f"/assets/{file.name}" for file in PAGE.iterdir())]:
        async with browser.get(slack.url + path) as response:
            assert response.status == 200, path
            assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    async with browser.get(f"{slack.url}/assets/..%2fserver.py") as response:
        assert response.status == 404


@pytest.mark.parametrize("file", sorted(PAGE.glob("*.js")), ids=lambda file: file.name)
def test_the_page_never_parses_text_as_html(file: Path) -> None:
    source = file.read_text("utf-8")
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert word not in source
    assert len(source.splitlines()) <= 400


def test_the_page_loads_nothing_from_elsewhere() -> None:
    for file in PAGE.glob("*.html"):
        assert "http" not in file.read_text("utf-8")
    for file in PAGE.glob("*.css"):
        assert "url(" not in file.read_text("utf-8")
        assert "@import" not in file.read_text("utf-8")


async def test_a_person_sees_their_channels_and_their_own_ephemeral_messages(
    slack: Playground, browser: aiohttp.ClientSession, api: Api
) -> None:
    await api.chat_postEphemeral(channel=BIDS, user=ADA, text="for ada")
    ada, gus = await state(slack, browser, ADA), await state(slack, browser, "U0GUS")
    assert "C0NPRIV" in ada["messages"]
    assert [channel["id"] for channel in gus["channels"]] == [BIDS, "D0GUS"]
    assert "for ada" in [m["text"] for m in ada["messages"][BIDS]]
    assert "for ada" not in [m["text"] for m in gus["messages"][BIDS]]


async def test_a_typed_command_reaches_the_app(slack: Playground, browser: aiohttp.ClientSession, app: FakeApp) -> None:
    await browser.post(f"{slack.url}/page/say", json={"user": ADA, "channel": BIDS, "text": "/analyze city-network"})
    assert (app.seen[0].form["command"], app.seen[0].form["text"]) == ("/analyze", "city-network")


async def test_pasted_xml_keeps_its_lines_and_is_escaped(slack: Playground, browser: aiohttp.ClientSession, app: FakeApp) -> None:
    await browser.post(f"{slack.url}/page/say", json={"user": ADA, "channel": BIDS, "text": "/analyze\n<a>\n<b/></a>"})
    assert app.seen[0].form["text"] == "&lt;a&gt;\n&lt;b/&gt;&lt;/a&gt;"


@pytest.mark.parametrize(
    ("typed", "thread", "said"),
    [("/sing", False, "`/sing` is not a valid command."), ("/analyze x", True, "/analyze is not supported in threads. Sorry!")],
)
async def test_slack_itself_answers_what_never_reaches_an_app(
    slack: Playground, browser: aiohttp.ClientSession, app: FakeApp, typed: str, thread: bool, said: str
) -> None:
    root = slack.messages(BIDS)[0].ts if thread else None
    await browser.post(f"{slack.url}/page/say", json={"user": ADA, "channel": BIDS, "text": typed, "thread_ts": root})
    assert await slack.wait_for_message(BIDS, lambda m: m.text == said)
    assert app.seen == []


async def test_the_form_refuses_what_slacks_form_refuses(slack: Playground, browser: aiohttp.ClientSession, api: Api, app: FakeApp) -> None:
    label = {"type": "plain_text", "text": "a"}
    number = {"type": "number_input", "action_id": "n", "is_decimal_allowed": False, "max_value": "9"}
    blocks = [{"type": "input", "block_id": "b", "label": label, "element": number}]
    trigger = (await slack.client.command(ADA, BIDS, "/analyze")).trigger_id
    view = await api.views_open(trigger_id=trigger, view={"type": "modal", "title": label, "submit": label, "blocks": blocks})
    requests = len(app.seen)
    for typed in (None, "x", "10"):
        await browser.post(f"{slack.url}/page/submit", json={"user": ADA, "view_id": view["view"]["id"], "state": {"b/n": typed}})
        assert (await slack.wait_for_view(ADA)).errors
    assert len(app.seen) == requests
    await browser.post(f"{slack.url}/page/submit", json={"user": ADA, "view_id": view["view"]["id"], "state": {"b/n": "9"}})
    assert slack.client.modal(ADA) is None


async def test_changes_are_sent_to_the_page_as_they_happen(slack: Playground, browser: aiohttp.ClientSession, api: Api) -> None:
    async with browser.get(f"{slack.url}/page/events", params={"user": ADA}) as stream:
        assert await stream.content.readuntil(b"\n\n") == b"retry: 500\n\n"
        await api.chat_postMessage(channel=BIDS, text="live")
        line = await stream.content.readuntil(b"\n\n")
    update = json.loads(line.removeprefix(b"data: "))
    assert (update["kind"], update["message"]["text"]) == ("message", "live")


async def test_a_post_that_is_no_json_or_makes_no_sense_is_refused(slack: Playground, browser: aiohttp.ClientSession) -> None:
    sent: list[tuple[dict[str, Any], int]] = [
        ({"data": {"user": ADA}}, 415),
        ({"json": {"user": ADA}}, 400),
        ({"json": []}, 400),
        ({"json": {"user": "U9"}}, 400),
    ]
    for body, status in sent:
        async with browser.post(f"{slack.url}/page/say", **body) as response:
            assert response.status == status


async def test_a_thread_can_be_read_as_text(slack: Playground, browser: aiohttp.ClientSession, api: Api) -> None:
    cell = {"type": "raw_text", "text": "Deadline"}
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "Bid"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "Due <!date^1760000000^{date}|9 Oct> at <https://e.org|site> &amp; more"}},
        {"type": "data_table", "caption": "Facts", "rows": [[cell], [cell]]},
    ]
    sent = await api.chat_postMessage(channel=BIDS, text="x", blocks=blocks)
    async with browser.get(f"{slack.url}/playground/thread", params={"channel": BIDS, "root": sent["ts"], "format": "text"}) as response:
        words = await response.text()
    assert words == "Bidwright:\n  Bid\n  Due 9 Oct at site (https://e.org) & more\n  Facts\n  Deadline\n  Deadline\n"
