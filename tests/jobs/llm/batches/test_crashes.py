"""A process that dies at any point of a batch's life: nothing is lost, asked twice or paid twice."""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from jobs.llm.batches.desk import FILLING
from jobs.llm.batches.items import BatchItem
from jobs.llm.batches.keeper import LEAD
from jobs.llm.batches.sending import SETTLED
from storage import batch_items, batches
from tests.jobs.llm.batches.mortal import Killed, Mortal
from tests.jobs.llm.batches.rig import MINUTE, Office, Worker, item
from tests.standins.batches_api import Batch
from tests.storage.builders import HERE, THERE

Items = tuple[BatchItem, ...]
Prepare = Callable[[Office, Items], Awaitable[object]]
Act = Callable[[Office, Worker, Items], Awaitable[object]]


def some(number: int) -> Items:
    return item(number), item(number, THERE)


async def nothing(_: Office, __: Items) -> None: ...


async def ready(office: Office, items: Items) -> None:
    await office.submit(*items)


async def ended(office: Office, items: Items) -> None:
    await office.submit(*items)
    await office.worker.work()
    end_all(office)
    office.clock.forward(2 * LEAD)


async def overdue(office: Office, items: Items) -> None:
    await office.submit(*items, within=timedelta(hours=1))
    await office.worker.work()
    office.clock.forward(timedelta(hours=2))


async def hand_in(office: Office, by: Worker, items: Items) -> None:
    await office.submit(*items, by=by)


async def work(_: Office, by: Worker, __: Items) -> None:
    await by.work()


def end_all(office: Office) -> list[Batch]:
    return [office.vendor.end(id) for id, batch in office.vendor.held.items() if batch.ended_at is None]


async def dies(office: Office, act: Act, items: Items, at: int) -> bool:
    """A process of its own does it and dies at that point; False if it was done before."""
    try:
        await act(office, office.another(Mortal(office.db, at)), items)
    except Killed:
        office.deaths += 1
        return True
    return False


async def finish(office: Office, items: Items) -> None:
    """The caller of the dead process hands in again, a living process takes over, the vendor ends what it has."""
    await office.submit(*items)
    await office.forward(LEAD + max(FILLING, SETTLED) + 3 * MINUTE, step=5 * MINUTE)
    end_all(office)
    await office.forward(15 * MINUTE, step=5 * MINUTE)


async def verify(office: Office, items: Items) -> None:
    for one in items:
        assert (await office.worker.desk.answer(one.payer.tenant_id, one.key)).reply is not None
    async with office.db.system() as sys:
        assert await batches.next_look(sys) is None
        assert await batch_items.next_call(sys) is None
    asked = Counter(id for batch in office.vendor.held.values() if batch.cancelled_at is None for id in batch.ids)
    assert {one.id: asked[one.id] for one in items} == {one.id: 1 for one in items}, "each was asked once"


@pytest.mark.parametrize(
    ("prepare", "act", "points"),
    [(nothing, hand_in, 10), (ready, work, 15), (ended, work, 18)],
    ids=["handing in", "sending", "collecting"],
)
async def test_a_process_killed_before_or_after_any_commit_loses_and_doubles_nothing(
    office: Office, prepare: Prepare, act: Act, points: int
) -> None:
    at, died = 0, True
    while died:
        at += 1
        items = some(at)
        await prepare(office, items)
        died = await dies(office, act, items, at)
        await finish(office, items)
        await verify(office, items)
    assert at > points, "it had as many points to die at"
    booked = [*await office.calls(HERE), *await office.calls(THERE)]
    assert [(outcome, batch) for outcome, batch, _ in booked] == [("ok", True)] * (2 * at), "each was paid for once, in its batch"


async def test_a_process_killed_at_the_deadline_leaves_each_item_one_answer(office: Office) -> None:
    """A call that was under way may be made again, since the vendor keeps nothing of it: but one answer counts."""
    at, died = 0, True
    while died:
        at += 1
        items = some(at)[:1]
        await overdue(office, items)
        died = await dies(office, work, items, at)
        await office.forward(15 * MINUTE, step=5 * MINUTE)
        end_all(office)
        await office.forward(15 * MINUTE, step=5 * MINUTE)
        for one in items:
            assert (await office.worker.desk.answer(one.payer.tenant_id, one.key)).reply is not None
    assert at > 24
    async with office.db.system() as sys:
        assert await batches.next_look(sys) is None
    await office.forget_dead_calls()
