"""Runs a dead letter again: reserved anew under a ledger stage of its own, and admitted by the dispatcher within its next tick."""

from jobs import endings
from jobs.chain.analysis import CREDITS
from jobs.deps import Deps
from jobs.periods import period_of
from storage import credits, runs


async def replay(deps: Deps, tenant_id: str, run_id: str) -> int:
    """The run's new generation. Raises NotFound when it is no dead letter, InsufficientCredits when it cannot be paid."""
    now = deps.now()
    async with deps.db.tenant(tenant_id) as tx:
        gen = await runs.replay(tx, run_id, now=now)
        run = await runs.get(tx, run_id)
        await credits.reserve(
            tx,
            run_id=run_id,
            stage=endings.stage_of(run.replays),
            amount=CREDITS[endings.depth_of(run)],
            member=run.requester,
            period=period_of(now),
            allowance=deps.limits.monthly_credits,
            now=now,
        )
    return gen
