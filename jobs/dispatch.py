"""Admits due runs from SQL, takes over lost leases, sends lost wake-ups again. One process leads, by a lease row."""

import asyncio
import contextlib
from datetime import timedelta

import structlog

from jobs import endings, reviews
from jobs.deps import Deps
from jobs.payloads import WakeUp
from jobs.window import RESEND_AFTER, room
from storage import leases, runs, spend, tenants, vault
from storage.errors import StorageError, Unavailable

LEADERSHIP = "dispatch"
LEAD_SECONDS = 5.0
TICK_SECONDS = 1.0
UPKEEP_EVERY = timedelta(minutes=10)
UNSETTLED = timedelta(hours=1)
"""No call to a model takes as long: what is still reserved was reserved by a process that died."""

log = structlog.get_logger()


class Dispatcher:
    """Runs in every worker process; only the leader acts."""

    def __init__(self, deps: Deps, *, tick_seconds: float = TICK_SECONDS) -> None:
        self._deps = deps
        self._token = deps.new_id()
        self._tick_seconds = tick_seconds
        self._next_upkeep = self._renew_at = deps.now()

    async def run(self, stop: asyncio.Event) -> None:
        """Tick until stopped. A database that is away is waited for, with a warning, never died of."""
        while not stop.is_set():
            try:
                await self.tick()
            except (StorageError, OSError) as error:
                log.warning("dispatch_waits_for_database", error=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), self._tick_seconds)
        with contextlib.suppress(StorageError, OSError):
            async with self._deps.db.system() as sys:
                await leases.release(sys, LEADERSHIP, self._token)

    async def tick(self) -> bool:
        """One round. False when another process leads."""
        deps = self._deps
        if not await self._leads():
            return False
        await self._take_over()
        await self._admit()
        if deps.now() >= self._next_upkeep:
            await self._upkeep()
            self._next_upkeep = deps.now() + UPKEEP_EVERY
        return True

    async def _leads(self) -> bool:
        """Renewed when half of it has passed: a write a second would be the idle worker's largest cost."""
        now = self._deps.now()
        if now < self._renew_at:
            return True
        async with self._deps.db.system() as sys:
            leads = await leases.acquire(sys, LEADERSHIP, token=self._token, now=now, seconds=LEAD_SECONDS)
        if leads:
            self._renew_at = now + timedelta(seconds=LEAD_SECONDS / 2)
        return leads

    async def _take_over(self) -> None:
        deps = self._deps
        async with deps.db.system() as sys:
            lapsed = await runs.lapsed(sys, now=deps.now(), limit=100)
        for lost in lapsed:
            try:
                await self._take_over_one(lost)
            except Unavailable:
                raise
            except StorageError as error:  # one run that cannot be mended must not keep all others waiting
                log.error("take_over_failed", run_id=lost.run_id, error=type(error).__name__)  # noqa: TRY400 - the sentence says it all

    async def _take_over_one(self, lost: runs.DueRun) -> None:
        deps = self._deps
        async with deps.db.tenant(lost.tenant_id) as tx:
            again = await runs.take_over(tx, lost.run_id, now=deps.now(), cause="lease lapsed", max_attempts=deps.limits.max_attempts)
            if not again:
                run = await runs.get(tx, lost.run_id)
                await endings.bury(tx, deps, run, token=None, cause="lease lapsed", sentence="It stopped several times half-way.")
        if not again:
            deps.poster.kick()
        log.info("run_taken_over", run_id=lost.run_id, again=again)

    async def _admit(self) -> None:
        """Fill the window with due runs, the workspace with the fewest in flight first."""
        deps = self._deps
        now = deps.now()
        left = await room(deps.db, 2 * deps.limits.slots, now)
        if left <= 0:
            return
        async with deps.db.system() as sys:
            due = await runs.due(sys, now=now, limit=left, stale_before=now - RESEND_AFTER)
        for one in due:
            await admit_one(deps, one.tenant_id, WakeUp(run_id=one.run_id, gen=one.gen))

    async def _upkeep(self) -> None:
        deps = self._deps
        await endings.lapse(deps)
        async with deps.db.system() as sys:
            tenant_ids = await tenants.all_ids(sys)
        for tenant_id in tenant_ids:
            async with deps.db.tenant(tenant_id) as tx:
                await vault.purge(tx, deps.now())
                await spend.forfeit(tx, before=deps.now() - UNSETTLED, now=deps.now())
        for tenant_id in tenant_ids:
            try:
                await reviews.draw_week(deps, tenant_id)
            except Unavailable:
                raise
            except StorageError as error:  # one workspace's review must not keep the others waiting
                log.error("review_not_drawn", tenant_id=tenant_id, error=type(error).__name__)  # noqa: TRY400 - the sentence says it all


async def admit_one(deps: Deps, tenant_id: str, wake_up: WakeUp) -> None:
    """Mark a run admitted at its generation, then send its wake-up."""
    async with deps.db.tenant(tenant_id) as tx:
        await runs.mark_admitted(tx, wake_up.run_id, wake_up.gen, deps.now())
    await deps.queue.send(wake_up)
    log.info("run_admitted", run_id=wake_up.run_id, gen=wake_up.gen)
