"""The main road from the command to the eval log, through real HTTP, on every database and queue that there is."""

from datetime import timedelta

import pytest

from jobs.window import RESEND_AFTER
from storage import audit, eval_log, feedback
from tests.integration.road import ADA, BIDS, HANA, HARBOUR, HARBOUR_BIDS, NORTH, Road, words_of

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]


async def test_a_command_becomes_a_thread_with_verdict_criteria_and_facts(road: Road) -> None:
    road.start_worker()
    acknowledged = await road.analyze()
    assert "3 credits reserved, 97 left" in acknowledged.text
    await road.all_done()
    root, *answer = road.shown()
    assert root.thread_ts is None
    assert {message.thread_ts for message in answer} == {root.ts}
    assert "Network switches for 24 council buildings" in words_of(root)
    assert "done, the answer is in this thread" in words_of(root)
    said = "\n".join(words_of(message) for message in answer)
    for wanted in (
        "without a language model",
        "Capability",
        "Knock-out questions",
        "Glen Ardvarrich Council",
        "/buyer/name",
        "1,240,000 GBP",
    ):
        assert wanted in said
    assert await road.balance() == (0, 3)


async def test_a_thumbs_down_with_a_reason_reaches_the_eval_log(road: Road) -> None:
    road.start_worker()
    await road.analyze("quick bridge-inspection")
    await road.all_done()
    judged = next(message for message in road.shown() if "answer:feedback" in str(message.blocks))
    await road.slack.client.action(ADA, judged, "answer:feedback", "negative")
    await road.slack.wait_for_view(ADA)
    chosen = {"feedback_reasons/feedback_reasons": ["wrong_fact"], "feedback_correction/feedback_correction": "It is due in May."}
    submitted = await road.slack.client.submit(ADA, chosen)
    assert submitted.ok
    (run,) = await road.runs()
    async with road.deps.db.tenant_read(road.tenants[NORTH]) as tx:
        assert await feedback.tally(tx, run.id) == feedback.Tally(up=0, down=1)
        (entry,) = await eval_log.entries(tx, kind="feedback")
        assert len(await eval_log.entries(tx, kind="answer")) == 1
    assert (entry.run_id, entry.body["vote"], entry.body["reasons"]) == (run.id, "down", ["wrong_fact"])
    assert (entry.body["correction"], entry.body["member"]) == ("It is due in May.", ADA)
    await road.slack.wait_for_message(BIDS, lambda message: message.ephemeral_to == ADA and "Thank you" in message.text)


async def test_quota_shows_what_i_used_and_what_all_have_left(road: Road) -> None:
    road.start_worker()
    await road.analyze("quick city-network")
    await road.all_done()
    answered = await road.slack.client.command(ADA, BIDS, "/quota")
    assert answered.json()["text"].startswith("99 credits")
    assert "Used by me: 1 credit." in answered.json()["text"]
    theirs = await road.slack.client.command("U0BEN", BIDS, "/quota")
    assert "Used by me: 0 credits." in theirs.json()["text"]


async def test_two_workspaces_at_once_do_not_see_each_other(road: Road) -> None:
    road.start_worker()
    await road.analyze("quick city-network")
    await road.analyze("quick bridge-inspection", user=HANA, channel=HARBOUR_BIDS)
    await road.all_done(runs_expected=2)
    for team, channel, ours, theirs in (
        (NORTH, BIDS, "Network switches", "bridge"),
        (HARBOUR, HARBOUR_BIDS, "bridge", "Network switches"),
    ):
        (run,) = await road.runs(team)
        shown = road.shown(channel, team)
        assert len([message for message in shown if message.thread_ts is None]) == 1
        said = "\n".join(words_of(message) for message in shown)
        assert ours in said
        assert theirs not in said
        assert run.tenant_id == road.tenants[team]
        assert await road.balance(team) == (0, 1)
    calls = {(call.team, call.args.get("channel")) for call in road.slack.world.api_calls if call.method == "chat.postMessage"}
    assert calls == {(NORTH, BIDS), (HARBOUR, HARBOUR_BIDS)}


async def test_wake_ups_lost_between_acceptance_and_pick_up_delay_the_answer_and_nothing_else(road: Road) -> None:
    await road.analyze("quick city-network")
    await road.until(lambda: admitted(road))
    await road.lose_all_wake_ups()
    road.start_worker(ahead=RESEND_AFTER + timedelta(seconds=1))
    await road.all_done()
    (run,) = await road.runs()
    assert (run.state, run.attempt, run.gen) == ("complete", 1, 1)
    assert await road.balance() == (0, 1)


async def admitted(road: Road) -> bool:
    return all(run.admitted_at for run in await road.runs())


async def test_a_slack_that_asks_to_wait_gets_each_message_once(road: Road) -> None:
    road.slack.faults.add("chat.postMessage", "rate_limited", times=2, retry_after=1)
    road.start_worker()
    await road.analyze("quick city-network")
    await road.all_done()
    posts = [call for call in road.slack.world.api_calls if call.method == "chat.postMessage"]
    assert [call.status for call in posts].count(429) == 2
    shown = road.shown()
    assert len(shown) == len([call for call in posts if call.answer.get("ok")])
    assert len({message.text for message in shown}) == len(shown)
    assert await road.balance() == (0, 1)


async def test_removing_the_app_cancels_what_is_queued_and_gives_the_credits_back(road: Road) -> None:
    await road.analyze()
    await road.until(lambda: admitted(road))
    assert await road.balance() == (3, 0)
    assert all(delivery.ok for delivery in await road.slack.client.uninstall(NORTH))
    road.start_worker()
    await road.all_done()
    (run,) = await road.runs()
    assert run.state == "cancelled"
    assert await road.balance() == (0, 0)
    async with road.deps.db.tenant_read(road.tenants[NORTH]) as tx:
        assert [entry.act for entry in await audit.entries(tx)].count("uninstalled") == 1
    refused = await road.slack.client.command(ADA, BIDS, "/analyze", "city-network")
    assert "credits reserved" not in refused.text
    assert len(await road.runs()) == 1


async def test_requests_that_slack_sends_again_store_nothing_twice(road: Road) -> None:
    road.start_worker()
    first = await road.analyze("quick city-network")
    again = await resend(road, first.sent)
    assert "already under way" in again
    await road.all_done()
    judged = next(message for message in road.shown() if "answer:feedback" in str(message.blocks))
    await road.slack.client.action(ADA, judged, "answer:feedback", "negative")
    await road.slack.wait_for_view(ADA)
    submitted = await road.slack.client.submit(ADA, {"feedback_reasons/feedback_reasons": ["other"]})
    await resend(road, submitted.sent)
    await resend(road, first.sent)
    await road.all_done()
    async with road.deps.db.tenant_read(road.tenants[NORTH]) as tx:
        assert len(await eval_log.entries(tx, kind="feedback")) == 1
        assert len(await eval_log.entries(tx, kind="answer")) == 1
    assert await road.balance() == (0, 1)


async def resend(road: Road, body: bytes) -> str:
    """The same bytes, signed anew, as Slack's retries come."""
    client = road.slack.client
    headers = client.signed_headers(body) | {"Content-Type": "application/x-www-form-urlencoded", "X-Slack-Retry-Num": "1"}
    delivery = await client.raw(body, headers)
    assert delivery.ok
    return delivery.text
