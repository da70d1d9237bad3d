"""The workspace took the app or its tokens back: stop working for it, whichever event comes first, however often."""

from datetime import datetime
from typing import Any

from bot.here import Here
from storage import audit, installations, requests, runs
from storage.scope import TenantTx


async def uninstalled(body: dict[str, Any], here: Here) -> None:
    await _leave(here, "app_uninstalled", str(body.get("event_id", "")))


async def revoked(body: dict[str, Any], event: dict[str, Any], here: Here) -> None:
    # `oauth` lists people who took back their own token; the workspace's is under `bot`.
    if event.get("tokens", {}).get("bot"):
        await _leave(here, "tokens_revoked", str(body.get("event_id", "")))


async def _leave(here: Here, cause: str, event_id: str) -> None:
    """The receipt is written with the effect, so that a delivery that failed half-way is taken again."""
    now = here.deps.now()
    async with here.deps.db.tenant(here.tenant_id) as tx:
        if await requests.first_time(tx, f"event:{event_id or here.request_id}", now):
            in_force = await installations.revoke(tx, now, cause)
            stopped = await _stop(tx, now, cause)
            if in_force or stopped:
                after = {"cause": cause, "runs_stopped": stopped}
                await audit.record(
                    tx,
                    actor="slack",
                    act="uninstalled",
                    subject="installation",
                    before=None,
                    after=after,
                    request_id=here.request_id,
                    now=now,
                )
    here.workspaces.forget(here.tenant_id)


async def _stop(tx: TenantTx, now: datetime, cause: str) -> int:
    stopped = 0
    for run in await runs.recent(tx, limit=1000):
        if run.state == "awaiting_approval":
            stopped += await runs.end_waiting(tx, run.id, "cancelled", cause=cause, now=now)
        elif run.state not in runs.ENDED:
            stopped += await runs.request_cancel(tx, run.id, by=cause, now=now)
    return stopped
