"""Children started ahead: a start takes longer than reading most files does."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from jobs.documents.cell import Cell, ClosedError
from jobs.documents.limits import DocumentLimits


class Pool:
    """At most `size` children, at work or waiting. Each reads one file, is ended, and another one takes its place."""

    def __init__(self, limits: DocumentLimits, program: str, size: int) -> None:
        self._limits = limits
        self._program = program
        self._size = size
        self._free = asyncio.Semaphore(size)
        self._working = 0
        self._ready: deque[asyncio.Task[Cell]] = deque()
        """Started ahead, or about to be."""
        self._living: set[Cell] = set()
        self._closed = False

    @property
    def pids(self) -> frozenset[int]:
        return frozenset(cell.pid for cell in self._living if cell.alive)

    @asynccontextmanager
    async def cell(self) -> AsyncIterator[Cell]:
        """A child for one file. Raises `OSError` where the machine has no room for a process, `ClosedError` after `close`."""
        async with self._free:
            self._working += 1
            try:
                cell = await self._taken()
                try:
                    yield cell
                finally:
                    await self._end(cell)
            finally:
                self._working -= 1
                self._replace()

    async def close(self) -> None:
        """Ends all; what is at work finds its child dead."""
        self._closed = True
        for task in self._ready:
            task.cancel()
        await asyncio.gather(*self._ready, return_exceptions=True)
        self._ready.clear()
        await asyncio.gather(*(self._end(cell) for cell in tuple(self._living)))

    async def _taken(self) -> Cell:
        """One that waits; should it have died meanwhile, or never have started, a new one."""
        while self._ready:
            task = self._ready.popleft()
            try:
                cell = await asyncio.shield(task)
            except asyncio.CancelledError:
                if not task.cancelled():
                    self._ready.append(task)
                raise
            except (OSError, ClosedError):
                continue
            if cell.alive:
                return cell
            await self._end(cell)
        return await self._start()

    async def _start(self) -> Cell:
        if self._closed:
            raise ClosedError
        cell = await Cell.start(self._limits, self._program)
        self._living.add(cell)
        if self._closed:
            await self._end(cell)
            raise ClosedError
        return cell

    async def _end(self, cell: Cell) -> None:
        await cell.end()
        self._living.discard(cell)

    def _replace(self) -> None:
        if not self._closed and self._working + len(self._ready) < self._size:
            self._ready.append(asyncio.create_task(self._start()))
