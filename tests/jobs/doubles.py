"""Analysts, attempts, queues and databases of ours that misbehave on demand."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from jobs.chain.analysis import AnalystName, GuardReport, Matrix, Objection, Rating, Screening
from jobs.chain.model import Case
from jobs.chain.rules.analyst import RulesAnalyst
from jobs.deps import Deps
from jobs.payloads import WakeUp
from storage import runs
from storage.errors import Unavailable
from storage.scope import SystemTx, TenantTx
from tests.fakes import FakeQueue

LONG = 45.0
"""Seconds: what takes longer hangs."""


@dataclass
class WaveringAnalyst:
    """Judges as the rules do, but calls itself a model and fails on demand: each look and each rating takes the next trouble, None lets it through."""

    troubles: list[Exception | None] = field(default_factory=list[Exception | None])
    before: Callable[[str], Awaitable[None]] | None = None
    """Awaited with the step's name before each call."""
    calls: list[str] = field(default_factory=list[str])
    name: AnalystName = "anthropic"
    calls_model = True
    note: str = "Judged by a model that wavers."
    prompts: tuple[str, ...] = ()

    async def judge(self, case: Case, report: GuardReport) -> GuardReport:
        return await RulesAnalyst().judge(case, report)

    async def screen(self, case: Case) -> Screening:
        await self._called("screen")
        return await RulesAnalyst().screen(case)

    async def rate(self, case: Case, screening: Screening) -> Rating:
        await self._called("rate")
        return await RulesAnalyst().rate(case, screening)

    async def requirements(self, case: Case) -> Matrix:
        return await RulesAnalyst().requirements(case)

    async def proofread(self, case: Case, words: str) -> tuple[Objection, ...]:
        return await RulesAnalyst().proofread(case, words)

    async def _called(self, name: str) -> None:
        self.calls.append(name)
        if self.before is not None:
            await self.before(name)
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is not None:
            raise trouble


class Attempt:
    """Stands for the work: tells when it runs, waits to be let go, notes whether it was cut off."""

    def __init__(self, *troubles: BaseException) -> None:
        self.troubles = list(troubles)
        self.runs: list[runs.Run] = []
        self.started, self.gate = asyncio.Event(), asyncio.Event()
        self.cut_off = False

    async def __call__(self, deps: Deps, run: runs.Run) -> None:
        self.runs.append(run)
        self.started.set()
        if self.troubles:
            raise self.troubles.pop(0)
        try:
            await asyncio.wait_for(self.gate.wait(), LONG)
        except asyncio.CancelledError:
            self.cut_off = True
            raise


class HeardQueue(FakeQueue):
    """Tells when something was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = asyncio.Event()

    async def send(self, wake_up: WakeUp) -> None:
        await super().send(wake_up)
        self.heard.set()


class BrokenQueue:
    """A queue whose Redis is gone: the real one never raises either, it logs."""

    async def send(self, wake_up: WakeUp) -> None:
        return

    async def close(self) -> None:
        return


class FlakyDatabase:
    """Passes on to a database that is away for the next `failures` write transactions after the first `sound` ones."""

    def __init__(self, database: Any, *, sound: int = 0, failures: int) -> None:
        self._database, self.sound, self.failures = database, sound, failures
        self.failed = asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    @asynccontextmanager
    async def tenant(self, tenant_id: str) -> AsyncIterator[TenantTx]:
        if self.sound <= 0 < self.failures:
            self.failures -= 1
            self.failed.set()
            raise Unavailable("The database did not answer.")
        self.sound -= 1
        async with self._database.tenant(tenant_id) as tx:
            yield tx


class AwayDatabase:
    """Away until `back`, then the database given."""

    def __init__(self, database: Any) -> None:
        self._database = database
        self.back = False
        self.asked = asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    @asynccontextmanager
    async def system(self) -> AsyncIterator[SystemTx]:
        if not self.back:
            self.asked.set()
            raise Unavailable("The database did not answer.")
        async with self._database.system() as sys:
            yield sys
