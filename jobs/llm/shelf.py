"""Two layers that keep replies for a while: this process's memory, and Redis, where they lie sealed."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from storage.cipher import Cipher
from storage.errors import CipherError

MEMORY_SECONDS = 300.0
SHARED_SECONDS = 3_600
MOST_ENTRIES, MOST_BYTES = 1_000, 16 * 1024 * 1024
ANSWER_SECONDS = 0.5
QUIET_SECONDS = 5.0
"""How long a Redis that failed is left alone, so that one that hangs does not cost every call its half second."""
COLUMN = "llm_cache"

log = structlog.get_logger()


@dataclass(frozen=True)
class Key:
    """Whose reply, and of what: `content` is a hash."""

    tenant_id: str
    content: str


class LayerAway(Exception):
    """The layer did not answer, or what it holds does not open: a miss, and counted apart from one."""


class Layer(Protocol):
    @property
    def name(self) -> str: ...

    async def get(self, key: Key) -> bytes | None:
        """Raises LayerAway."""
        ...

    async def put(self, key: Key, value: bytes) -> None:
        """Raises LayerAway."""
        ...


class Memory:
    """The last used stay; neither more entries nor more bytes than told, and none longer than `seconds`, however often it is used."""

    name = "memory"

    def __init__(
        self, *, clock: Callable[[], float], seconds: float = MEMORY_SECONDS, entries: int = MOST_ENTRIES, size: int = MOST_BYTES
    ) -> None:
        self._clock, self._seconds, self._entries, self._most = clock, seconds, entries, size
        self._kept: OrderedDict[Key, tuple[float, bytes]] = OrderedDict()
        self.size = 0
        """Bytes of all values."""

    async def get(self, key: Key) -> bytes | None:
        found = self._kept.get(key)
        if found is None:
            return None
        if found[0] <= self._clock():
            self._drop(key)
            return None
        self._kept.move_to_end(key)
        return found[1]

    async def put(self, key: Key, value: bytes) -> None:
        self._drop(key)
        if len(value) > self._most:
            return
        self._kept[key] = (self._clock() + self._seconds, value)
        self.size += len(value)
        while len(self._kept) > self._entries or self.size > self._most:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: Key) -> None:
        gone = self._kept.pop(key, None)
        self.size -= len(gone[1]) if gone else 0


class SealedRedis:
    """Sealed for one workspace and one key: who can write to Redis can move no reply to another question."""

    name = "redis"

    def __init__(self, client: Redis, cipher: Cipher, *, clock: Callable[[], float], seconds: int = SHARED_SECONDS) -> None:
        self._client, self._cipher, self._clock, self._seconds = client, cipher, clock, seconds
        self._quiet_until = float("-inf")

    async def get(self, key: Key) -> bytes | None:
        sealed = await self._ask("GET", _name(key))
        if sealed is None:
            return None
        if not isinstance(sealed, bytes):
            raise LayerAway("not bytes")
        try:
            return self._cipher.open(sealed, tenant_id=key.tenant_id, column=_column(key))
        except CipherError as error:
            log.warning("cached_reply_does_not_open")
            raise LayerAway from error

    async def put(self, key: Key, value: bytes) -> None:
        sealed = self._cipher.seal(value, tenant_id=key.tenant_id, column=_column(key))
        await self._ask("SET", _name(key), sealed, "EX", self._seconds)

    async def _ask(self, *command: str | bytes | int) -> object:
        if self._clock() < self._quiet_until:
            raise LayerAway("left alone")
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await self._client.execute_command(*command)
        except (RedisError, OSError, TimeoutError) as error:
            self._quiet_until = self._clock() + QUIET_SECONDS
            log.warning("cache_away", error=type(error).__name__)
            raise LayerAway from error


def _name(key: Key) -> str:
    return f"bidwright:llm:cache:{key.tenant_id}:{key.content}"


def _column(key: Key) -> str:
    return f"{COLUMN}:{key.content}"
