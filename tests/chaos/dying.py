"""A process that dies at the k-th thing it does to the world: every commit and every Slack call is a point of two."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.slack_api import SlackApi
from storage.db import Database
from storage.scope import TenantTx


class Killed(BaseException):
    """The process is dead: no handler sees it, and nothing it tries afterwards reaches the world."""


class Fate:
    """Counts the points of a process; kills it at `dies_at` (from 1) and keeps it dead. None: it lives."""

    def __init__(self, dies_at: int | None = None) -> None:
        self.dies_at = dies_at
        self.passed: list[str] = []

    @property
    def dead(self) -> bool:
        return self.dies_at is not None and len(self.passed) >= self.dies_at

    def point(self, name: str) -> None:
        if not self.dead:
            self.passed.append(name)
        if self.dead:
            raise Killed


class MortalDatabase:
    """A database whose client may be killed before a commit, which undoes it, or after; `then` is awaited after each commit."""

    def __init__(self, database: Database, fate: Fate, then: Callable[[], Awaitable[object]] | None = None) -> None:
        self._database, self._fate, self._then = database, fate, then

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    @asynccontextmanager
    async def tenant(self, tenant_id: str) -> AsyncIterator[TenantTx]:
        async with self._database.tenant(tenant_id) as tx:
            yield tx
            self._fate.point("before a commit")
        self._fate.point("after a commit")
        if self._then is not None:
            await self._then()


class MortalApi(SlackApi):
    """Calls of a client that may be killed before Slack hears of it, or after Slack did it and before it could tell."""

    def __init__(self, fate: Fate, *args: Any) -> None:
        super().__init__(*args)
        self._fate = fate

    async def _ask(self, method: Any, **arguments: Any) -> Any:
        self._fate.point(f"before {method.__name__}")
        answer = await super()._ask(method, **arguments)
        self._fate.point(f"after {method.__name__}")
        return answer
