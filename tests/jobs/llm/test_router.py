"""Which model answers, how often each is asked, and what is booked: on fakes, and once over real HTTP."""

import asyncio
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.chain.agents.replies import ScreenReply
from jobs.chain.errors import (
    AnalystError,
    BadOutput,
    BadRequest,
    KeyRefused,
    ModelRefused,
    Overloaded,
    RateLimited,
    SpendLimit,
    TooLong,
    Transient,
)
from jobs.chain.model import Usage
from jobs.llm.client import CallRecord, connect
from jobs.llm.prices import cost
from jobs.llm.purse import OverCeiling, Payer
from jobs.llm.router import LONGEST_PAUSE, MOST_TOKENS, Router, assign, pause, prompt_size
from jobs.llm.tiers import load
from tests.jobs.llm.routing import FIRST, GOOD, REQUEST, SECOND, SMALL, USAGE, Desk, Till, desk, fails
from tests.standins import messages_api as api
from tests.standins.messages_api import MessagesStandIn, Reply

LOST, BUSY, SLOWER = Transient("Lost."), Overloaded("Busy.", retry_after=20), RateLimited("Slower.", retry_after=7)


async def raised(made: Desk, kind: type[BaseException]) -> BaseException:
    with pytest.raises(kind) as error:
        await made.router.complete(REQUEST)
    return error.value


async def test_the_first_choice_answers_and_its_call_is_reserved_for_and_booked() -> None:
    made = desk()
    reply = await made.router.complete(REQUEST)
    [quote], [bill] = made.till.quotes, made.till.bills
    assert (reply.model, made.models.calls) == (FIRST, [(FIRST, 120)])
    assert (bill.outcome, bill.usage, bill.request_id, bill.duration) == ("ok", USAGE, "req_1", 1.0)
    assert (bill.step, bill.tier, bill.model) == ("rate", "middle", FIRST)
    assert bill.micro_usd == cost(load().model(FIRST), USAGE) == 3_000
    assert quote.micro_usd >= 10 * REQUEST.max_tokens
    assert quote.tokens > REQUEST.max_tokens
    assert made.gates.verdicts == [(FIRST, "ok")]


async def test_the_reply_carries_the_name_that_the_model_gave_or_the_one_it_was_asked_by() -> None:
    made = desk()
    made.models.stated = "model-20261001"
    assert (await made.router.complete(REQUEST)).model == "model-20261001"
    made.models.stated = "unknown"
    assert (await made.router.complete(REQUEST)).model == FIRST


async def test_a_lost_call_is_tried_again_on_the_same_model_after_a_growing_pause() -> None:
    made = desk(first=[fails(LOST), fails(LOST)])
    assert (await made.router.complete(REQUEST)).model == FIRST
    assert made.asked == [FIRST] * 3
    assert made.clock.pauses == [0.5, 1.0]
    assert [bill.outcome for bill in made.till.bills] == ["Transient", "Transient", "ok"]
    assert made.gates.verdicts == [(FIRST, "failed"), (FIRST, "failed"), (FIRST, "ok")]


async def test_after_its_attempts_a_model_gives_way_to_the_next() -> None:
    made = desk(first=[fails(LOST)] * 9)
    assert (await made.router.complete(REQUEST)).model == SECOND
    assert made.asked == [FIRST] * 3 + [SECOND]


@pytest.mark.parametrize("error", [BUSY, SLOWER])
async def test_who_is_overloaded_or_slows_us_down_is_not_asked_again_at_once(error: AnalystError) -> None:
    made = desk(first=[fails(error)])
    assert (await made.router.complete(REQUEST)).model == SECOND
    assert (made.asked, made.clock.pauses) == ([FIRST, SECOND], [])
    assert made.gates.verdicts[0] == (FIRST, "failed" if error is BUSY else "released")


async def test_a_call_that_took_all_its_time_is_not_repeated_at_the_cost_of_the_next_model() -> None:
    made = desk(first=[fails(LOST, takes=120)])
    assert (await made.router.complete(REQUEST)).model == SECOND
    assert made.models.calls == [(FIRST, 120), (SECOND, 120)]


async def test_no_call_begins_after_the_time_for_the_request_and_the_last_is_cut_to_it() -> None:
    made = desk(first=[fails(LOST, takes=100)] * 9, second=[fails(LOST, takes=119)] * 9)
    await raised(made, Transient)
    assert made.clock.now <= 1_000 + load().tiers["middle"].budget
    assert made.models.calls[-1][1] <= 120
    tight = load().tiers["middle"].model_copy(update={"budget": 130.0})
    tiers = load()
    made = desk(tiers=tiers.model_copy(update={"tiers": {**tiers.tiers, "middle": tight}}), first=[fails(LOST, takes=120)])
    await made.router.complete(REQUEST)
    assert made.models.calls == [(FIRST, 120), (SECOND, 10)]


async def test_a_stated_wait_is_kept_when_it_is_short_and_left_to_the_queue_when_it_is_long() -> None:
    made = desk(first=[fails(Transient("Wait.", retry_after=3))])
    assert (await made.router.complete(REQUEST)).model == FIRST
    assert made.clock.pauses == [3]
    made = desk(first=[fails(Transient("Wait.", retry_after=30))])
    assert (await made.router.complete(REQUEST)).model == SECOND
    assert made.clock.pauses == []


async def test_when_no_model_answers_the_shortest_stated_wait_is_what_is_said() -> None:
    made = desk(first=[fails(BUSY)], second=[fails(SLOWER)])
    assert await raised(made, RateLimited) is SLOWER
    made = desk(first=[fails(LOST)] * 3, second=[fails(BUSY)])
    assert await raised(made, Overloaded) is BUSY


async def test_a_model_whose_gate_is_closed_is_neither_reserved_for_nor_called() -> None:
    made = desk()
    made.gates.shut[FIRST] = BUSY
    assert (await made.router.complete(REQUEST)).model == SECOND
    assert [quote.model for quote in made.till.quotes] == made.asked == [SECOND]
    made.gates.shut[SECOND] = Overloaded("Shut.", retry_after=5)
    assert await raised(made, Overloaded) is made.gates.shut[SECOND]
    assert len(made.models.calls) == 1


def unknown_model() -> BadRequest:
    class NotFound(Exception):
        status_code = 404

    error = BadRequest("No such model.")
    error.__cause__ = NotFound()
    return error


async def test_a_model_the_api_does_not_know_gives_way_and_the_owner_is_told() -> None:
    made = desk(first=[fails(unknown_model())])
    assert (await made.router.complete(REQUEST)).model == SECOND
    assert [(alert.kind, alert.tenant_id) for alert in made.alerts] == [("BadRequest", None)]
    made = desk(first=[fails(unknown_model())], second=[fails(unknown_model())])
    await raised(made, BadRequest)


@pytest.mark.parametrize("error", [SpendLimit("No more."), KeyRefused("Wrong key.")])
async def test_money_and_key_end_it_at_once_and_the_owner_is_told_once_an_hour(error: AnalystError) -> None:
    made = desk(first=[fails(error)] * 4)
    for wait in (0, 3_500, 200):
        made.clock.now += wait
        assert await raised(made, type(error)) is error
    assert set(made.asked) == {FIRST}
    assert [alert.sentence for alert in made.alerts] == [error.sentence] * 2
    assert {verdict for _, verdict in made.gates.verdicts} == {"released"}


async def test_each_workspace_has_alerts_of_its_own_for_its_ceiling_and_the_day_is_everybodys() -> None:
    made = desk()
    made.till.refusals = [*[OverCeiling("month")] * 3, *[OverCeiling("day")] * 2]
    for tenant in ("ten_a", "ten_a", "ten_b", "ten_a", "ten_b"):
        with pytest.raises(OverCeiling):
            await made.router.paid_by(Payer(tenant, "analyze")).complete(REQUEST)
    assert [(alert.kind, alert.tenant_id) for alert in made.alerts] == [
        ("OverCeiling:month", "ten_a"),
        ("OverCeiling:month", "ten_b"),
        ("OverCeiling:day", None),
    ]
    assert made.models.calls == []
    assert made.gates.verdicts == [(FIRST, "released")] * 5


async def test_a_purse_that_asks_to_wait_is_waited_for_like_a_model_that_does() -> None:
    made = desk()
    made.till.refusals = [SLOWER, None]
    assert (await made.router.complete(REQUEST)).model == SECOND


@pytest.mark.parametrize("error", [ModelRefused("No."), BadOutput("Cut."), BadRequest("A bug of ours.")])
async def test_what_another_model_would_not_mend_is_raised_at_once_with_its_tokens_booked(error: AnalystError) -> None:
    made = desk(first=[fails(error, usage=USAGE)])
    assert await raised(made, type(error)) is error
    assert [(bill.outcome, bill.usage, bill.micro_usd) for bill in made.till.bills] == [(type(error).__name__, USAGE, 3_000)]
    assert (made.asked, made.alerts) == ([FIRST], [])
    assert made.gates.verdicts == [(FIRST, "released" if isinstance(error, BadRequest) else "ok")]


async def test_what_is_too_long_goes_to_a_wider_window_alone() -> None:
    error = TooLong("Too long.")
    made = desk(first=[fails(error)])
    assert await raised(made, TooLong) is error
    assert made.asked == [FIRST]
    swapped = load().preferring({"small": "claude-haiku-4-5"})
    made = desk(tiers=swapped, small={"claude-haiku-4-5": [fails(error)]})
    assert (await made.router.complete(SMALL)).model == "claude-haiku-5-5"


async def test_a_prompt_that_a_fallback_could_not_hold_never_goes_there() -> None:
    long = SMALL.model_copy(update={"user": "x" * 700_000})
    made = desk(small={"claude-haiku-5-5": [fails(BUSY)]})
    with pytest.raises(Overloaded):
        await made.router.complete(long)
    assert made.asked == ["claude-haiku-5-5"]


async def test_a_fallback_is_asked_for_no_longer_a_reply_than_it_can_give() -> None:
    tiers = load()
    short = tiers.models[SECOND].model_copy(update={"max_output": 500})
    made = desk(tiers=tiers.model_copy(update={"models": {**tiers.models, SECOND: short}}), first=[fails(BUSY)])
    await made.router.complete(REQUEST)
    assert [request.max_tokens for request in made.models.requests] == [1_000, 500]


async def test_a_call_that_is_cancelled_is_booked_and_gives_its_place_back() -> None:
    made = desk(first=[fails(asyncio.CancelledError())])
    await raised(made, asyncio.CancelledError)
    assert [bill.outcome for bill in made.till.bills] == ["cancelled"]
    assert made.gates.verdicts == [(FIRST, "released")]


async def test_a_purse_that_cannot_write_hides_no_verdict_from_the_gate() -> None:
    class Torn(Till):
        async def settle(self, reservation, bill) -> None:
            raise ConnectionError

    made = desk()
    router = Router(**{**vars(made.router), "purse": Torn()})
    with pytest.raises(ConnectionError):
        await router.complete(REQUEST)
    assert made.gates.verdicts == [(FIRST, "ok")]


async def test_tokens_beyond_any_window_are_booked_as_the_most_there_can_be() -> None:
    made = desk(first=[fails(BadOutput("Odd."), usage=Usage(input=10**30))])
    await raised(made, BadOutput)
    assert made.till.bills[0].usage == Usage(input=MOST_TOKENS)


async def test_a_reservation_is_made_for_the_payer_and_covers_letters_that_take_more_tokens() -> None:
    made = desk()
    await made.router.paid_by(Payer("ten_there", "question")).complete(REQUEST)
    await made.router.complete(REQUEST.model_copy(update={"user": "я" * 3_000}))
    await made.router.complete(REQUEST.model_copy(update={"user": "x" * 3_000}))
    assert [payer.tenant_id for payer in made.till.payers] == ["ten_there", "ten_here", "ten_here"]
    assert made.till.quotes[1].tokens - made.till.quotes[2].tokens == 1_000
    assert prompt_size(REQUEST.model_copy(update={"user": "\ud800"})) > 0


FAULTS = [LOST, BUSY, SLOWER, TooLong("t"), BadOutput("b"), ModelRefused("r"), SpendLimit("s"), KeyRefused("k"), BadRequest("q")]
TURNS = st.lists(st.one_of(st.just(GOOD), st.builds(fails, st.sampled_from(FAULTS), takes=st.floats(0, 120))), max_size=6)


@given(first=TURNS, second=TURNS, jitter=st.floats(0, 1))
def test_whatever_the_models_do_every_call_is_booked_once_and_all_of_it_ends_in_time(first, second, jitter) -> None:
    made = desk(first=first, second=second, jitter=jitter)
    try:
        asyncio.run(made.router.complete(REQUEST))
    except AnalystError as error:
        assert error in FAULTS  # noqa: PT017, either end is right
    assert len(made.till.bills) == len(made.till.quotes) == len(made.models.calls) == len(made.gates.verdicts) >= 1
    assert max(Counter(made.asked).values()) <= 3
    assert sum(made.asked[at] != made.asked[at - 1] for at in range(1, len(made.asked))) <= 1
    assert made.clock.now <= 1_000 + load().tiers["middle"].budget + 120


@given(attempt=st.integers(1, 40), jitter=st.floats(0, 1), after=st.none() | st.floats(0, 60))
def test_a_pause_is_never_shorter_than_was_asked_for_and_never_longer_than_its_bound(attempt, jitter, after) -> None:
    wait = pause(attempt, after, jitter)
    assert (wait is None) == (after is not None and after > LONGEST_PAUSE)
    assert wait is None or max(after or 0, 0.25) <= wait <= LONGEST_PAUSE


def test_a_canary_takes_its_share_of_workspaces_and_keeps_them_while_it_grows() -> None:
    names = [f"ten_{number}" for number in range(4_000)]
    ten, thirty = ({name for name in names if assign(name, percent=percent) == "canary"} for percent in (10, 30))
    assert ten < thirty
    assert 320 <= len(ten) <= 480
    assert {assign(name, percent=0) for name in names} == {"stable"}
    assert {assign(name, percent=100) for name in names} == {"canary"}
    other = {name for name in names if assign(name, percent=10, trial="rate@3") == "canary"}
    assert len(ten & other) < 80
    assert assign("ten_1", percent=50) == assign("ten_1", percent=50)
    for wrong in (-1, 101):
        with pytest.raises(ValueError, match="0 to 100"):
            assign("ten_1", percent=wrong)


@pytest.mark.enable_socket
async def test_over_real_http_the_next_model_answers_and_both_calls_are_booked() -> None:
    logged: list[CallRecord] = []
    made = desk()
    gone = Reply(status=404, error=("not_found_error", None))
    async with MessagesStandIn(gone, api.GOOD, api.OVERLOADED, api.CUT_SHORT) as stand_in:
        model = connect("sk-test", stand_in.url, on_call=logged.append)
        router = Router(**{**vars(made.router), "caller": model})
        small = SMALL.model_copy(update={"reply_schema": ScreenReply.model_json_schema(), "user": "[p1]\n│ Some text of a notice.\n"})
        try:
            reply = await router.complete(small)
            with pytest.raises(Overloaded):
                await router.complete(small.model_copy(update={"user": "x" * 600_000}))
            with pytest.raises(BadOutput):
                await router.complete(small)
        finally:
            await model.aclose()
    asked = ["claude-haiku-5-5", "claude-haiku-4-5", "claude-haiku-5-5", "claude-haiku-5-5"]
    outcomes = ["BadRequest", "ok", "Overloaded", "BadOutput"]
    assert reply.model == "claude-haiku-4-5"
    assert [body["model"] for body in stand_in.journal] == [record.model for record in logged] == asked
    assert [bill.outcome for bill in made.till.bills] == [record.outcome for record in logged] == outcomes
    assert [bill.micro_usd > 0 for bill in made.till.bills] == [False, True, False, True]
