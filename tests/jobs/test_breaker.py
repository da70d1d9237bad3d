"""The breaker on the embedded server and, where REDIS_URL is set, on a real one."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from jobs.breaker import Breaker, Open, Pass
from jobs.queue import RedisLink
from tests.jobs.limits_rig import Now, Switch, closed_port, emptied, ids, rogue_redis

LOADING = b"-LOADING Redis is loading the dataset in memory\r\n"
READONLY = b"-READONLY You can't write against a read only replica.\r\n"


@pytest.fixture
async def link(redis_url: str | None) -> AsyncIterator[RedisLink]:
    async with emptied(redis_url) as link:
        yield link


@pytest.fixture
def now() -> Now:
    return Now()


def breaker(client: Redis | None, now: Now, maker: str = "a", **named: float) -> Breaker:
    return Breaker(client, "model", new_id=ids(maker), clock=now.clock, redis_time=now.redis, **named)  # type: ignore[arg-type]


async def fail(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        await (await breaker.enter()).failed()


async def refused(breaker: Breaker) -> float:
    with pytest.raises(Open) as caught:
        await breaker.enter()
    return caught.value.retry_after


async def half_open(breaker: Breaker, now: Now) -> None:
    await fail(breaker, 5)
    now.pass_(30)


async def test_five_failures_in_a_minute_open_it_for_every_process(link: RedisLink, now: Now) -> None:
    one, two = breaker(link.client(), now, "a"), breaker(link.client(), now, "b")
    await fail(one, 3)
    await fail(two, 1)
    assert await one.state() == "closed"
    await fail(two, 1)
    assert [await refused(one), await refused(two)] == [30.0, 30.0]
    now.pass_(29)
    assert await refused(two) == 1.0
    assert (await one.state(), await two.state()) == ("open", "open")


async def test_failures_older_than_the_window_do_not_count(link: RedisLink, now: Now) -> None:
    guard = breaker(link.client(), now)
    await fail(guard, 4)
    now.pass_(60)
    await fail(guard, 4)
    assert await guard.state() == "closed"
    now.pass_(59.999)
    await fail(guard, 1)
    assert await guard.state() == "open"


async def test_successes_between_failures_do_not_hide_them(link: RedisLink, now: Now) -> None:
    guard = breaker(link.client(), now)
    for _ in range(5):
        await fail(guard, 1)
        if await guard.state() == "closed":
            await (await guard.enter()).ok()
    assert await guard.state() == "open"


async def test_what_the_caller_does_not_call_a_failure_never_opens_it(link: RedisLink, now: Now) -> None:
    guard = breaker(link.client(), now)
    for _ in range(20):
        await (await guard.enter()).released()
    assert await guard.state() == "closed"


@pytest.mark.usefixtures("patient")
async def test_of_forty_callers_of_two_processes_exactly_one_probes(link: RedisLink, now: Now) -> None:
    one, two = breaker(link.client(), now, "a"), breaker(link.client(), now, "b")
    await half_open(one, now)
    answers = await asyncio.gather(*(guard.enter() for guard in [one, two] * 20), return_exceptions=True)
    probes = [answer for answer in answers if isinstance(answer, Pass)]
    assert len(probes) == 1
    assert probes[0].probe
    assert {answer.retry_after for answer in answers if isinstance(answer, Open)} == {5.0}
    assert sum(isinstance(answer, Open) for answer in answers) == 39
    await probes[0].ok()
    assert (await one.state(), await two.state()) == ("closed", "closed")
    assert not (await two.enter()).probe


async def test_a_failed_probe_opens_it_for_twice_as_long_up_to_ten_minutes_and_a_good_one_starts_anew(link: RedisLink, now: Now) -> None:
    guard = breaker(link.client(), now)
    await fail(guard, 5)
    waits = []
    for _ in range(7):
        now.pass_(await refused(guard))
        await fail(guard, 1)
        waits.append(await refused(guard))
    assert waits == [60, 120, 240, 480, 600, 600, 600]
    now.pass_(600)
    await (await guard.enter()).ok()
    await fail(guard, 4)
    assert await guard.state() == "closed"
    await fail(guard, 1)
    assert await refused(guard) == 30


async def test_a_probe_without_a_verdict_goes_to_the_next_caller(link: RedisLink, now: Now) -> None:
    guard = breaker(link.client(), now)
    await half_open(guard, now)
    first = await guard.enter()
    await refused(guard)
    await first.released()
    assert await guard.state() == "half_open"
    assert (await guard.enter()).probe


async def test_a_probe_whose_process_died_is_free_after_its_lease_and_its_late_verdict_is_not_heard(link: RedisLink, now: Now) -> None:
    guard = breaker(link.client(), now)
    await half_open(guard, now)
    dead = await guard.enter()
    now.pass_(129.999)
    assert await refused(guard) == 0.001
    now.pass_(0.001)
    living = await guard.enter()
    await dead.failed()
    assert await guard.state() == "half_open"
    await dead.ok()
    assert await guard.state() == "half_open"
    await living.ok()
    assert await guard.state() == "closed"


async def test_calls_that_began_before_it_opened_neither_keep_it_open_nor_open_it_again(link: RedisLink, now: Now) -> None:
    guard = breaker(link.client(), now)
    slow = [await guard.enter() for _ in range(10)]
    await half_open(guard, now)
    for late in slow[:5]:
        await late.failed()
    assert await guard.state() == "half_open"
    await (await guard.enter()).ok()
    for late in slow[5:]:
        await late.failed()
    assert await guard.state() == "closed"


async def test_a_pass_counts_its_first_verdict_only(link: RedisLink, now: Now) -> None:
    guard = breaker(link.client(), now, failures=2)
    once = await guard.enter()
    for _ in range(3):
        await once.failed()
    assert await guard.state() == "closed"
    good = await guard.enter()
    await good.ok()
    await good.failed()
    assert await guard.state() == "closed"


@pytest.mark.parametrize(("error", "after"), [(None, "closed"), (ValueError, "half_open"), (asyncio.CancelledError, "half_open")])
async def test_a_block_left_well_is_a_success_and_one_left_by_an_error_no_verdict(
    link: RedisLink, now: Now, error: type[BaseException] | None, after: str
) -> None:
    guard = breaker(link.client(), now)
    await half_open(guard, now)
    try:
        async with await guard.enter():
            if error:
                raise error
    except (ValueError, asyncio.CancelledError):
        pass
    assert await guard.state() == after
    assert (await guard.enter()).probe is (after == "half_open")


async def test_a_block_that_says_failed_has_failed_whatever_leaves_it(link: RedisLink, now: Now) -> None:
    guard = breaker(link.client(), now)
    await half_open(guard, now)

    async def call() -> None:
        async with await guard.enter() as leave:
            await leave.failed()
            raise ValueError("no answer")

    with pytest.raises(ValueError, match="no answer"):
        await call()
    assert await refused(guard) == 60


async def test_the_clock_of_redis_decides_where_those_of_processes_differ(link: RedisLink) -> None:
    one = Breaker(link.client(), "model", new_id=ids("a"), clock=lambda: 5.0)
    two = Breaker(link.client(), "model", new_id=ids("b"), clock=lambda: 9e9)
    await fail(one, 3)
    await fail(two, 2)
    assert 25 < await refused(one) <= 30
    assert 25 < await refused(two) <= 30


async def test_time_passes_by_the_clock_of_redis(link: RedisLink) -> None:
    """The only test that lets real time pass: 40 milliseconds of it."""
    guard = Breaker(link.client(), "model", new_id=ids("a"), failures=1, open_seconds=0.04, clock=lambda: 0.0)
    await fail(guard, 1)
    await asyncio.sleep(await refused(guard) + 0.002)
    assert (await guard.enter()).probe


async def test_breakers_of_different_names_do_not_know_each_other(link: RedisLink, now: Now) -> None:
    one = breaker(link.client(), now)
    other = Breaker(link.client(), "model/other", new_id=ids("b"), clock=now.clock, redis_time=now.redis)
    await fail(one, 5)
    assert (await one.state(), await other.state()) == ("open", "closed")


async def test_its_keys_are_few_share_a_slot_and_expire(link: RedisLink, now: Now) -> None:
    client = link.client()
    guard = breaker(client, now, failures=50)
    await fail(guard, 49)
    assert await client.keys("*") == [b"bidwright:breaker:{model}:failures"]
    assert 0 < await client.pttl("bidwright:breaker:{model}:failures") <= 60_000
    await fail(guard, 1)
    assert await client.keys("*") == [b"bidwright:breaker:{model}:state"]
    assert 0 < await client.pttl("bidwright:breaker:{model}:state") <= 3_630_000
    now.pass_(30)
    probe = await guard.enter()
    assert 3_630_000 < await client.pttl("bidwright:breaker:{model}:state") <= 3_730_000
    await probe.ok()
    assert await client.keys("*") == [b"bidwright:breaker:{model}:state"]
    assert 0 < await client.pttl("bidwright:breaker:{model}:state") <= 3_600_000


async def test_redis_that_forgot_its_scripts_is_given_them_again(link: RedisLink, now: Now) -> None:
    client = link.client()
    guard = breaker(client, now)
    await fail(guard, 4)
    await client.script_flush()
    await fail(guard, 1)
    assert await guard.state() == "open"
    assert guard.counters["local"] == 0


async def test_redis_that_dies_and_comes_back_never_shows_to_the_caller(link: RedisLink, now: Now) -> None:
    client = link.client()
    switch, guard = Switch(client), breaker(client, now)
    await fail(guard, 4)
    switch.error = RedisConnectionError("gone")
    await fail(guard, 4)
    assert await guard.state() == "closed"
    await fail(guard, 1)
    assert await refused(guard) == 30
    assert (guard.counters["away"], guard.counters["back"]) == (1, 0)
    now.pass_(30)
    assert (await guard.enter()).probe
    assert await refused(guard) == 5
    switch.error = None
    now.pass_(1)
    assert await guard.state() == "closed"
    assert (guard.counters["away"], guard.counters["back"]) == (1, 1)


async def test_verdicts_count_on_the_side_that_is_there_when_they_are_given(link: RedisLink, now: Now) -> None:
    client = link.client()
    switch, guard = Switch(client), breaker(client, now, failures=2)
    shared = [await guard.enter() for _ in range(2)]
    switch.error = RedisConnectionError("gone")
    for leave in shared:
        await leave.failed()
    assert await guard.state() == "open"
    now.pass_(30)
    probe = await guard.enter()
    assert probe.probe
    switch.error = None
    now.pass_(1)
    await probe.failed()
    await fail(guard, 1)
    assert await guard.state() == "open"
    switch.error = RedisConnectionError("gone again")
    assert await refused(guard) == 60


async def test_a_probe_whose_verdict_redis_does_not_take_is_free_after_its_lease(link: RedisLink, now: Now) -> None:
    client = link.client()
    switch, guard = Switch(client), breaker(client, now)
    await half_open(guard, now)
    probe = await guard.enter()
    switch.error = RedisConnectionError("gone")
    await probe.ok()
    assert await guard.state() == "closed"
    switch.error = None
    now.pass_(130)
    assert (await guard.enter()).probe


async def test_without_redis_the_rules_hold_within_the_process(now: Now) -> None:
    guard = breaker(None, now)
    await half_open(guard, now)
    answers = await asyncio.gather(*(guard.enter() for _ in range(40)), return_exceptions=True)
    assert sum(isinstance(answer, Pass) for answer in answers) == 1
    assert guard.counters["away"] == 0


async def test_without_redis_too_calls_that_began_before_it_opened_do_not_open_it_again(now: Now) -> None:
    guard = breaker(None, now)
    slow = [await guard.enter() for _ in range(5)]
    await half_open(guard, now)
    await (await guard.enter()).ok()
    for late in slow:
        await late.failed()
    assert await guard.state() == "closed"


async def test_a_breaker_nobody_asked_for_an_hour_is_closed(now: Now) -> None:
    guard = breaker(None, now)
    await fail(guard, 5)
    now.pass_(3_630)
    assert await guard.state() == "closed"


async def test_a_redis_that_is_not_there_leaves_the_local_breaker(now: Now) -> None:
    client = RedisLink(await closed_port()).client()
    guard = breaker(client, now)
    await fail(guard, 5)
    assert await guard.state() == "open"
    assert guard.counters["away"] == 1
    await client.aclose(close_connection_pool=True)


@pytest.mark.parametrize("answer", [LOADING, READONLY, b"-OOM command not allowed\r\n", b"-ERR unknown command\r\n", b"nonsense\r\n"])
async def test_a_redis_that_answers_with_an_error_leaves_the_local_breaker(now: Now, answer: bytes) -> None:
    async with rogue_redis(answer) as client:
        guard = breaker(client, now)
        await fail(guard, 5)
        assert await guard.state() == "open"
        assert guard.counters["away"] == 1


async def test_a_redis_that_hangs_costs_half_a_second_once_a_second_and_not_every_call(now: Now) -> None:
    async with rogue_redis(None) as client:
        switch, guard = Switch(client), breaker(client, now)
        await fail(guard, 5)
        assert await guard.state() == "open"
        assert switch.asked == 1
        now.pass_(1)
        assert set(await asyncio.gather(*(guard.state() for _ in range(20)))) == {"open"}
        assert switch.asked == 2
        assert (guard.counters["shared"], guard.counters["away"]) == (0, 1)


@pytest.mark.parametrize("name", ["", "a{b}", "two words", "x" * 101])
def test_a_name_that_could_break_a_key_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is no name for a breaker"):
        Breaker(None, name, new_id=ids("a"))


MOVES = st.one_of(
    st.tuples(st.just("enter"), st.just(0)),
    st.tuples(st.sampled_from(["ok", "failed", "failed", "failed", "released"]), st.integers(-2, 2)),
    st.tuples(st.just("time"), st.sampled_from([1, 10, 999, 5_000, 30_000, 30_001, 60_000, 130_000, 600_000])),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MOVES, min_size=30, max_size=90))
async def test_redis_and_the_local_breaker_follow_the_same_rules(link: RedisLink, moves: list[tuple[str, int]]) -> None:
    now, client = Now(), link.client()
    await client.flushdb()
    pair = [breaker(client, now, failures=3), breaker(None, now, failures=3)]
    held: list[list[Pass]] = [[], []]
    waits: list[list[float]] = [[], []]
    for move, number in moves:
        if move == "time":
            now.pass_(number / 1000)
        for guard, passes, refusals in zip(pair, held, waits, strict=True):
            if move == "enter":
                try:
                    passes.append(await guard.enter())
                except Open as error:
                    refusals.append(error.retry_after)
            elif move != "time" and passes:
                leave = passes.pop(max(number, -len(passes)) if number < 0 else number % len(passes))
                await {"ok": leave.ok, "failed": leave.failed, "released": leave.released}[move]()
        assert await pair[0].state() == await pair[1].state()
        assert [leave.probe for leave in held[0]] == [leave.probe for leave in held[1]]
    assert waits[0] == waits[1]
    assert pair[0].counters["local"] == 0
    await client.aclose(close_connection_pool=True)
