"""The outbox poster: finds rows whose turn it is, takes them under lease, and has several delivered at a time."""

import asyncio
import contextlib
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from time import monotonic

import aiohttp
import structlog

from bot.delivery import Delivery
from bot.pages import Render
from bot.parting import Parting
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
        self._db, self._now, self._new_token = db, now, new_token
        self._slots, self._poll = slots, poll_seconds
        self._tools = Tools(db, cipher, api or SlackApi(session, base_url), render, allowance, now, sleep, self.counters)
        self._working: dict[str, asyncio.Task[Parting | None]] = {}
        self._waiting: dict[str, datetime] = {}
        """Workspaces that have used up what they may post, and until when: each of their rows would only be taken and given back."""
        self._crowded = False
        """The last look found more than there were free slots, or did not take place for want of one."""
        self._look_at = 0.0
        """When to look next, by `monotonic`. Whoever makes it earlier sets `_sooner`."""
        self._sooner = asyncio.Event()

    def kick(self) -> None:
        """Look at once instead of at the next poll. However many kicks come during a look, one more follows it."""
        self._look_within(0)

    async def run(self, stop: asyncio.Event, *, grace: float = 15.0) -> None:
        """Deliver until `stop` is set, then let what is under way end within `grace` seconds.

        What is cut off after that is taken up by the next poster, which looks before it sends again.
        """
        stopping = asyncio.ensure_future(stop.wait())
        stopping.add_done_callback(lambda _: self.kick())
        trouble = 0
        try:
            while not stop.is_set():
                self._look_at = monotonic() + self._poll
                try:
                    await self._start_due()
                    trouble = 0
                except Exception as error:  # noqa: BLE001 - the poster's edge: it outlives the database
                    trouble += 1
                    pause = min(self._poll * 2 ** min(trouble, 8), LONGEST_PAUSE)
                    log.warning("poster_paused", error=type(error).__name__, pause_s=pause)
                    await _first_of(stop.wait(), pause)
                    continue
                await self._until_next_look()
        finally:
            stopping.cancel()
            await self._finish(grace)

    async def drain(self) -> int:
        """Deliver all that is due now and becomes due by it, then return how many rows were taken. For one-shot commands and tests."""
        taken = 0
        while due := (await self._look())[0]:
            await asyncio.gather(*(self._work(tenant_id, outbox_id) for tenant_id, outbox_id in due))
            taken += len(due)
        return taken

    async def _start_due(self) -> None:
        due, next_due = await self._look()
        for tenant_id, outbox_id in due:
            task = asyncio.create_task(self._work(tenant_id, outbox_id))
            self._working[outbox_id] = task
            task.add_done_callback(partial(self._ended, outbox_id))
        if next_due is not None:
            self._look_within(max((next_due - self._now()).total_seconds(), SHORTEST_PAUSE))

    async def _look(self) -> tuple[list[tuple[str, str]], datetime | None]:
        """Rows to take, at most as many as there are free slots, and when something else is due, where that is known."""
        free = self._slots - len(self._working)
        self._crowded = free <= 0
        if self._crowded:
            return [], None
        limit = self._slots + len(self._working)
        now = self._now()
        self._waiting = {tenant_id: until for tenant_id, until in self._waiting.items() if until > now}
        async with self._db.system() as sys:
            heads, next_due = await outbox.look(sys, now=now, limit=limit, without=self._waiting.keys())
        next_due = min((until for until in (next_due, *self._waiting.values()) if until is not None), default=None)
        due = [(tenant_id, outbox_id) for tenant_id, outbox_id in heads if outbox_id not in self._working]
        self._crowded = len(due) > free or len(heads) == limit
        return due[:free], next_due

    def _look_within(self, seconds: float) -> None:
        at = monotonic() + seconds
        if at < self._look_at:
            self._look_at = at
            self._sooner.set()

    async def _until_next_look(self) -> None:
        while (pause := self._look_at - monotonic()) > 0:
            self._sooner.clear()
            await _first_of(self._sooner.wait(), pause)

    def _ended(self, outbox_id: str, task: "asyncio.Task[Parting | None]") -> None:
        """Look again only for what this row set free, or for want of whose slot something waits."""
        del self._working[outbox_id]
        if self._crowded:
            self.kick()
        if task.cancelled():
            return
        if (error := task.exception()) is not None:
            log.error("post_task_died", error=type(error).__name__)
        elif (parting := task.result()) is not None and parting.look_after is not None:
            self._look_within(parting.look_after.total_seconds())

    async def _work(self, tenant_id: str, outbox_id: str) -> Parting | None:
        """Deliver one row. A row that cannot be recorded now keeps its lease until that lapses, and is then looked up."""
        try:
            parting = await self._deliver(Delivery(self._tools, tenant_id, outbox_id, self._new_token()))
            if parting is not None and parting.all_wait is not None:
                self._waiting[tenant_id] = parting.all_wait
            return parting
        except StaleLease:
            log.warning("post_lease_lost", outbox_id=outbox_id)
        except StorageError as error:
            log.warning("post_left_to_lease", outbox_id=outbox_id, error=type(error).__name__)
        return None

    async def _deliver(self, delivery: Delivery) -> Parting | None:
        try:
            return await delivery.run()
        except (StaleLease, asyncio.CancelledError):
            raise
        except Exception as error:  # the poster's edge: one broken row must not stop the others
            row = delivery.row
            if row is None:
                raise
            # Only where, not what: messages of errors may quote the tender.
            where = traceback.extract_tb(error.__traceback__)[-1]
            at = f"{where.name}:{where.lineno}"
            log.error("post_broke", run_id=row.run_id, part=row.part, error=type(error).__name__, at=at)  # noqa: TRY400
            return await delivery.broke(type(error).__name__)

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
