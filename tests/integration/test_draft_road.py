"""From `/analyze draft` to the draft in the thread, over real HTTP: asked, approved by whoever may, written, shown."""

from pathlib import Path

import pytest

from playground.records import Message
from tests.integration.road import ADA, Road, open_road, words_of
from tests.storage_fixtures import Addresses

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]
BEN, CLEO = "U0BEN", "U0CLEO"


async def has_button(road: Road, action_id: str) -> bool:
    return any(action_id in str(message.blocks) for message in road.shown())


def with_button(road: Road, action_id: str) -> Message:
    return next(message for message in road.shown() if action_id in str(message.blocks))


async def waiting(road: Road) -> Message:
    """The message that asks, under the answer of a run that Ben wanted a draft of."""
    road.start_worker()
    await road.analyze("draft city-network", user=BEN)
    await road.until(lambda: has_button(road, "run:approve"))
    return with_button(road, "run:approve")


async def test_an_approved_draft_comes_into_the_thread_with_its_sources(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with open_road(database_addresses, redis_url, tmp_path) as road:
        question = await waiting(road)
        assert "7 credits more are reserved when you approve" in words_of(question)
        assert await road.balance() == (0, 3)
        await road.slack.client.action(CLEO, question, "run:approve")
        await road.until(lambda: road.told(CLEO, "Only the person who asked for it"))
        await road.slack.client.action(ADA, question, "run:approve")
        await road.until(lambda: road.says("Draft of a bid:"))
        await road.all_done()
        assert await road.says("The draft is in this thread")
        assert not await has_button(road, "run:approve")
        root, *thread = road.shown()
        text = "\n".join(map(words_of, thread))
        assert all(message.thread_ts == root.ts for message in thread)
        for title in ("Executive summary", "Compliance", "Risks", "For the bid team, not part of the bid"):
            assert title in text
        assert "without a language model" in text
        assert await road.balance() == (0, 3)


async def test_a_button_pressed_again_or_late_changes_nothing(database_addresses: Addresses, redis_url: str | None, tmp_path: Path) -> None:
    async with open_road(database_addresses, redis_url, tmp_path) as road:
        question = await waiting(road)
        await road.slack.client.action(BEN, question, "run:decline")
        await road.until(lambda: road.told(BEN, "nothing more is charged"))
        await road.slack.client.action(BEN, question, "run:approve")
        await road.until(lambda: road.told(BEN, "does not wait for an approval any more"))
        await road.all_done()
        assert await road.says("No draft is written")
        assert await road.balance() == (0, 3)
