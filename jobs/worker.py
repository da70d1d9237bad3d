"""The arq side of a worker: takes wake-ups, runs them in tasks of its own, and is built anew when Redis fails it.

arq's retries, results, aborts and hooks are not used (facts/queue.md §10): every decision about a run is made in SQL by
the task. A run goes on when the arq worker above it dies, since it holds its lease in SQL and needs no Redis.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import arq.worker
import structlog
from redis.exceptions import RedisError

from jobs.payloads import WakeUp
from jobs.queue import QUEUE, TASK, RedisLink

JOB_SECONDS = 900
"""Equal for every function: arq's in-progress mark lives as long as the longest of them (facts/queue.md §1.3)."""
CANCEL_EVERY = 0.1
"""Seconds."""
NEVER = 1_000_000
"""arq's tries are not counted; attempts are rows in SQL."""

log = structlog.get_logger()
Perform = Callable[[WakeUp], Awaitable[None]]


async def _no_redis_info(*_: Any) -> None:
    """INFO is missing from the embedded server, and its absence would end the worker (facts/queue.md §5)."""


class _Taker(arq.worker.Worker):
    """arq's worker, which at each poll asks Redis anew about every job that it is running itself: four commands each, twenty times a second.

    Measured before: 62,000 commands for 40 runs that waited for a slow model.
    """

    async def start_jobs(self, job_ids: list[bytes]) -> None:
        await super().start_jobs([id for id in job_ids if id.decode() not in self.tasks])


class Worker:
    """Takes wake-ups until stopped. `perform` must not raise: it is the edge where a run's errors are recorded."""

    def __init__(self, link: RedisLink, perform: Perform, *, name: str, slots: int = 20, poll_seconds: float = 0.05) -> None:
        self._link = link
        self._perform = perform
        self._name = name
        self._slots = slots
        self._poll = poll_seconds
        self._tasks: set[asyncio.Task[None]] = set()
        self.restarts = 0

    async def run(self, stop: asyncio.Event, *, grace: float = 20.0) -> None:
        """Serve until `stop` is set, then finish what runs within `grace` seconds and hand back the rest."""
        logging.getLogger("arq").setLevel(logging.WARNING)  # its INFO lines print arguments (facts/queue.md §1.5)
        pause = 0.1
        while not stop.is_set():
            try:
                await self._serve(stop)
                pause = 0.1
            except (RedisError, OSError, asyncio.InvalidStateError) as error:
                self.restarts += 1
                log.warning("queue_worker_restarted", error=type(error).__name__, restarts=self.restarts)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), pause)
                pause = min(pause * 2, 5.0)
        await self._finish(grace)

    async def _serve(self, stop: asyncio.Event) -> None:
        worker = self._build()
        serving = asyncio.ensure_future(worker.async_run())
        stopping = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if serving.done():
                serving.result()
        finally:
            stopping.cancel()
            await self._dismantle(worker, serving)

    def _build(self) -> _Taker:
        arq.worker.log_redis_info = _no_redis_info  # pyright: ignore[reportPrivateImportUsage]
        client = self._link.client()
        return _Taker(
            functions=[arq.worker.func(self._take, name=TASK, timeout=JOB_SECONDS, max_tries=NEVER, keep_result=0)],  # pyright: ignore[reportArgumentType]
            redis_pool=client,
            queue_name=QUEUE,
            handle_signals=False,
            poll_delay=self._poll,
            max_jobs=self._slots,
            queue_read_limit=self._slots * 4,
            job_timeout=JOB_SECONDS,
            keep_result=0,
            max_tries=NEVER,
            allow_abort_jobs=False,
            log_results=False,
            health_check_interval=10,
            health_check_key=f"{QUEUE}:health:{self._name}",
            job_serializer=client.job_serializer,
            job_deserializer=client.job_deserializer,
        )

    async def _dismantle(self, worker: _Taker, serving: "asyncio.Future[None]") -> None:
        """Take the arq worker apart without its `close()`, which cancels jobs and calls a deprecated method."""
        worker.allow_pick_jobs = False
        while left := [part for part in (serving, *worker.tasks.values()) if not part.done()]:
            # Again and again: the Redis client swallows a cancel that comes while it waits for an answer (the third stop of a stress run hung,
            # redis 5.3.1 on Python 3.11.7), and SIGTERM would end as SIGKILL.
            for task in left:
                task.cancel()
            await asyncio.wait(left, timeout=CANCEL_EVERY)
        await asyncio.gather(serving, *worker.tasks.values(), return_exceptions=True)  # a connection cut by a cancel is nobody's news
        with contextlib.suppress(RedisError, OSError):
            await worker.pool.aclose(close_connection_pool=True)

    async def _take(self, _: dict[Any, Any], payload: dict[str, Any]) -> None:
        wake_up = WakeUp.model_validate(payload)
        task = asyncio.ensure_future(self._perform(wake_up))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await asyncio.shield(task)

    async def _finish(self, grace: float) -> None:
        running = set(self._tasks)
        if not running:
            return
        log.info("worker_finishing", runs=len(running))
        _, late = await asyncio.wait(running, timeout=grace)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
