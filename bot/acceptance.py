"""Stored before acknowledged: a request is in the database within the time that Slack leaves us, or it never was (DESIGN.md §3.1)."""

import asyncio

import structlog

from bot import words
from bot.background import Background
from jobs import admission
from jobs.admission import Admitted, Request
from jobs.chain.errors import BidwrightError
from jobs.deps import Deps
from storage import runs
from storage.errors import StorageError

ACCEPT_SECONDS = 2.5
"""Of Slack's 3 s for an acknowledgement."""

log = structlog.get_logger()


class TooSlow(BidwrightError):
    """The request could not be stored in time; it does not count."""


async def accept(deps: Deps, background: Background, request: Request, *, seconds: float = ACCEPT_SECONDS) -> Admitted:
    """Raises what `admission.admit` raises, and TooSlow."""
    work = asyncio.create_task(admission.admit(deps, request))
    # `work` is never cancelled: a commit that is cut off may have happened or not, and the person is told that it did not.
    try:
        await asyncio.wait({work}, timeout=seconds)
    except asyncio.CancelledError:
        background.start(_take_back(deps, work, request))
        raise
    if not work.done():
        background.start(_take_back(deps, work, request))
        raise TooSlow(words.TOO_SLOW)
    return work.result()


async def _take_back(deps: Deps, work: "asyncio.Task[Admitted]", request: Request) -> None:
    """Cancel the run that was stored after its time: cancelling gives its credits back."""
    try:
        admitted = await work
    except (BidwrightError, StorageError) as error:
        log.info("late_request_not_stored", request_id=request.request_id, cause=type(error).__name__)
        return
    async with deps.db.tenant(request.tenant_id) as tx:
        await runs.request_cancel(tx, admitted.run_id, by="the acknowledgement's time limit", now=deps.now())
    await admission.announce(deps, admitted)
    log.warning("late_request_taken_back", request_id=request.request_id, run_id=admitted.run_id)
