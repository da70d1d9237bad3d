"""The outbox poster: finds rows whose turn it is, takes them under lease, and has several delivered at a time."""

import asyncio
import contextlib
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime

import aiohttp
import structlog

from bot.delivery import Delivery, Render
from bot.held_row import HeldRow
from bot.setbacks import Tools
from bot.slack_api import SlackApi
from storage import outbox
from storage.cipher import Cipher
from storage.db import Database
from storage.errors import StaleLease, StorageError

LONGEST_PAUSE = 10.0
SHORTEST_PAUSE = 0.02

log = structlog.get_logger()


class OutboxPoster:
    """`jobs.deps.Poster`. Any number may run on one database: the lease decides who sends a row.

    `allowance` is the credits of a month (None: messages do not say how many are left), `slots` the rows delivered at a
    time, `poll_seconds` how often to look for rows that other processes wrote, `api` what to call instead of Slack.
    """

    def __init__(
        self,
        *,
        db: Database,
        cipher: Cipher,
        session: aiohttp.ClientSession,
        base_url: str,
        render: Render,
        now: Callable[[], datetime],
        new_token: Callable[[], str],
        allowance: int | None = None,
        slots: int = 8,
        poll_seconds: float = 1.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        api: SlackApi | None = None,
    ) -> None:
        self.counters: Counter[str] = Counter()
        """posted, updated, skipped, deferred, failed, redirected, fallback, looked_up, found, possible_double."""
        self._db, self._cipher, self._now, self._new_token = db, cipher, now, new_token
        self._slots, self._poll = slots, poll_seconds
        tools = Tools(api or SlackApi(session, base_url), now, sleep, self.counters)
        self._delivery = Delivery(tools, render, allowance=allowance)
        self._working: dict[str, asyncio.Task[None]] = {}
        self._kicked = asyncio.Event()

    def kick(self) -> None:
        """Look at once instead of at the next poll."""
        self._kicked.set()

    async def run(self, stop: asyncio.Event, *, grace: float = 15.0) -> None:
        """Deliver until `stop` is set, then let what is under way end within `grace` seconds.

        What is cut off after that is taken up by the next poster, which looks before it sends again.
        """
        stopping = asyncio.ensure_future(stop.wait())
        stopping.add_done_callback(lambda _: self._kicked.set())
        trouble = 0
        try:
            while not stop.is_set():
                self._kicked.clear()
                try:
                    await self._start_due()
                    pause, trouble = await self._pause(), 0
                except Exception as error:  # noqa: BLE001 - the poster's edge: it outlives the database
                    trouble += 1
                    pause = min(self._poll * 2 ** min(trouble, 8), LONGEST_PAUSE)
                    log.warning("poster_paused", error=type(error).__name__, pause_s=pause)
                    await _first_of(stop.wait(), pause)
                    continue
                await _first_of(self._kicked.wait(), pause)
        finally:
            stopping.cancel()
            await self._finish(grace)

    async def drain(self) -> int:
        """Deliver all that is due now and becomes due by it, then return how many rows were taken. For one-shot commands and tests."""
        taken = 0
        while due := await self._due():
            await asyncio.gather(*(self._work(tenant_id, outbox_id) for tenant_id, outbox_id in due))
            taken += len(due)
        return taken

    async def _start_due(self) -> None:
        for tenant_id, outbox_id in await self._due():
            task = asyncio.create_task(self._work(tenant_id, outbox_id))
            self._working[outbox_id] = task
            task.add_done_callback(lambda done, id=outbox_id: self._ended(id, done))

    async def _due(self) -> list[tuple[str, str]]:
        """Rows to take, at most as many as there are free slots."""
        free = self._slots - len(self._working)
        if free <= 0:
            return []
        async with self._db.system() as sys:
            heads = await outbox.heads(sys, now=self._now(), limit=self._slots + len(self._working))
        return [(tenant_id, outbox_id) for tenant_id, outbox_id in heads if outbox_id not in self._working][:free]

    def _ended(self, outbox_id: str, task: "asyncio.Task[None]") -> None:
        del self._working[outbox_id]
        self._kicked.set()  # the next of its thread may go now
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("post_task_died", error=type(error).__name__)

    async def _pause(self) -> float:
        """Seconds until something is due, or until the next poll for what other processes write."""
        if len(self._working) >= self._slots:
            return self._poll
        async with self._db.system() as sys:
            due_at = await outbox.next_due(sys, self._now())
        seconds = (due_at - self._now()).total_seconds() if due_at is not None else self._poll
        return max(min(seconds, self._poll), SHORTEST_PAUSE) if seconds > 0 else self._poll

    async def _work(self, tenant_id: str, outbox_id: str) -> None:
        """Deliver one row. A row that cannot be recorded now keeps its lease until that lapses, and is then looked up."""
        try:
            held = await HeldRow.take(self._db, self._cipher, self._now, tenant_id, outbox_id, self._new_token())
            if held is not None:
                await self._deliver(held)
        except StaleLease:
            log.warning("post_lease_lost", outbox_id=outbox_id)
        except StorageError as error:
            log.warning("post_left_to_lease", outbox_id=outbox_id, error=type(error).__name__)

    async def _deliver(self, held: HeldRow) -> None:
        try:
            await self._delivery.deliver(held)
        except (StaleLease, asyncio.CancelledError):
            raise
        except Exception as error:  # noqa: BLE001 - the poster's edge: one broken row must not stop the others
            # Only where, not what: messages of errors may quote the tender.
            where = traceback.extract_tb(error.__traceback__)[-1]
            log.error(  # noqa: TRY400
                "post_broke", run_id=held.row.run_id, part=held.row.part, error=type(error).__name__, at=f"{where.name}:{where.lineno}"
            )
            await self._delivery.broke(held, type(error).__name__)

    async def _finish(self, grace: float) -> None:
        if not self._working:
            return
        log.info("poster_finishing", rows=len(self._working))
        _, late = await asyncio.wait(self._working.values(), timeout=grace)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _first_of(event: Awaitable[object], seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event, seconds)
