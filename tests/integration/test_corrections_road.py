"""What a person says of an answer reaches the next one: about a tender at once, about the company once an admin agrees."""

import pytest

from playground.records import Message
from storage import corrections, row_marks, tenants
from tests.integration.road import ADA, BIDS, HANA, HARBOUR, HARBOUR_BIDS, NORTH, Road, words_of

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]
BEN = "U0BEN"


async def dispute(road: Road, about: str, text: str) -> None:
    judged = [message for message in road.shown() if "answer:feedback" in str(message.blocks)][-1]
    await road.slack.client.action(BEN, judged, "answer:feedback", "negative")
    await road.slack.wait_for_view(BEN)
    chosen = {"feedback_reasons/feedback_reasons": ["other"], "feedback_about/feedback_about": about}
    submitted = await road.slack.client.submit(BEN, chosen | {"feedback_correction/feedback_correction": text})
    assert submitted.ok, submitted.failure


async def listed(road: Road) -> Message:
    delivery = await road.slack.client.command(ADA, BIDS, "/bidwright", "corrections")
    assert delivery.ok, delivery.failure
    return road.slack.messages(BIDS)[-1]


def facts_of(road: Road, run: int, channel: str = BIDS, team: str = NORTH) -> str:
    """The last page of the answer in the `run`-th thread."""
    roots = [message for message in road.shown(channel, team) if message.thread_ts is None]
    return words_of([message for message in road.shown(channel, team) if message.thread_ts == roots[run].ts][-1])


async def test_a_note_about_the_tender_is_told_next_time_and_a_change_of_the_company_once_an_admin_applies_it(road: Road) -> None:
    road.start_worker()
    async with road.deps.db.tenant(road.tenants[NORTH]) as tx:
        await tenants.set_profile(tx, {"name": "Fernhill Networks Ltd"}, by=ADA, now=road.deps.now())
    await road.analyze("quick city-network")
    await road.all_done()
    assert "colleague" not in facts_of(road, 0)
    await dispute(road, "tender", "The <!channel> site visit is on 3 May, call +44 20 7946 0958.")
    await road.analyze("quick city-network")
    await road.analyze("quick city-network", user=HANA, channel=HARBOUR_BIDS)
    await road.all_done(runs_expected=3)
    told = facts_of(road, 1)
    assert "Said by colleagues: not in the notice, checked by nobody" in told
    assert "The <!channel> site visit is on 3 May, call ‹personal data removed›" in told  # `words_of` has undone the escapes
    assert "<!channel>" not in str(road.shown()[-1].blocks)
    assert "colleague" not in facts_of(road, 0, HARBOUR_BIDS, HARBOUR)
    await dispute(road, "company", "We never do network switches.")
    shown = words_of(await listed(road))
    assert "Proposed: Exclusions, add “network switches”" in shown.replace("*", "")
    assert "Told in the answers of: Network switches" in shown
    applied = await road.slack.client.action(ADA, await listed(road), "correction:apply")
    assert applied.ok, applied.failure
    await road.slack.wait_for_message(BIDS, lambda message: "of the company profile" in message.text)
    await road.analyze("quick city-network")
    await road.all_done(runs_expected=4)
    (newest, *_) = await road.runs()
    assert newest.outcome is not None
    assert newest.outcome["analysis"]["verdict"] == "no_bid"
    async with road.deps.db.tenant_read(road.tenants[NORTH]) as tx:
        row = await tenants.profile(tx)
        assert row is not None
        assert ("network switches" in row.body["exclusions"], row.by) == (True, ADA)
        assert [(each.about, each.state) for each in await corrections.undecided(tx)] == [("tender", "noted")]


async def test_a_row_of_a_real_answer_is_called_wrong_by_its_button(road: Road) -> None:
    road.start_worker()
    await road.analyze("city-network")
    await road.all_done()
    rated = next(message for message in road.shown() if "row:wrong" in str(message.blocks))
    await road.slack.client.action(BEN, rated, "row:wrong")
    await road.slack.wait_for_view(BEN)
    chosen = {"row_chosen/row_chosen": "criterion:capability", "row_right/row_right": "We sell no switches."}
    assert (await road.slack.client.submit(BEN, chosen)).ok
    (run,) = await road.runs()
    async with road.deps.db.tenant_read(road.tenants[NORTH]) as tx:
        (mark,) = await row_marks.of_run(tx, run.id)
    assert (mark.row, mark.member, mark.wrong, mark.correction) == ("criterion:capability", BEN, True, "We sell no switches.")
