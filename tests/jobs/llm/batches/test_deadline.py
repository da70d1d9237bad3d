"""Who waits for a batch waits until its deadline and no longer: then normal calls answer, and what comes late is booked."""

from datetime import timedelta

from jobs.llm.batches.collecting import GIVEN_UP
from tests.jobs.llm.batches.results import BY_BATCH, BY_CALL, booked, sent, texts
from tests.jobs.llm.batches.rig import IN_TIME, MINUTE, Office, id_of
from tests.standins.batches_api import Mishap
from tests.standins.messages_api import BAD_REQUEST, BROKEN_DOWN, OVERLOADED, Reply
from tests.storage.builders import THERE


async def test_at_the_deadline_the_batch_is_cancelled_and_the_rest_goes_by_normal_calls(office: Office) -> None:
    await sent(office)
    await office.forward(IN_TIME - MINUTE)
    assert office.vendor.counted("cancel") == 0
    assert office.api.journal == []
    await office.forward(2 * MINUTE)
    assert office.vendor.counted("cancel") == 1
    assert await texts(office) == [True] * 4
    office.vendor.end()
    await office.forward(11 * MINUTE)
    assert (await office.batch()).state == "closed"
    assert await booked(office) == [BY_CALL] * 4, "what was cancelled is free"


async def test_results_after_the_deadline_are_booked_and_change_no_answer(office: Office) -> None:
    await sent(office, 2)
    await office.forward(IN_TIME + MINUTE)
    before = (await office.answer(0)).reply
    late = Reply(text='{"relevant": "too late"}')
    office.vendor.end(verdicts={id_of(0): "succeeded", id_of(1, THERE): "succeeded"}, replies={id_of(0): late})
    await office.forward(11 * MINUTE)
    assert (await office.answer(0)).reply == before
    assert await booked(office) == [BY_CALL, BY_CALL, BY_BATCH, BY_BATCH]
    assert (await office.batch()).state == "closed"


async def test_results_that_are_there_at_the_deadline_are_used(office: Office) -> None:
    await sent(office)
    await office.forward(IN_TIME - 20 * MINUTE)
    office.vendor.end()
    office.clock.forward(30 * MINUTE)
    await office.worker.work()
    assert await booked(office) == [BY_BATCH] * 4


async def test_a_vendor_that_is_away_at_the_deadline_does_not_hold_up_the_rest(office: Office) -> None:
    await sent(office)
    office.vendor.faults["retrieve"].extend([Mishap(BROKEN_DOWN)] * 200)
    await office.forward(IN_TIME + MINUTE)
    assert await texts(office) == [True] * 4
    office.vendor.faults["retrieve"].clear()
    await office.forward(11 * MINUTE)
    assert office.vendor.counted("cancel") == 1
    office.vendor.end()
    await office.forward(11 * MINUTE)


async def test_a_cancel_that_fails_is_repeated(office: Office) -> None:
    office.vendor.faults["cancel"].append(Mishap(BROKEN_DOWN))
    await sent(office)
    await office.forward(IN_TIME + 30 * MINUTE)
    assert office.vendor.counted("cancel") == 2
    office.vendor.end()
    await office.forward(11 * MINUTE)
    assert (await office.batch()).state == "closed"


async def test_a_batch_that_the_vendor_no_longer_knows_is_asked_again_and_taken_for_spent(office: Office) -> None:
    await sent(office)
    office.vendor.held.clear()
    await office.forward(3 * MINUTE)
    assert await texts(office) == [True] * 4
    assert await booked(office) == [("Lost", True)] * 4 + [BY_CALL] * 4


async def test_a_batch_that_never_ends_is_given_up(office: Office) -> None:
    await sent(office, 1)
    await office.forward(IN_TIME + MINUTE)
    office.clock.forward(GIVEN_UP)
    await office.forward(3 * MINUTE)
    assert (await office.batch()).state == "closed"
    assert await booked(office) == [("Lost", True), BY_CALL]


async def test_a_normal_call_that_fails_for_a_while_is_made_again(office: Office) -> None:
    await sent(office, 1)
    office.vendor.end(verdicts={id_of(0): "errored"})
    office.api.answer(*[OVERLOADED] * 2)
    await office.forward(5 * MINUTE)
    assert await texts(office, 1) == [True]
    assert [outcome for outcome, _ in await booked(office)].count("Overloaded") == 2


async def test_a_normal_call_that_cannot_succeed_ends_the_item_with_its_cause(office: Office) -> None:
    await sent(office, 1)
    office.vendor.end(verdicts={id_of(0): "errored"})
    office.api.answer(BAD_REQUEST, always=True)
    await office.forward(3 * MINUTE)
    answer = await office.answer(0)
    assert (answer.waiting, answer.reply, answer.outcome) == (False, None, "BadRequest")
    assert len(office.api.journal) == 1


async def test_a_model_that_stays_away_is_not_called_for_ever(office: Office) -> None:
    await sent(office, 1)
    office.vendor.end(verdicts={id_of(0): "errored"})
    office.api.answer(OVERLOADED, always=True)
    await office.forward(timedelta(hours=1))
    assert (await office.answer(0)).outcome == "Overloaded"
    calls = len(office.api.journal)
    await office.forward(timedelta(hours=1))
    assert len(office.api.journal) == calls
