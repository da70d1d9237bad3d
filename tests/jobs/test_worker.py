"""The arq side on the embedded server and, where REDIS_URL is set, on a real one."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError

from jobs.payloads import WakeUp
from jobs.queue import ArqQueue, RedisLink
from jobs.worker import Worker


class Perform:
    """Notes what it was asked to do; may be told to wait."""

    def __init__(self) -> None:
        self.seen: list[WakeUp] = []
        self.changed = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self.cancelled = 0

    async def __call__(self, wake_up: WakeUp) -> None:
        self.seen.append(wake_up)
        self.changed.set()
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise

    async def has_seen(self, count: int) -> None:
        while len(self.seen) < count:
            self.changed.clear()
            await asyncio.wait_for(self.changed.wait(), 10)


class BreakingLink(RedisLink):
    """A Redis whose first clients fail, as one that restarts does."""

    def __init__(self, failures: int) -> None:
        super().__init__(None)
        self.failures = failures

    def client(self):
        client = super().client()
        if self.failures > 0:
            self.failures -= 1

            async def broken(*_: object, **__: object) -> None:
                raise RedisConnectionError("gone")

            client.zrangebyscore = broken  # type: ignore[method-assign]
        return client


@pytest.fixture
async def link(redis_url: str | None) -> AsyncIterator[RedisLink]:
    """A link to a database of this process's own, empty: what an earlier run left would be taken for a duplicate."""
    link = RedisLink(redis_url)
    client = link.client()
    await client.flushdb()
    yield link
    await client.flushdb()
    await client.aclose(close_connection_pool=True)


async def running(worker: Worker, during: Callable[[], object], *, grace: float = 5.0) -> None:
    stop = asyncio.Event()
    task = asyncio.create_task(worker.run(stop, grace=grace))
    try:
        await during()  # type: ignore[misc]
    finally:
        stop.set()
        await asyncio.wait_for(task, 45)


async def test_a_wake_up_reaches_the_worker_as_sent(link: RedisLink) -> None:
    perform, queue = Perform(), ArqQueue(link.client())

    async def during() -> None:
        await queue.send(WakeUp(run_id="run-a", gen=3))
        await perform.has_seen(1)

    await running(Worker(link, perform, name="w", poll_seconds=0.01), during)
    await queue.close()
    assert perform.seen == [WakeUp(run_id="run-a", gen=3)]


async def test_the_same_wake_up_sent_twice_while_it_waits_is_one_job(link: RedisLink) -> None:
    perform, queue = Perform(), ArqQueue(link.client())
    for gen in (1, 1, 2):
        await queue.send(WakeUp(run_id="run-b", gen=gen))

    await running(Worker(link, perform, name="w", poll_seconds=0.01), lambda: perform.has_seen(2))
    await queue.close()
    assert sorted(wake.gen for wake in perform.seen) == [1, 2]


async def test_a_run_can_be_woken_again_as_soon_as_it_has_ended(link: RedisLink) -> None:
    perform, queue = Perform(), ArqQueue(link.client())

    async def during() -> None:
        for count in (1, 2, 3):
            await queue.send(WakeUp(run_id="run-c", gen=1))
            await perform.has_seen(count)
            while await queue._redis.exists("arq:job:run-c:1"):  # noqa: ASYNC110 - arq has no event for a finished job
                await asyncio.sleep(0.01)

    await running(Worker(link, perform, name="w", poll_seconds=0.01), during)
    await queue.close()
    assert len(perform.seen) == 3


async def test_a_worker_whose_redis_fails_is_built_anew_and_goes_on() -> None:
    link = BreakingLink(failures=0)
    perform, queue = Perform(), ArqQueue(link.client())
    link.failures = 2
    worker = Worker(link, perform, name="w", poll_seconds=0.01)

    async def during() -> None:
        await queue.send(WakeUp(run_id="run-d", gen=1))
        await perform.has_seen(1)

    await running(worker, during)
    await queue.close()
    assert worker.restarts == 2


async def test_a_stop_waits_for_what_runs_and_hands_back_what_takes_too_long(link: RedisLink) -> None:
    perform, queue = Perform(), ArqQueue(link.client())
    perform.gate.clear()

    async def during() -> None:
        await queue.send(WakeUp(run_id="run-e", gen=1))
        await perform.has_seen(1)

    await running(Worker(link, perform, name="w", poll_seconds=0.01), during, grace=0.05)
    await queue.close()
    assert perform.cancelled == 1


async def test_a_redis_that_is_away_costs_a_warning_and_not_the_request() -> None:
    queue = ArqQueue(RedisLink("redis://127.0.0.1:1/0").client())
    await queue.send(WakeUp(run_id="run-f", gen=1))
    assert await queue.ping() is False
    await queue.close()


async def test_no_more_than_the_slots_run_at_once(link: RedisLink) -> None:
    perform, queue = Perform(), ArqQueue(link.client())
    perform.gate.clear()

    async def during() -> None:
        for number in range(5):
            await queue.send(WakeUp(run_id=f"run-{number}", gen=1))
        await perform.has_seen(2)
        await asyncio.sleep(0.1)  # several polls: a third would have started by now
        assert len(perform.seen) == 2
        perform.gate.set()
        await perform.has_seen(5)

    await running(Worker(link, perform, name="w", slots=2, poll_seconds=0.01), during)
    await queue.close()


async def test_a_stop_ends_the_worker_whatever_it_waits_for_at_that_moment(redis_url: str | None) -> None:
    """The Redis client swallows a cancel that meets an answer: before, a stop hung now and then for ever.

    In a process of its own, since a cancel also leaves connections to the garbage collector.
    """
    child = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.jobs.stopping", redis_url or "")
    try:
        assert await asyncio.wait_for(child.wait(), 40) == 0
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()


class CountingLink(RedisLink):
    """Counts what its clients ask, and tells of each poll."""

    def __init__(self) -> None:
        super().__init__(None)
        self.polls = 0
        self.polled = asyncio.Event()
        self.pipelines = 0

    def client(self):
        client = super().client()
        look, pipeline = client.zrangebyscore, client.pipeline

        async def counted_look(*args: Any, **options: Any) -> Any:
            self.polls += 1
            self.polled.set()
            return await look(*args, **options)

        def counted_pipeline(*args: Any, **options: Any) -> Any:
            self.pipelines += 1
            return pipeline(*args, **options)

        client.zrangebyscore, client.pipeline = counted_look, counted_pipeline  # type: ignore[method-assign]
        return client


async def test_a_job_that_is_under_way_is_not_looked_at_again_at_each_poll() -> None:
    link = CountingLink()
    perform, queue = Perform(), ArqQueue(link.client())
    perform.gate.clear()

    async def during() -> None:
        await queue.send(WakeUp(run_id="run-e", gen=1))
        await perform.has_seen(1)
        before, until = link.pipelines, link.polls + 6
        while link.polls < until:
            link.polled.clear()
            await asyncio.wait_for(link.polled.wait(), 10)
        assert link.pipelines == before
        perform.gate.set()

    await running(Worker(link, perform, name="w", poll_seconds=0.01), during)
    await queue.close()
