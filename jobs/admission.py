"""The one door into the queue: read, price, store, reserve and announce a request in a single transaction."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from jobs import tracing
from jobs.chain.analysis import CREDITS, Depth
from jobs.deps import Deps
from jobs.intake.given import Given
from jobs.intake.reader import glance_at_hand
from jobs.payloads import WakeUp
from jobs.periods import period_of
from jobs.sources.read import Headline
from storage import credits, outbox, runs, vault
from storage.scope import TenantTx

RESPONSE_URL_LASTS = timedelta(minutes=30)
"""Slack takes no answer there later (docs.slack.dev, "Handling user interaction")."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Request:
    """One asking, whatever surface it came through."""

    tenant_id: str
    member: str
    """Slack user id of the person who asks."""
    channel: str
    surface: str
    """command, form, mention, api …"""
    given: Given
    depth: Depth
    request_key: str
    """What makes a repeated delivery the same asking: trigger id, view id and hash, event id."""
    request_id: str
    response_url: str | None = None


@dataclass(frozen=True)
class Admitted:
    run_id: str
    created: bool
    """False: the same asking came twice and joined its first run."""
    headline: Headline | None
    """Read already where it was at hand; None for what the worker must ask for."""
    price: int
    credits_left: int
    wake_up: WakeUp | None
    """To be sent now; None where the window is full, and the dispatcher sends it in its turn."""


def dedupe_key(request: Request) -> str:
    """One asking per workspace, delivery and person."""
    body = f"{request.surface}\n{request.member}\n{request.channel}\n{request.request_key}"
    return hashlib.sha256(body.encode()).hexdigest()


async def admit(deps: Deps, request: Request) -> Admitted:
    """Store the run, reserve its price and write its root message, or none of them.

    Raises BadInput when the text cannot be read, InsufficientCredits when the workspace has too few left,
    StorageError when it could not be stored: in each case nothing was charged.
    """
    given = request.given
    headline = await glance_at_hand(given, limit_chars=deps.limits.pasted_chars) if given.at_hand else None
    now = deps.now()
    woken = deps.window.take()
    async with deps.db.tenant(request.tenant_id) as tx:
        accepted, balance = await _store(tx, deps, request, now, woken=woken)
    log.info("request_accepted", run_id=accepted.run_id, created=accepted.created, surface=request.surface, depth=request.depth)
    wake_up = WakeUp(run_id=accepted.run_id, gen=1) if woken and accepted.created else None
    return Admitted(accepted.run_id, accepted.created, headline, CREDITS[request.depth], balance.left, wake_up)


async def _store(tx: TenantTx, deps: Deps, request: Request, now: datetime, *, woken: bool) -> tuple[runs.Accepted, credits.Balance]:
    """Raises InsufficientCredits and StorageError. A delivery seen before, even one being stored just now elsewhere, joins its run."""
    run = _new_run(deps, request)
    # Credits come last, as at a run's end: their account is one row a workspace and month, and others wait while it is locked.
    accepted = await runs.accept(tx, run, now, admitted=woken)
    if not accepted.created:
        return accepted, await credits.balance(tx, period=period_of(now), allowance=deps.limits.monthly_credits)
    await vault.put_all(tx, deps.cipher, _sealed(deps, request, run, now), now)
    await outbox.put(
        tx,
        id=deps.new_id(),
        run_id=run.id,
        part="root",
        thread=run.id,
        seq=0,
        channel=request.channel,
        payload={"view": "root", "subject": request.given.label},
        now=now,
    )
    balance = await credits.reserve(
        tx,
        run_id=run.id,
        stage="request",
        amount=CREDITS[request.depth],
        member=request.member,
        period=period_of(now),
        allowance=deps.limits.monthly_credits,
        now=now,
    )
    return accepted, balance


def _new_run(deps: Deps, request: Request) -> runs.NewRun:
    return runs.NewRun(
        id=deps.new_id(),
        dedupe_key=dedupe_key(request),
        request_id=request.request_id,
        requester=request.member,
        surface=request.surface,
        channel=request.channel,
        depth=request.depth,
        source_kind=request.given.kind,
        input_ref=deps.new_id(),
        response_url_ref=deps.new_id() if request.response_url else None,
        trace=tracing.carrier(),
    )


def _sealed(deps: Deps, request: Request, run: runs.NewRun, now: datetime) -> list[vault.Entry]:
    """What the run needs and nobody may read in the database: the input, and where Slack takes an answer for half an hour."""
    given = request.given.model_dump_json().encode()
    entries = [vault.Entry(run.input_ref, "input", given, now + timedelta(days=deps.limits.vault_days))]
    if request.response_url and run.response_url_ref:
        entries.append(vault.Entry(run.response_url_ref, "response_url", request.response_url.encode(), now + RESPONSE_URL_LASTS))
    return entries


async def announce(deps: Deps, admitted: Admitted) -> None:
    """After the commit: wake the poster and a worker."""
    deps.poster.kick()
    await wake(deps, admitted.wake_up)


async def wake(deps: Deps, wake_up: WakeUp | None) -> None:
    """One that is lost here or in Redis is sent again by the dispatcher; None where that sends the first."""
    if wake_up is not None:
        await deps.queue.send(wake_up)
    await deps.window.look(deps.db, deps.now())
