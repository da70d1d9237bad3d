"""A headless Chromium of the machine's own, or a reason to skip."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]

THREE_OR_MORE = re.compile(r"([3-9]|\d\d) replies")
"""Of a thread: on a busy machine the page may never have shown the third alone."""

needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not at /usr/bin/chromium")


@asynccontextmanager
async def page(url: str, *, width: int = 1360, height: int = 1000) -> AsyncIterator[Page]:
    """The page at `url`; anything it logs as an error fails the test."""
    errors: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        context = await browser.new_context(viewport={"width": width, "height": height}, timezone_id="Europe/Berlin", locale="en-GB")
        opened = await context.new_page()
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        try:
            await opened.goto(url)
            yield opened
        finally:
            await browser.close()
    assert errors == []
