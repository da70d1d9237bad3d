"""A playground with a clock the test turns by hand, a fake app behind it, and the real Slack client in front."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import Playground, start
from tests.playground.fake_app import FakeApp

# the SDK types every item of an answer as Optional, which would drown the tests
Api = Any


@dataclass
class HandClock:
    """Seconds since the epoch, moved only by tests."""

    now: float = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def app() -> AsyncIterator[FakeApp]:
    fake = FakeApp()
    await fake.start()
    yield fake
    await fake.close()


@pytest.fixture
async def slack(clock: HandClock, app: FakeApp) -> AsyncIterator[Playground]:
    async with await start(app_url=app.url, clock=clock) as playground:
        yield playground


@pytest.fixture
def api(slack: Playground) -> Api:
    """The bot of Northlight Bids, without retries."""
    return AsyncWebClient(token=slack.token(), base_url=slack.api_url, retry_handlers=[], timeout=5)
