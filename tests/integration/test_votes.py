"""Voting on a bid and deciding it, over real HTTP: what the channel, the voter and the log show."""

from pathlib import Path
from typing import Any

import pytest

from playground.records import Message
from storage import audit, bid_votes
from tests.bot.rig import NOTICE
from tests.integration.road import ADA, BIDS, NORTH, Road, open_road, words_of
from tests.storage_fixtures import Addresses

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]
BEN, CLEO = "U0BEN", "U0CLEO"


async def opens(road: Road, sentence: str) -> bool:
    """The thread's first message says so."""
    return sentence in words_of(road.shown()[0])


def last_to(road: Road, user: str) -> Message:
    return [message for message in road.slack.messages(BIDS) if message.ephemeral_to == user][-1]


async def vote(road: Road, user: str, choice: str) -> None:
    (run,) = await road.runs()
    await road.slack.client.action(user, road.shown()[0], "vote:bid", f"{choice}|{run.id}")


async def fill_in(road: Road, user: str, **fields: Any) -> None:
    await road.slack.wait_for_view(user)
    await road.slack.client.submit(user, fields)


async def test_votes_are_counted_explained_changed_and_decided_in_the_first_message(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with open_road(database_addresses, redis_url, tmp_path) as road:
        road.start_worker()
        await road.analyze(NOTICE, user=BEN)
        await road.all_done()
        await vote(road, BEN, "bid")
        await vote(road, CLEO, "unsure")
        await road.until(lambda: opens(road, "Bid: 1. <@U0BEN>"))
        await road.until(lambda: opens(road, "Unsure: 1. <@U0CLEO>"))
        await road.until(lambda: road.told(CLEO, "Your vote is stored"))
        await road.slack.client.action(CLEO, last_to(road, CLEO), "vote:explain")
        await fill_in(road, CLEO, vote_reason="No crew for <!channel> twelve lifts")
        await road.until(lambda: opens(road, "No crew for <!channel> twelve lifts"))
        assert "<!channel>" not in str(road.shown()[0].blocks)
        await vote(road, CLEO, "bid")
        await road.until(lambda: opens(road, "Bid: 2."))
        assert not await opens(road, "No crew")
        await road.slack.client.action(BEN, road.shown()[0], "bid:decide")
        await fill_in(road, BEN, decision_choice="bid", vote_reason="References fit")
        await road.until(lambda: opens(road, "Decided: 🟢 Bid* by <@U0BEN>"))
        told = await road.slack.client.command(ADA, BIDS, "/bidwright", "decisions")
        assert "References fit" in told.text
        assert "twelve lifts" in told.text
        async with road.deps.db.tenant_read(road.tenants[NORTH]) as tx:
            assert [(each.member, each.choice) for each in await bid_votes.log(tx, limit=9)] == [(BEN, "bid")]
            assert [entry.after for entry in await audit.entries(tx) if entry.act == "decide"] == [{"choice": "bid"}]


async def test_who_did_not_ask_and_is_no_admin_votes_but_does_not_decide(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with open_road(database_addresses, redis_url, tmp_path) as road:
        road.start_worker()
        await road.analyze(NOTICE, user=BEN)
        await road.all_done()
        await road.slack.client.action(CLEO, road.shown()[0], "bid:decide")
        await road.until(lambda: road.told(CLEO, "Only the person who asked for it"))
        assert road.slack.client.modal(CLEO) is None
        await road.slack.client.action(ADA, road.shown()[0], "bid:decide")
        await fill_in(road, ADA, decision_choice="no_bid")
        await road.until(lambda: opens(road, "Decided: 🔴 Do not bid* by <@U0ADA>"))
