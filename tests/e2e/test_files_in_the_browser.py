"""A person adds tender documents in the form and reads the answer with the page each fact stands on."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from bot import demo
from bot.settings import Settings
from tests.e2e.browser import THREE_OR_MORE, needs_chromium, page
from tests.e2e.test_thread_in_the_browser import part, picture
from tests.jobs.documents.made_pdfs import paragraph_page, pdf

pytestmark = [pytest.mark.e2e, needs_chromium, pytest.mark.timeout(120)]

FIRST = (
    "Network switches and wireless for 40 schools",
    "",
    "Contracting authority: County of Varnmark",
    "Country: Germany",
    "Deadline for offers: 12 January 2029, 12:00",
    "Estimated value: 480,000 EUR excluding VAT",
    "CPV: 32420000",
)
SECOND = (
    "3. Conditions of participation",
    "3.1 The tenderer must hold a valid ISO 27001 certificate.",
    "3.2 The tenderer shall provide evidence of public liability insurance of 5 million EUR.",
    "3.3 Offers must be written in English or German.",
)


async def test_a_pdf_of_the_form_is_read_and_the_answer_names_its_pages(tmp_path: Path) -> None:
    tender = tmp_path / "tender.pdf"
    tender.write_bytes(pdf(paragraph_page(*FIRST), paragraph_page(*SECOND)))
    async with demo.running(Settings.load({})) as up, page(up.page) as place:
        await part(place, "composer").fill("/analyze")
        await part(place, "send").click()
        form = part(place, "modal")
        await expect(form).to_contain_text("Number or link of the notice", timeout=15_000)
        await form.locator("input[type=file]").set_input_files(str(tender))
        await expect(form).to_contain_text("tender.pdf")
        await picture(place, "form")
        await form.get_by_role("button", name="Analyse").click()
        await expect(part(place, "thread-open").last).to_contain_text(THREE_OR_MORE, timeout=40_000)
        await part(place, "thread-open").last.click()
        thread = part(place, "thread-messages")
        for words in ("County of Varnmark", "tender.pdf, page 1", "tender.pdf, page 2", "What it asks of a bidder"):
            await expect(thread).to_contain_text(words)
        await part(place, "thread-messages").evaluate("element => element.scrollTop = element.scrollHeight")
        await picture(place, "documents")
