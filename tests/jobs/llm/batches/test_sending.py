"""A batch is sent once, whatever happens between the vendor's door and our books."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.llm.batches.sending import SETTLED
from storage import batch_items, batches
from tests.jobs.llm.batches.rig import MINUTE, Office, id_of, item
from tests.standins.batches_api import Mishap
from tests.standins.messages_api import BAD_KEY, BROKEN_DOWN, OVERLOADED, RATE_LIMITED, SPEND_LIMIT, Reply

NO_ANSWER = Reply(refuse_connection=True)


async def answered_by_batch(office: Office, *numbers: int) -> None:
    for id, batch in office.vendor.held.items():
        if batch.ended_at is None:
            office.vendor.end(id)
    await office.forward(11 * MINUTE)
    for number in numbers:
        assert (await office.answer(number)).reply is not None
    assert [(outcome, batch) for outcome, batch, _ in await office.calls()] == [("ok", True)] * len(numbers)
    assert (await office.batch()).state == "closed"


@pytest.mark.parametrize("reply", [NO_ANSWER, BROKEN_DOWN, Reply(status=504, raw=b"<html>")], ids=["cut off", "500", "504"])
async def test_a_batch_that_arrived_though_no_answer_came_is_found_and_not_sent_again(office: Office, reply: Reply) -> None:
    office.vendor.faults["create"].append(Mishap(reply, done=True))
    await office.submit(item(1), item(2))
    await office.worker.work()
    assert (await office.batch()).state == "sending"
    await office.forward(SETTLED + MINUTE)
    assert (await office.batch()).vendor_id == "msgbatch_1"
    assert office.vendor.counted("create") == 1
    await answered_by_batch(office, 1, 2)


async def test_a_batch_that_never_arrived_is_sent_again_after_it_was_looked_for(office: Office) -> None:
    office.vendor.faults["create"].append(Mishap(BROKEN_DOWN))
    await office.submit(item(1))
    await office.worker.work()
    await office.forward(SETTLED + 2 * MINUTE)
    assert [verb for verb, _ in office.vendor.journal[:3]] == ["create", "list", "create"]
    assert len(office.vendor.held) == 1
    await answered_by_batch(office, 1)


@pytest.mark.parametrize("reply", [RATE_LIMITED, OVERLOADED], ids=["429", "529"])
async def test_a_batch_that_was_surely_not_taken_is_sent_again_without_a_search(office: Office, reply: Reply) -> None:
    office.vendor.faults["create"].extend([Mishap(reply)] * 2)
    await office.submit(item(1))
    await office.forward(5 * MINUTE)
    assert (office.vendor.counted("create"), office.vendor.counted("list")) == (3, 0)
    await answered_by_batch(office, 1)


@pytest.mark.parametrize(
    "reply", [SPEND_LIMIT, BAD_KEY, Reply(status=400, error=("invalid_request_error", None))], ids=["money", "key", "400"]
)
async def test_a_batch_that_will_never_be_taken_holds_no_money_and_goes_by_normal_calls(office: Office, reply: Reply) -> None:
    office.vendor.faults["create"].append(Mishap(reply))
    await office.submit(item(1), item(2))
    await office.forward(3 * MINUTE)
    assert len(office.api.journal) == 2
    assert [(outcome, batch) for outcome, batch, _ in await office.calls()] == [("ok", False)] * 2
    assert (await office.answer(1)).reply is not None


async def test_the_batch_of_another_program_with_as_many_requests_is_not_taken_for_ours(office: Office) -> None:
    """The two cannot be told apart until results show whose they are; ours is then sent after all."""
    office.vendor.faults["create"].append(Mishap(BROKEN_DOWN))
    await office.submit(item(1))
    await office.worker.work()
    await foreign_batch(office, 1)
    await office.forward(SETTLED + MINUTE)
    adopted = await office.batch()
    assert (adopted.vendor_id, adopted.certain) == ("msgbatch_1", False)
    office.vendor.end("msgbatch_1")
    await office.forward(11 * MINUTE)
    ours = await office.batch()
    assert (ours.vendor_id, ours.certain) == ("msgbatch_2", True)
    assert office.vendor.held["msgbatch_2"].ids == [id_of(1)]
    await answered_by_batch(office, 1)


async def test_what_may_be_anothers_is_never_cancelled(office: Office) -> None:
    office.vendor.faults["create"].append(Mishap(BROKEN_DOWN))
    await office.submit(item(1), within=timedelta(hours=1))
    await office.worker.work()
    await foreign_batch(office, 1)
    await office.forward(timedelta(hours=2))
    assert office.vendor.counted("cancel") == 0
    assert (await office.answer(1)).reply is not None, "it went by a normal call"
    office.vendor.end("msgbatch_1")
    await office.forward(11 * MINUTE)
    assert (await office.batch()).state == "closed"
    assert [(outcome, batch) for outcome, batch, _ in await office.calls()] == [("ok", False)]


async def test_of_two_that_may_be_ours_the_results_tell(office: Office) -> None:
    office.vendor.faults["create"].append(Mishap(NO_ANSWER, done=True))
    await foreign_batch(office, 1)
    await office.submit(item(1))
    await office.worker.work()
    await office.forward(SETTLED + MINUTE)
    assert (await office.batch()).vendor_id is None
    for id in list(office.vendor.held):
        office.vendor.end(id)
    await office.forward(11 * MINUTE)
    assert (await office.batch()).vendor_id == "msgbatch_2"
    assert office.vendor.counted("create") == 2, "the other program's and ours"
    await answered_by_batch(office, 1)


async def test_a_search_looks_through_all_pages_and_no_further_than_the_moment_of_sending(office: Office) -> None:
    for _ in range(120):
        await foreign_batch(office, 2)
    office.clock.forward(10 * MINUTE)
    office.vendor.faults["create"].append(Mishap(NO_ANSWER, done=True))
    await office.submit(item(1))
    await office.worker.work()
    for _ in range(110):
        await foreign_batch(office, 2)
    await office.forward(SETTLED + MINUTE)
    assert (await office.batch()).vendor_id == "msgbatch_121"
    assert office.vendor.counted("list") == 2
    await answered_by_batch(office, 1)


async def test_a_search_that_fails_is_tried_again_and_nothing_is_sent_before(office: Office) -> None:
    office.vendor.faults["create"].append(Mishap(NO_ANSWER, done=True))
    office.vendor.faults["list"].extend([Mishap(BROKEN_DOWN), Mishap(RATE_LIMITED), Mishap(Reply(status=200, raw=b'{"data": 7}'))])
    await office.submit(item(1))
    await office.forward(SETTLED + 10 * MINUTE)
    assert office.vendor.counted("create") == 1
    assert (await office.batch()).vendor_id == "msgbatch_1"
    await answered_by_batch(office, 1)


async def test_a_process_that_slept_through_the_search_cancels_its_second_batch(office: Office) -> None:
    """It sends so late that another process has looked, found nothing and sent the batch itself."""
    await office.submit(item(1))
    batch = await office.batch()
    other = office.another()
    create = office.worker.keeper.sender.vendor.create

    class Sleepy:
        def __getattr__(self, name: str):
            return getattr(office.worker.keeper.sender.vendor, name)

        async def create(self, asks):
            await office.forward(SETTLED + 2 * MINUTE, by=other)
            return await create(asks)

    slow = replace(office.worker.keeper.sender, vendor=Sleepy())
    assert await slow.send(batch) is None
    assert [each.cancelled_at is not None for each in office.vendor.held.values()] == [False, True]
    office.vendor.end("msgbatch_2")
    await answered_by_batch(office, 1)


async def test_what_a_dead_process_has_half_filled_is_sent_in_time(office: Office) -> None:
    desk = office.worker.desk
    batch = await desk._begin(office.clock.now() + timedelta(hours=2))
    await desk._store([desk._priced(batch, item(1))])
    await office.forward(4 * MINUTE)
    assert office.vendor.held == {}
    await office.forward(2 * MINUTE)
    await answered_by_batch(office, 1)


async def test_a_batch_that_nothing_was_stored_for_is_closed(office: Office) -> None:
    await office.worker.desk._begin(office.clock.now() + timedelta(hours=2))
    await office.forward(6 * MINUTE)
    assert (await office.batch()).state == "closed"
    assert office.vendor.journal == []


async def test_a_batch_whose_deadline_is_over_before_it_went_is_not_sent(office: Office) -> None:
    office.vendor.faults["create"].extend([Mishap(OVERLOADED)] * 20)
    await office.submit(item(1), within=4 * MINUTE)
    await office.forward(8 * MINUTE)
    assert office.vendor.held == {}
    assert [(outcome, batch) for outcome, batch, _ in await office.calls()] == [("ok", False)]
    async with office.db.system() as sys:
        assert [place.booked for place in await batch_items.all_places(sys, (await office.batch()).id)] == [True]
        assert await batches.next_look(sys) is None


async def foreign_batch(office: Office, size: int) -> None:
    """Of another program on the same key."""
    ask = {"model": "claude-haiku-5-5", "max_tokens": 9, "messages": [{"role": "user", "content": "hello"}]}
    mishaps = list(office.vendor.faults["create"])
    office.vendor.faults["create"].clear()
    requests = [{"custom_id": f"theirs_{number}", "params": ask} for number in range(size)]
    await office.client.client.messages.batches.create(requests=requests)  # type: ignore[arg-type]
    office.vendor.faults["create"].extend(mishaps)
