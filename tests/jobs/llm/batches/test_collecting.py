"""Results come late, twice, broken or not at all: each item is answered once and booked once."""

from datetime import timedelta

import pytest

from tests.jobs.llm.batches.results import BY_BATCH, BY_CALL, booked, sent, texts
from tests.jobs.llm.batches.rig import MINUTE, Office, id_of
from tests.standins.batches_api import Mishap
from tests.standins.messages_api import BROKEN_DOWN, OVERLOADED, RATE_LIMITED, Reply
from tests.storage.builders import THERE


async def test_what_errored_expired_or_was_canceled_goes_by_a_normal_call_and_costs_nothing_in_the_batch(office: Office) -> None:
    await sent(office)
    office.vendor.end(verdicts={id_of(0): "errored", id_of(1, THERE): "expired", id_of(2): "canceled"})
    await office.forward(3 * MINUTE)
    assert await texts(office) == [True] * 4
    assert await booked(office) == [BY_CALL] * 3 + [BY_BATCH]
    assert len(office.api.journal) == 3


async def test_a_batch_that_expired_whole_goes_by_normal_calls(office: Office) -> None:
    await sent(office, within=timedelta(hours=26))
    await office.forward(timedelta(hours=24))
    office.vendor.end(verdicts={id: "expired" for batch in office.vendor.held.values() for id in batch.ids})
    await office.forward(11 * MINUTE)
    assert await texts(office) == [True] * 4
    assert await booked(office) == [BY_CALL] * 4


async def test_results_in_another_order_and_told_twice_count_once(office: Office) -> None:
    office.vendor.arrange = lambda lines: [*reversed(lines), *lines]
    await sent(office)
    office.vendor.end(replies={id_of(number): Reply(text=f'{{"relevant": "{number}"}}') for number in (0, 2)})
    await office.forward(3 * MINUTE)
    assert await booked(office) == [BY_BATCH] * 4
    answers = [(await office.answer(number)).reply for number in (0, 2)]
    assert [answer.text for answer in answers if answer] == ['{"relevant": "0"}', '{"relevant": "2"}']


async def test_lines_that_cannot_be_read_or_are_of_nobody_leave_the_others_whole(office: Office) -> None:
    rubbish = [
        b"{\n",
        b'"text"\n',
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        b'{"custom_id": "item_x", "result": {"type": "expired"}}\n',
        b"\n",
    ]
    office.vendor.arrange = lambda lines: [part for line in lines for part in (*rubbish, line)]
    await sent(office)
    office.vendor.end()
    await office.forward(3 * MINUTE)
    assert await booked(office) == [BY_BATCH] * 4


async def test_a_stream_that_breaks_off_is_read_again_and_nothing_is_booked_twice(office: Office) -> None:
    office.vendor.faults["results"].extend([Mishap(Reply(cut=True))] * 2)
    await sent(office, 6)
    office.vendor.end()
    await office.forward(10 * MINUTE)
    assert office.vendor.counted("results") == 3
    assert await texts(office, 6) == [True] * 6
    assert await booked(office) == [BY_BATCH] * 6


async def test_a_stream_that_ends_early_without_a_sign_is_read_again(office: Office) -> None:
    office.vendor.arrange = lambda lines: lines[: 2 if office.vendor.counted("results") < 3 else 4]
    await sent(office)
    office.vendor.end()
    await office.forward(10 * MINUTE)
    assert await booked(office) == [BY_BATCH] * 4


async def test_an_item_of_which_no_reading_tells_is_asked_again_and_its_money_taken_for_spent(office: Office) -> None:
    office.vendor.arrange = lambda lines: [b"garbage\n", *lines[1:]]
    await sent(office)
    office.vendor.end()
    await office.forward(timedelta(hours=1))
    assert office.vendor.counted("results") == 5
    assert await texts(office) == [True] * 4
    assert await booked(office) == [("Lost", True), BY_CALL] + [BY_BATCH] * 3


@pytest.mark.parametrize(
    "reply", [RATE_LIMITED, OVERLOADED, BROKEN_DOWN, Reply(status=200, raw=b"{")], ids=["429", "529", "500", "garbage"]
)
async def test_a_look_that_fails_is_repeated_later(office: Office, reply: Reply) -> None:
    office.vendor.faults["retrieve"].extend([Mishap(reply)] * 3)
    office.vendor.faults["results"].append(Mishap(BROKEN_DOWN))
    await sent(office)
    office.vendor.end()
    await office.forward(20 * MINUTE)
    assert await booked(office) == [BY_BATCH] * 4
