"""The poster against a Slack that answers over HTTP: what is sent once stays one message."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.blocks.message import Message
from bot.pace import POST
from bot.slack_api import SlackApi
from storage import outbox
from storage.db import Database
from storage.pacing import block
from storage.tables.pacing import pacing
from tests.bot.poster_desk import CHANNEL, RUN, START, TENANT, Desk, DyingApi, Killed, open_desk


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    async with open_desk(database) as opened:
        await opened.accept()
        yield opened


async def test_a_message_is_posted_once_however_often_the_poster_looks(desk: Desk) -> None:
    await desk.put()
    poster = desk.poster()
    assert await poster.drain() == 1
    assert await poster.drain() == 0
    assert desk.texts() == ["root queued"]
    assert (await desk.row()).state == "sent"


async def test_a_message_carries_its_identity_and_unfurls_nothing(desk: Desk) -> None:
    outbox_id = await desk.put()
    await desk.poster().drain()
    [call] = desk.calls("chat.postMessage")
    assert (call["unfurl_links"], call["unfurl_media"]) == (False, False)
    assert call["client_msg_id"]
    [message] = desk.shown()
    assert message.metadata == {
        "event_type": "bidwright_outbox",
        "event_payload": {"run_id": RUN, "outbox_id": outbox_id, "page": 0, "rev": 1},
    }


async def test_what_follows_stands_in_the_thread_in_its_order(desk: Desk) -> None:
    await desk.put("answer", 2)
    await desk.put("progress", 1)
    await desk.put("root", 0)
    await desk.settle(desk.poster())
    root, *replies = desk.shown()
    assert [message.text for message in replies] == ["progress queued", "answer queued", "more of it"]
    assert {message.thread_ts for message in replies} == {root.ts}


async def test_a_change_is_shown_in_the_message_that_is_there(desk: Desk) -> None:
    await desk.put()
    poster = desk.poster()
    await poster.drain()
    await desk.end()
    await desk.put()
    await poster.drain()
    assert desk.texts() == ["root complete"]
    assert desk.shown()[0].edited_ts is not None
    assert poster.counters["updated"] == 1


async def test_progress_changes_a_message_at_most_every_three_seconds_and_the_latest_wins(desk: Desk) -> None:
    await desk.put()
    await desk.put("progress", 1, steps=[["read", "running"]])
    poster = desk.poster(render=_steps)
    await poster.drain()
    for step in ("screen", "rate", "answer"):
        await desk.put("progress", 1, steps=[[step, "running"]])
        await poster.drain()
    assert len(desk.calls("chat.update")) == 1
    desk.clock.advance(3)
    await poster.drain()
    assert [call["text"] for call in desk.calls("chat.update")] == ["screen", "answer"]


async def test_progress_that_nobody_saw_is_skipped_once_the_run_has_ended(desk: Desk) -> None:
    await desk.put()
    await desk.put("progress", 1)
    await desk.put("answer", 2)
    await desk.end()
    poster = desk.poster()
    await desk.settle(poster)
    assert desk.texts() == ["root complete", "answer complete", "more of it"]
    assert poster.counters["skipped"] == 1


async def test_progress_that_is_shown_ends_in_its_final_state(desk: Desk) -> None:
    await desk.put()
    await desk.put("progress", 1, steps=[["read", "running"]])
    poster = desk.poster(render=_steps_with_state)
    await poster.drain()
    await desk.put("progress", 1, steps=[["rate", "running"], ["answer", "waiting"]])
    await desk.end()
    await desk.settle(poster)
    assert desk.texts()[1] == "rate done, answer skipped"


async def test_an_answer_lost_on_the_way_leaves_one_message(desk: Desk) -> None:
    await desk.put()
    desk.slack.faults.add("chat.postMessage", "answer_lost")
    poster = desk.poster()
    await poster.drain()
    assert (await desk.row()).unclear
    desk.clock.advance(3)
    await poster.drain()
    assert desk.texts() == ["root queued"]
    assert (await desk.row()).state == "sent"
    assert (poster.counters["looked_up"], poster.counters["found"], poster.counters["possible_double"]) == (1, 1, 0)


async def test_an_answer_lost_for_a_reply_is_looked_up_in_its_thread(desk: Desk) -> None:
    await desk.put()
    poster = desk.poster()
    await poster.drain()
    await desk.put("answer", 2)
    desk.slack.faults.add("chat.postMessage", "answer_lost", times=1)
    await desk.settle(poster)
    assert desk.texts() == ["root queued", "answer queued", "more of it"]
    assert len(desk.calls("conversations.replies")) == 1
    assert desk.calls("conversations.history") == []


async def test_a_failure_before_anything_was_stored_is_made_good(desk: Desk) -> None:
    await desk.put()
    desk.slack.faults.add("chat.postMessage", "server_error")
    desk.slack.faults.add("chat.postMessage", "refused")
    poster = desk.poster()
    await desk.settle(poster)
    assert desk.texts() == ["root queued"]
    assert poster.counters["looked_up"] == 2


async def test_a_silent_slack_is_asked_again(desk: Desk) -> None:
    await desk.put()
    desk.slack.faults.add("chat.postMessage", "hang")
    await desk.settle(desk.poster(api=desk.api(timeout=0.2)))
    assert desk.texts() == ["root queued"]


async def test_an_older_rev_found_by_a_look_up_is_changed_and_not_doubled(desk: Desk) -> None:
    await desk.put()
    desk.slack.faults.add("chat.postMessage", "answer_lost")
    poster = desk.poster()
    await poster.drain()
    await desk.end()
    await desk.put()
    await desk.settle(poster)
    assert desk.texts() == ["root complete"]


async def test_without_the_scope_to_look_it_is_sent_again_and_counted(desk: Desk) -> None:
    desk.slack.world.workspaces["T0NORTH"].scopes.discard("channels:history")
    await desk.put()
    desk.slack.faults.add("chat.postMessage", "answer_lost")
    poster = desk.poster()
    await desk.settle(poster)
    assert desk.texts() == ["root queued"] * 2
    assert poster.counters["possible_double"] == 1
    assert await desk.acts() == ["message_possibly_doubled"]


async def test_a_poster_killed_between_send_and_record_leaves_one_message(desk: Desk) -> None:
    await desk.put()
    with pytest.raises(Killed):
        await desk.poster(api=desk.api(DyingApi)).drain()
    successor = desk.poster()
    assert await successor.drain() == 0, "the dead one's lease still stands"
    desk.clock.advance(31)
    await successor.drain()
    assert desk.texts() == ["root queued"]
    assert (await desk.row()).state == "sent"


@pytest.mark.parametrize("moment", ["before it begins", "before its commit", "after its commit"])
async def test_a_poster_killed_at_any_transaction_leaves_each_message_once(desk: Desk, database: Database, moment: str) -> None:
    for at in range(1, 7):
        run_id = await desk.accept(f"run_{at}")
        await desk.put(run_id=run_id)
        await desk.put("answer", 2, run_id=run_id)
        mortal = Mortal(database, at, moment)
        with pytest.raises(Killed) if at <= 5 else nullcontext():
            await desk.poster(render=_by_run_and_page, slots=1, db=mortal).drain()
        await desk.settle(desk.poster(render=_by_run_and_page), rounds=4, step=31)
        assert [text for text in desk.texts() if text.startswith(f"{run_id} ")] == [
            f"{run_id} root 0",
            f"{run_id} answer 0",
            f"{run_id} answer 1",
        ]


async def test_a_second_try_sends_the_pages_that_the_first_committed(desk: Desk) -> None:
    await desk.put()
    desk.slack.faults.add("chat.postMessage", "server_error")
    poster = desk.poster()
    await poster.drain()
    await desk.end()
    desk.clock.advance(3)
    await poster.drain()
    assert desk.texts() == ["root queued"]
    first, second = desk.calls("chat.postMessage")
    assert first["client_msg_id"] == second["client_msg_id"]


async def test_retry_after_holds_for_every_process_and_costs_no_attempt(desk: Desk) -> None:
    other = await desk.accept("run_other")
    await desk.put()
    desk.slack.faults.add("chat.postMessage", "rate_limited", retry_after=20)
    one, two = desk.poster(), desk.poster()
    await one.drain()
    await desk.put(run_id=other)
    await two.drain()
    desk.clock.advance(10)
    await asyncio.gather(one.drain(), two.drain())
    assert len(desk.calls("chat.postMessage")) == 1
    assert (await desk.row()).attempts == 0
    desk.clock.advance(10.1)
    await asyncio.gather(one.drain(), two.drain())
    assert len(desk.shown()) == 2
    assert desk.calls("conversations.history") == [], "a refusal is not unclear"


async def test_a_channel_gets_four_at_once_and_then_one_a_second(desk: Desk) -> None:
    for number in range(8):
        await desk.put(run_id=await desk.accept(f"run_{number}"))
    poster = desk.poster(slots=1)
    for _ in range(20):
        await poster.drain()
        desk.clock.advance(0.5)
    seconds = [float(message.ts) - START.timestamp() for message in desk.shown()]
    assert len(seconds) == 8
    assert all(later - earlier >= 0.9 for earlier, later in pairwise(seconds[3:]))
    assert seconds[3] < 0.5


async def test_rows_that_wait_for_their_channel_do_not_all_come_back_at_once(desk: Desk) -> None:
    for number in range(30):
        await desk.put(run_id=await desk.accept(f"run_{number}"))
    poster = desk.poster()
    for _ in range(80):
        await poster.drain()
        desk.clock.advance(0.5)
    assert len(desk.shown()) == 30
    assert poster.counters["deferred"] <= 45


async def test_a_workspace_that_has_used_up_its_posts_is_left_alone_until_it_may_post_again(desk: Desk, database: Database) -> None:
    for number in range(20):
        await desk.put(run_id=await desk.accept(f"run_{number}"))
    async with database.tenant(TENANT) as tx:
        await block(tx, key=POST, until=desk.clock.now() + timedelta(seconds=10), now=desk.clock.now())
    poster = desk.poster(slots=4)
    for _ in range(8):
        await poster.drain()
        desk.clock.advance(1)
    assert poster.counters["deferred"] == 4, "one look's rows, and then none"
    for _ in range(40):
        desk.clock.advance(1)
        await poster.drain()
    assert len(desk.shown()) == 20


@pytest.mark.parametrize("lost", [0, 5])
async def test_two_posters_deliver_thirty_rows_exactly_once(desk: Desk, lost: int) -> None:
    for number in range(10):
        run_id = await desk.accept(f"run_{number}")
        for seq, part in enumerate(("root", "progress", "answer")):
            await desk.put(part, seq, run_id=run_id, view=part if seq < 2 else "last")
    desk.slack.faults.add("chat.postMessage", "answer_lost", times=lost) if lost else None
    one, two = desk.poster(render=_by_run), desk.poster(render=_by_run)
    for _ in range(60):
        await asyncio.gather(one.drain(), two.drain())
        desk.clock.advance(2)
    expected = Counter(f"run_{number} {view}" for number in range(10) for view in ("root", "progress", "last"))
    assert Counter(desk.texts()) == expected
    for root in [message for message in desk.shown() if message.thread_ts is None]:
        order = [message.text.split()[1] for message in desk.slack.thread(CHANNEL, root.ts)]
        assert order == ["root", "progress", "last"]


async def test_a_running_poster_wakes_when_kicked_and_stops_when_told(desk: Desk) -> None:
    poster, stop = desk.poster(poll_seconds=30), asyncio.Event()
    running = asyncio.create_task(poster.run(stop))
    await asyncio.sleep(0)
    await desk.put()
    poster.kick()
    message = await desk.slack.wait_for_message(CHANNEL, lambda m: m.text == "root queued")
    assert message.thread_ts is None
    stop.set()
    async with asyncio.timeout(45):
        await running
    assert (await desk.row()).state == "sent", "what was under way was recorded before it stopped"


async def test_a_message_costs_a_look_and_two_transactions_and_each_further_page_one(desk: Desk, database: Database) -> None:
    desk.db = counted = Counting(database)  # type: ignore[assignment]
    poster = desk.poster()
    for part, seq, transactions in (("root", 0, 2), ("answer", 2, 3), ("root", 0, 2)):
        await desk.put(part, seq)
        counted.tenants = counted.reads = 0
        await poster.drain()
        assert (counted.tenants, counted.reads) == (transactions, 1), part
        assert (await desk.row(part)).state == "sent"


async def test_a_page_whose_turn_is_too_far_off_puts_the_row_back_in_the_transaction_of_the_page_before(
    desk: Desk, database: Database
) -> None:
    def render(view, card, *, now):
        return [Message(f"page {number}") for number in range(4)]

    class Meanwhile(SlackApi):
        """While the second page is on its way another process is told to wait."""

        posts = 0

        async def post(self, *args, **kwargs):
            self.posts += 1
            if self.posts == 2:
                async with database.tenant(TENANT) as tx:
                    await block(tx, key=POST, until=desk.clock.now() + timedelta(seconds=20), now=desk.clock.now())
            return await super().post(*args, **kwargs)

    await desk.put()
    desk.db = counted = Counting(database)  # type: ignore[assignment]
    poster = desk.poster(render=render, api=desk.api(Meanwhile))
    await poster.drain()
    row = await desk.row()
    assert (desk.texts(), counted.tenants) == (["page 0", "page 1"], 3)
    assert (row.lease_token, row.unclear, row.attempts, row.error) == (None, False, 0, "pace")
    await desk.settle(poster)
    assert desk.texts() == [f"page {number}" for number in range(4)]
    assert poster.counters["looked_up"] == 0


async def test_a_view_that_breaks_leaves_neither_page_nor_turn_behind(desk: Desk) -> None:
    await desk.put(view="broken")
    await desk.poster().drain()
    async with desk.db.tenant_read(TENANT) as tx:
        row = await desk.row()
        assert (row.attempts, row.lease_token, row.error, row.unclear) == (1, None, "ValueError", False)
        assert await outbox.pages(tx, row.id) == []
        assert await tx.all(tx.select(pacing)) == []


async def test_kicks_during_a_look_make_one_more_look(desk: Desk, database: Database) -> None:
    desk.db = counted = Counting(database)  # type: ignore[assignment]
    counted.looking = asyncio.Event()
    poster, stop = desk.poster(poll_seconds=30), asyncio.Event()
    running = asyncio.create_task(poster.run(stop))
    await counted.heard("look")
    for _ in range(20):
        poster.kick()
    counted.looking.set()
    await counted.heard("looked", times=2)
    await loop_is_idle()
    assert counted.looks == 2
    stop.set()
    await running


async def test_a_running_poster_looks_again_for_what_a_message_set_free_and_for_nothing_else(desk: Desk, database: Database) -> None:
    await desk.put()
    await desk.put("answer", 2)
    desk.db = counted = Counting(database)  # type: ignore[assignment]
    poster, stop = desk.poster(poll_seconds=30), asyncio.Event()
    running = asyncio.create_task(poster.run(stop))
    await counted.heard("committed", times=5)
    await loop_is_idle()
    assert (await desk.row("answer")).state == "sent"
    assert counted.looks == 2, "one at the start, one after the root"
    stop.set()
    await running


async def test_a_running_poster_goes_on_with_what_found_no_slot(desk: Desk) -> None:
    for number in range(4):
        await desk.put(run_id=await desk.accept(f"run_{number}"))
    poster, stop = desk.poster(poll_seconds=30, slots=1, render=_by_run), asyncio.Event()
    running = asyncio.create_task(poster.run(stop))
    await desk.slack.wait_for_message(CHANNEL, lambda m: m.text == "run_3 root")
    stop.set()
    await running


async def test_a_running_poster_sends_what_was_put_while_it_sent_the_rev_before(desk: Desk) -> None:
    class Meanwhile(SlackApi):
        """Another rev is put while the first is on its way, and nobody kicks."""

        async def post(self, *args, **kwargs):
            await desk.end()
            await desk.put()
            return await super().post(*args, **kwargs)

    await desk.put()
    poster, stop = desk.poster(poll_seconds=30, api=desk.api(Meanwhile)), asyncio.Event()
    running = asyncio.create_task(poster.run(stop))
    await desk.slack.wait_for_message(CHANNEL, lambda m: m.text == "root complete")
    stop.set()
    await running


async def test_a_row_that_another_process_wrote_is_found_without_a_kick(desk: Desk) -> None:
    poster, stop = desk.poster(poll_seconds=0.01), asyncio.Event()
    running = asyncio.create_task(poster.run(stop))
    await desk.put()
    await desk.slack.wait_for_message(CHANNEL, lambda m: m.text == "root queued")
    stop.set()
    await running


async def test_a_poster_that_is_cut_off_leaves_its_row_to_be_looked_up(desk: Desk) -> None:
    await desk.put()
    calling, stop = asyncio.Event(), asyncio.Event()

    class Silent(SlackApi):
        """A Slack that takes the call and never answers."""

        async def post(self, *args, **kwargs):
            calling.set()
            return await asyncio.Future()

    running = asyncio.create_task(desk.poster(api=desk.api(Silent)).run(stop, grace=0))
    await calling.wait()
    stop.set()
    await running
    row = await desk.row()
    assert (row.state, row.unclear) == ("pending", True)
    desk.clock.advance(31)
    await desk.settle(desk.poster())
    assert desk.texts() == ["root queued"]


async def test_a_running_poster_outlives_its_database(desk: Desk, database: Database) -> None:
    class Flaky:
        """A database that is away the first two times somebody looks across tenants."""

        def __init__(self) -> None:
            self.failures = 2

        def system(self):
            if self.failures:
                self.failures -= 1
                raise ConnectionError("gone")
            return database.system()

        def __getattr__(self, name: str):
            return getattr(database, name)

    desk.db = Flaky()  # type: ignore[assignment]
    await desk.put()
    poster, stop = desk.poster(poll_seconds=0.01), asyncio.Event()
    running = asyncio.create_task(poster.run(stop))
    await desk.slack.wait_for_message(CHANNEL, lambda m: m.text == "root queued")
    stop.set()
    await running
    assert desk.texts() == ["root queued"]
    assert desk.db.failures == 0, "it looked in vain twice and went on"  # type: ignore[attr-defined]


async def loop_is_idle() -> None:
    """What was to happen without anything from outside has happened."""
    for _ in range(50):
        await asyncio.sleep(0)


class Counting:
    """A database that counts the transactions begun and tells of them; while `looking` is not set, looks stand still."""

    def __init__(self, db: Database) -> None:
        self._db, self._news = db, asyncio.Queue[str]()
        self.tenants = self.reads = self.looks = 0
        self.looking: asyncio.Event | None = None

    async def heard(self, what: str, times: int = 1) -> None:
        """Wait for the next `times` times that a transaction was "committed", or a "look" began or was "looked"."""
        async with asyncio.timeout(45):
            while times:
                times -= await self._news.get() == what

    @asynccontextmanager
    async def tenant(self, tenant_id: str):
        self.tenants += 1
        async with self._db.tenant(tenant_id) as tx:
            yield tx
        self._news.put_nowait("committed")

    def tenant_read(self, tenant_id: str):
        self.reads += 1
        return self._db.tenant_read(tenant_id)

    @asynccontextmanager
    async def system(self):
        self.looks += 1
        self._news.put_nowait("look")
        if self.looking is not None:
            await self.looking.wait()
        async with self._db.system() as sys:
            yield sys
        self._news.put_nowait("looked")


class Mortal:
    """A database in whose use the process dies: at transaction number `at`, before it begins, before its commit or after it."""

    def __init__(self, db: Database, at: int, moment: str) -> None:
        self._db, self._at, self._moment, self._count = db, at, moment, 0

    @asynccontextmanager
    async def tenant(self, tenant_id: str):
        self._count += 1
        self._dies("before it begins")
        async with self._db.tenant(tenant_id) as tx:
            yield tx
            self._dies("before its commit")
        self._dies("after its commit")

    def _dies(self, moment: str) -> None:
        if (self._count, moment) == (self._at, self._moment):
            raise Killed

    def __getattr__(self, name: str):
        return getattr(self._db, name)


def _by_run_and_page(view, card, *, now):
    return [Message(f"{card.run_id} {view} {page}") for page in range(2 if view == "answer" else 1)]


def _steps(view, card, *, now):
    return [Message(card.steps[0][0] if card.steps else view)]


def _steps_with_state(view, card, *, now):
    return [Message(", ".join(f"{name} {state}" for name, state in card.steps) or view)]


def _by_run(view, card, *, now):
    return [Message(f"{card.run_id} {view}")]
