"""The page in a real browser: a newcomer's first command, a form, and words that try to be code."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from playwright.async_api import Page, async_playwright, expect

from playground.server import Playground
from tests.playground.conftest import Api
from tests.playground.fake_app import FakeApp, Seen

CHROMIUM = Path("/usr/bin/chromium")
BIDS = "C0NBIDS"
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium from Debian at /usr/bin/chromium")]


@pytest.fixture
async def page(slack: Playground) -> AsyncIterator[Page]:
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = await browser.new_page()
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        await page.goto(slack.url)
        await expect(page.get_by_test_id("composer")).to_be_visible()
        yield page
        await browser.close()
        assert troubles == []


def text(words: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": words}


def rich(words: str) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}]}


def hostile_blocks() -> list[dict[str, Any]]:
    cell = {"type": "raw_text", "text": HOSTILE}
    words = {"type": "mrkdwn", "text": HOSTILE}
    return [
        {"type": "section", "text": words, "fields": [words]},
        {"type": "header", "text": text(HOSTILE)},
        {"type": "context", "elements": [words]},
        {"type": "markdown", "text": f"# {HOSTILE}\n- {HOSTILE}"},
        {"type": "card", "title": words},
        {"type": "container", "title": text(HOSTILE), "is_collapsible": True, "child_blocks": [rich(HOSTILE)]},
        {"type": "data_table", "caption": HOSTILE, "rows": [[cell], [cell]]},
        {"type": "plan", "title": HOSTILE, "tasks": [{"type": "task_card", "task_id": "1", "title": HOSTILE, "status": "pending"}]},
    ]


async def test_a_newcomer_types_a_command_and_gives_feedback(slack: Playground, api: Api, app: FakeApp, page: Page) -> None:
    side = {"text": text("Helpful"), "value": "up"}
    feedback = {
        "type": "feedback_buttons",
        "action_id": "answer:feedback",
        "positive_button": side,
        "negative_button": {**side, "value": "down"},
    }
    why = {"type": "input", "block_id": "why", "label": text("Why"), "element": {"type": "plain_text_input", "action_id": "words"}}
    form = {"type": "modal", "title": text("What was wrong?"), "submit": text("Send"), "blocks": [why]}

    async def answer(seen: Seen) -> web.StreamResponse:
        if "command" in seen.form:
            root = await api.chat_postMessage(channel=BIDS, text="City network")
            await api.chat_postMessage(
                channel=BIDS, thread_ts=root["ts"], text="Bid", blocks=[{"type": "context_actions", "elements": [feedback]}]
            )
            return web.json_response({"text": "Reading it."})
        if seen.payload["type"] == "block_actions":
            await api.views_open(trigger_id=seen.payload["trigger_id"], view=form)
        return web.Response()

    app.answer = answer
    await page.get_by_test_id("composer").fill("/ana")
    await page.get_by_test_id("hint-/analyze").click()
    await page.get_by_test_id("composer").press_sequentially("city-network")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("ephemeral")).to_have_text("Only visible to you")
    await page.get_by_test_id("thread-open").click()
    await page.get_by_test_id("thread").get_by_test_id("feedback-down").click()
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_test_id("field-error")).to_have_text("Please complete this required field.")
    await page.get_by_test_id("field-words").fill("The deadline")
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_test_id("modal")).to_have_count(0)
    assert app.seen[0].form["text"] == "city-network"
    assert app.seen[-1].payload["view"]["state"]["values"]["why"]["words"]["value"] == "The deadline"


async def test_words_that_look_like_code_stay_words(api: Api, page: Page) -> None:
    await api.chat_postMessage(channel=BIDS, text="x", blocks=hostile_blocks())
    message = page.get_by_test_id("message").last
    await expect(message.get_by_text("onerror=").first).to_be_visible()
    assert await message.locator("img, script").count() == 0
    assert await page.title() != "owned"
