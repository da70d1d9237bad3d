"""What a newcomer does on the first day, in a real browser against the real bot, worker and database."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot import demo, wiring
from bot.settings import Settings
from storage import eval_log, feedback, runs, tenants
from tests.e2e.browser import THREE_OR_MORE, needs_chromium, page

PICTURES = Path(os.environ.get("BIDWRIGHT_PICTURES", "build/pictures"))  # noqa: TID251 - where a person wants them
pytestmark = [pytest.mark.e2e, needs_chromium, pytest.mark.timeout(120)]


def part(place: Page, name: str) -> Any:
    return place.get_by_test_id(name)


async def picture(place: Page, name: str) -> None:
    await place.screenshot(path=str(PICTURES / f"{name}.png"))


async def rows(up: demo.Demo) -> dict[str, Any]:
    """The one run of the store with its feedback and eval-log rows."""
    async with wiring.joined(up.settings) as (deps, _):
        async with deps.db.system() as sys_tx:
            ids = await tenants.all_ids(sys_tx)
        found: dict[str, Any] = {}
        for tenant_id in ids:
            async with deps.db.tenant_read(tenant_id) as tx:
                for run in await runs.recent(tx):
                    assert not found, "one /analyze, one run"
                    found = {
                        "run": run,
                        "tally": await feedback.tally(tx, run.id),
                        "log": await eval_log.entries(tx, run_id=run.id, limit=10),
                    }
    return found


async def test_analyze_fills_a_thread_and_a_thumbs_down_with_its_reason_reaches_the_eval_log() -> None:
    async with demo.running(Settings.load({})) as up, page(up.page) as place:
        await part(place, "composer").fill("/analyze city-network")
        await part(place, "send").click()
        await expect(part(place, "messages")).to_contain_text("Only visible to you", timeout=15_000)
        await expect(part(place, "thread-open").last).to_contain_text(THREE_OR_MORE, timeout=40_000)
        await part(place, "thread-open").last.click()
        thread = part(place, "thread-messages")
        for words in ("Bid, ", "What decides", "Criteria", "What the notice does not say", "without a language model"):
            await expect(thread).to_contain_text(words)
        await thread.evaluate("element => element.scrollTop = 150")  # the verdict's card, for the picture in the README
        await picture(place, "thread")
        await part(place, "feedback-down").first.click()
        form = part(place, "modal")
        await form.get_by_text("A fact is wrong").click()
        await form.get_by_role("textbox").fill("The contract runs five years, not four.")
        await picture(place, "feedback-form")
        await part(place, "modal-submit").click()
        await expect(form).to_be_hidden()
        await expect(part(place, "app")).to_contain_text("Thank you")
        await picture(place, "thanks")
        found = await rows(up)
    assert found["run"].state == "complete"
    assert (found["tally"].up, found["tally"].down) == (0, 1)
    kinds = {entry.kind: entry.body for entry in found["log"]}
    assert set(kinds) == {"answer", "feedback"}
    assert kinds["feedback"]["reasons"] == ["wrong_fact"]
    assert "five years" in kinds["feedback"]["correction"]


async def test_an_empty_command_opens_a_form_that_leads_to_an_answer() -> None:
    async with demo.running(Settings.load({})) as up, page(up.page, width=420, height=900) as place:
        await part(place, "composer").fill("/analyze")
        await part(place, "send").click()
        form = part(place, "modal")
        await expect(form).to_be_visible(timeout=30_000)
        await picture(place, "form-on-a-phone")
        await form.get_by_role("textbox").last.fill(
            "Invitation to tender: maintenance of twelve lifts in the schools of the town of Varnholt.\n"
            "Tenders must be received by 12 January 2028 at 12:00. Estimated value: EUR 240,000."
        )
        await part(place, "modal-submit").click()
        await expect(form).to_be_hidden()
        await expect(part(place, "thread-open").last).to_contain_text("replies", timeout=20_000)
        found = await rows(up)
    assert found["run"].surface == "form"
