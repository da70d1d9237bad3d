"""How many runs may be woken at once: about twice the slots, so that arq's set stays short (facts/queue.md §1.5, #19 and #20)."""

from datetime import datetime, timedelta

from storage import runs
from storage.db import Database

LOOK_EVERY = timedelta(seconds=1)
RESEND_AFTER = timedelta(seconds=5)
"""A wake-up no worker took by then was lost with Redis, or its worker was: it is sent again, and holds no place any more."""


class Window:
    """One process's view of the room that is left; looked up once a second and counted down between, never on an acknowledgement's way.

    Two processes may together wake a few more than fit: the dispatcher, which counts exactly, then waits.
    """

    def __init__(self, slots: int) -> None:
        self._size = 2 * slots
        self._room = self._size
        self._looked_at: datetime | None = None

    def take(self) -> bool:
        """One place, if there is room."""
        if self._room <= 0:
            return False
        self._room -= 1
        return True

    async def look(self, db: Database, now: datetime) -> None:
        """Count anew, unless that was done within the second. Raises StorageError."""
        if self._looked_at is not None and now - self._looked_at < LOOK_EVERY:
            return
        self._looked_at = now
        self._room = await room(db, self._size, now)


async def room(db: Database, size: int, now: datetime) -> int:
    """Places left of `size`, counted in SQL. Raises StorageError."""
    async with db.system() as sys:
        return size - await runs.in_flight(sys, stale_before=now - RESEND_AFTER)
