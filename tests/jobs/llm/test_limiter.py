"""What may begin in a minute: buckets on the embedded server, in this process alone and, where REDIS_URL is set, on a real Redis."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import pytest

from jobs.chain.errors import BadRequest, RateLimited, SpendLimit, TooLong, Transient
from jobs.chain.model import Usage
from jobs.limits import Limits, Wait
from jobs.llm.limiter import PacedPurse, asks
from jobs.llm.purse import Bill, OverCeiling, Payer, Quote
from jobs.llm.tiers import Limit, Rate
from jobs.llm.tiers import Limits as Rules
from tests.jobs.limits_rig import Now, emptied
from tests.jobs.llm.routing import FIRST, PAYER, REQUEST, SECOND, Desk, Till, desk, fails

THERE = Payer("ten_there", "question")
OURS = Rate(requests=4, tokens=10_000, usd=Decimal("0.20"))
ALL = Rate(requests=6, tokens=15_000, usd=Decimal("0.30"))
QUOTE = Quote(FIRST, tokens=1_000, micro_usd=10_000)


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
async def limits(redis_url: str | None, now: Now) -> AsyncIterator[Limits]:
    async with emptied(redis_url) as link:
        yield Limits(link.client(), "llm", clock=now.clock, redis_time=now.redis)


def rules(**models: Limit) -> Rules:
    return Rules(default=Limit(deployment=ALL, workspace=OURS), models=models)


def paced(limits: Limits, till: Till | None = None) -> PacedPurse:
    return PacedPurse(till or Till(), limits, rules())


def bill(*, usage: Usage | None = None, outcome: str = "ok", micro_usd: int = 0) -> Bill:
    return Bill("rate", "middle", FIRST, outcome, usage or Usage(), micro_usd, 1.0, None)


async def refused(purse: PacedPurse, payer: Payer = PAYER, quote: Quote = QUOTE) -> float:
    with pytest.raises(RateLimited) as error:
        await purse.reserve(payer, quote)
    assert error.value.retry_after is not None
    return error.value.retry_after


async def test_a_workspace_that_has_begun_its_minutes_worth_waits_as_long_as_it_takes(limits: Limits, now: Now) -> None:
    till = Till()
    purse = paced(limits, till)
    for _ in range(4):
        await purse.reserve(PAYER, QUOTE)
    wait = await refused(purse)
    assert wait == pytest.approx(15.0)
    assert len(till.quotes) == 4, "no money is held for a call that does not begin"
    now.pass_(wait)
    await purse.reserve(PAYER, QUOTE)


async def test_a_short_wait_is_waited_here_and_a_long_one_is_left_to_the_queue(limits: Limits, now: Now) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        now.pass_(seconds)

    purse = replace(paced(limits), patience=2.0, sleep=sleep)
    large = replace(QUOTE, tokens=5_100)
    await purse.reserve(PAYER, large)
    await purse.reserve(PAYER, large)
    assert pauses == [pytest.approx(1.2)]
    assert await refused(purse, PAYER, replace(QUOTE, tokens=9_000)) > 2
    assert len(pauses) == 1


async def test_one_workspace_cannot_take_what_belongs_to_all(limits: Limits) -> None:
    purse = paced(limits)
    for _ in range(4):
        await purse.reserve(PAYER, QUOTE)
    await refused(purse)
    await purse.reserve(THERE, QUOTE)
    await purse.reserve(THERE, QUOTE)
    assert await refused(purse, THERE) == pytest.approx(10.0), "the deployment's six are taken, a seventh comes at six a minute"


@pytest.mark.parametrize("quote", [replace(QUOTE, tokens=5_001), replace(QUOTE, micro_usd=100_001)], ids=["tokens", "money"])
async def test_tokens_and_money_have_their_minute_too(limits: Limits, quote: Quote) -> None:
    purse = paced(limits)
    await purse.reserve(PAYER, quote)
    assert 0 < await refused(purse, PAYER, quote) < 1


async def test_another_model_has_buckets_of_its_own(limits: Limits) -> None:
    purse = paced(limits)
    for _ in range(4):
        await purse.reserve(PAYER, QUOTE)
    await purse.reserve(PAYER, replace(QUOTE, model=SECOND))


async def test_a_model_named_in_the_file_is_held_to_its_own_numbers() -> None:
    tight = Limit(deployment=OURS, workspace=Rate(requests=1, tokens=1_000, usd=Decimal("0.01")))
    purse = PacedPurse(Till(), Limits(None, "llm"), rules(**{SECOND: tight}))
    await purse.reserve(PAYER, replace(QUOTE, model=SECOND))
    await refused(purse, PAYER, replace(QUOTE, model=SECOND))


async def test_what_a_call_did_not_use_is_there_for_the_next(limits: Limits) -> None:
    purse = paced(limits)
    large = replace(QUOTE, tokens=9_000, micro_usd=150_000)
    held = await purse.reserve(PAYER, large)
    await refused(purse, PAYER, large)
    await purse.settle(held, bill(usage=Usage(input=300, output=100, cache_read=500, cache_write=100), micro_usd=2_000))
    await purse.reserve(PAYER, large)


async def test_what_a_call_used_beyond_its_estimate_is_taken_from_the_next(limits: Limits, now: Now) -> None:
    purse = paced(limits)
    await purse.settle(await purse.reserve(PAYER, QUOTE), bill(usage=Usage(input=11_000), micro_usd=2_000))
    wait = await refused(purse)
    assert wait == pytest.approx(12.0), "2,000 tokens too many at 10,000 a minute"
    now.pass_(wait)
    await purse.reserve(PAYER, QUOTE)


@pytest.mark.parametrize("outcome", ["cancelled", "Transient"])
async def test_a_call_whose_end_nobody_saw_is_taken_to_have_used_its_estimate(limits: Limits, outcome: str) -> None:
    purse = paced(limits)
    large = replace(QUOTE, tokens=9_000)
    await purse.settle(await purse.reserve(PAYER, large), bill(outcome=outcome))
    await refused(purse, PAYER, large)


async def test_a_call_that_the_vendor_turned_away_gives_its_tokens_back_but_was_a_request(limits: Limits) -> None:
    purse = paced(limits)
    for _ in range(4):
        await purse.settle(await purse.reserve(PAYER, replace(QUOTE, tokens=9_000)), bill(outcome="RateLimited"))
    await refused(purse)


async def test_where_the_money_is_refused_nothing_is_taken(limits: Limits) -> None:
    purse = paced(limits, Till(refusals=[OverCeiling("run")] * 9))
    for _ in range(9):
        with pytest.raises(SpendLimit):
            await purse.reserve(PAYER, QUOTE)
    await paced(limits).reserve(PAYER, QUOTE)


class Stuck(Till):
    """Never answers."""

    async def reserve(self, payer: Payer, quote: Quote) -> None:  # type: ignore[override]
        await asyncio.Event().wait()


async def test_a_run_that_is_stopped_while_money_is_held_gives_its_place_back(limits: Limits) -> None:
    for _ in range(5):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await paced(limits, Stuck()).reserve(PAYER, QUOTE)
    await paced(limits).reserve(PAYER, QUOTE)


async def test_a_call_that_was_never_made_leaves_no_trace(limits: Limits) -> None:
    class Lenient(Till):
        async def release(self, reservation: object) -> None:
            return

    purse = paced(limits, Lenient())
    for _ in range(9):
        await purse.release(await purse.reserve(PAYER, QUOTE))
    await purse.reserve(PAYER, QUOTE)


async def test_what_no_minute_can_hold_is_said_by_its_cause(limits: Limits) -> None:
    purse = paced(limits)
    with pytest.raises(TooLong, match="in one minute"):
        await purse.reserve(PAYER, replace(QUOTE, tokens=10_001))
    with pytest.raises(BadRequest, match="its owner can raise it"):
        await purse.reserve(PAYER, replace(QUOTE, micro_usd=200_001))


def test_a_workspace_is_asked_for_in_its_own_buckets_and_in_everybodys() -> None:
    keys = [ask.bucket.key for ask in asks(rules(), PAYER, QUOTE)]
    assert keys == [f"{FIRST}|{whose}|{kind}" for whose in ("ten_here", "*") for kind in ("requests", "tokens", "micro_usd")]


def behind(made: Desk, limits: Limits, limit: Limit) -> None:
    """The desk's router, with one limit for all models."""
    object.__setattr__(made.router, "purse", PacedPurse(made.till, limits, Rules(default=limit)))


async def test_the_router_asks_the_next_model_and_says_the_shortest_wait_when_all_are_taken(now: Now) -> None:
    made = desk()
    behind(made, Limits(None, "llm", clock=now.clock), Limit(deployment=ALL, workspace=replace_requests(1)))
    assert [(await made.router.complete(REQUEST)).model for _ in range(2)] == [FIRST, SECOND]
    with pytest.raises(RateLimited) as error:
        await made.router.complete(REQUEST)
    assert error.value.retry_after == pytest.approx(60.0)
    assert made.asked == [FIRST, SECOND]
    assert made.gates.verdicts[-2:] == [(FIRST, "released"), (SECOND, "released")], "pace is nothing the breaker hears of"


def replace_requests(requests: int) -> Rate:
    return OURS.model_copy(update={"requests": requests})


async def test_calls_at_once_never_begin_more_than_a_minute_holds(limits: Limits) -> None:
    """Not so many that the embedded server needs half a second for them: buckets of one process would then be asked beside it."""
    purse = paced(limits)

    async def one(payer: Payer) -> bool:
        try:
            await purse.reserve(payer, replace(QUOTE, tokens=1, micro_usd=1))
        except RateLimited:
            return False
        return True

    begun = [sum(await asyncio.gather(*(one(payer) for _ in range(10)))) for payer in (PAYER, THERE)]
    assert begun == [4, 2]
    assert limits.counters["local"] == 0


async def test_the_router_settles_what_the_call_really_used(now: Now) -> None:
    made = desk(first=[fails(Transient("Lost."), usage=Usage(input=10, output=5))])
    buckets = Limits(None, "llm", clock=now.clock)
    behind(made, buckets, Limit(deployment=ALL, workspace=OURS))
    await made.router.complete(REQUEST)
    # two requests, 15 and 1,100 tokens: as much as is left, and not one more
    left = asks(Rules(default=Limit(deployment=ALL, workspace=OURS)), PAYER, Quote(FIRST, 10_000 - 1_115, 0))
    assert not isinstance(await buckets.take(left), Wait)
    assert isinstance(await buckets.take(left), Wait)
