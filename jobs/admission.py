"""The one door into the queue: read, price, store, reserve and announce a request in a single transaction."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs import dispatch
from jobs.chain.analysis import CREDITS, Depth
from jobs.chain.tender import Tender
from jobs.deps import Deps
from jobs.payloads import WakeUp
from jobs.sources.read import read_notice
from storage import credits, members, outbox, runs, vault
from storage.scope import TenantTx


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
    body = "\n".join((request.surface, request.member, request.channel, request.request_key))
    return hashlib.sha256(body.encode()).hexdigest()


async def admit(deps: Deps, request: Request) -> Admitted:
    """Store the run, reserve its price and write its root message, or none of them.

    Raises BadInput when the text cannot be read, InsufficientCredits when the workspace has too few left,
    StorageError when it could not be stored: in each case nothing was charged.
    """
    tender = read_notice(request.data, name=request.name, limit_chars=deps.limits.pasted_chars)
    now = deps.now()
    async with deps.db.tenant(request.tenant_id) as tx:
        accepted, balance = await _store(tx, deps, request, now)
    return Admitted(accepted.run_id, accepted.created, tender, CREDITS[request.depth], balance.left)


async def _store(tx: TenantTx, deps: Deps, request: Request, now: datetime) -> tuple[runs.Accepted, credits.Balance]:
    run_id = deps.new_id()
    key = dedupe_key(request)
    known = await runs.by_dedupe(tx, key)
    if known is not None:
        balance = await credits.balance(tx, period=period_of(now), allowance=deps.limits.monthly_credits)
        return runs.Accepted(known.id, created=False), balance
    await members.ensure(tx, request.member, now=now)
    expires = now + timedelta(days=deps.limits.vault_days)
    ref = await vault.put(tx, deps.cipher, id=deps.new_id(), purpose="input", plain=request.data, expires_at=expires, now=now)
    url_ref = None
    if request.response_url:
        plain = request.response_url.encode()
        url_ref = await vault.put(
            tx, deps.cipher, id=deps.new_id(), purpose="response_url", plain=plain, expires_at=now + timedelta(minutes=30), now=now
        )
    accepted = await runs.accept(
        tx,
        runs.NewRun(
            id=run_id,
            dedupe_key=key,
            request_id=request.request_id,
            requester=request.member,
            surface=request.surface,
            channel=request.channel,
            depth=request.depth,
            source_kind=request.name,
            input_ref=ref,
            response_url_ref=url_ref,
            trace=None,
        ),
        now,
    )
    balance = await credits.reserve(
        tx,
        run_id=run_id,
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
        run_id=run_id,
        part="root",
        thread=run_id,
        seq=0,
        channel=request.channel,
        payload={"view": "root"},
        now=now,
    )
    return accepted, balance


async def announce(deps: Deps, tenant_id: str, run_id: str) -> None:
    """After the commit: wake the poster and, while the window has room, a worker. The dispatcher covers the rest."""
    deps.poster.kick()
    async with deps.db.system() as sys:
        room = await runs.in_flight(sys, stale_before=deps.now() - dispatch.RESEND_AFTER) < 2 * deps.limits.slots
    if room:
        await dispatch.admit_one(deps, tenant_id, WakeUp(run_id=run_id, gen=1))
