"""One analysis: claim the run, read state, do what is not done yet, end once."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from jobs import endings, lifeline, tracing
from jobs.chain.analysis import StepName
from jobs.chain.errors import AnalystError, BadInput
from jobs.chain.model import Analyst, Case
from jobs.chain.pipeline import Outcome, run_chain
from jobs.chain.profile import Profile
from jobs.chain.tender import Tender
from jobs.deps import Deps
from jobs.payloads import WakeUp
from jobs.sources.read import read_notice
from storage import members, runs, steps, tenants, tenders, vault
from storage.errors import StaleLease
from storage.scope import TenantTx

log = structlog.get_logger()

SHOW_AFTER = timedelta(seconds=1)
STANDARD_STEPS = ("read", "screen", "rate", "answer")
QUICK_STEPS = ("read", "screen", "answer")
FREE: frozenset[StepName] = frozenset({"guard_in", "guard_out"})
"""Steps that call no model: stored with the next write, since losing one costs milliseconds and a transaction costs more."""
SHOWN: Mapping[StepName, str] = {"guard_in": "read", "screen": "screen", "rate": "rate", "guard_out": "answer"}
"""What a person sees of the chain's steps: the guards are part of reading and answering."""


@dataclass
class Progress:
    """State of the steps as a person sees it; changed as the run goes."""

    names: tuple[str, ...]
    due_at: datetime
    """Nothing is shown before: a run that is over by then needs no progress."""
    steps: dict[str, str] = field(default_factory=dict[str, str])
    begun: set[str] = field(default_factory=set[str])

    def begin(self, done: Iterable[StepName]) -> None:
        """The notice is read, and what an earlier attempt has done stays done; the first of the rest is running."""
        self.begun = {"read", *(SHOWN[step] for step in done)}
        self.advance()

    def start(self, step: str) -> None:
        self.begun.add(step)

    def advance(self) -> None:
        """What has begun is done, and the next step runs."""
        self.steps = {name: "done" if name in self.begun else "waiting" for name in self.names}
        following = next((name for name in self.names if name not in self.begun), None)
        if following is not None:
            self.steps[following] = "running"

    def finish(self) -> None:
        """A step that was not needed is left waiting."""
        self.steps = {name: "done" if name in self.begun else "waiting" for name in self.names}


@dataclass(frozen=True)
class Work:
    """What an attempt starts from."""

    tender: Tender
    tender_id: str
    case: Case
    done: Mapping[StepName, dict[str, Any]]
    unsaved: dict[StepName, dict[str, Any]] = field(default_factory=dict[StepName, dict[str, Any]])
    """Results that wait for the next write."""


async def perform(deps: Deps, wake_up: WakeUp) -> None:
    """Run one wake-up to its end, or leave it to whoever holds it. Raises nothing but cancellation."""
    await lifeline.perform(deps, wake_up, _attempt)


async def _attempt(deps: Deps, run: runs.Run) -> None:
    progress = Progress(QUICK_STEPS if run.depth == "quick" else STANDARD_STEPS, due_at=deps.now() + SHOW_AFTER)
    try:
        with tracing.span("read"):
            work = await _read(deps, run, progress)
    except BadInput as error:
        async with deps.db.tenant(run.tenant_id) as tx:
            await endings.fail(tx, deps, run, "refused", cause=error.code, sentence=error.sentence)
        return
    with tracing.span("chain", depth=run.depth):
        outcome = await _judge(deps, run, work, progress)
    progress.finish()
    async with deps.db.tenant(run.tenant_id) as tx:
        await _save(tx, deps, run, work)
        await endings.end(tx, deps, run, outcome, work.tender, tender_id=work.tender_id, steps=progress.steps)


async def _read(deps: Deps, run: runs.Run, progress: Progress) -> Work:
    """Turn the stored input into a tender and everything the chain needs. Raises BadInput."""
    async with deps.db.tenant_read(run.tenant_id) as tx:
        data = await vault.get(tx, deps.cipher, run.input_ref)
        done = await steps.done(tx, run.id)
        profile = await tenants.profile(tx)
    tender = await asyncio.to_thread(read_notice, data, name=run.source_kind, limit_chars=deps.limits.pasted_chars)
    body = profile.body if profile else deps.default_profile
    case = Case(tender=tender, profile=Profile.model_validate(body) if body else None, now=deps.now())
    async with deps.db.tenant(run.tenant_id) as tx:
        row = await tenders.upsert(
            tx,
            source=tender.source,
            external_id=tender.external_id,
            version=tender.version,
            content_hash=tender.content_hash,
            kind=tender.kind,
            title=tender.title,
            buyer=tender.buyer,
            deadline_at=tender.deadline.instant if tender.deadline else None,
            body=tender.model_dump(mode="json"),
            now=deps.now(),
        )
        await runs.set_tender(tx, run.id, _token(run), row.id)
        await members.ensure(tx, run.requester, now=deps.now())
        stored: dict[StepName, dict[str, Any]] = {step: done[step] for step in SHOWN if step in done}
        progress.begin(stored)
        await endings.show_progress(tx, deps, run, progress.steps, due_at=progress.due_at)
    return Work(tender, row.id, case, stored)


async def _save(tx: TenantTx, deps: Deps, run: runs.Run, work: Work) -> None:
    """Store the steps that are not stored yet. Raises StaleLease."""
    for step, body in work.unsaved.items():
        await steps.save(tx, run.id, _token(run), step, body, usage=None, now=deps.now())
    work.unsaved.clear()


async def _judge(deps: Deps, run: runs.Run, work: Work, progress: Progress) -> Outcome:
    """Run the chain; when no model can answer, the rules analyst does, and its note says so."""
    try:
        return await _chain(deps, run, work, deps.analyst(), progress)
    except AnalystError as error:
        if error.retryable and run.attempt < deps.limits.max_attempts:
            raise
        log.warning("analyst_fell_back", run_id=run.id, error=type(error).__name__)
        # what the model judged before it failed is left out: an answer "without a language model" must not rest on one
        guarded = {step: body for step, body in work.done.items() if step == "guard_in"}
        return await _chain(deps, run, replace(work, done=guarded), deps.fallback, progress)


async def _chain(deps: Deps, run: runs.Run, work: Work, analyst: Analyst, progress: Progress) -> Outcome:
    depth = endings.depth_of(run)

    async def on_start(step: StepName) -> None:
        progress.start(SHOWN[step])

    async def on_step(step: StepName, body: dict[str, object]) -> None:
        work.unsaved[step] = body
        if step not in FREE:
            progress.advance()
            async with deps.db.tenant(run.tenant_id) as tx:
                await _save(tx, deps, run, work)
                await endings.show_progress(tx, deps, run, progress.steps, due_at=max(progress.due_at, deps.now()))
            deps.poster.kick()
        log.info("step_completed", run_id=run.id, step=step)

    return await run_chain(work.case, analyst, depth=depth, policy=deps.policy, done=work.done, on_step=on_step, on_start=on_start)


def _token(run: runs.Run) -> str:
    if run.lease_token is None:
        raise StaleLease(run.id)
    return run.lease_token
