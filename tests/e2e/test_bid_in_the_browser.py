"""From a draft asked for to a decided bid, in a real browser: vote, decide, approve, read the draft, ask."""

import pytest
from playwright.async_api import expect

from bot import demo
from bot.settings import Settings
from tests.e2e.browser import needs_chromium, page
from tests.e2e.test_thread_in_the_browser import part, picture

pytestmark = [pytest.mark.e2e, needs_chromium, pytest.mark.timeout(120)]


async def test_a_team_votes_decides_gets_its_draft_and_asks_about_it() -> None:
    async with demo.running(Settings.load({})) as up, page(up.page) as place:
        await part(place, "composer").fill("/analyze draft city-network")
        await part(place, "send").click()
        messages = part(place, "messages")
        await expect(messages.get_by_role("combobox")).to_be_visible(timeout=20_000)
        await messages.get_by_role("combobox").select_option(label="Bid")
        await expect(messages).to_contain_text("Bid: 1.", timeout=15_000)
        await messages.get_by_role("button", name="Decide").click()
        form = part(place, "modal")
        await form.get_by_text("Bid", exact=True).first.click()
        await form.get_by_role("textbox").fill("Two references fit, the crew is free in May.")
        await picture(place, "decision-form")
        await part(place, "modal-submit").click()
        await expect(messages).to_contain_text("Decided: 🟢 Bid", timeout=15_000)
        await picture(place, "decided")
        await part(place, "thread-open").last.click()
        thread = part(place, "thread-messages")
        await thread.get_by_role("button", name="Approve").click()
        await part(place, "confirm-yes").click()
        await expect(thread).to_contain_text("Draft of a bid", timeout=20_000)
        await expect(thread).to_contain_text("For the bid team, not part of the bid")
        await picture(place, "draft")
        await part(place, "thread-composer").fill("@bidwright What must the equipment support?")
        await part(place, "thread-composer").press("Enter")
        await expect(thread).to_contain_text("asked: What must the equipment support?", timeout=20_000)
        await expect(thread).to_contain_text("802.1X")
        await picture(place, "question")
