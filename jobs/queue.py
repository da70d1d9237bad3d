"""The one place that sends wake-ups through arq; Redis is disposable, so everything here is best effort.

facts/queue.md §1.5 #2: `enqueue_job` returns None for a duplicate, for a lost and for a stored job alike. Its answer is
ignored; `jobs.dispatch` sends again what no worker took.
"""

import asyncio

import structlog
from arq.connections import ArqRedis
from fakeredis import FakeAsyncRedisConnection, FakeServer
from pydantic_core import from_json, to_json
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

from jobs.payloads import WakeUp

QUEUE = "bidwright:wake"
TASK = "run"
SEND_SECONDS = 1.0

log = structlog.get_logger()


class RedisLink:
    """Makes arq clients of one Redis: the one at `url`, or a server inside this process when there is none.

    In process, each client gets its own connections to one `FakeServer` (facts/queue.md §5, the recipe that ran 1,000 jobs
    with none twice). Its data die with the process, which loses nothing: SQL is the queue of record.
    """

    def __init__(self, url: str | None) -> None:
        self.url = url
        self._server = None if url else FakeServer()

    @property
    def embedded(self) -> bool:
        return self._server is not None

    def client(self) -> ArqRedis:
        """A client with a pool of its own; JSON both ways, so that write access to Redis is not code execution."""
        return ArqRedis(
            pool_or_conn=self._pool(),
            job_serializer=to_json,
            job_deserializer=from_json,
            default_queue_name=QUEUE,
        )

    def _pool(self) -> ConnectionPool:
        if self._server is not None:
            return ConnectionPool(connection_class=FakeAsyncRedisConnection, server=self._server)
        assert self.url is not None
        return ConnectionPool.from_url(self.url, socket_connect_timeout=2, socket_timeout=5, health_check_interval=15)


class ArqQueue:
    """`jobs.deps.WakeUps` over arq."""

    def __init__(self, redis: ArqRedis) -> None:
        self._redis = redis

    async def send(self, wake_up: WakeUp) -> None:
        """Send, and only log when Redis does not take it within a second: SQL still has the run."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._redis.enqueue_job(TASK, wake_up.model_dump(), _job_id=wake_up.job_id)
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("wake_up_not_sent", run_id=wake_up.run_id, gen=wake_up.gen, error=type(error).__name__)

    async def check(self) -> None:
        """Raises RedisError, OSError or TimeoutError when Redis does not answer within a second."""
        async with asyncio.timeout(SEND_SECONDS):
            await self._redis.ping()

    async def ping(self) -> bool:
        """Whether Redis answers within a second."""
        try:
            await self.check()
        except (RedisError, OSError, TimeoutError):
            return False
        return True

    async def close(self) -> None:
        await self._redis.aclose(close_connection_pool=True)
