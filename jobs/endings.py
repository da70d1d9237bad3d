"""How a run ends: outcome, charge, answer and eval-log row in one transaction, so that there is one of each.

Credits come last in it: their account is one row a workspace and month, and acknowledgements wait while it is locked.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from jobs import answer_log
from jobs.answer_log import Logged
from jobs.chain.analysis import CREDITS, Depth
from jobs.chain.pipeline import Outcome
from jobs.chain.tender import Tender
from jobs.deps import Deps
from jobs.filing import Filed
from storage import credits, eval_log, outbox, runs
from storage.scope import TenantTx

CHARGED = frozenset({"opportunity", "unknown"})
"""Kinds of notice that are judged in full; all others are news about one, told for nothing."""
ROOT, PROGRESS, ANSWER, APPROVAL, DRAFT, REPLIES = 0, 1, 2, 3, 4, 1_000
"""Order of a run's messages in its thread."""
APPROVAL_OPEN_FOR = timedelta(days=14)
"""DESIGN.md §4: an approval not given by then ends as complete."""
MOST_AT_ONCE = 100
NOTHING_TO_JUDGE = "There is no notice in it to judge: it is without words, too long, or little else than orders to a language model."


def charge(outcome: Outcome, tender: Tender, depth: Depth) -> int:
    """Credits a run costs: nothing for what cannot be bid for, was refused or is told again, the quick price when the first look ended it."""
    told_again = outcome.analysis is not None and outcome.analysis.stored_at is not None
    if told_again or outcome.state == "refused" or tender.kind not in CHARGED:
        return 0
    if outcome.state == "filtered_out":
        return CREDITS["quick"]
    return CREDITS[depth]


def stage_of(replays: int) -> str:
    """Ledger stage of a run's analysis: `request` at first, `replay-n` when an operator ran it again."""
    return f"replay-{replays}" if replays else "request"


def draft_stage(replays: int) -> str:
    """That of its draft."""
    return f"draft-{replays}" if replays else "draft"


async def end(
    tx: TenantTx,
    deps: Deps,
    run: runs.Run,
    outcome: Outcome,
    tender: Tender,
    *,
    filed: Filed,
    question: str,
    logged: Logged | None = None,
    steps: Mapping[str, str] | None = None,
    shown: bool = True,
) -> None:
    """Write how `run` ended; `question` is that of `jobs.stored_answer`; `steps` is what its progress shows from now on, None leaves what it showed last.

    `logged` is the answer as the eval log may keep it; without it the log has its codes and not a word of it. `shown` False: this
    attempt has put no progress.

    Raises StaleLease when another worker has taken it over: then nothing is written.
    """
    now = deps.now()
    price = charge(outcome, tender, depth_of(run))
    facts = {"charged": price, "tender_id": filed.tender_id, "question": question, "same_as": filed.same_as}
    body = outcome.model_dump(mode="json") | facts | {"news": list(filed.news)}
    error = None if outcome.analysis is not None else NOTHING_TO_JUDGE
    asks = run.depth == "draft" and outcome.state == "complete"
    state = "awaiting_approval" if asks else outcome.state
    await runs.end(tx, run.id, runs.token_of(run), state, cause="chain", outcome=body, error=error, now=now)
    await _log_answer(tx, deps, run, logged or Logged(outcome={"state": outcome.state}), tender, facts)
    await _announce(tx, deps, run, "answer", steps, shown=shown)
    if asks:
        await _put(tx, deps, run, "approval", APPROVAL, {"view": "approval"})
    await credits.settle(tx, run_id=run.id, stage=stage_of(run.replays), amount=price, now=now)


async def fail(tx: TenantTx, deps: Deps, run: runs.Run, state: runs.RunState, *, cause: str, sentence: str) -> None:
    """End a run that has no answer: give the credits back and say so in its thread."""
    now = deps.now()
    await runs.end(tx, run.id, runs.token_of(run), state, cause=cause, outcome=run.outcome, error=sentence, now=now)
    await _apologise(tx, deps, run)


async def bury(tx: TenantTx, deps: Deps, run: runs.Run, *, token: str | None, cause: str, sentence: str) -> None:
    """Attempts are used up: a dead letter that an operator can replay, the credits back, an apology in the thread."""
    now = deps.now()
    await runs.bury(tx, run.id, token=token, cause=cause, detail=sentence, now=now)
    await _apologise(tx, deps, run)


async def drafted(tx: TenantTx, deps: Deps, run: runs.Run, draft: Mapping[str, Any], price: int) -> None:
    """End a run whose draft is written, and post it. Raises StaleLease: then nothing is written."""
    now, outcome = deps.now(), run.outcome or {}
    body = {**outcome, "draft": draft, "charged": int(outcome.get("charged") or 0) + price}
    await runs.end(tx, run.id, runs.token_of(run), "complete", cause="draft", outcome=body, error=None, now=now)
    await stands(tx, deps, run.id)
    await _put(tx, deps, run, "draft", DRAFT, {"view": "draft"})
    await credits.settle(tx, run_id=run.id, stage=draft_stage(run.replays), amount=price, now=now)


async def replied(tx: TenantTx, deps: Deps, run: runs.Run, about: runs.Run) -> None:
    """End a question whose answer is stored under the run's id, and post that into the thread of `about`. Raises StaleLease."""
    now = deps.now()
    await runs.end(tx, run.id, runs.token_of(run), "complete", cause="question", outcome={"about": about.id}, error=None, now=now)
    await _reply(tx, deps, run, about, "reply")
    await credits.settle(tx, run_id=run.id, stage=stage_of(run.replays), amount=0, now=now)


async def _reply(tx: TenantTx, deps: Deps, run: runs.Run, about: runs.Run, view: str) -> None:
    """Behind all that the thread has: replies stand in the order in which they were ready."""
    place: dict[str, Any] = {"run_id": run.id, "part": "reply", "thread": about.id, "channel": run.channel}
    seq = REPLIES + int((deps.now() - about.created_at).total_seconds())
    await outbox.put(tx, id=deps.new_id(), **place, seq=seq, payload={"view": view}, now=deps.now())


async def _apologise(tx: TenantTx, deps: Deps, run: runs.Run) -> None:
    """An answer that is there stays: of a draft that failed only its own price comes back."""
    about = await runs.of_thread(tx, run.channel, run.thread_ts or "") if run.source_kind == runs.QUESTION else None
    if about is not None:
        await _reply(tx, deps, run, about, "apology")
        await credits.release(tx, run_id=run.id, stage=stage_of(run.replays), now=deps.now())
        return
    if run.state == "drafting":
        await stands(tx, deps, run.id)
        await credits.release(tx, run_id=run.id, stage=draft_stage(run.replays), now=deps.now())
        return
    await _announce(tx, deps, run, "apology")
    await credits.release(tx, run_id=run.id, stage=stage_of(run.replays), now=deps.now())


async def lapse(deps: Deps) -> None:
    """End what nobody approved in time: the answer stays."""
    async with deps.db.system() as sys:
        waiting = await runs.waiting_since(sys, before=deps.now() - APPROVAL_OPEN_FOR, limit=MOST_AT_ONCE)
    for one in waiting:
        async with deps.db.tenant(one.tenant_id) as tx:
            if await runs.end_waiting(tx, one.run_id, "complete", cause="approval not given in time", now=deps.now()):
                await stands(tx, deps, one.run_id)
        deps.poster.kick()


async def stands(tx: TenantTx, deps: Deps, run_id: str) -> None:
    """Send the two messages anew that say how far a run and its draft are."""
    for part in ("root", "approval"):
        await outbox.revise(tx, run_id=run_id, part=part, now=deps.now())


async def show_progress(tx: TenantTx, deps: Deps, run: runs.Run, steps: Mapping[str, str], *, due_at: datetime) -> None:
    """Put the state of the steps where the poster finds it; only the latest is sent, and not before `due_at`. Raises StaleLease."""
    await runs.hold(tx, run.id, runs.token_of(run))
    await _put(tx, deps, run, "progress", PROGRESS, _progress(steps), due_at=due_at)


def _progress(steps: Mapping[str, str]) -> dict[str, object]:
    return {"view": "progress", "steps": [[name, state] for name, state in steps.items()]}


async def _announce(
    tx: TenantTx, deps: Deps, run: runs.Run, view: str, steps: Mapping[str, str] | None = None, *, shown: bool = True
) -> None:
    if not await outbox.revise(tx, run_id=run.id, part="root", now=deps.now()):
        await _put(tx, deps, run, "root", ROOT, {"view": "root"})
    if shown or run.attempt > 1 or run.replays:
        await _close_progress(tx, deps, run, steps)
    await _put(tx, deps, run, view, ANSWER, {"view": view})


async def _close_progress(tx: TenantTx, deps: Deps, run: runs.Run, steps: Mapping[str, str] | None) -> None:
    """Nobody needs to see the progress of what is over; where it was shown it must not go on saying that a step is running."""
    if await outbox.withdraw(tx, run_id=run.id, part="progress"):
        return
    shown = await outbox.get(tx, run_id=run.id, part="progress")
    if shown is not None:
        await _put(tx, deps, run, "progress", PROGRESS, shown.payload if steps is None else _progress(steps))


async def _put(
    tx: TenantTx, deps: Deps, run: runs.Run, part: str, seq: int, payload: dict[str, object], *, due_at: datetime | None = None
) -> None:
    place: dict[str, Any] = {"run_id": run.id, "part": part, "thread": run.id, "seq": seq, "channel": run.channel}
    await outbox.put(tx, id=deps.new_id(), **place, payload=payload, now=deps.now(), due_at=due_at)


async def _log_answer(tx: TenantTx, deps: Deps, run: runs.Run, logged: Logged, tender: Tender, facts: Mapping[str, Any]) -> None:
    body = await answer_log.entry(tx, logged, run, tender, facts)
    await eval_log.record(tx, key=f"answer:{run.id}", kind="answer", run_id=run.id, body=body, now=deps.now())


def depth_of(run: runs.Run) -> Depth:
    return "quick" if run.depth == "quick" else "standard"
