"""Asking without a command, and stopping, over real HTTP: what people see in the channel."""

from pathlib import Path

import pytest

from playground.records import Message
from tests.bot.rig import NOTICE
from tests.integration.road import ADA, BIDS, Road, open_road, words_of
from tests.storage_fixtures import Addresses

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]
BEN, CLEO = "U0BEN", "U0CLEO"


async def root_of(road: Road) -> Message:
    async def there() -> bool:
        return bool(road.shown())

    await road.until(there)
    return road.shown()[0]


async def test_a_mention_gets_its_answer_in_a_thread(database_addresses: Addresses, redis_url: str | None, tmp_path: Path) -> None:
    async with open_road(database_addresses, redis_url, tmp_path) as road:
        road.start_worker()
        _, delivery = await road.slack.client.mention(BEN, BIDS, NOTICE)
        assert delivery is not None
        await road.all_done()
        root, *answer = road.shown()
        assert "twelve lifts" in words_of(root)
        assert answer
        assert all(message.thread_ts == root.ts for message in answer)
        assert await road.balance() == (0, 3)


async def test_a_direct_message_is_answered_where_it_was_written(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with open_road(database_addresses, redis_url, tmp_path) as road:
        road.start_worker()
        written, _ = await road.slack.client.direct_message(BEN, NOTICE)
        await road.all_done()
        assert "twelve lifts" in words_of(road.shown(written.channel)[0])
        assert len(await road.runs()) == 1


async def test_the_shortcut_on_a_message_analyses_it(database_addresses: Addresses, redis_url: str | None, tmp_path: Path) -> None:
    async with open_road(database_addresses, redis_url, tmp_path) as road:
        road.start_worker()
        message, _ = await road.slack.client.say(CLEO, BIDS, NOTICE)
        await road.slack.client.shortcut(BEN, "analyze_message", message)
        await road.all_done()
        (run,) = await road.runs()
        assert (run.requester, run.surface) == (BEN, "shortcut")
        assert "twelve lifts" in words_of(road.shown()[0])


async def test_stop_ends_a_run_gives_its_credits_back_and_leaves_no_button(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with open_road(database_addresses, redis_url, tmp_path) as road:
        await road.analyze(NOTICE, user=BEN)
        root = await root_of(road)
        await road.slack.client.action(CLEO, root, "run:stop")
        await road.until(lambda: road.told(CLEO, "Only the person who asked for it"))
        await road.slack.client.action(ADA, root, "run:stop")
        road.start_worker()
        await road.all_done()
        (run,) = await road.runs()
        assert (run.state, await road.balance()) == ("cancelled", (0, 0))
        root, *rest = road.shown()
        assert "run:stop" not in str(root.blocks)
        assert "Stopped before it was finished" in "\n".join(map(words_of, rest))
