"""The page of an evaluation in a real browser: its own script runs under its own policy, and it fits a phone."""

from pathlib import Path

import pytest

from jobs.evals.page import write_page
from tests.e2e.browser import needs_chromium, page
from tests.jobs.evals.test_page import evaluation, right, wrong

pytestmark = [pytest.mark.e2e, needs_chromium, pytest.mark.timeout(120)]
PHONE = 390


async def test_the_table_is_filtered_and_nothing_is_wider_than_a_phone(tmp_path: Path) -> None:
    write_page(tmp_path / "page.html", evaluation([right("a-roof"), wrong("b-roof"), wrong("c-roof", split="regression")], baseline=True))
    async with page((tmp_path / "page.html").as_uri(), width=PHONE, height=800) as opened:
        assert await opened.evaluate("document.documentElement.scrollWidth") == PHONE
        await opened.select_option("[data-filter=passed]", "no")
        assert await opened.locator(".cases tbody tr:visible").count() == 2
        await opened.select_option("[data-filter=split]", "regression")
        assert await opened.locator(".cases tbody tr:visible").count() == 1
        assert await opened.inner_text("[data-count]") == "1 of 3 cases"
