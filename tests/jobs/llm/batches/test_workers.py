"""Several workers at once: one leads, and if two do, the books keep them apart."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from jobs.llm.batches.desk import FILLING
from jobs.llm.batches.keeper import LEAD
from storage.errors import Unavailable
from tests.jobs.llm.batches.rig import MINUTE, Office, item
from tests.jobs.llm.batches.test_crashes import end_all, some, verify
from tests.storage.builders import HERE, THERE


async def test_of_two_workers_one_leads_and_the_other_rests(office: Office) -> None:
    others = [office.another() for _ in range(3)]
    await office.submit(*some(1))
    await asyncio.gather(*(other.work() for other in others))
    assert office.vendor.counted("create") == 1
    end_all(office)
    office.clock.forward(2 * MINUTE)
    await asyncio.gather(*(other.work() for other in others))
    assert office.vendor.counted("results") == 1
    await verify(office, some(1))


async def test_two_that_lead_at_once_send_one_batch_and_book_each_item_once(office: Office) -> None:
    """As after a pause longer than the lease: the books alone keep them apart."""
    first, second = office.another().keeper, office.another().keeper
    await office.submit(*some(1))
    batch = await office.batch()
    await asyncio.gather(first.advance(batch), second.advance(batch))
    assert office.vendor.counted("create") == 1
    end_all(office)
    sent = await office.batch()
    await asyncio.gather(first.advance(sent), second.advance(sent))
    done = await office.batch()
    if done.state != "closed":
        await asyncio.gather(first.advance(done), second.advance(done))
    await verify(office, some(1))
    booked = [*await office.calls(HERE), *await office.calls(THERE)]
    assert [(outcome, batch) for outcome, batch, _ in booked] == [("ok", True)] * 2


async def test_two_that_read_the_results_at_once_book_each_item_once(office: Office) -> None:
    await office.submit(*(item(number) for number in range(30)))
    await office.worker.work()
    office.vendor.end()
    office.vendor.arrange = lambda lines: lines if office.vendor.counted("results") % 2 else lines[::-1]
    collectors = [office.another().keeper.collector for _ in range(2)]
    ended = await collectors[0].poll(await office.batch())
    assert ended is not None
    await asyncio.gather(*(collector.collect(ended) for collector in collectors))
    assert (await office.batch()).state == "closed"
    assert [(outcome, batch) for outcome, batch, _ in await office.calls()] == [("ok", True)] * 30


async def test_two_that_call_at_once_call_once_for_each_item(office: Office) -> None:
    await office.submit(*some(1))
    await office.worker.work()
    office.vendor.end(verdicts={one.id: "errored" for one in some(1)})
    batch = await office.batch()
    await office.worker.keeper.advance(batch)
    await asyncio.gather(*(office.another().keeper.calls.make() for _ in range(2)))
    assert len(office.api.journal) == 2
    await verify(office, some(1))


async def test_a_worker_runs_until_it_is_stopped_and_hears_of_work_at_once(office: Office) -> None:
    stop, sent = asyncio.Event(), asyncio.Event()
    office.vendor.heard = lambda verb: sent.set() if verb == "create" else None
    running = asyncio.create_task(office.worker.keeper.run(stop))
    await asyncio.sleep(0)
    await office.submit(item(1))
    await asyncio.wait_for(sent.wait(), 45)
    stop.set()
    await asyncio.wait_for(running, 45)
    office.clock.forward(2 * LEAD)
    office.vendor.end()
    await office.forward(2 * MINUTE)
    assert (await office.answer(1)).reply is not None


async def test_a_database_that_is_away_is_waited_for(office: Office) -> None:
    met, stop = asyncio.Event(), asyncio.Event()

    class Away:
        def __getattr__(self, name: str):
            met.set()
            raise Unavailable("The database did not answer.")

    running = asyncio.create_task(office.another(Away()).keeper.run(stop))
    await asyncio.wait_for(met.wait(), 45)
    assert not running.done()
    stop.set()
    await asyncio.wait_for(running, 45)


async def test_a_process_too_slow_to_fill_its_batch_goes_on_with_another(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobs.llm.batches.desk.TOGETHER", 1)
    other = office.another()

    class Slow:
        def __getattr__(self, name: str):
            return getattr(office.db, name)

        @asynccontextmanager
        async def tenant(self, tenant_id: str):
            async with office.db.tenant(tenant_id) as tx:
                yield tx
            office.clock.forward(FILLING + MINUTE)
            await other.work()

    made = await office.submit(item(1), item(2), by=office.another(Slow()))
    assert len(set(made.batches)) == 2
    await office.forward(3 * MINUTE)
    assert [len(batch.ids) for batch in end_all(office)] == [1, 1]
    await office.forward(12 * MINUTE)
    assert [(outcome, batch) for outcome, batch, _ in await office.calls()] == [("ok", True)] * 2
