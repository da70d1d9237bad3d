"""Two workspaces on a real database, the jobs around them, and everything outside faked: what the tests of the queue work on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Any

from jobs import lifeline
from jobs.admission import Admitted, Request, admit
from jobs.chain.analysis import Depth
from jobs.chain.profile import Profile
from jobs.deps import Deps, Limits
from jobs.dispatch import Dispatcher
from jobs.intake.given import Given
from jobs.payloads import WakeUp
from jobs.periods import period_of
from jobs.tasks import analyze
from jobs.window import Window
from storage import credits, dead_letters, eval_log, outbox, runs, steps, tenants
from storage.db import Database
from tests.fakes import FakeClock, FakeIds, FakePoster, FakeQueue, fake_deps

HERE, THERE = "ten_here", "ten_there"
MEMBER, CHANNEL = "U1", "C1"
NOTICE = """The town of Varnholt invites offers for the maintenance of twelve lifts in its schools and its town hall.
Offers must reach the town by 12 January 2027, 12:00.
The estimated value is 240000 EUR. The contract runs for four years."""

SHORT = Limits(lease=timedelta(seconds=0.06))
"""Beats every 20 ms of real time; by the clock of the test the lease lasts until that is moved."""


@dataclass
class Office:
    """Asks for analyses, works on them, and looks at what became of them."""

    deps: Deps
    clock: FakeClock
    queue: FakeQueue
    poster: FakePoster
    asked: int = 0

    @property
    def db(self) -> Database:
        return self.deps.db

    def another(self, prefix: str = "other", **changes: Any) -> "Office":
        """The same database seen from another process: its own ids, queue and poster."""
        queue, poster = changes.get("queue", FakeQueue()), FakePoster()
        deps = replace(self.deps, **({"queue": queue, "poster": poster, "new_id": FakeIds(prefix).new} | changes))
        return Office(deps, self.clock, queue, poster)

    def with_analyst(self, analyst: Any) -> "Office":
        self.deps = replace(self.deps, analyst=lambda _: analyst)
        return self

    async def with_profile(self, tenant: str = HERE, **fields: Any) -> None:
        body = Profile(name="Nordlicht", **fields).model_dump(mode="json")
        async with self.db.tenant(tenant) as tx:
            await tenants.set_profile(tx, body, by=MEMBER, now=self.clock.now())

    # --- asking ----------------------------------------------------------------------------------------------

    def request(self, text: str = NOTICE, *, tenant: str = HERE, depth: Depth = "standard", key: str = "", **changes: Any) -> Request:
        self.asked += 1
        base = Request(
            tenant_id=tenant,
            member=MEMBER,
            channel=CHANNEL,
            surface="command",
            given=Given(text=text),
            depth=depth,
            request_key=key or f"key-{self.asked}",
            request_id="req-1",
        )
        return replace(base, **changes)

    async def ask(self, text: str = NOTICE, **changes: Any) -> str:
        """The run's id; what `request` takes."""
        return (await self.admit(text, **changes)).run_id

    async def admit(self, text: str = NOTICE, **changes: Any) -> Admitted:
        return await admit(self.deps, self.request(text, **changes))

    # --- working ---------------------------------------------------------------------------------------------

    async def work(self, run_id: str, gen: int = 1) -> None:
        await analyze.perform(self.deps, WakeUp(run_id=run_id, gen=gen))

    async def attempt(self, run_id: str, attempt: Callable[[Deps, runs.Run], Awaitable[None]], gen: int = 1) -> None:
        """The same with other work in the place of the analysis."""
        await lifeline.perform(self.deps, WakeUp(run_id=run_id, gen=gen), attempt)

    @cached_property
    def dispatcher(self) -> Dispatcher:
        return Dispatcher(self.deps, tick_seconds=0.01)

    async def tick(self) -> bool:
        """One round of this process's dispatcher; whether it leads."""
        return await self.dispatcher.tick()

    def forward(self, seconds: float) -> None:
        self.clock.forward(timedelta(seconds=seconds))

    async def cancel(self, run_id: str, tenant: str = HERE) -> None:
        async with self.db.tenant(tenant) as tx:
            assert await runs.request_cancel(tx, run_id, by=MEMBER, now=self.clock.now())

    async def work_through(self, run_id: str, *, rounds: int = 12) -> runs.Run:
        """Dispatch and work, a minute a round, until the run has ended."""
        for _ in range(rounds):
            run = await self.run(run_id)
            if run.state in runs.ENDED:
                return run
            await self.work(run_id, run.gen)
            self.forward(61)
            await self.tick()
        raise AssertionError(f"{run_id} has not ended: {await self.run(run_id)}")

    # --- looking ---------------------------------------------------------------------------------------------

    async def run(self, run_id: str, tenant: str = HERE) -> runs.Run:
        async with self.db.tenant_read(tenant) as tx:
            return await runs.get(tx, run_id)

    async def causes(self, run_id: str, tenant: str = HERE) -> list[str]:
        async with self.db.tenant_read(tenant) as tx:
            return [change.cause for change in await runs.transitions(tx, run_id)]

    async def part(self, run_id: str, part: str, tenant: str = HERE) -> outbox.OutboxRow | None:
        async with self.db.tenant_read(tenant) as tx:
            return await outbox.get(tx, run_id=run_id, part=part)

    async def parts(self, run_id: str, tenant: str = HERE) -> set[str]:
        """The messages a run has put."""
        names = ("root", "progress", "answer", "approval", "draft", "apology")
        return {name for name in names if await self.part(run_id, name, tenant) is not None}

    async def balance(self, tenant: str = HERE) -> tuple[int, int]:
        """(reserved, settled) of this month."""
        async with self.db.tenant_read(tenant) as tx:
            found = await credits.balance(tx, period=period_of(self.clock.now()), allowance=self.deps.limits.monthly_credits)
        return found.reserved, found.settled

    async def logged(self, run_id: str | None = None, tenant: str = HERE) -> list[eval_log.Entry]:
        async with self.db.tenant_read(tenant) as tx:
            return await eval_log.entries(tx, run_id=run_id, kind="answer")

    async def steps(self, run_id: str, tenant: str = HERE) -> set[str]:
        async with self.db.tenant_read(tenant) as tx:
            return set(await steps.done(tx, run_id))

    async def letters(self, tenant: str = HERE) -> list[dead_letters.DeadLetter]:
        async with self.db.tenant_read(tenant) as tx:
            return await dead_letters.entries(tx)

    async def proof(self) -> list[str]:
        """What is wrong with the credits of both workspaces; nothing, at all times."""
        wrong: list[str] = []
        for tenant in (HERE, THERE):
            async with self.db.tenant_read(tenant) as tx:
                wrong += await credits.proof(tx)
        return wrong


async def open_office(database: Database, *, limits: Limits | None = None, **changes: Any) -> Office:
    clock, queue, poster = FakeClock(), FakeQueue(), FakePoster()
    # nobody is woken by asking: the tests say when the dispatcher acts
    given: dict[str, Any] = {"window": Window(0)} | changes
    deps = fake_deps(database, clock=clock, queue=queue, poster=poster, limits=limits, **given)
    for tenant in (HERE, THERE):
        async with database.tenant(tenant) as tx:
            await tenants.ensure(tx, name=tenant, enterprise_id="", team_id=f"T_{tenant}", now=clock.now())
    return Office(deps, clock, queue, poster)
