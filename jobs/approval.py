"""A person lets a draft be written, or does not: bound to what they were shown, reserved at that moment."""

import hashlib
import json
from dataclasses import dataclass

import structlog

from jobs import endings
from jobs.chain.analysis import DRAFT_CREDITS
from jobs.chain.errors import BidwrightError
from jobs.deps import Deps
from jobs.payloads import WakeUp
from jobs.periods import period_of
from storage import audit, credits, runs
from storage.scope import TenantTx

log = structlog.get_logger()


class NotWaiting(BidwrightError):
    """The run does not wait for an approval, or no longer for this one; nothing was changed."""


@dataclass(frozen=True)
class Approver:
    """Who pressed the button, and under which request."""

    member: str
    request_id: str


def seal_of(run: runs.Run) -> str:
    """What an approval is bound to: the tender, the profile and the answer as they were shown, as 16 hex digits."""
    outcome = run.outcome or {}
    shown = {name: outcome.get(name) for name in ("analysis", "question", "tender_id")}
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:16]


async def approve(deps: Deps, tenant_id: str, run_id: str, seal: str, by: Approver) -> WakeUp:
    """Reserves the draft's price and sends the run on; the wake-up is to be sent after.

    Raises NotFound, NotWaiting, InsufficientCredits: then nothing was changed.
    """
    now = deps.now()
    async with deps.db.tenant(tenant_id) as tx:
        run = await _waiting(tx, run_id, seal)
        gen = await runs.approve(tx, run.id, by=by.member, now=now)
        if gen is None:
            raise NotWaiting("Somebody else has decided on this draft just now. Nothing was changed or charged.")
        await _told(tx, deps, run, by, "approve")
        await credits.reserve(
            tx,
            run_id=run.id,
            stage=endings.draft_stage(run.replays),
            amount=DRAFT_CREDITS,
            member=by.member,
            period=period_of(now),
            allowance=deps.limits.monthly_credits,
            now=now,
        )
    deps.poster.kick()
    log.info("draft_approved", run_id=run.id)
    return WakeUp(run_id=run.id, gen=gen)


async def decline(deps: Deps, tenant_id: str, run_id: str, seal: str, by: Approver) -> None:
    """Ends the run as it stands: the answer stays, nothing more is charged. Raises NotFound, NotWaiting."""
    async with deps.db.tenant(tenant_id) as tx:
        run = await _waiting(tx, run_id, seal)
        await runs.end_waiting(tx, run.id, "complete", cause=f"draft declined by {by.member}", now=deps.now())
        await _told(tx, deps, run, by, "decline")
    deps.poster.kick()


async def _waiting(tx: TenantTx, run_id: str, seal: str) -> runs.Run:
    run = await runs.get(tx, run_id)
    if run.state != "awaiting_approval":
        raise NotWaiting(
            "This run does not wait for an approval any more: its thread says what became of it. Nothing was changed or charged."
        )
    if seal != seal_of(run):
        raise NotWaiting(
            "The answer is another one by now than the one this button was shown with. Read it again, then press the button under it."
        )
    return run


async def _told(tx: TenantTx, deps: Deps, run: runs.Run, by: Approver, act: str) -> None:
    await endings.stands(tx, deps, run.id)
    subject, now = f"run:{run.id}", deps.now()
    await audit.record(tx, actor=by.member, act=act, subject=subject, before=None, after={}, request_id=by.request_id, now=now)
