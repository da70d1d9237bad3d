"""Real runs through the real views: what storage holds becomes messages that Slack takes."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.blocks.render import render
from bot.cards import load_card, reference
from storage import credits, outbox, runs, tenders
from storage.db import Database
from tests.bot.blocks.cards import analysis, tender
from tests.bot.poster_desk import RUN, TENANT, Desk, open_desk


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    async with open_desk(database) as opened:
        await opened.accept()
        yield opened


async def store_answer(desk: Desk) -> None:
    """What a worker leaves behind: a tender, an outcome, a charge and the rows of the messages."""
    notice, now = tender(), desk.clock.now()
    async with desk.db.tenant(TENANT) as tx:
        known = {"version": None, "content_hash": "0" * 64, "kind": "opportunity", "title": None, "buyer": None, "deadline_at": None}
        stored = await tenders.upsert(tx, source="ted_eforms", external_id="n-1", body=notice.model_dump(mode="json"), now=now, **known)
        run = await runs.get(tx, RUN)
        await runs.claim(tx, RUN, run.gen, token="worker", now=now, lease_seconds=10)
        await runs.set_tender(tx, RUN, "worker", stored.id)
        await credits.reserve(tx, run_id=RUN, stage="request", amount=3, member="U0BEN", period="2026-11", allowance=100, now=now)
        outcome = {"state": "complete", "analysis": analysis().model_dump(mode="json"), "charged": 3, "tender_id": stored.id}
        await runs.end(tx, RUN, "worker", "complete", cause="chain", outcome=outcome, error=None, now=now)


async def card_of(desk: Desk, *, allowance: int | None = 100, **payload: Any) -> Any:
    async with desk.db.tenant_read(TENANT) as tx:
        row = await outbox.get(tx, run_id=RUN, part="root")
        assert row is not None
        run = await runs.get(tx, RUN)
        return await load_card(tx, replace(row, payload=payload), run, allowance=allowance, now=desk.clock.now())


async def test_a_whole_thread_of_real_views_is_taken_as_it_is(desk: Desk) -> None:
    await desk.put()
    await desk.put("progress", 1, steps=[["read", "running"], ["screen", "waiting"]])
    poster = desk.poster(render=render, allowance=100)
    await poster.drain()
    await store_answer(desk)
    await desk.put()
    await desk.put("answer", 2)
    await desk.settle(poster)
    assert poster.counters["fallback"] == 0
    assert poster.counters["failed"] == 0
    root, progress, *answer = desk.shown()
    assert len(answer) >= 3
    assert {message.thread_ts for message in (progress, *answer)} == {root.ts}
    assert "Harbour cranes &amp; their care" in answer[0].text


async def test_a_card_holds_what_storage_knows_of_the_run(desk: Desk) -> None:
    await desk.put()
    await store_answer(desk)
    card = await card_of(desk)
    assert (card.analysis, card.tender) == (analysis(), tender())
    assert (card.state, card.charged, card.credits_left, card.depth, card.requester) == ("complete", 3, 97, "standard", "U0BEN")
    assert (card.reference, card.steps) == ("ABCDEF12", ())


async def test_without_an_allowance_nothing_is_said_about_credits_left(desk: Desk) -> None:
    await desk.put()
    assert (await card_of(desk, allowance=None)).credits_left is None


@pytest.mark.parametrize(
    ("state", "expected"),
    [("complete", ("done", "done", "skipped")), ("failed", ("done", "failed", "skipped")), ("cancelled", ("done", "skipped", "skipped"))],
)
async def test_no_step_of_an_ended_run_reads_as_running(desk: Desk, state: str, expected: tuple[str, ...]) -> None:
    await desk.put()
    await desk.end(state)
    card = await card_of(desk, steps=[["read", "done"], ["screen", "running"], ["rate", "waiting"]])
    assert tuple(how for _, how in card.steps) == expected


async def test_a_failed_run_says_why(desk: Desk) -> None:
    await desk.put("apology", 2)
    async with desk.db.tenant(TENANT) as tx:
        run = await runs.get(tx, RUN)
        await runs.claim(tx, RUN, run.gen, token="worker", now=desk.clock.now(), lease_seconds=10)
        await runs.end(tx, RUN, "worker", "refused", cause="x", outcome=None, error="This is not a notice.", now=desk.clock.now())
    await desk.settle(desk.poster(render=render))
    assert "This is not a notice." in str(desk.shown()[0].blocks) + desk.shown()[0].text


async def test_an_answer_of_a_shape_this_version_cannot_read_ends_in_the_open(desk: Desk) -> None:
    await desk.put("answer", 2)
    await desk.end(analysis={"verdict": "perhaps"})
    poster = desk.poster(render=render)
    await desk.settle(poster, step=61)
    assert (await desk.row("answer")).error == "ValidationError"
    assert await desk.acts() == ["message_not_delivered"]


def test_a_reference_is_short_and_comes_from_the_part_of_the_id_that_differs() -> None:
    assert reference("0193a1b2c3d47f00aa11bb22cc33dd44") == "CC33DD44"
