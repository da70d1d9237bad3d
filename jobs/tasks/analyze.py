"""One analysis: claim the run, read state, do what is not done yet, end once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from jobs import answer_log, answering, drafts, endings, lifeline, sureness, tracing
from jobs.chain.analysis import StepName
from jobs.chain.errors import AnalystError, BadInput
from jobs.chain.model import Analyst, Case
from jobs.chain.pipeline import Outcome, run_chain
from jobs.chain.profile import Profile
from jobs.chain.tender import Tender
from jobs.deps import Deps
from jobs.evidence import evidence_for
from jobs.filing import Filed, file_tender
from jobs.intake.given import Given
from jobs.llm.purse import Payer
from jobs.masking import Masking, masked
from jobs.payloads import WakeUp
from jobs.progress import SHOWN, Progress
from jobs.stored_answer import question_of, stored_answer
from storage import library, members, quality, runs, steps, tenants, vault
from storage.scope import TenantTx

log = structlog.get_logger()

FREE: frozenset[StepName] = frozenset({"guard_in", "guard_out"})
"""Steps that never call a model: stored with the next write, since losing one costs milliseconds and a transaction costs more."""


@dataclass(frozen=True)
class Start:
    """What is known before anything is read."""

    given: Given
    done: Mapping[StepName, dict[str, Any]]
    profile: Profile | None
    shelved: bool
    """Whether the company's library holds anything."""
    profile_version: int = 0
    """Of the workspace's own; 0 for the deployment's, or none."""


@dataclass
class Work:
    """What an attempt goes on with, and what of it is not stored yet."""

    tender: Tender
    """As it was read, which is how it is filed."""
    case: Case
    """As it is judged: masked for an analyst that calls a model."""
    done: Mapping[StepName, dict[str, Any]]
    profile: Profile | None = None
    """As it is kept."""
    masking: Masking | None = None
    """None where nothing is masked: rules call nobody."""
    filed: Filed | None = None
    """Set once the tender is stored; its news are masked as the case is."""
    unsaved: dict[StepName, dict[str, Any]] = field(default_factory=dict[StepName, dict[str, Any]])
    """Results that wait for the next write."""


async def perform(deps: Deps, wake_up: WakeUp) -> None:
    """Run one wake-up to its end, or leave it to whoever holds it. Raises nothing but cancellation."""
    await lifeline.perform(deps, wake_up, _attempt)


async def _attempt(deps: Deps, run: runs.Run) -> None:
    if run.depth == answering.DEPTH:
        await answering.attempt(deps, run)
    elif run.state == "drafting":
        await drafts.attempt(deps, run)
    else:
        await _analyse(deps, run)


async def _analyse(deps: Deps, run: runs.Run) -> None:
    start = await _open(deps, run)
    analyst = deps.analyst(Payer(run.tenant_id, "analyze", run.id, run.requester))
    progress = Progress.of(run.depth, now=deps.now(), shown=analyst.calls_model or not start.given.at_hand)
    try:
        with tracing.span("read"):
            work = await _read(deps, run, start, progress, masks=analyst.calls_model)
    except BadInput as error:
        async with deps.db.tenant(run.tenant_id) as tx:
            await endings.fail(tx, deps, run, "refused", cause=error.code, sentence=error.sentence)
        return
    with tracing.span("chain", depth=run.depth):
        outcome = await _judge(deps, run, work, analyst, progress)
    progress.finish()
    # Two transactions and not one: an acknowledgement on SQLite waits for the longest of them.
    async with deps.db.tenant(run.tenant_id) as tx:
        filed = await _save(tx, deps, run, work)
    question = _question(deps, run, work)
    logged = await answer_log.logged(
        deps, run.tenant_id, work.case, outcome,
        news=filed.news, profile_version=start.profile_version, is_masked=work.masking is not None,
    )  # fmt: skip
    figure = await sureness.figure_of(deps, run.tenant_id, run.id, outcome, work.case)
    async with deps.db.tenant(run.tenant_id) as tx:
        if work.masking is not None:
            await work.masking.keep(tx, deps)
        if figure is not None:
            await quality.note(tx, figure)
        shown = progress.shown
        await endings.end(
            tx, deps, run, outcome, work.tender, filed=filed, question=question, logged=logged, steps=progress.steps, shown=shown
        )


async def _open(deps: Deps, run: runs.Run) -> Start:
    """What was handed over, the steps that are done, and for whom it is judged."""
    async with deps.db.tenant_read(run.tenant_id) as tx:
        data = await vault.get(tx, deps.cipher, run.input_ref)
        done = await steps.done(tx, run.id)
        profile = await tenants.profile(tx)
        shelved = bool(await library.listed(tx, limit=1))
    body = profile.body if profile else deps.default_profile
    stored: dict[StepName, dict[str, Any]] = {step: done[step] for step in SHOWN if step in done}
    version = profile.version if profile else 0
    return Start(Given.model_validate_json(data), stored, Profile.model_validate(body) if body else None, shelved, version)


async def _read(deps: Deps, run: runs.Run, start: Start, progress: Progress, *, masks: bool) -> Work:
    """Turn what was handed over into a tender and everything the chain needs. Raises BadInput, SourceDown."""
    if not start.given.at_hand:
        await _show(deps, run, progress)
    await deps.db.calm()
    tender = await deps.intake.read(start.given, tenant_id=run.tenant_id)
    held = await evidence_for(deps, run.tenant_id, tender, start.profile, shelved=start.shelved)
    work = Work(tender, Case(tender=tender, profile=start.profile, now=deps.now(), coverage=held), start.done, start.profile)
    if masks:
        keeps = deps.limits.keep_buyer_contacts
        work.case, work.masking = await masked(deps, run.tenant_id, run.id, work.case, keep_contacts=keeps)
    progress.resume(start.done)
    await _show(deps, run, progress, work)
    return work


async def _show(deps: Deps, run: runs.Run, progress: Progress, work: Work | None = None) -> None:
    """Let people see how far the run is, and store with it what is not stored yet. Raises StaleLease."""
    if not progress.shown:
        return
    async with deps.db.tenant(run.tenant_id) as tx:
        if work is not None:
            await _save(tx, deps, run, work)
        await endings.show_progress(tx, deps, run, progress.steps, due_at=max(progress.due_at, deps.now()))
    deps.poster.kick()


async def _save(tx: TenantTx, deps: Deps, run: runs.Run, work: Work) -> Filed:
    """Store the tender and the steps that are not stored yet. Raises StaleLease."""
    if work.filed is None:
        work.filed = await _file(tx, deps, run, work.tender, work.masking)
    else:
        await runs.hold(tx, run.id, runs.token_of(run))
    await steps.save_all(tx, run.id, work.unsaved, now=deps.now())
    work.unsaved.clear()
    return work.filed


async def _file(tx: TenantTx, deps: Deps, run: runs.Run, tender: Tender, masking: Masking | None) -> Filed:
    """Raises StaleLease: with the run no longer ours nothing is filed, and no token kept."""
    filed = await file_tender(tx, deps, tender)
    await runs.set_tender(tx, run.id, runs.token_of(run), filed.tender_id)
    await members.ensure(tx, run.requester, now=deps.now())
    if masking is None:
        return filed
    filed = replace(filed, news=tuple(map(masking.text, filed.news)))
    await masking.keep(tx, deps)
    return filed


async def _judge(deps: Deps, run: runs.Run, work: Work, analyst: Analyst, progress: Progress) -> Outcome:
    """Run the chain; when no model can answer, its last answer to the same question is told again, else rules judge; both say so."""
    try:
        return await _chain(deps, run, work, analyst, progress)
    except AnalystError as error:
        if error.retryable and run.attempt < deps.limits.max_attempts:
            raise
        log.warning("analyst_fell_back", run_id=run.id, error=type(error).__name__)
        if work.filed is not None:
            stored = await stored_answer(deps, run.tenant_id, work.filed.tender_id, _question(deps, run, work), work.masking)
            if stored is not None:
                return stored
        # what the model judged before it failed is left out: an answer "without a language model" must not rest on one
        guarded = {step: body for step, body in work.done.items() if step == "guard_in"}
        return await _chain(deps, run, replace(work, done=guarded), deps.fallback, progress)


async def _chain(deps: Deps, run: runs.Run, work: Work, analyst: Analyst, progress: Progress) -> Outcome:
    depth = endings.depth_of(run)

    async def on_start(step: StepName) -> None:
        progress.start(step)
        await deps.db.calm()

    async def on_step(step: StepName, body: dict[str, object]) -> None:
        work.unsaved[step] = body
        progress.end(step)
        if step == "guard_in":  # where rules answer in a model's stead they go on from it, and from what was found since
            work.done = {**work.done, step: body}
        if step not in FREE:
            progress.advance()
            await _show(deps, run, progress, work)
        log.info("step_completed", run_id=run.id, step=step)

    return await run_chain(work.case, analyst, depth=depth, policy=deps.policy, done=work.done, on_step=on_step, on_start=on_start)


def _question(deps: Deps, run: runs.Run, work: Work) -> str:
    return question_of(work.tender, work.profile, run.depth, deps.policy.version)
