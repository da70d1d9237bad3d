"""Holds a run while it is worked on: lease, heartbeat, cancel flag, and the one map from errors to what happens next.

This is the worker's process edge: the only broad `except` of the jobs package stands here, and it records what it caught.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from jobs import endings, tracing
from jobs.chain.errors import AnalystError, SourceDown
from jobs.deps import Deps
from jobs.payloads import WakeUp
from storage import runs
from storage.errors import StaleLease, StorageError

log = structlog.get_logger()

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(seconds=60)
Attempt = Callable[[Deps, runs.Run], Awaitable[None]]


class Cancelled(Exception):
    """The cancel flag was seen at a heartbeat."""


async def perform(deps: Deps, wake_up: WakeUp, attempt: Attempt) -> None:
    """Claim the run, attempt it under a heartbeat, and record how that went. Only cancellation leaves this function."""
    try:
        run = await _claim(deps, wake_up)
    except StorageError as error:
        log.warning("claim_failed", run_id=wake_up.run_id, error=type(error).__name__)
        return
    if run is None:
        return
    ids: dict[str, str | int] = {"run_id": run.id, "attempt": run.attempt}
    with structlog.contextvars.bound_contextvars(request_id=run.request_id, **ids), tracing.span("run", carried=run.trace, **ids):
        try:
            await _hold(deps, run, attempt)
        except (StorageError, OSError) as error:
            log.warning("run_left_to_sweeper", error=type(error).__name__, detail=str(error)[:200])
    deps.poster.kick()


async def _claim(deps: Deps, wake_up: WakeUp) -> runs.Run | None:
    async with deps.db.system() as sys:
        tenant_id = await runs.locate(sys, wake_up.run_id)
    if tenant_id is None:
        return None
    async with deps.db.tenant(tenant_id) as tx:
        return await runs.claim(
            tx, wake_up.run_id, wake_up.gen, token=deps.new_id(), now=deps.now(), lease_seconds=deps.limits.lease.total_seconds()
        )


async def _hold(deps: Deps, run: runs.Run, attempt: Attempt) -> None:
    try:
        await _with_heartbeat(deps, run, attempt)
        log.info("run_ended")
    except StaleLease:
        log.warning("lease_lost")
    except Cancelled:
        async with deps.db.tenant(run.tenant_id) as tx:
            await endings.fail(tx, deps, run, "cancelled", cause="cancelled", sentence="Stopped before it was finished.")
    except asyncio.CancelledError:
        await asyncio.shield(_hand_back(deps, run))
        raise
    except (AnalystError, SourceDown) as error:
        await _again(deps, run, cause=type(error).__name__, sentence=error.sentence, wait=error.retry_after)
    except Exception as error:  # the worker's edge: a bug must end as a retry and then a dead letter, never as silence
        log.exception("attempt_failed", error=type(error).__name__)
        await _again(deps, run, cause=type(error).__name__, sentence="Something broke on our side.", wait=None)


async def _with_heartbeat(deps: Deps, run: runs.Run, attempt: Attempt) -> None:
    if run.cancel_requested_at is not None:
        raise Cancelled
    working = asyncio.ensure_future(attempt(deps, run))
    beating = asyncio.ensure_future(_beat(deps, run))
    try:
        await asyncio.wait({working, beating}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            working.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await working
            beating.result()
        working.result()
    finally:
        for task in (working, beating):
            task.cancel()
        await asyncio.gather(working, beating, return_exceptions=True)


async def _beat(deps: Deps, run: runs.Run) -> None:
    """Renew the lease every third of it. Raises StaleLease when it is gone, Cancelled when a person stopped the run.

    A database that is away for a beat costs no attempt; StorageError only once the lease has run out meanwhile.
    """
    assert run.lease_token is not None
    lease = deps.limits.lease
    until = deps.now() + lease
    while True:
        await asyncio.sleep(lease.total_seconds() / 3)
        began = deps.now()
        try:
            async with deps.db.tenant(run.tenant_id) as tx:
                beat = await runs.heartbeat(tx, run.id, run.lease_token, now=began, lease_seconds=lease.total_seconds())
        except StorageError as error:
            if deps.now() >= until:
                raise
            log.warning("heartbeat_missed", error=type(error).__name__)
            continue
        if not beat.held:
            raise StaleLease(run.id)
        if beat.cancelled:
            raise Cancelled
        until = began + lease


async def _hand_back(deps: Deps, run: runs.Run) -> None:
    """The worker is stopping: the run is due again at once, for another one."""
    assert run.lease_token is not None
    try:
        async with deps.db.tenant(run.tenant_id) as tx:
            await runs.retry_later(tx, run.id, run.lease_token, due_at=deps.now(), cause="worker stopped", now=deps.now())
    except StorageError as error:
        log.warning("hand_back_failed", error=type(error).__name__)


async def _again(deps: Deps, run: runs.Run, *, cause: str, sentence: str, wait: float | None) -> None:
    assert run.lease_token is not None
    async with deps.db.tenant(run.tenant_id) as tx:
        if run.attempt >= deps.limits.max_attempts:
            await endings.bury(tx, deps, run, token=run.lease_token, cause=cause, sentence=sentence)
            return
        await runs.retry_later(tx, run.id, run.lease_token, due_at=deps.now() + _pause(run.attempt, wait), cause=cause, now=deps.now())


def _pause(attempt: int, asked: float | None) -> timedelta:
    """Doubling from two seconds, at most a minute; what the other side asked for wins within the same bound."""
    wait = FIRST_WAIT * 2 ** (attempt - 1) if asked is None else timedelta(seconds=asked)
    return min(max(wait, timedelta(seconds=0.5)), LONGEST_WAIT)
