"""What the tests of the breaker and of the limits share: a hand-set time, ids that tell their maker, and Redis servers that misbehave."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from arq.connections import ArqRedis
from redis.asyncio import Redis
from redis.exceptions import RedisError

from jobs.queue import RedisLink

START = 1_800_000_000_000
"""A time of Redis, in milliseconds; no whole number of days."""


class Now:
    """Stands still until it is moved; speaks as the clock of a process and as that of Redis."""

    def __init__(self) -> None:
        self.ms = START

    def pass_(self, seconds: float) -> None:
        self.ms += round(seconds * 1000)

    def clock(self) -> float:
        return self.ms / 1000

    def redis(self) -> int:
        return self.ms


def ids(maker: str) -> Callable[[], str]:
    made = iter(range(10**9))
    return lambda: f"{maker}-{next(made)}"


class Switch:
    """Counts a client's commands, and lets them through until it is told not to."""

    def __init__(self, client: Redis) -> None:
        self.error: RedisError | None = None
        self.asked = 0
        self._through = client.execute_command
        client.execute_command = self._execute  # type: ignore[method-assign]

    async def _execute(self, *args: object, **options: object) -> object:
        self.asked += 1
        if self.error is not None:
            raise self.error
        return await self._through(*args, **options)


class TidyLink(RedisLink):
    """Closes the clients it made."""

    def __init__(self, url: str | None) -> None:
        super().__init__(url)
        self._made: list[ArqRedis] = []

    def client(self) -> ArqRedis:
        self._made.append(super().client())
        return self._made[-1]

    async def close(self) -> None:
        for client in self._made:
            await client.aclose(close_connection_pool=True)


@asynccontextmanager
async def emptied(redis_url: str | None) -> AsyncIterator[RedisLink]:
    """A link to a database of this process's own, empty before and after."""
    link = TidyLink(redis_url)
    own = link.client()
    await own.flushdb()
    yield link
    await own.flushdb()
    await link.close()


@asynccontextmanager
async def rogue_redis(answer: bytes | None) -> AsyncIterator[Redis]:
    """A client of a server that answers every command alike, or never (None)."""
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        with suppress(ConnectionError):
            while line := await reader.readline():
                if line.startswith(b"*") and answer is not None:
                    writer.write(answer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    client = RedisLink(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0").client()
    try:
        yield client
    finally:
        await client.aclose(close_connection_pool=True)
        server.close()
        for writer in writers:
            writer.close()
            with suppress(ConnectionError):  # the client may have left with answers unread
                await writer.wait_closed()


async def closed_port() -> str:
    """The address of a Redis that was there a moment ago."""
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    return f"redis://127.0.0.1:{port}/0"
