import pytest

from storage import outbox
from storage.db import Database
from storage.scope import TenantTx
from tests.storage.builders import HERE, MINUTE, NOW, SECOND, THERE, TOKEN, workspaces


@pytest.fixture(autouse=True)
async def _tenants(database: Database) -> None:
    await workspaces(database)


async def put(tx: TenantTx, part: str, seq: int, *, thread: str = "run_1", now=NOW, payload: dict | None = None, due_at=None) -> str:
    return await outbox.put(
        tx, id=f"out_{thread}_{part}_{now:%H%M%S}", run_id=thread, part=part, thread=thread, seq=seq, channel="C1",
        payload=payload or {"view": part}, now=now, due_at=due_at,
    )  # fmt: skip


async def send(tx: TenantTx, id: str, *, ts: str = "17.01", now=NOW) -> None:
    row = await outbox.lease(tx, id, token=TOKEN, now=now, seconds=10)
    assert row is not None
    await outbox.commit_pages(tx, id, TOKEN, row.rev, [outbox.Page(0, row.rev, "hash", b"sealed", f"cmid {id}")])
    await outbox.page_sent(tx, id, TOKEN, 0, ts=ts, channel=row.channel, now=now)
    await outbox.done(tx, id, TOKEN, row.rev, now)


async def heads(database: Database, now=NOW) -> list[str]:
    async with database.system() as sys:
        return [id for _, id in await outbox.heads(sys, now=now, limit=10)]


async def next_due(database: Database, now=NOW):
    async with database.system() as sys:
        return await outbox.next_due(sys, now)


async def test_a_message_put_reads_back_and_is_pending_at_once(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        id = await put(tx, "root", 0)
        row = await outbox.get(tx, run_id="run_1", part="root")
    assert row is not None
    assert (row.id, row.tenant_id, row.thread, row.seq, row.channel, row.payload) == (id, HERE, "run_1", 0, "C1", {"view": "root"})
    assert (row.rev, row.sent_rev, row.state, row.attempts, row.due_at, row.unclear) == (1, 0, "pending", 0, NOW, False)
    async with database.tenant_read(THERE) as tx:
        assert await outbox.get(tx, run_id="run_1", part="root") is None


async def test_putting_a_part_again_replaces_its_payload_as_the_next_rev(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        first = await put(tx, "root", 0)
        await send(tx, first)
        assert await put(tx, "root", 7, now=NOW + MINUTE, payload={"view": "card"}) == first
        row = await outbox.get(tx, run_id="run_1", part="root")
    assert row is not None
    assert (row.rev, row.sent_rev, row.state, row.payload, row.due_at, row.seq) == (2, 1, "pending", {"view": "card"}, NOW + MINUTE, 0)


async def test_only_the_first_unsent_message_of_a_thread_may_go(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        answer = await put(tx, "answer", 2)
        root = await put(tx, "root", 0)
        facts = await put(tx, "facts", 1)
    assert await heads(database) == [root]
    async with database.tenant(HERE) as tx:
        await send(tx, root)
    assert await heads(database) == [facts]
    async with database.tenant(HERE) as tx:
        await send(tx, facts)
    assert await heads(database) == [answer]


async def test_a_change_to_a_sent_message_does_not_hold_the_thread_up(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        root = await put(tx, "root", 0)
        await send(tx, root)
        await put(tx, "root", 0, payload={"view": "progress"})
        answer = await put(tx, "answer", 1)
    assert await heads(database) == [root, answer]


async def test_threads_and_workspaces_do_not_wait_for_each_other(database: Database) -> None:
    for tenant in (HERE, THERE):
        async with database.tenant(tenant) as tx:
            await put(tx, "root", 0)
            await put(tx, "answer", 1)
            await put(tx, "root", 0, thread="run_2")
    assert len(await heads(database)) == 4


async def test_a_message_that_was_given_up_lets_the_next_one_go(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        root = await put(tx, "root", 0)
        answer = await put(tx, "answer", 1)
        await outbox.lease(tx, root, token=TOKEN, now=NOW, seconds=10)
        await outbox.fail(tx, root, TOKEN, error="channel_not_found", now=NOW)
    assert await heads(database) == [answer]


async def test_a_leased_message_is_no_head_until_its_lease_lapses(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        root = await put(tx, "root", 0)
        await put(tx, "answer", 1)
        await outbox.lease(tx, root, token=TOKEN, now=NOW, seconds=10)
    assert await heads(database, NOW + 9 * SECOND) == []
    assert await heads(database, NOW + 10 * SECOND) == [root]


async def test_the_next_due_time_does_not_let_the_poster_spin(database: Database) -> None:
    assert await next_due(database) is None
    async with database.tenant(HERE) as tx:
        root = await put(tx, "root", 0, due_at=NOW + MINUTE)
        await put(tx, "answer", 1)
    assert await next_due(database) == NOW + MINUTE
    assert await next_due(database, NOW + 2 * MINUTE) == NOW + 2 * MINUTE
    async with database.tenant(HERE) as tx:
        await outbox.lease(tx, root, token=TOKEN, now=NOW + MINUTE, seconds=10)
    assert await next_due(database, NOW + MINUTE) == NOW + MINUTE + 10 * SECOND
    async with database.tenant(HERE) as tx:
        await outbox.defer(tx, root, TOKEN, due_at=NOW + 2 * MINUTE, error="ratelimited", now=NOW + MINUTE)
    assert await next_due(database, NOW + MINUTE) == NOW + 2 * MINUTE


async def test_the_thread_is_known_by_its_first_message_once_sent(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        root = await put(tx, "root", 0)
        assert await outbox.thread_root(tx, "run_1") is None
        await send(tx, root, ts="17.01")
        assert await outbox.thread_root(tx, "run_1") == ("C1", "17.01")
        await send(tx, await put(tx, "answer", 1), ts="17.02")
        assert await outbox.thread_root(tx, "run_1") == ("C1", "17.01")
    async with database.tenant_read(THERE) as tx:
        assert await outbox.thread_root(tx, "run_1") is None


async def test_one_look_tells_what_may_go_and_when_the_next_may(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        root = await put(tx, "root", 0)
        await put(tx, "answer", 1, due_at=NOW + MINUTE)
    async with database.system() as sys:
        assert await outbox.look(sys, now=NOW, limit=2) == ([(HERE, root)], NOW + MINUTE)
        assert await outbox.look(sys, now=NOW, limit=1) == ([(HERE, root)], None), "there may be more than was asked for"


async def test_a_look_leaves_out_the_workspaces_it_is_told_to(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await put(tx, "root", 0)
    async with database.tenant(THERE) as tx:
        there = await put(tx, "root", 0)
    async with database.system() as sys:
        assert await outbox.heads(sys, now=NOW, limit=5, without={HERE}) == [(THERE, there)]
