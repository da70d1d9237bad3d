"""A question in the thread of an answer, over real HTTP: asked by a mention, answered there with its passage, once."""

from pathlib import Path

import pytest

from playground.records import Message
from storage import feedback
from tests.integration.road import ADA, BIDS, NORTH, Road, open_road, words_of
from tests.storage_fixtures import Addresses

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]
BEN = "U0BEN"
NOTICE = """Maintenance of twelve lifts
The town of Varnholt invites offers for the maintenance of twelve lifts in its schools and its town hall.
Offers must reach the town by 12 January 2027, 12:00. The contract runs for four years.
The tenderer must hold an ISO 9001 certificate that is valid on the day of the offer."""


async def answered(road: Road) -> Message:
    """The first message of a thread that has its answer."""
    road.start_worker()
    await road.analyze(NOTICE)
    await road.all_done()
    return road.shown()[0]


def replies(road: Road) -> list[str]:
    return [text for message in road.shown() if " asked: " in (text := words_of(message))]


async def test_a_question_in_the_thread_is_answered_there_with_its_passage(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with open_road(database_addresses, redis_url, tmp_path) as road:
        root = await answered(road)
        _, delivery = await road.slack.client.mention(BEN, BIDS, "Which certificate must the tenderer hold?", thread_ts=root.ts)
        assert delivery is not None
        await road.slack.client.redeliver(delivery)
        await road.all_done(runs_expected=2)
        (reply,) = replies(road)
        assert "<@U0BEN> asked: _Which certificate must the tenderer hold?_" in reply
        assert "must hold an ISO 9001 certificate" in reply
        assert road.shown()[-1].thread_ts == root.ts
        assert await road.balance() == (0, 3)
        await road.slack.client.action(BEN, road.shown()[-1], "answer:feedback", "negative")
        await road.slack.wait_for_view(BEN)
        await road.slack.client.submit(BEN, {"feedback_reasons": ["wrong_passage"], "feedback_correction": "It is on page 4."})
        await road.until(lambda: road.told(BEN, "Your reasons are in the evaluation log"))
        (question,) = [run for run in await road.runs() if run.depth == "question"]
        async with road.deps.db.tenant_read(road.tenants[NORTH]) as tx:
            tally = await feedback.tally(tx, question.id)
        assert (tally.up, tally.down) == (0, 1)


async def test_questions_are_answered_one_after_the_other_and_none_is_lost(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with open_road(database_addresses, redis_url, tmp_path) as road:
        root = await answered(road)
        for number in range(4):
            await road.slack.client.mention(
                (ADA, BEN)[number % 2], BIDS, f"How many lifts are there, question {number}?", thread_ts=root.ts
            )
        await road.all_done(runs_expected=5)
        assert len(replies(road)) == 4


async def test_an_empty_question_is_answered_in_words_to_its_author_alone(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with open_road(database_addresses, redis_url, tmp_path) as road:
        root = await answered(road)
        await road.slack.client.mention(BEN, BIDS, "", thread_ts=root.ts)
        await road.until(lambda: road.told(BEN, "Ask a question about this tender"))
        assert len(await road.runs()) == 1


async def test_in_a_thread_of_others_a_mention_asks_for_a_notice_as_ever(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with open_road(database_addresses, redis_url, tmp_path) as road:
        await answered(road)
        opened, _ = await road.slack.client.say(BEN, BIDS, "Has anybody seen this one?")
        await road.slack.client.mention(BEN, BIDS, NOTICE.replace("twelve lifts", "nine cranes"), thread_ts=opened.ts)
        await road.all_done(runs_expected=2)
        assert {run.depth for run in await road.runs()} == {"standard"}
