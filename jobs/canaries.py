"""Watches prompts on trial: each is compared with the rest by an exact test, and taken back, once, where it is worse."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from jobs.evals.bar import CanaryBar
from jobs.evals.stats import fisher
from jobs.prompting import Prompting, label_of
from storage import leases, prompts, tenants
from storage.db import Database
from storage.errors import StorageError
from storage.prompts import SYSTEM, Act, InForce, Tally

LEADERSHIP = "prompts"
LOOK_EVERY = timedelta(seconds=60)
CHECK_EVERY = timedelta(minutes=5)
LEAD_SECONDS = 2 * CHECK_EVERY.total_seconds()

log = structlog.get_logger()


@dataclass(frozen=True)
class Clock:
    now: Callable[[], datetime]
    new_id: Callable[[], str]


class CanaryKeeper:
    """`run` in every worker. Each looks for what is in force; the one that leads compares. Nothing is taken back twice, whoever leads."""

    def __init__(self, db: Database, prompting: Prompting, bar: CanaryBar, clock: Clock) -> None:
        self._db, self._prompting, self._bar, self._clock = db, prompting, bar, clock
        self._token = clock.new_id()
        self._next_check = clock.now()

    async def run(self, stop: asyncio.Event) -> None:
        """Until stopped. A database that is away is waited for; what was in force before stays so meanwhile."""
        while not stop.is_set():
            try:
                await self.tick()
            except (StorageError, OSError) as error:
                log.warning("prompts_wait_for_database", error=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_EVERY.total_seconds())
        with contextlib.suppress(StorageError, OSError):
            async with self._db.system() as sys:
                await leases.release(sys, LEADERSHIP, self._token)

    async def tick(self) -> None:
        """One look, and a comparison where it is time and this process leads. Raises StorageError."""
        force = await self._prompting.look()
        if not force.canaries or self._clock.now() < self._next_check or not await self._leads():
            return
        self._next_check = self._clock.now() + CHECK_EVERY
        if await self.check():
            await self._prompting.look()

    async def check(self) -> list[str]:
        """Compares every canary now; the names of those that this process took back. Raises StorageError."""
        async with self._db.system() as sys:
            on_trial = [state for state in await prompts.all_in_force(sys) if state.canary and state.canary_at]
        return [state.name for state in on_trial if await self._judge(state)]

    async def _judge(self, state: InForce) -> bool:
        canary, rest = await counted(self._db, state)
        why = worse(canary, rest, self._bar)
        if why is None:
            return False
        async with self._db.system() as sys:
            act = Act(self._clock.new_id(), SYSTEM, self._clock.now())
            after = await prompts.roll_back(sys, state, why=why, act=act)
        if after is not None:
            log.error("prompt_rolled_back", name=state.name, version=state.canary, why=why)
        return after is not None

    async def _leads(self) -> bool:
        async with self._db.system() as sys:
            return await leases.acquire(sys, LEADERSHIP, token=self._token, now=self._clock.now(), seconds=LEAD_SECONDS)


async def counted(db: Database, state: InForce) -> tuple[Tally, Tally]:
    """The canary's runs and all others since it began, over all workspaces, each read by itself. Raises StorageError."""
    assert state.canary is not None
    assert state.canary_at is not None
    async with db.system() as sys:
        version = await prompts.get(sys, state.name, state.canary)
        tenant_ids = await tenants.all_ids(sys)
    assert version is not None
    canary, rest = Tally(), Tally()
    for tenant_id in tenant_ids:
        async with db.tenant_read(tenant_id) as tx:
            mine, others = await prompts.tallies(tx, state.name, canary=label_of(version), since=state.canary_at)
        canary, rest = canary.plus(mine), rest.plus(others)
    return canary, rest


def worse(canary: Tally, rest: Tally, bar: CanaryBar) -> str | None:
    """Why a canary has to go, in a sentence with its numbers; None where it may stay."""
    measures = (
        ("Voted down", canary.down, canary.voted, rest.down, rest.voted, bar.votes_min),
        ("Refused or of no use", canary.spoilt, canary.runs, rest.spoilt, rest.runs, bar.runs_min),
    )
    for name, bad, of, other_bad, other_of, least in measures:
        p = fisher(bad, of, other_bad, other_of)
        if of >= least and p < bar.alpha:
            return f"{name} in {bad} of {of} runs, with the prompt before in {other_bad} of {other_of} (p = {p:.2g})."
    return None
