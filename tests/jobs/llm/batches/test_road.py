"""A batch from the desk to the answers: sent once, half the price, each item answered and booked once."""

from datetime import timedelta

import pytest

from jobs.chain.model import Usage
from jobs.llm.prices import cost
from storage import leases, spend, vault
from storage.errors import NotFound
from tests.jobs.llm.batches.rig import MINUTE, PERIOD, Office, dear, id_of, item
from tests.standins.messages_api import CUT_SHORT, REFUSED, WRONG_FORM, Reply
from tests.storage.builders import HERE, THERE


async def test_requests_of_two_workspaces_go_out_as_one_batch_and_each_gets_its_own_answer(office: Office) -> None:
    await office.submit(item(1), item(2), item(1, THERE))
    assert (await office.answer(1)).waiting
    await office.worker.work()
    [batch] = office.vendor.held.values()
    assert sorted(batch.ids) == sorted([id_of(1), id_of(2), id_of(1, THERE)])
    own = {id_of(1): Reply(text='{"relevant": "yes"}'), id_of(2): Reply(text='{"relevant": "no"}')}
    office.vendor.end(replies={**own, id_of(1, THERE): Reply(text='{"relevant": "perhaps"}')})
    await office.forward(2 * MINUTE)
    texts = [(await office.answer(1)).reply, (await office.answer(2)).reply, (await office.answer(1, THERE)).reply]
    assert [reply.text for reply in texts if reply] == ['{"relevant": "yes"}', '{"relevant": "no"}', '{"relevant": "perhaps"}']
    assert (await office.batch()).state == "closed"
    assert office.api.journal == [], "nothing went by a normal call"


async def test_neither_workspace_nor_key_leaves_the_house(office: Office) -> None:
    await office.submit(item(1))
    await office.worker.work()
    [[request]] = [batch.requests for batch in office.vendor.held.values()]
    assert HERE not in request["custom_id"]
    assert "digest" not in request["custom_id"]
    office.vendor.end()
    await office.forward(2 * MINUTE)


async def test_a_call_in_a_batch_costs_half_and_is_booked_as_one(office: Office) -> None:
    await office.submit(item(1))
    async with office.db.tenant_read(HERE) as tx:
        held = await spend.of_period(tx, PERIOD)
    assert held.reserved > 0
    await office.worker.work()
    usage = {"input_tokens": 101, "output_tokens": 11, "cache_read_input_tokens": 0, "cache_creation_input_tokens": 0}
    office.vendor.end(replies={id_of(1): Reply(usage=usage)})
    await office.forward(2 * MINUTE)
    whole = Usage(input=101, output=11)
    model = office.tiers.model("claude-haiku-5-5")
    assert await office.calls() == [("ok", True, cost(model, whole, batch=True))]
    assert cost(model, whole, batch=True) < cost(model, whole)


async def test_usage_that_cannot_be_is_booked_as_the_most_that_was_held_and_no_more(office: Office) -> None:
    await office.submit(item(1))
    async with office.db.tenant_read(HERE) as tx:
        held = await spend.of_period(tx, PERIOD)
    await office.worker.work()
    office.vendor.end(replies={id_of(1): Reply(usage={"input_tokens": 10**12, "output_tokens": -4})})
    await office.forward(2 * MINUTE)
    [(outcome, batch, amount)] = await office.calls()
    assert (outcome, batch) == ("ok", True)
    assert 0 < amount <= held.reserved


async def test_an_hour_of_waiting_does_not_make_held_money_count_as_lost(office: Office) -> None:
    await office.submit(item(1))
    await office.worker.work()
    office.clock.forward(timedelta(hours=7))
    async with office.db.tenant(HERE) as tx:
        now = office.clock.now()
        assert await spend.forfeit(tx, before=now - timedelta(hours=1), now=now) == 0
    office.vendor.end()
    await office.forward(2 * MINUTE)
    assert [outcome for outcome, *_ in await office.calls()] == ["ok"]


async def test_the_same_key_is_one_item_however_often_it_is_handed_in(office: Office) -> None:
    first = await office.submit(item(1), item(1), item(2))
    again = await office.submit(item(1), item(2))
    assert (len(first.batches), again.batches, again.refused) == (1, (), {})
    await office.worker.work()
    [batch] = office.vendor.held.values()
    assert len(batch.ids) == 2
    office.vendor.end()
    await office.forward(2 * MINUTE)
    await office.submit(item(1))
    await office.worker.work()
    assert len(office.vendor.held) == 1, "answered is answered"
    assert [outcome for outcome, *_ in await office.calls()] == ["ok", "ok"]


async def test_a_key_that_was_never_handed_in_has_no_answer(office: Office) -> None:
    with pytest.raises(NotFound):
        await office.answer(1)


async def test_an_answer_that_was_not_fetched_in_time_is_gone_and_says_so(office: Office) -> None:
    await office.submit(item(1))
    await office.worker.work()
    office.vendor.end()
    await office.forward(2 * MINUTE)
    async with office.db.tenant(HERE) as tx:
        assert await vault.purge(tx, office.clock.now() + timedelta(days=8)) == 2
    assert (await office.answer(1)).outcome == "Expired"


@pytest.mark.parametrize("ceiling", ["workspace_month", "deployment_day"])
async def test_a_ceiling_refuses_what_does_not_fit_and_the_rest_goes(office: Office, ceiling: str) -> None:
    one = (await held_for(office, 9)) / 1_000_000
    tight = office.another(tiers=dear(office.tiers, **{ceiling: f"{3.5 * one:.9f}"}))
    done = await office.submit(*(item(number) for number in range(1, 9)), by=tight)
    assert len(done.refused) == 6, "the first of this test holds its money too"
    assert {error.scope for error in done.refused.values()} == {{"workspace_month": "month", "deployment_day": "day"}[ceiling]}
    await office.worker.work()
    for id in list(office.vendor.held):
        office.vendor.end(id)
    await office.forward(2 * MINUTE)


async def held_for(office: Office, number: int) -> int:
    await office.submit(item(number))
    async with office.db.tenant_read(HERE) as tx:
        return (await spend.of_period(tx, PERIOD)).reserved


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [(REFUSED, "ModelRefused"), (CUT_SHORT, "BadOutput"), (Reply(text=""), "BadOutput")],
    ids=["refused", "cut", "empty"],
)
async def test_a_reply_that_is_none_is_paid_for_and_named(office: Office, reply: Reply, outcome: str) -> None:
    await office.submit(item(1))
    await office.worker.work()
    office.vendor.end(replies={id_of(1): reply})
    await office.forward(2 * MINUTE)
    answer = await office.answer(1)
    assert (answer.waiting, answer.reply, answer.outcome) == (False, None, outcome)
    [(booked, batch, amount)] = await office.calls()
    assert (booked, batch) == (outcome, True)
    assert amount > 0


async def test_a_reply_of_another_form_is_handed_over_as_it_is(office: Office) -> None:
    await office.submit(item(1))
    await office.worker.work()
    office.vendor.end(replies={id_of(1): WRONG_FORM})
    await office.forward(2 * MINUTE)
    assert (await office.answer(1)).reply is not None


async def test_nothing_is_asked_of_the_vendor_and_no_lease_is_taken_while_nothing_is_open(office: Office) -> None:
    await office.forward(timedelta(hours=2))
    assert office.vendor.journal == []
    async with office.db.system() as sys:
        assert await leases.acquire(sys, "llm_batches", token="somebody", now=office.clock.now(), seconds=1)


async def test_looks_grow_rarer_and_end_with_the_batch(office: Office) -> None:
    await office.submit(item(1))
    await office.worker.work()
    await office.forward(timedelta(hours=2))
    assert office.vendor.counted("retrieve") <= 18, "half a minute, one, two, four, eight, then every ten"
    office.vendor.end()
    await office.forward(11 * MINUTE)
    looks = len(office.vendor.journal)
    await office.forward(timedelta(hours=2))
    assert len(office.vendor.journal) == looks


async def test_a_large_submission_becomes_several_batches(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobs.llm.batches.desk.MOST_ITEMS", 3)
    made = await office.submit(*(item(number, HERE if number % 2 else THERE) for number in range(8)))
    assert len(made.batches) == 3
    await office.worker.work()
    assert sorted(len(batch.ids) for batch in office.vendor.held.values()) == [2, 3, 3]
    for id in list(office.vendor.held):
        office.vendor.end(id)
    await office.forward(2 * MINUTE)
    assert [(await office.answer(number, HERE if number % 2 else THERE)).waiting for number in range(8)] == [False] * 8
