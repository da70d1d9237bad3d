"""Once a week and workspace: fits the confidence anew, holds the week against the four before, and tells the owner what has changed.

A row in SQL says how far a week is, so that several workers measure it once and a crash in between is picked up by whoever comes next.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from jobs import sureness
from jobs.deps import Deps
from jobs.evals.calibration import Fit, fit
from jobs.evals.drift import begin, drift
from jobs.evals.drift_report import Report, week_of
from storage import quality, tenants
from storage.errors import StorageError
from storage.quality import Week

LEASE_SECONDS = 120.0
LOOK_EVERY = timedelta(minutes=10)

log = structlog.get_logger()


class Alarms(Protocol):
    """Tells the owner of a workspace that its answers have changed."""

    async def drifted(self, tenant_id: str, week: str, report: Report) -> bool:
        """Whether it was told or there is nobody to tell; False to try again. Raises nothing but cancellation."""
        ...


class Quality:
    """One a worker; any number may run on one database."""

    def __init__(self, deps: Deps, alarms: Alarms, *, look_every: timedelta = LOOK_EVERY) -> None:
        self._deps, self._alarms, self._look_every = deps, alarms, look_every
        self._token = deps.new_id()
        self._done: set[tuple[str, str]] = set()
        """Weeks that this process has seen done: nothing is asked about them again."""

    async def run(self, stop: asyncio.Event) -> None:
        """Look after what is due until stopped. A database that is away is waited for, with a warning."""
        stopping = asyncio.ensure_future(stop.wait())
        try:
            while not stop.is_set():
                looking = asyncio.ensure_future(self.look())
                try:
                    await asyncio.wait({looking, stopping}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    # What is cut off keeps its lease and is gone on with once that lapses.
                    looking.cancel()
                    await asyncio.wait({looking})
                if not looking.cancelled():
                    looking.result()
                await asyncio.wait({stopping}, timeout=self._look_every.total_seconds())
        finally:
            stopping.cancel()

    async def look(self) -> None:
        """Measure the last whole week of every workspace where that is not done yet."""
        week, until = week_of(self._deps.now())
        self._done = {each for each in self._done if each[1] == week}
        try:
            async with self._deps.db.system() as sys:
                tenant_ids = await tenants.all_ids(sys)
        except (StorageError, OSError) as error:
            log.warning("quality_waits_for_database", error=type(error).__name__)
            return
        for tenant_id in tenant_ids:
            if (tenant_id, week) in self._done:
                continue
            try:
                await self._one(tenant_id, week, until)
            except (StorageError, OSError) as error:  # one workspace that cannot be measured must not keep the others waiting
                log.warning("quality_week_not_measured", tenant_id=tenant_id, week=week, error=type(error).__name__)

    async def _one(self, tenant_id: str, week: str, until: datetime) -> None:
        deps = self._deps
        async with deps.db.tenant_read(tenant_id) as tx:
            found = await quality.week(tx, week)
        if found is not None and found.state == "done":
            self._done.add((tenant_id, week))
            return
        async with deps.db.tenant(tenant_id) as tx:
            mine = await quality.claim_week(tx, week, token=self._token, now=deps.now(), seconds=LEASE_SECONDS)
        if mine is None:
            return
        report = await self._measure(tenant_id, week, until) if mine.report is None else _report(mine)
        if report is not None and report.alarms and not await self._alarms.drifted(tenant_id, week, report):
            return
        if report is None or report.alarms:
            async with deps.db.tenant(tenant_id) as tx:
                await quality.week_told(tx, week, token=self._token, now=deps.now())
        self._done.add((tenant_id, week))

    async def _measure(self, tenant_id: str, week: str, until: datetime) -> Report:
        """Fits and measures, and stores both at once: what a crash cuts off is done whole the next time."""
        deps = self._deps
        async with deps.db.tenant_read(tenant_id) as tx:
            labelled = await quality.ended(tx, until=until)
            runs = await quality.ended(tx, since=begin(until), until=until)
        made = await asyncio.to_thread(fit, sureness.labels_of(labelled))
        report = await asyncio.to_thread(drift, runs, until)
        async with deps.db.tenant(tenant_id) as tx:
            alarm, body = bool(report.alarms), report.model_dump(mode="json")
            await quality.week_measured(tx, week, token=self._token, report=body, alarm=alarm, now=deps.now())
            if made.curve is not None or await quality.calibration(tx) is not None:
                await sureness.keep(tx, made, deps.now())
        _tell(tenant_id, week, report, made)
        return report


def _report(week: Week) -> Report | None:
    """None where an older version has stored it in another shape: nobody can be told then."""
    try:
        return Report.model_validate(week.report)
    except ValueError:
        return None


def _tell(tenant_id: str, week: str, report: Report, made: Fit) -> None:
    tell = log.warning if report.alarms else log.info
    changed = [each.name for each in report.alarms]
    tell("quality_week_measured", tenant_id=tenant_id, week=week, answers=report.answers, changed=changed, labels=made.labels)
