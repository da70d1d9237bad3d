"""The token buckets on the embedded server and, where REDIS_URL is set, on a real one."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from jobs.limits import Ask, Bucket, Grant, Limits, OverCapacity, Wait, Window
from jobs.queue import RedisLink
from tests.jobs.limits_rig import START, Now, Switch, closed_port, emptied, rogue_redis

REQUESTS = Bucket("requests", 50, 50 / 60)
TOKENS = Bucket("tokens", 10_000, 100)
DAY = Window("ws-1:usd", 2_000_000, 86_400)
DAY_LEFT = (86_400_000 - START % 86_400_000) / 1000


@pytest.fixture
async def link(redis_url: str | None) -> AsyncIterator[RedisLink]:
    async with emptied(redis_url) as link:
        yield link


@pytest.fixture
def now() -> Now:
    return Now()


def limits(client: Redis | None, now: Now) -> Limits:
    return Limits(client, "llm", clock=now.clock, redis_time=now.redis)


async def taken(limits: Limits, *asks: Ask) -> Grant:
    grant = await limits.take(asks)
    assert isinstance(grant, Grant)
    return grant


async def waits(limits: Limits, *asks: Ask) -> float:
    wait = await limits.take(asks)
    assert isinstance(wait, Wait)
    return wait.seconds


async def room(limits: Limits, bucket: Bucket | Window, most: int) -> int:
    """How much the bucket holds now, found by asking and giving back."""
    low, high = -1, most
    while low < high:
        middle = (low + high + 1) // 2
        answer = await limits.take([Ask(bucket, middle)])
        if isinstance(answer, Grant):
            await limits.release(answer)
            low = middle
        else:
            high = middle - 1
    return low


@pytest.mark.usefixtures("patient")
async def test_two_hundred_callers_of_two_processes_never_take_more_than_there_is(link: RedisLink, now: Now) -> None:
    pair = [limits(link.client(), now), limits(link.client(), now)]
    asks = [Ask(REQUESTS, 1), Ask(TOKENS, 300), Ask(DAY, 30_000)]
    answers = await asyncio.gather(*(pair[number % 2].take(asks) for number in range(200)))
    assert sum(isinstance(answer, Grant) for answer in answers) == 33  # 33 x 300 of 10,000 tokens
    assert sum(each.counters["local"] for each in pair) == 0


async def test_all_are_taken_or_none(link: RedisLink, now: Now) -> None:
    shared = limits(link.client(), now)
    await taken(shared, Ask(DAY, 1_999_000))
    assert await waits(shared, Ask(REQUESTS, 50), Ask(TOKENS, 10_000), Ask(DAY, 1_001)) == DAY_LEFT
    await taken(shared, Ask(REQUESTS, 50), Ask(TOKENS, 10_000), Ask(DAY, 1_000))


async def test_a_wait_is_as_long_as_the_slowest_bucket_needs_and_not_longer(link: RedisLink, now: Now) -> None:
    shared = limits(link.client(), now)
    asks = [Ask(REQUESTS, 10), Ask(TOKENS, 10_000)]
    await taken(shared, *asks)
    assert await waits(shared, *asks) == await waits(shared, *reversed(asks)) == 100.0
    now.pass_(99.999)
    assert await waits(shared, *asks) == 0.001
    now.pass_(0.001)
    await taken(shared, *asks)


async def test_a_bucket_fills_to_its_capacity_and_no_further(link: RedisLink, now: Now) -> None:
    shared = limits(link.client(), now)
    await taken(shared, Ask(TOKENS, 10_000))
    now.pass_(86_400)
    assert await room(shared, TOKENS, 20_000 // 2) == 10_000
    await taken(shared, Ask(TOKENS, 10_000))
    assert await waits(shared, Ask(TOKENS, 1)) == 0.01


async def test_what_was_not_used_comes_back(link: RedisLink, now: Now) -> None:
    shared = limits(link.client(), now)
    grant = await taken(shared, Ask(TOKENS, 8_000), Ask(DAY, 900_000))
    await shared.settle(grant, {"tokens": 1_500, "ws-1:usd": 100_000})
    assert await room(shared, TOKENS, 10_000) == 8_500
    assert await room(shared, DAY, 2_000_000) == 1_900_000


async def test_what_was_used_beyond_the_estimate_makes_later_asks_wait(link: RedisLink, now: Now) -> None:
    shared, other = limits(link.client(), now), limits(link.client(), now)
    grant = await taken(shared, Ask(TOKENS, 9_000), Ask(DAY, 1_000_000))
    await shared.settle(grant, {"tokens": 15_000, "ws-1:usd": 3_000_000})
    assert await waits(other, Ask(TOKENS, 1)) == 50.01
    assert await waits(other, Ask(DAY, 1)) == DAY_LEFT
    now.pass_(50.01)
    await taken(other, Ask(TOKENS, 1))


async def test_a_bucket_left_out_of_the_settlement_stays_at_its_estimate(link: RedisLink, now: Now) -> None:
    shared = limits(link.client(), now)
    grant = await taken(shared, Ask(REQUESTS, 1), Ask(TOKENS, 4_000))
    await shared.settle(grant, {"tokens": 0})
    assert await room(shared, REQUESTS, 50) == 49
    assert await room(shared, TOKENS, 10_000) == 10_000


async def test_a_grant_is_settled_once_whoever_says_it_again(link: RedisLink, now: Now) -> None:
    shared = limits(link.client(), now)
    grant = await taken(shared, Ask(DAY, 500_000))
    await asyncio.gather(shared.settle(grant, {"ws-1:usd": 200_000}), shared.settle(grant, {"ws-1:usd": 200_000}), shared.release(grant))
    assert await room(shared, DAY, 2_000_000) == 1_800_000


async def test_giving_back_never_fills_a_bucket_beyond_its_capacity(link: RedisLink, now: Now) -> None:
    shared = limits(link.client(), now)
    grant = await taken(shared, Ask(TOKENS, 10_000))
    now.pass_(1_000)
    await shared.release(grant)
    await taken(shared, Ask(TOKENS, 10_000))
    assert await waits(shared, Ask(TOKENS, 1)) == 0.01


async def test_a_budget_is_given_anew_in_the_next_window_whatever_was_left_unsettled(link: RedisLink, now: Now) -> None:
    shared = limits(link.client(), now)
    await taken(shared, Ask(DAY, 2_000_000))
    assert await waits(shared, Ask(DAY, 1)) == DAY_LEFT
    now.pass_(DAY_LEFT - 0.001)
    assert await waits(shared, Ask(DAY, 1)) == 0.001
    now.pass_(0.001)
    await taken(shared, Ask(DAY, 2_000_000))


@pytest.mark.parametrize("actual", [0, 3_000_000])
async def test_a_settlement_after_the_window_ended_leaves_the_next_one_alone(link: RedisLink, now: Now, actual: int) -> None:
    shared = limits(link.client(), now)
    old = await taken(shared, Ask(DAY, 1_000_000))
    now.pass_(DAY_LEFT)
    await taken(shared, Ask(DAY, 1_500_000))
    await shared.settle(old, {"ws-1:usd": actual})
    assert await room(shared, DAY, 2_000_000) == 500_000


async def test_without_redis_too_a_settlement_after_the_window_ended_leaves_the_next_one_alone(now: Now) -> None:
    alone = limits(None, now)
    old = await taken(alone, Ask(DAY, 1_000_000))
    now.pass_(DAY_LEFT)
    await taken(alone, Ask(DAY, 1_500_000))
    await alone.release(old)
    assert await room(alone, DAY, 2_000_000) == 500_000


async def test_a_limit_that_was_lowered_holds_at_once(link: RedisLink, now: Now) -> None:
    shared = limits(link.client(), now)
    await taken(shared, Ask(DAY, 1_200_000))
    lowered = Window(DAY.key, 1_000_000, 86_400)
    assert await waits(shared, Ask(lowered, 1)) == DAY_LEFT
    assert await room(shared, Window(DAY.key, 3_000_000, 86_400), 3_000_000) == 1_800_000


async def test_more_than_a_bucket_ever_holds_is_an_error_and_no_wait(link: RedisLink, now: Now) -> None:
    shared = limits(link.client(), now)
    for asks in ([Ask(REQUESTS, 1), Ask(TOKENS, 10_001)], [Ask(TOKENS, 6_000), Ask(TOKENS, 4_001)]):
        with pytest.raises(OverCapacity) as caught:
            await shared.take(asks)
        assert caught.value.sentence == "This needs 10,001 of tokens, and its limit is 10,000. Make it smaller or raise the limit."
    assert await room(shared, REQUESTS, 50) == 50


async def test_one_bucket_asked_for_twice_is_asked_for_the_sum(link: RedisLink, now: Now) -> None:
    shared = limits(link.client(), now)
    grant = await taken(shared, Ask(TOKENS, 4_000), Ask(TOKENS, 5_000))
    assert await room(shared, TOKENS, 10_000) == 1_000
    await shared.settle(grant, {"tokens": 100})
    assert await room(shared, TOKENS, 10_000) == 9_900


async def test_nothing_asked_for_is_granted_and_settled_without_redis(now: Now) -> None:
    shared = limits(None, now)
    await shared.settle(await taken(shared), {})
    assert shared.counters.total() == 0


async def test_what_makes_no_sense_is_refused_before_anything_is_taken(now: Now) -> None:
    shared = limits(None, now)
    with pytest.raises(ValueError, match="two different limits"):
        await shared.take([Ask(TOKENS, 1), Ask(Bucket("tokens", 5, 1), 1)])
    grant = await taken(shared, Ask(TOKENS, 10))
    for actual in ({"token": 1}, {"tokens": -1}, {"tokens": 2**60}):
        with pytest.raises(ValueError, match="is settled with amounts"):
            await shared.settle(grant, actual)
    await shared.release(grant)
    assert await room(shared, TOKENS, 10_000) == 10_000


@pytest.mark.parametrize("rate", [0, -1, float("nan"), float("inf"), 1e-6])
def test_a_bucket_that_never_refills_or_takes_longer_than_31_days_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="use a Window"):
        Bucket("a", 10, rate)


@pytest.mark.parametrize("key", ["", "two\nlines", "x" * 201])
def test_a_key_that_is_no_name_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="1 to 200 printable"):
        Bucket(key, 10, 1)
    with pytest.raises(ValueError, match="1 to 200 printable"):
        Window(key, 10, 60)


@pytest.mark.parametrize("limit", [0, -5, 2**54])
def test_a_limit_that_cannot_be_counted_is_refused(limit: int) -> None:
    with pytest.raises(ValueError, match="must be 1 or more"):
        Window("a", limit, 60)


@pytest.mark.parametrize("seconds", [0, 40 * 86_400])
def test_a_window_shorter_than_a_second_or_longer_than_31_days_is_refused(seconds: int) -> None:
    with pytest.raises(ValueError, match="1 second to 31 days"):
        Window("a", 1, seconds)


@pytest.mark.parametrize("amount", [-1, 2**54])
def test_an_amount_that_cannot_be_taken_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match="cannot be taken"):
        Ask(TOKENS, amount)


async def test_keys_share_a_slot_and_expire(link: RedisLink, now: Now) -> None:
    client = link.client()
    grant = await taken(limits(client, now), Ask(REQUESTS, 50), Ask(DAY, 1), Ask(TOKENS, 1))
    await limits(client, now).settle(grant, {"tokens": 2**53})
    keys = sorted(await client.keys("*"))
    assert keys == [b"bidwright:limits:{llm}:requests", b"bidwright:limits:{llm}:tokens", b"bidwright:limits:{llm}:ws-1:usd"]
    requests, tokens, day = [await client.pttl(key) for key in keys]
    assert 60_000 < requests <= 120_000
    assert 86_400_000 < tokens <= 31 * 86_400_000 + 60_000
    assert 60_000 < day <= DAY_LEFT * 1000 + 60_000
    assert await waits(limits(client, now), Ask(TOKENS, 1)) == 31 * 86_400


async def test_the_clock_of_redis_decides_where_those_of_processes_differ(link: RedisLink) -> None:
    early, late = Limits(link.client(), "llm", clock=lambda: 1.0), Limits(link.client(), "llm", clock=lambda: 9e9)
    slow = Bucket("slow", 100, 0.01)
    await taken(early, Ask(slow, 100))
    for each in (early, late):
        assert 90 < await waits(each, Ask(slow, 1)) <= 100


async def test_a_clock_of_redis_that_is_set_back_neither_fills_nor_blocks_a_bucket(link: RedisLink, now: Now) -> None:
    shared = limits(link.client(), now)
    await taken(shared, Ask(TOKENS, 10_000), Ask(DAY, 1_000_000))
    now.pass_(-2 * 86_400)
    assert await waits(shared, Ask(TOKENS, 10_000)) == 100
    assert await room(shared, DAY, 2_000_000) == 1_000_000
    now.pass_(1)
    assert await waits(shared, Ask(TOKENS, 10_000)) == 99


async def test_redis_that_dies_and_comes_back_never_shows_to_the_caller(link: RedisLink, now: Now) -> None:
    client = link.client()
    switch, shared = Switch(client), limits(client, now)
    before = await taken(shared, Ask(DAY, 1_500_000))
    switch.error = RedisConnectionError("gone")
    alone = await taken(shared, Ask(DAY, 2_000_000))
    assert await waits(shared, Ask(DAY, 1)) == DAY_LEFT
    await shared.settle(before, {"ws-1:usd": 0})
    await shared.settle(alone, {"ws-1:usd": 100_000})
    assert await room(shared, DAY, 2_000_000) == 1_900_000
    switch.error = None
    now.pass_(1)
    assert await room(shared, DAY, 2_000_000) == 500_000
    assert (shared.counters["away"], shared.counters["back"], shared.counters["unsettled"]) == (1, 1, 1)


async def test_a_redis_that_is_not_there_leaves_the_local_buckets(now: Now) -> None:
    client = RedisLink(await closed_port()).client()
    shared = limits(client, now)
    await taken(shared, Ask(TOKENS, 10_000))
    assert await waits(shared, Ask(TOKENS, 1)) == 0.01
    await client.aclose(close_connection_pool=True)


@pytest.mark.parametrize("answer", [None, b"-LOADING Redis is loading the dataset in memory\r\n", b"-READONLY a replica\r\n"])
async def test_a_redis_that_hangs_or_refuses_leaves_the_local_buckets(now: Now, answer: bytes | None) -> None:
    async with rogue_redis(answer) as client:
        shared = limits(client, now)
        answers = await asyncio.gather(*(shared.take([Ask(TOKENS, 100)]) for _ in range(200)))
        assert sum(isinstance(answer, Grant) for answer in answers) == 100
        assert (shared.counters["shared"], shared.counters["away"]) == (0, 1)


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("take"), st.tuples(st.integers(0, 20), st.integers(0, 6_000), st.integers(0, 900_000))),
        st.tuples(st.just("settle"), st.tuples(st.integers(0, 3), st.integers(0, 20_000), st.integers(0, 2_000_000))),
        st.tuples(st.just("time"), st.tuples(st.sampled_from([1, 7, 999, 60_000, 3_600_000, 86_400_000]), st.just(0), st.just(0))),
    ),
    min_size=20,
    max_size=60,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
async def test_redis_and_the_local_buckets_follow_the_same_rules(link: RedisLink, moves: list[tuple[str, tuple[int, int, int]]]) -> None:
    now, client = Now(), link.client()
    await client.flushdb()
    pair = [limits(client, now), limits(None, now)]
    held: list[list[Grant]] = [[], []]
    waited: list[list[float]] = [[], []]
    for move, (first, second, third) in moves:
        if move == "time":
            now.pass_(first / 1000)
        for each, grants, seconds in zip(pair, held, waited, strict=True):
            if move == "take":
                answer = await each.take([Ask(REQUESTS, first), Ask(TOKENS, second), Ask(DAY, third)])
                grants.append(answer) if isinstance(answer, Grant) else seconds.append(answer.seconds)
            elif move == "settle" and grants:
                await each.settle(grants.pop(first % len(grants)), {"tokens": second, "ws-1:usd": third})
        assert waited[0] == waited[1]
        assert [grant.windows for grant in held[0]] == [grant.windows for grant in held[1]]
    assert pair[0].counters["local"] == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 1000), st.integers(1, 500), st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 1000)), min_size=1, max_size=30))
async def test_no_stretch_of_time_sees_more_granted_than_the_bucket_and_its_refill(
    link: RedisLink, capacity: int, rate: int, steps: list[tuple[int, int]]
) -> None:
    """The law of a token bucket; and what had to wait is granted after exactly its wait, not a millisecond sooner."""
    now, client = Now(), link.client()
    await client.flushdb()
    shared, bucket = limits(client, now), Bucket("law", capacity, rate)
    granted: list[tuple[int, int]] = []
    for pause, amount in steps:
        now.ms += pause
        ask = Ask(bucket, min(amount, capacity))
        answer = await shared.take([ask])
        if isinstance(answer, Wait):
            now.pass_(answer.seconds - 0.001)
            assert isinstance(await shared.take([ask]), Wait)
            now.ms += 1
            await taken(shared, ask)
        granted.append((now.ms, ask.amount))
    for begin in range(len(granted)):
        total = 0
        for at, amount in granted[begin:]:
            total += amount
            assert total <= capacity + rate * (at - granted[begin][0]) / 1000 + 1e-6
