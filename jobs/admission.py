"""The one door into the queue: read, price, store, reserve and announce a request in a single transaction."""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from jobs import dispatch, tracing
from jobs.chain.analysis import CREDITS, Depth
from jobs.chain.tender import Tender
from jobs.deps import Deps
from jobs.payloads import WakeUp
from jobs.sources.read import read_notice
from storage import credits, outbox, runs, vault
from storage.scope import TenantTx

RESPONSE_URL_LASTS = timedelta(minutes=30)
"""Slack takes no answer there later (docs.slack.dev, "Handling user interaction")."""

READ_AT_ONCE = 50_000
"""Bytes; up to here reading takes about two milliseconds, which is what a thread would cost."""

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
    data: bytes
    name: str
    """File or sample name, empty for pasted text."""
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
    tender: Tender
    price: int
    credits_left: int


def period_of(now: datetime) -> str:
    """The credit month, a key: nothing is reset when it changes."""
    return now.strftime("%Y-%m")


def dedupe_key(request: Request) -> str:
    """One asking per workspace, delivery and person."""
    body = f"{request.surface}\n{request.member}\n{request.channel}\n{request.request_key}"
    return hashlib.sha256(body.encode()).hexdigest()


async def admit(deps: Deps, request: Request) -> Admitted:
    """Store the run, reserve its price and write its root message, or none of them.

    Raises BadInput when the text cannot be read, InsufficientCredits when the workspace has too few left,
    StorageError when it could not be stored: in each case nothing was charged.
    """
    tender = await _read(request, deps.limits.pasted_chars)
    now = deps.now()
    async with deps.db.tenant(request.tenant_id) as tx:
        accepted, balance = await _store(tx, deps, request, now)
    log.info("request_accepted", run_id=accepted.run_id, created=accepted.created, surface=request.surface, depth=request.depth)
    return Admitted(accepted.run_id, accepted.created, tender, CREDITS[request.depth], balance.left)


async def _read(request: Request, limit_chars: int) -> Tender:
    """Raises BadInput. A large notice is read beside the event loop, so that it does not hold up the answers to others."""
    read = partial(read_notice, request.data, name=request.name, limit_chars=limit_chars)
    return read() if len(request.data) <= READ_AT_ONCE else await asyncio.to_thread(read)


async def _store(tx: TenantTx, deps: Deps, request: Request, now: datetime) -> tuple[runs.Accepted, credits.Balance]:
    """Raises InsufficientCredits and StorageError. A delivery seen before, even one being stored just now elsewhere, joins its run."""
    run = _new_run(deps, request)
    accepted = await runs.accept(tx, run, now)
    if not accepted.created:
        return accepted, await credits.balance(tx, period=period_of(now), allowance=deps.limits.monthly_credits)
    await vault.put_all(tx, deps.cipher, _sealed(deps, request, run, now), now)
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
    await outbox.put(
        tx,
        id=deps.new_id(),
        run_id=run.id,
        part="root",
        thread=run.id,
        seq=0,
        channel=request.channel,
        payload={"view": "root"},
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
        source_kind=request.name,
        input_ref=deps.new_id(),
        response_url_ref=deps.new_id() if request.response_url else None,
        trace=tracing.carrier(),
    )


def _sealed(deps: Deps, request: Request, run: runs.NewRun, now: datetime) -> list[vault.Entry]:
    """What the run needs and nobody may read in the database: the input, and where Slack takes an answer for half an hour."""
    entries = [vault.Entry(run.input_ref, "input", request.data, now + timedelta(days=deps.limits.vault_days))]
    if request.response_url and run.response_url_ref:
        entries.append(vault.Entry(run.response_url_ref, "response_url", request.response_url.encode(), now + RESPONSE_URL_LASTS))
    return entries


async def announce(deps: Deps, tenant_id: str, run_id: str) -> None:
    """After the commit: wake the poster and, while the window has room, a worker. The dispatcher covers the rest."""
    deps.poster.kick()
    await deps.window.look(deps.db, deps.now())
    if deps.window.take():
        await dispatch.admit_one(deps, tenant_id, WakeUp(run_id=run_id, gen=1))
