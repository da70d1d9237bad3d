"""A question in the thread of a run: stored before it is acknowledged, answered by a worker, posted once into that thread."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

import structlog

from jobs import endings, questions, tracing
from jobs.chain.errors import BadInput
from jobs.chain.questions.words import LONGEST
from jobs.deps import Deps
from jobs.payloads import WakeUp
from jobs.periods import period_of
from jobs.threads import Asked
from storage import credits, runs, vault
from storage.scope import TenantTx

DEPTH = runs.QUESTION
PRICE = 0
"""Credits: what a question may cost is bounded by the ceilings of money alone."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Question:
    """What a person asked, and in which thread."""

    tenant_id: str
    member: str
    channel: str
    thread_ts: str
    text: str
    key: str
    """What makes a second delivery the same question."""
    request_id: str


async def thread_of(deps: Deps, tenant_id: str, channel: str, thread_ts: str) -> runs.Run | None:
    """The run whose thread it is, if it is one of ours."""
    async with deps.db.tenant_read(tenant_id) as tx:
        return await runs.of_thread(tx, channel, thread_ts)


async def admit(deps: Deps, question: Question, about: runs.Run) -> WakeUp | None:
    """Store it as a run of its own; the wake-up is to be sent now, None where the dispatcher will, or the question is known.

    Raises BadInput for an empty question, one that is too long, or a thread whose notice is not read yet; StorageError.
    """
    if not question.text.strip():
        raise BadInput("empty", "Ask a question about this tender.")
    if len(question.text) > LONGEST:
        raise BadInput("too_long", f"A question may have {LONGEST:,} characters; this one has {len(question.text):,}.")
    if about.tender_id is None:
        raise BadInput("not_read", "The notice of this thread is not read yet. Ask again once its first answer is here.")
    woken = deps.window.take()
    async with deps.db.tenant(question.tenant_id) as tx:
        accepted = await _store(tx, deps, question, woken=woken)
    log.info("question_accepted", run_id=accepted.run_id, created=accepted.created)
    return WakeUp(run_id=accepted.run_id, gen=1) if woken and accepted.created else None


async def attempt(deps: Deps, run: runs.Run) -> None:
    """Answers a claimed question and ends it. A model that fails gives the nearest passages, which say so; raises StorageError."""
    async with deps.db.tenant_read(run.tenant_id) as tx:
        text = (await vault.get(tx, deps.cipher, run.input_ref)).decode()
        about = await runs.of_thread(tx, run.channel, run.thread_ts or "")
    if about is None or about.tender_id is None:
        async with deps.db.tenant(run.tenant_id) as tx:
            await endings.fail(tx, deps, run, "refused", cause="no thread", sentence="The thread it was asked in is gone.")
        return
    asked = Asked(id=run.id, thread=about.id, tender_id=about.tender_id, text=text, member=run.requester, run_id=run.id)
    with tracing.span("question"):
        await questions.ask(deps, deps.answering, run.tenant_id, asked)
    async with deps.db.tenant(run.tenant_id) as tx:
        await endings.replied(tx, deps, run, about)


async def _store(tx: TenantTx, deps: Deps, question: Question, *, woken: bool) -> runs.Accepted:
    now, input_ref = deps.now(), deps.new_id()
    new = runs.NewRun(
        id=deps.new_id(),
        dedupe_key=hashlib.sha256(f"question\n{question.member}\n{question.channel}\n{question.key}".encode()).hexdigest(),
        request_id=question.request_id,
        requester=question.member,
        surface="mention",
        channel=question.channel,
        depth=DEPTH,
        source_kind=DEPTH,
        input_ref=input_ref,
        trace=tracing.carrier(),
    )
    accepted = await runs.accept(tx, new, now, admitted=woken)
    if accepted.created:
        await runs.set_thread(tx, new.id, question.thread_ts)
        until = now + timedelta(days=deps.limits.vault_days)
        await vault.put_all(tx, deps.cipher, [vault.Entry(input_ref, "question", question.text.encode(), until)], now)
        month, allowance = period_of(now), deps.limits.monthly_credits
        await credits.reserve(
            tx, run_id=new.id, stage="request", amount=PRICE, member=question.member, period=month, allowance=allowance, now=now
        )
    return accepted
