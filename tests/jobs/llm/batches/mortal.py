"""A process that dies at the n-th thing it does to the books."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from storage.db import Database
from storage.scope import SystemTx, TenantTx


class Killed(BaseException):
    """The process is dead: no handler sees it."""


@dataclass
class Mortal:
    """A database whose process dies at its `dies_at`th commit: at odd points before it, at even ones after."""

    database: Database
    dies_at: int
    points: int = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.database, name)

    def point(self) -> None:
        self.points += 1
        if self.points >= self.dies_at:
            raise Killed

    @asynccontextmanager
    async def tenant(self, tenant_id: str) -> AsyncIterator[TenantTx]:
        async with self.database.tenant(tenant_id) as tx:
            yield tx
            self.point()
        self.point()

    @asynccontextmanager
    async def system(self) -> AsyncIterator[SystemTx]:
        async with self.database.system() as sys:
            yield sys
            self.point()
        self.point()
