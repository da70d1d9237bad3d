import asyncio
from datetime import datetime

import pytest

from storage import outbox, outbox_put_back
from storage.db import Database
from storage.errors import StaleLease
from storage.scope import TenantTx
from tests.storage.builders import HERE, MINUTE, NOW, SECOND, TOKEN, workspaces

ID = "out_1"


@pytest.fixture(autouse=True)
async def _message(database: Database) -> None:
    await workspaces(database)
    async with database.tenant(HERE) as tx:
        await put(tx)


async def put(tx: TenantTx, *, view: str = "root", now=NOW) -> None:
    await outbox.put(tx, id=ID, run_id="run_1", part="root", thread="run_1", seq=0, channel="C1", payload={"view": view}, now=now)


async def lease(tx: TenantTx, token: str = TOKEN, now=NOW) -> outbox.OutboxRow | None:
    return await outbox.lease(tx, ID, token=token, now=now, seconds=10)


def page(number: int, rev: int = 1, *, mark: str = "first") -> outbox.Page:
    return outbox.Page(number, rev, f"hash {mark}", mark.encode(), f"cmid {mark} {number}")


async def row(tx: TenantTx) -> outbox.OutboxRow:
    found = await outbox.get(tx, run_id="run_1", part="root")
    assert found is not None
    return found


async def test_of_many_posters_one_gets_the_message(database: Database) -> None:
    async def poster(number: int) -> bool:
        async with database.tenant(HERE) as tx:
            return await lease(tx, f"poster {number}") is not None

    assert sum(await asyncio.gather(*(poster(number) for number in range(8)))) == 1


async def test_a_lease_counts_the_attempt_and_lapses(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        first = await lease(tx)
        assert first is not None
        assert (first.attempts, first.lease_token) == (1, TOKEN)
        assert await lease(tx, "second", NOW + 9 * SECOND) is None
        second = await lease(tx, "second", NOW + 10 * SECOND)
        assert second is not None
        assert second.attempts == 2


async def test_after_a_crash_the_second_try_gets_the_pages_of_the_first(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await lease(tx)
        committed = await outbox.commit_pages(tx, ID, TOKEN, 1, [page(0), page(1)])
        assert committed == [page(0), page(1)]
        await outbox.page_sent(tx, ID, TOKEN, 0, ts="17.01", channel="C1", now=NOW)
    async with database.tenant(HERE) as tx:
        again = await lease(tx, "second", NOW + MINUTE)
        assert again is not None
        pages = await outbox.commit_pages(tx, ID, "second", 1, [page(0, mark="other")])
    assert [(found.client_msg_id, found.body, found.ts, found.sent) for found in pages] == [
        ("cmid first 0", b"first", "17.01", True),
        ("cmid first 1", b"first", None, False),
    ]


async def test_a_later_rev_changes_the_messages_that_are_there(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await lease(tx)
        await outbox.commit_pages(tx, ID, TOKEN, 1, [page(0), page(1)])
        for number in (0, 1):
            await outbox.page_sent(tx, ID, TOKEN, number, ts=f"17.0{number}", channel="C1", now=NOW)
        await outbox.done(tx, ID, TOKEN, 1, NOW)
        await put(tx, view="card")
        await lease(tx)
        pages = await outbox.commit_pages(tx, ID, TOKEN, 2, [page(0, 2, mark="second")])
        assert pages == [outbox.Page(0, 2, "hash second", b"second", "cmid first 0", ts="17.00", channel="C1", sent=False)]
        assert [(found.page, found.rev) for found in await outbox.pages(tx, ID)] == [(0, 2), (1, 1)]


async def test_what_is_put_during_a_send_goes_out_after_it(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await lease(tx)
        await put(tx, view="card", now=NOW + SECOND)
        assert ((await row(tx)).lease_token, (await row(tx)).rev) == (TOKEN, 2)
        await outbox.done(tx, ID, TOKEN, 1, NOW + 2 * SECOND)
        after = await row(tx)
        assert (after.state, after.rev, after.sent_rev, after.lease_token, after.attempts) == ("pending", 2, 1, None, 0)
        again = await lease(tx, "second", NOW + 2 * SECOND)
        assert again is not None
        assert again.payload == {"view": "card"}


async def test_a_message_sent_is_pending_no_more(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await lease(tx)
        await outbox.done(tx, ID, TOKEN, 1, NOW)
        assert ((await row(tx)).state, (await row(tx)).sent_rev) == ("sent", 1)
        assert await lease(tx, "second", NOW + MINUTE) is None


async def test_an_unclear_send_is_remembered_until_it_is_cleared_up(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await lease(tx)
        await outbox.mark_unclear(tx, ID, TOKEN, NOW)
        await outbox.defer(tx, ID, TOKEN, due_at=NOW + SECOND, error="timeout", now=NOW)
        again = await lease(tx, "second", NOW + SECOND)
        assert again is not None
        assert (again.unclear, again.attempts, again.error) == (True, 2, "timeout")
        await outbox.done(tx, ID, "second", 1, NOW + SECOND)
        assert not (await row(tx)).unclear


async def test_a_new_payload_does_not_forget_that_a_send_was_begun(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await lease(tx)
        await put(tx, view="card")
        assert (await row(tx)).attempts == 1


async def test_a_message_given_up_is_tried_anew_when_put_again(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await lease(tx)
        await outbox.fail(tx, ID, TOKEN, error="not_in_channel", now=NOW)
        assert ((await row(tx)).state, (await row(tx)).error) == ("failed", "not_in_channel")
        await put(tx, view="card")
        assert ((await row(tx)).state, (await row(tx)).attempts) == ("pending", 0)


async def test_a_redirected_message_keeps_its_new_channel(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await lease(tx)
        await outbox.redirect(tx, ID, TOKEN, "D1")
        await put(tx, view="card")
        assert (await row(tx)).channel == "D1"


@pytest.mark.parametrize("counted", [True, False])
async def test_a_message_put_back_says_what_is_known_of_the_try(database: Database, counted: bool) -> None:
    async with database.tenant(HERE) as tx:
        await lease(tx)
        await outbox_put_back.put_back(tx, ID, TOKEN, due_at=NOW + MINUTE, error="busy", counted=counted, unclear=True, now=NOW)
        after = await row(tx)
        assert (after.attempts, after.unclear, after.due_at, after.lease_token) == (int(counted), True, NOW + MINUTE, None)
        await lease(tx, "second", NOW + MINUTE)
        await outbox_put_back.not_sent(tx, ID, "second", NOW + MINUTE)
        assert not (await row(tx)).unclear


async def test_pages_read_under_a_lease_taken_in_the_same_transaction_need_not_be_read_again(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await lease(tx)
        assert await outbox.commit_pages(tx, ID, TOKEN, 1, [page(0), page(1)], stored=await outbox.pages(tx, ID)) == [page(0), page(1)]
        await outbox.page_sent(tx, ID, TOKEN, 0, ts="17.01", channel="C1", now=NOW)
        again = await outbox.commit_pages(tx, ID, TOKEN, 1, [page(0, mark="other")], stored=await outbox.pages(tx, ID))
        assert [found.body for found in again] == [b"first", b"first"]
        changed = [page(0, 2, mark="second"), page(1, 2, mark="second"), page(2, 2, mark="second")]
        given = await outbox.commit_pages(tx, ID, TOKEN, 2, changed, stored=await outbox.pages(tx, ID))
        assert given == await outbox.pages(tx, ID)
        assert [(found.client_msg_id, found.ts, found.sent) for found in given] == [
            ("cmid first 0", "17.01", False),
            ("cmid first 1", None, False),
            ("cmid second 2", None, False),
        ]


async def test_the_last_page_is_recorded_with_its_message(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await lease(tx)
        await outbox.commit_pages(tx, ID, TOKEN, 1, [page(0), page(1)])
        await outbox.page_sent(tx, ID, TOKEN, 0, ts="17.00", channel="C1", now=NOW, next_begun=True)
        assert (await row(tx)).unclear
        left = await outbox.last_page_sent(tx, ID, TOKEN, 1, ts="17.01", channel="C1", rev=1, now=NOW)
        assert left == outbox.Left(again=False, followers_due=None)
        after = await row(tx)
        assert (after.state, after.sent_rev, after.lease_token, after.unclear) == ("sent", 1, None, False)
        assert [(found.ts, found.sent) for found in await outbox.pages(tx, ID)] == [("17.00", True), ("17.01", True)]


@pytest.mark.parametrize("fails", [False, True])
async def test_the_end_of_a_message_tells_when_others_after_it_in_its_thread_are_due(database: Database, fails: bool) -> None:
    async def end(tx: TenantTx, id: str, now: datetime) -> outbox.Left:
        assert await outbox.lease(tx, id, token=TOKEN, now=now, seconds=10) is not None
        return await (outbox.fail(tx, id, TOKEN, error="e", now=now) if fails else outbox.done(tx, id, TOKEN, 1, now))

    async with database.tenant(HERE) as tx:
        for part, thread, seq, wait in (("answer", "run_1", 2, 2), ("facts", "run_1", 1, 1), ("other", "run_2", 0, 0)):
            place = {"run_id": "run_1", "part": part, "thread": thread, "seq": seq, "channel": "C1"}
            await outbox.put(tx, id=part, **place, payload={}, now=NOW, due_at=NOW + wait * MINUTE)
        assert await end(tx, ID, NOW) == outbox.Left(again=False, followers_due=NOW + MINUTE)
        assert await end(tx, "other", NOW) == outbox.Left(again=False, followers_due=None)
        assert await end(tx, "answer", NOW + 2 * MINUTE) == outbox.Left(again=False, followers_due=None), (
            "what stands before it does not wait"
        )


async def test_the_end_of_a_message_tells_of_a_later_rev(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await lease(tx)
        await put(tx, view="card")
        assert (await outbox.done(tx, ID, TOKEN, 1, NOW)).again


async def test_every_write_of_a_poster_is_refused_once_another_has_the_message(database: Database) -> None:
    later = NOW + MINUTE
    async with database.tenant(HERE) as tx:
        await lease(tx)
        await outbox.commit_pages(tx, ID, TOKEN, 1, [page(0)])
        await lease(tx, "second", later)
    writes = {
        "commit_pages": lambda tx: outbox.commit_pages(tx, ID, TOKEN, 1, [page(0)]),
        "page_sent": lambda tx: outbox.page_sent(tx, ID, TOKEN, 0, ts="1", channel="C1", now=later),
        "last_page_sent": lambda tx: outbox.last_page_sent(tx, ID, TOKEN, 0, ts="1", channel="C1", rev=1, now=later),
        "hold": lambda tx: outbox.hold(tx, ID, TOKEN),
        "mark_unclear": lambda tx: outbox.mark_unclear(tx, ID, TOKEN, later),
        "done": lambda tx: outbox.done(tx, ID, TOKEN, 1, later),
        "defer": lambda tx: outbox.defer(tx, ID, TOKEN, due_at=later, error="e", now=later),
        "fail": lambda tx: outbox.fail(tx, ID, TOKEN, error="e", now=later),
        "redirect": lambda tx: outbox.redirect(tx, ID, TOKEN, "C2"),
        "put_back": lambda tx: outbox_put_back.put_back(tx, ID, TOKEN, due_at=later, error="e", counted=True, unclear=None, now=later),
        "not_sent": lambda tx: outbox_put_back.not_sent(tx, ID, TOKEN, later),
    }
    for name, write in writes.items():
        async with database.tenant(HERE) as tx:
            with pytest.raises(StaleLease):
                await write(tx)
            assert ((await row(tx)).lease_token, (await row(tx)).channel) == ("second", "C1"), name
            assert [found.sent for found in await outbox.pages(tx, ID)] == [False]


async def test_a_message_nobody_has_taken_up_can_be_withdrawn_once(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        assert await outbox.withdraw(tx, run_id="run_1", part="root")
        assert not await outbox.withdraw(tx, run_id="run_1", part="root")
        assert await outbox.get(tx, run_id="run_1", part="root") is None


@pytest.mark.parametrize("given_back", [False, True], ids=["while it is sent", "after it was put back uncounted, with its pages"])
async def test_a_message_that_was_taken_up_is_not_withdrawn(database: Database, given_back: bool) -> None:
    async with database.tenant(HERE) as tx:
        await lease(tx)
        await outbox.commit_pages(tx, ID, TOKEN, 1, [page(0)])
        if given_back:
            back = {"due_at": NOW + MINUTE, "error": "429", "counted": False, "unclear": False, "now": NOW}
            await outbox_put_back.put_back(tx, ID, TOKEN, **back)
            assert (await row(tx)).attempts == 0
        assert not await outbox.withdraw(tx, run_id="run_1", part="root")
        assert (await row(tx)).state == "pending"
