"""An approved draft: each section stored as it comes, the whole one posted once, charged only where a model wrote."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from jobs import endings
from jobs.chain.analysis import DRAFT_CREDITS, Analysis, GuardReport
from jobs.chain.drafting.draft import SECTIONS, Brief, Draft, brief_of
from jobs.chain.drafting.template import FALLBACK_NOTE, TemplateDrafter
from jobs.chain.drafting.write import Drafter, step_of, write_draft
from jobs.chain.errors import AnalystError
from jobs.chain.model import Case
from jobs.chain.profile import Profile
from jobs.chain.tender import Tender
from jobs.deps import Deps
from jobs.evidence import evidence_for
from jobs.llm.purse import Payer
from jobs.masking import Masking, masked
from storage import outbox, runs, steps, tenants, tenders

SHOWN_EVERY = timedelta(seconds=3)
"""facts/slack.md: one message is not changed more often."""
STEPS = frozenset(map(step_of, SECTIONS))

log = structlog.get_logger()


@dataclass
class Desk:
    """One attempt at one draft."""

    deps: Deps
    run: runs.Run
    masking: Masking | None = None
    done: dict[str, dict[str, object]] = field(default_factory=dict[str, dict[str, object]])
    shown_at: datetime | None = None

    async def keep(self, step: str, body: dict[str, object]) -> None:
        """Store a section with the tokens behind its masks, and let the thread see how far it is. Raises StaleLease."""
        deps, run = self.deps, self.run
        async with deps.db.tenant(run.tenant_id) as tx:
            await runs.hold(tx, run.id, runs.token_of(run))
            await steps.save_all(tx, run.id, {step: body}, now=deps.now())
            if self.masking is not None:
                await self.masking.keep(tx, deps)
            self.done[step] = body
            due = max(deps.now(), (self.shown_at or deps.now()) + (SHOWN_EVERY if self.shown_at else timedelta(0)))
            payload: dict[str, object] = {"view": "approval", "written": len(self.done)}
            await outbox.revise(tx, run_id=run.id, part="approval", payload=payload, now=deps.now(), due_at=due)
            self.shown_at = due
        deps.poster.kick()


async def attempt(deps: Deps, run: runs.Run) -> None:
    """Writes what is not written yet and ends the run. Raises the AnalystError of a section while there are attempts left."""
    drafter = deps.drafter(Payer(run.tenant_id, "draft", run.id, run.requester))
    desk = Desk(deps, run)
    brief = await _brief(desk, masks=drafter.calls_model)
    draft = await _written(desk, brief, drafter)
    price = DRAFT_CREDITS if any(section.made_by == "model" for section in draft.sections) else 0
    async with deps.db.tenant(run.tenant_id) as tx:
        if desk.masking is not None:
            await desk.masking.keep(tx, deps)
        await endings.drafted(tx, deps, run, draft.model_dump(mode="json"), price)


async def _written(desk: Desk, brief: Brief, drafter: Drafter) -> Draft:
    """By the template where the last attempt with a model fails: the note and each section say so."""
    try:
        return await write_draft(brief, drafter, done=desk.done, on_step=desk.keep)
    except AnalystError as error:
        if error.retryable and desk.run.attempt < desk.deps.limits.max_attempts:
            raise
        log.warning("drafter_fell_back", run_id=desk.run.id, error=type(error).__name__)
        return await write_draft(brief, TemplateDrafter(note=FALLBACK_NOTE), done=desk.done, on_step=desk.keep)


async def _brief(desk: Desk, *, masks: bool) -> Brief:
    """What was judged, as it was judged: the stored tender and answer, the profile and library of today."""
    deps, run = desk.deps, desk.run
    outcome = run.outcome or {}
    async with deps.db.tenant_read(run.tenant_id) as tx:
        tender = Tender.model_validate((await tenders.get(tx, run.tender_id or "")).body)
        profile = await tenants.profile(tx)
        stored = await steps.done(tx, run.id)
    desk.done |= {step: body for step, body in stored.items() if step in STEPS}
    body = profile.body if profile else deps.default_profile
    ours = Profile.model_validate(body) if body else None
    held = await evidence_for(deps, run.tenant_id, tender, ours)
    case = Case(tender=tender, profile=ours, now=deps.now(), coverage=held)
    if masks:
        case, desk.masking = await masked(deps, run.tenant_id, run.id, case, keep_contacts=deps.limits.keep_buyer_contacts)
    return brief_of(case, GuardReport.model_validate(outcome["guard"]), Analysis.model_validate(outcome["analysis"]))
