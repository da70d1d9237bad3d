"""The layers of the cache: bounded memory, and Redis where nothing lies open, the embedded one and, where REDIS_URL is set, a real one."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from jobs.llm.shelf import Key, LayerAway, Memory, SealedRedis
from jobs.queue import RedisLink
from storage.cipher import Cipher
from tests.jobs.limits_rig import Now, closed_port, emptied, rogue_redis

OURS, THEIRS = Key("ten_here", "a1"), Key("ten_there", "a1")
CIPHER = Cipher([("k1", b"1" * 32)])


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
async def redis(redis_url: str | None) -> AsyncIterator[Redis]:
    async with emptied(redis_url) as link:
        yield link.client()


async def test_memory_keeps_a_value_for_its_time_and_use_does_not_prolong_it(now: Now) -> None:
    memory = Memory(clock=now.clock)
    await memory.put(OURS, b"one")
    now.pass_(299)
    assert await memory.get(OURS) == b"one"
    now.pass_(1)
    assert await memory.get(OURS) is None
    assert memory.size == 0


async def test_of_too_many_entries_the_one_unused_for_longest_goes(now: Now) -> None:
    memory = Memory(clock=now.clock, entries=2)
    for name in ("a", "b"):
        await memory.put(Key("t", name), b"x")
    await memory.get(Key("t", "a"))
    await memory.put(Key("t", "c"), b"x")
    assert [await memory.get(Key("t", name)) for name in ("a", "b", "c")] == [b"x", None, b"x"]


async def test_what_alone_is_larger_than_the_memory_is_not_taken_and_displaces_nothing(now: Now) -> None:
    memory = Memory(clock=now.clock, size=10)
    await memory.put(OURS, b"12345")
    await memory.put(THEIRS, b"x" * 11)
    assert await memory.get(THEIRS) is None
    assert await memory.get(OURS) == b"12345"


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40), st.integers(0, 200))))
async def test_memory_never_holds_more_than_it_was_told(steps: list[tuple[int, int, int]]) -> None:
    now = Now()
    memory = Memory(clock=now.clock, entries=4, size=100)
    held: dict[Key, bytes] = {}
    for name, length, seconds in steps:
        key, value = Key("t", str(name)), bytes([name]) * length
        await memory.put(key, value)
        held[key] = value
        found = {each: await memory.get(each) for each in held}
        there = {each: value for each, value in found.items() if value is not None}
        assert len(there) <= 4
        assert memory.size == sum(map(len, there.values())) <= 100
        assert there.items() <= held.items()
        now.pass_(seconds)


async def test_redis_gives_back_what_was_put_and_holds_none_of_it_in_the_clear(redis: Redis, now: Now) -> None:
    shelf = SealedRedis(redis, CIPHER, clock=now.clock)
    await shelf.put(OURS, b"a secret reply")
    assert await shelf.get(OURS) == b"a secret reply"
    [name] = await redis.keys("*")
    raw = await redis.get(name)
    assert raw is not None
    assert b"secret" not in raw
    assert 0 < await redis.ttl(name) <= 3_600


async def test_a_value_moved_to_another_workspace_or_key_does_not_open(redis: Redis, now: Now) -> None:
    shelf = SealedRedis(redis, CIPHER, clock=now.clock)
    await shelf.put(OURS, b"ours")
    [name] = await redis.keys("*")
    raw = await redis.get(name)
    assert raw is not None
    for key in (THEIRS, Key("ten_here", "b2")):
        await redis.set(f"bidwright:llm:cache:{key.tenant_id}:{key.content}", raw)
        with pytest.raises(LayerAway):
            await shelf.get(key)


@pytest.mark.parametrize("damage", [b"", b"\x01", b"\x01\x02k1" + b"0" * 40, b"{}"])
async def test_damage_in_redis_is_a_layer_that_is_away(redis: Redis, now: Now, damage: bytes) -> None:
    shelf = SealedRedis(redis, CIPHER, clock=now.clock)
    await redis.set("bidwright:llm:cache:ten_here:a1", damage)
    with pytest.raises(LayerAway):
        await shelf.get(OURS)


@pytest.mark.parametrize("answer", [b"-LOADING wait\r\n", b"-OOM command not allowed\r\n", b":1\r\n", b"nonsense\r\n", None])
async def test_a_redis_that_answers_strangely_or_never_is_away(now: Now, answer: bytes | None) -> None:
    async with rogue_redis(answer) as client:
        with pytest.raises(LayerAway):
            await SealedRedis(client, CIPHER, clock=now.clock).get(OURS)


async def test_a_redis_that_is_gone_is_left_alone_for_a_while(now: Now) -> None:
    client = RedisLink(await closed_port()).client()
    shelf = SealedRedis(client, CIPHER, clock=now.clock)
    with pytest.raises(LayerAway):
        await shelf.put(OURS, b"x")
    with pytest.raises(LayerAway, match="left alone"):
        await shelf.get(OURS)
    now.pass_(6)
    with pytest.raises(LayerAway) as again:
        await shelf.get(OURS)
    assert again.value.__cause__ is not None
    await client.aclose(close_connection_pool=True)
