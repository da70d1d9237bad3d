"""What becomes of a row that Slack refuses: another place, plainer content, another time, or an end that can be seen."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.blocks.message import Message
from bot.held_row import HeldRow
from bot.setbacks import MAX_REFUSALS, MAX_UNANSWERED
from bot.slack_api import SlackApi
from bot.slack_outcomes import Posted, Unclear
from playground.records import Message as Shown
from storage import installations, outbox, runs
from storage.db import Database
from storage.errors import StaleLease
from storage.scope import TenantTx
from storage.tables.outbox import outbox as table
from tests.bot.poster_desk import CHANNEL, CIPHER, DIRECT, NOT_JOINED, RUN, TENANT, Desk, open_desk


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    async with open_desk(database) as opened:
        yield opened


@pytest.fixture
async def accepted(desk: Desk) -> Desk:
    await desk.accept()
    return desk


def section(text: str) -> dict[str, object]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


# --- another place -------------------------------------------------------------------------------------------


async def test_a_channel_the_bot_is_not_in_takes_the_whole_thread_to_the_requesters_dm(desk: Desk) -> None:
    await desk.accept(channel=NOT_JOINED)
    await desk.put(channel=NOT_JOINED)
    await desk.put("answer", 2, channel=NOT_JOINED)
    poster = desk.poster()
    await desk.settle(poster)
    assert desk.shown(NOT_JOINED) == []
    root, *rest = desk.shown(DIRECT)
    assert root.text.startswith(f"This was meant for <#{NOT_JOINED}>, but it comes to you because I am not a member there.")
    assert "/invite @bidwright" in root.text
    assert root.text.endswith("\nroot queued")
    assert [message.text for message in rest] == ["answer queued", "more of it"], "the reason is said once"
    assert {message.thread_ts for message in rest} == {root.ts}
    assert poster.counters["redirected"] == 1


async def test_a_moved_root_keeps_its_note_when_it_changes(desk: Desk) -> None:
    await desk.accept(channel=NOT_JOINED)
    await desk.put(channel=NOT_JOINED)
    poster = desk.poster()
    await poster.drain()
    await desk.end()
    await desk.put(channel=NOT_JOINED)
    await desk.settle(poster)
    [root] = desk.shown(DIRECT)
    assert root.text.startswith("This was meant for")
    assert root.text.endswith("root complete")


async def test_only_a_thread_in_the_asked_channel_is_the_runs_thread(accepted: Desk) -> None:
    await accepted.accept("run_moved", channel=NOT_JOINED)
    await accepted.put()
    await accepted.put(run_id="run_moved", channel=NOT_JOINED)
    await accepted.settle(accepted.poster())
    async with accepted.db.tenant_read(TENANT) as tx:
        assert (await runs.get(tx, RUN)).thread_ts == accepted.shown()[0].ts
        assert (await runs.get(tx, "run_moved")).thread_ts is None


async def test_an_answer_whose_channel_was_archived_meanwhile_comes_as_a_dm(accepted: Desk) -> None:
    await accepted.put()
    poster = accepted.poster()
    await poster.drain()
    accepted.slack.world.channel(CHANNEL).is_archived = True
    await accepted.put("answer", 2)
    await accepted.settle(poster)
    first, second = accepted.shown(DIRECT)
    assert "because it is archived." in first.text
    assert "/invite" not in first.text, "an invitation would not help"
    assert second.thread_ts == first.ts


async def test_an_answer_whose_root_was_deleted_in_a_dm_goes_on_without_a_thread(desk: Desk) -> None:
    await desk.accept(channel=DIRECT)
    await desk.put(channel=DIRECT)
    poster = desk.poster()
    await poster.drain()
    desk.slack.world.channel(DIRECT).messages.clear()
    await desk.put("answer", 2, channel=DIRECT)
    await desk.settle(poster)
    assert desk.texts(DIRECT) == ["answer queued", "more of it"]


async def test_without_the_scope_to_open_a_dm_the_person_is_written_to_directly(desk: Desk) -> None:
    desk.slack.world.workspaces["T0NORTH"].scopes.discard("im:write")
    await desk.accept(channel=NOT_JOINED)
    await desk.put(channel=NOT_JOINED)
    await desk.put("answer", 2, channel=NOT_JOINED)
    await desk.settle(desk.poster())
    root, *rest = desk.shown(DIRECT)
    assert {message.thread_ts for message in rest} == {root.ts}


async def test_a_requester_who_has_no_dm_leaves_a_failed_row_with_its_cause(desk: Desk) -> None:
    await desk.accept(channel=NOT_JOINED, requester="U0NOBODY")
    await desk.put(channel=NOT_JOINED)
    poster = desk.poster()
    await poster.drain()
    row = await desk.row()
    assert (row.state, row.error) == ("failed", "not_in_channel, then user_not_found")
    assert await desk.acts() == ["message_not_delivered"]
    assert poster.counters["failed"] == 1


async def test_a_dm_that_refuses_too_ends_the_row(desk: Desk) -> None:
    desk.slack.faults.add("chat.postMessage", "error", error="messages_tab_disabled", channel=DIRECT)
    await desk.accept(channel=NOT_JOINED)
    await desk.put(channel=NOT_JOINED)
    await desk.poster().drain()
    assert (await desk.row()).error == "messages_tab_disabled"


# --- a token that is gone ------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "invalid_auth"])
async def test_a_revoked_token_ends_the_installation_and_the_row(accepted: Desk, code: str) -> None:
    await accepted.put()
    accepted.slack.faults.add("chat.postMessage", "error", error=code)
    await accepted.poster().drain()
    assert (await accepted.installation()).revoked_at is not None
    assert (await accepted.row()).state == "failed"


async def test_nothing_is_sent_with_an_installation_that_was_revoked(accepted: Desk) -> None:
    async with accepted.db.tenant(TENANT) as tx:
        await installations.revoke(tx, accepted.clock.now(), "app_uninstalled")
    await accepted.put()
    await accepted.poster().drain()
    assert accepted.slack.world.api_calls == []
    assert (await accepted.row()).error == "revoked"


async def test_a_reinstall_during_the_call_is_not_undone(accepted: Desk) -> None:
    class Reinstalling(SlackApi):
        """Slack refuses the old token after the new one was stored."""

        done = False

        async def post(self, *args, **kwargs):
            if not self.done:
                self.done = True
                old = await accepted.installation()
                new = installations.Installation(
                    TENANT, "", old.team_id, old.app_id, old.bot_id, old.bot_user_id, "xoxb-new", (), "U1", False
                )
                async with accepted.db.tenant(TENANT) as tx:
                    await installations.save(tx, new, CIPHER, accepted.clock.now())
                accepted.slack.world.workspaces["T0NORTH"].token = "xoxb-new"
            return await super().post(*args, **kwargs)

    await accepted.put()
    await accepted.settle(accepted.poster(api=accepted.api(Reinstalling)))
    assert (await accepted.installation()).revoked_at is None
    assert accepted.texts() == ["root queued"]


# --- plainer content -----------------------------------------------------------------------------------------


async def test_refused_blocks_leave_all_their_words_as_text(accepted: Desk) -> None:
    def render(view, card, *, now):
        return [
            Message("The summary.", (section("Buyer: Varnholt"), {"type": "unheard_of", "text": {"type": "plain_text", "text": "a < b"}}))
        ]

    await accepted.put()
    poster = accepted.poster(render=render)
    await poster.drain()
    [message] = accepted.shown()
    assert (message.text, message.blocks) == ("The summary.\nBuyer: Varnholt\na &lt; b", [])
    assert poster.counters["fallback"] == 1
    assert (await accepted.row()).state == "sent"


async def test_refused_blocks_of_a_change_leave_their_words_too(accepted: Desk) -> None:
    def render(view, card, *, now):
        bad = {"type": "unheard_of", "text": {"type": "mrkdwn", "text": "words"}}
        return [Message(card.state, (bad if card.state == "complete" else section("fine"),))]

    await accepted.put()
    poster = accepted.poster(render=render)
    await poster.drain()
    await accepted.end()
    await accepted.put()
    await accepted.settle(poster)
    assert [(message.text, message.blocks) for message in accepted.shown()] == [("complete\nwords", [])]


def long_render(view, card, *, now):
    """Twelve thousand characters in blocks that Slack refuses."""
    words = "\n".join(f"line {number:04d} of the answer" for number in range(500))
    return [Message("The summary.", ({"type": "unheard_of", "text": {"type": "mrkdwn", "text": words}},))]


async def test_words_too_many_for_one_message_come_in_parts(accepted: Desk) -> None:
    await accepted.put()
    await accepted.settle(accepted.poster(render=long_render))
    assert_all_words_once(accepted.shown())
    assert len({message.client_msg_id for message in accepted.shown()}) == len(accepted.shown())


async def test_parts_that_were_sent_before_a_lost_answer_are_not_sent_again(accepted: Desk) -> None:
    class LosesThird(SlackApi):
        """The answer to the third accepted post never arrives."""

        accepted = 0

        async def post(self, *args, **kwargs):
            answer = await super().post(*args, **kwargs)
            if isinstance(answer, Posted):
                self.accepted += 1
                if self.accepted == 3:
                    return Unclear("lost")
            return answer

    await accepted.put()
    await accepted.settle(accepted.poster(render=long_render, api=accepted.api(LosesThird)))
    assert_all_words_once(accepted.shown())
    assert (await accepted.row()).state == "sent"


def assert_all_words_once(messages: list[Shown]) -> None:
    assert all(len(message.text) <= 4000 for message in messages)
    words = " ".join(message.text for message in messages).split()
    assert words == ["The", "summary.", *(word for number in range(500) for word in f"line {number:04d} of the answer".split())]


async def test_a_text_that_slack_finds_too_long_comes_in_parts(accepted: Desk) -> None:
    accepted.slack.faults.add("chat.postMessage", "error", error="msg_too_long")
    await accepted.put()
    await accepted.settle(accepted.poster(render=lambda view, card, *, now: [Message("word " * 2000)]))
    assert "".join(f"{text} " for text in accepted.texts()).split() == ["word"] * 2000
    assert len(accepted.texts()) == 3


async def test_a_long_text_is_cut_for_a_change(accepted: Desk) -> None:
    def render(view, card, *, now):
        return [Message("word " * 2000, (section("fine"),))]

    await accepted.put()
    poster = accepted.poster(render=render)
    await poster.drain()
    await accepted.put()
    await accepted.settle(poster)
    assert (await accepted.row()).state == "sent"
    assert len(accepted.calls("chat.update")[0]["text"]) <= 4000


async def test_a_message_that_somebody_deleted_stays_deleted(accepted: Desk) -> None:
    await accepted.put()
    poster = accepted.poster()
    await poster.drain()
    accepted.slack.world.channel(CHANNEL).messages.clear()
    await accepted.end()
    await accepted.put()
    await accepted.settle(poster)
    assert accepted.shown() == []
    assert (await accepted.row()).state == "sent"


async def test_a_page_whose_answer_was_lost_is_looked_up_though_the_answer_changed_meanwhile(accepted: Desk) -> None:
    class LosesSecond(SlackApi):
        """The answer to the second accepted post never arrives."""

        posts = 0

        async def post(self, *args, **kwargs):
            answer = await super().post(*args, **kwargs)
            self.posts += 1
            return Unclear("lost") if self.posts == 2 else answer

    await accepted.put("answer", 0)
    poster = accepted.poster(api=accepted.api(LosesSecond))
    await poster.drain()
    await accepted.end()
    await accepted.put("answer", 0)
    await accepted.settle(poster)
    assert accepted.texts() == ["answer complete", "more of it"]
    assert poster.counters["possible_double"] == 0


# --- another time, or an end ---------------------------------------------------------------------------------


async def test_an_unknown_refusal_is_tried_eight_times_and_then_given_up_in_the_open(accepted: Desk) -> None:
    await accepted.put()
    accepted.slack.faults.add("chat.postMessage", "error", error="as_yet_unheard_of", times=100)
    poster = accepted.poster()
    waits = []
    for _ in range(20):
        before = len(accepted.calls("chat.postMessage"))
        await poster.drain()
        if len(accepted.calls("chat.postMessage")) > before:
            row = await accepted.row()
            waits.append((row.due_at - accepted.clock.now()).total_seconds())
        accepted.clock.advance(61)
    assert len(accepted.calls("chat.postMessage")) == MAX_REFUSALS
    assert waits[: MAX_REFUSALS - 1] == [2, 4, 8, 16, 32, 60, 60]
    assert (await accepted.row()).state == "failed"
    assert await accepted.acts() == ["message_not_delivered"]
    assert accepted.calls("conversations.history") == []


async def test_a_root_that_was_given_up_does_not_hold_the_answer_back(accepted: Desk) -> None:
    await accepted.put(view="broken")
    await accepted.put("answer", 2)
    poster = accepted.poster()
    await accepted.settle(poster, rounds=12, step=61)
    assert (await accepted.row()).error == "ValueError"
    first, second = accepted.shown()
    assert (first.text, first.thread_ts) == ("answer queued", None)
    assert second.thread_ts == first.ts


async def test_an_hour_without_slack_costs_no_message(accepted: Desk) -> None:
    await accepted.put()
    accepted.slack.faults.add("chat.postMessage", "server_error", times=1000, status=503)
    poster = accepted.poster()
    await accepted.settle(poster, rounds=60, step=61)
    assert (await accepted.row()).state == "pending"
    accepted.slack.faults.clear()
    await accepted.settle(poster, rounds=2, step=61)
    assert accepted.texts() == ["root queued"]


async def test_a_day_without_slack_ends_in_a_failed_row(accepted: Desk) -> None:
    await accepted.put()
    accepted.slack.faults.add("chat.postMessage", "server_error", times=1000)
    poster = accepted.poster()
    async with accepted.db.tenant(TENANT) as tx:
        await tx.run(tx.update(table).values(attempts=MAX_UNANSWERED - 2))
    await poster.drain()
    assert (await accepted.row()).state == "pending"
    accepted.clock.advance(61)
    await poster.drain()
    assert ((await accepted.row()).state, (await accepted.row()).error) == ("failed", "http_500")


async def test_a_slack_that_cannot_be_reached_is_not_unclear(accepted: Desk) -> None:
    await accepted.put()
    nowhere = accepted.api()
    nowhere._client.base_url = "http://127.0.0.1:9/api/"
    await accepted.poster(api=nowhere).drain()
    row = await accepted.row()
    assert (row.state, row.unclear, row.error) == ("pending", False, "ClientConnectorError")


async def test_logs_tell_what_happened_and_never_what_was_said(accepted: Desk) -> None:
    accepted.slack.faults.add("chat.postMessage", "answer_lost")
    accepted.slack.faults.add("conversations.history", "rate_limited")
    await accepted.put(view="confidential")
    await accepted.put("answer", 2, view="broken")
    with capture_logs() as logs:
        await accepted.settle(accepted.poster(), step=61)
    assert {"post_deferred", "message_posted", "post_broke", "post_failed"} <= {entry["event"] for entry in logs}
    assert {entry["run_id"] for entry in logs} == {RUN}
    assert "confidential" not in str(logs)
    assert "xoxb" not in str(logs)
    [posted] = [entry for entry in logs if entry["event"] == "message_posted"]
    assert (posted["part"], posted["page"], posted["attempts"]) == ("root", 0, 2)
    assert {"duration_ms", "age_ms"} <= posted.keys()


async def test_a_row_that_changed_hands_cannot_be_recorded_by_the_first(accepted: Desk) -> None:
    outbox_id = await accepted.put()
    async with accepted.db.tenant(TENANT) as tx:
        slow = await HeldRow.take(tx, accepted.db, CIPHER, accepted.clock.now, outbox_id, "slow")
    assert slow is not None
    accepted.clock.advance(31)
    async with accepted.db.tenant(TENANT) as tx:
        assert await outbox.lease(tx, outbox_id, token="other", now=accepted.clock.now(), seconds=30) is not None
    page = outbox.Page(0, 1, "hash", b"body", "cmid")
    writes: list[Callable[[TenantTx], Awaitable[object]]] = [
        slow.done,
        slow.hold,
        slow.begun,
        lambda tx: slow.commit(tx, [Message("late")]),
        lambda tx: slow.sent(tx, page, CHANNEL, "17.01", opens=False),
        lambda tx: slow.sent_last(tx, page, CHANNEL, "17.01", opens=False),
        lambda tx: slow.put_back(tx, timedelta(0), "late", counted=False, unclear=None),
        lambda tx: slow.fail(tx, "late"),
        lambda tx: slow.redirect(tx, DIRECT),
    ]
    for write in writes:
        with pytest.raises(StaleLease):
            async with slow.writing() as tx:
                await write(tx)


async def test_a_lease_about_to_lapse_is_handed_back_before_a_call(accepted: Desk) -> None:
    await accepted.put()

    class Dawdling(SlackApi):
        """A first page whose call eats most of the lease."""

        async def post(self, *args, **kwargs):
            answer = await super().post(*args, **kwargs)
            accepted.clock.advance(20)
            return answer

    await accepted.put("answer", 2)
    poster = accepted.poster(api=accepted.api(Dawdling))
    await poster.drain()
    assert accepted.texts() == ["root queued", "answer queued", "more of it"]
    assert poster.counters["deferred"] == 1
    assert poster.counters["looked_up"] == 0
