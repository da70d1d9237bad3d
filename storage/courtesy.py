"""Who goes first where one process both answers people and works on runs: answering does."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

LONGEST_WAIT = 0.25
"""Seconds a transaction of the work waits for requests to be answered; then it goes on all the same, so that none starves."""


class Courtesy:
    """One per process. `urgent` surrounds the answering of a request, `turn` each write of the work; before reads and long reckoning it waits for `calm`.

    Work takes its turns one at a time: else twenty of its transactions stand before an acknowledgement in the queue for SQLite's one
    write connection.
    """

    def __init__(self) -> None:
        self._answering = 0
        self._calm = asyncio.Event()
        self._calm.set()
        self._one = asyncio.Lock()

    @contextmanager
    def urgent(self) -> Iterator[None]:
        self._answering += 1
        self._calm.clear()
        try:
            yield
        finally:
            self._answering -= 1
            if not self._answering:
                self._calm.set()

    async def calm(self) -> None:
        """Returns once no request is being answered, or after LONGEST_WAIT."""
        if self._answering:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._calm.wait(), LONGEST_WAIT)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        async with self._one:
            await self.calm()
            yield
