"""The weekly review on the whole road: drawn from real answers, delivered to the reviewer's direct messages, answered there."""

from datetime import timedelta

import pytest

from jobs import reviews as reviewing
from storage import reviews
from storage.tables.eval_log import eval_log
from tests.integration.road import ADA, BIDS, NORTH, Road, words_of

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]
BEN = "U0BEN"


async def test_a_drawn_answer_reaches_the_reviewer_alone_and_its_rubric_is_stored(road: Road) -> None:
    road.start_worker()
    await road.analyze("quick city-network")
    await road.all_done()
    before = len(road.shown())
    assert (await road.slack.client.command(ADA, BIDS, "/bidwright", f"reviewer <@{BEN}|ben>")).ok
    async with road.deps.db.tenant(road.tenants[NORTH]) as tx:
        await tx.run(tx.update(eval_log).values(created_at=road.deps.now() - timedelta(days=7)))
    assert await reviewing.draw_week(road.deps, road.tenants[NORTH]) == 1
    await road.all_done()
    assert len(road.shown()) == before
    place = road.slack.world.workspaces[NORTH].direct(BEN).id
    sent = road.shown(place)
    said = "\n".join(words_of(message) for message in sent)
    assert "Please review this answer" in said
    assert "Network switches for 24 council buildings" in said
    assert "drawn at random" in said
    assert ADA not in said
    assert BIDS not in said
    assert "I wrote" not in said
    assert [message.thread_ts for message in sent] == [None, *[sent[0].ts] * (len(sent) - 1)]
    await road.slack.client.action(BEN, sent[0], "rubric:open")
    await road.slack.wait_for_view(BEN)
    given = {"own": "bid", "facts": "right", "invented": "no", "useful": "yes"}
    assert (await road.slack.client.submit(BEN, {f"rubric_{name}/rubric_{name}": value for name, value in given.items()})).ok
    async with road.deps.db.tenant_read(road.tenants[NORTH]) as tx:
        (done,) = await reviews.answered(tx)
    assert done.rubric is not None
    assert (done.reviewer, done.rubric["own"], done.rubric["verdict"]) == (BEN, "bid", done.given == "bid")
