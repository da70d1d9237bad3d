"""How a run ends: outcome, charge, answer and eval-log row in one transaction, so that there is one of each.

Credits come last in it: their account is one row a workspace and month, and acknowledgements wait while it is locked.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from jobs.chain.analysis import CREDITS, Depth
from jobs.chain.pipeline import Outcome
from jobs.chain.tender import Tender
from jobs.deps import Deps
from jobs.filing import Filed
from storage import credits, eval_log, outbox, runs
from storage.scope import TenantTx

CHARGED = frozenset({"opportunity", "unknown"})
"""Kinds of notice that are judged in full; all others are news about one, told for nothing."""
ROOT, PROGRESS, ANSWER = 0, 1, 2
"""Order of a run's messages in its thread."""
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


async def end(
    tx: TenantTx,
    deps: Deps,
    run: runs.Run,
    outcome: Outcome,
    tender: Tender,
    *,
    filed: Filed,
    question: str,
    steps: Mapping[str, str] | None = None,
    shown: bool = True,
) -> None:
    """Write how `run` ended; `question` is that of `jobs.stored_answer`; `steps` is what its progress shows from now on, None leaves what it showed last.

    `shown` False: this attempt has put no progress.

    Raises StaleLease when another worker has taken it over: then nothing is written.
    """
    now = deps.now()
    price = charge(outcome, tender, depth_of(run))
    body = outcome.model_dump(mode="json") | {
        "charged": price,
        "tender_id": filed.tender_id,
        "question": question,
        "same_as": filed.same_as,
        "news": list(filed.news),
    }
    error = None if outcome.analysis is not None else NOTHING_TO_JUDGE
    await runs.end(tx, run.id, _token(run), outcome.state, cause="chain", outcome=body, error=error, now=now)
    await _log_answer(tx, deps, run, body, tender)
    await _announce(tx, deps, run, "answer", steps, shown=shown)
    await credits.settle(tx, run_id=run.id, stage=stage_of(run.replays), amount=price, now=now)


async def fail(tx: TenantTx, deps: Deps, run: runs.Run, state: runs.RunState, *, cause: str, sentence: str) -> None:
    """End a run that has no answer: give the credits back and say so in its thread."""
    now = deps.now()
    await runs.end(tx, run.id, _token(run), state, cause=cause, outcome=None, error=sentence, now=now)
    await _announce(tx, deps, run, "apology")
    await credits.release(tx, run_id=run.id, stage=stage_of(run.replays), now=now)


async def bury(tx: TenantTx, deps: Deps, run: runs.Run, *, token: str | None, cause: str, sentence: str) -> None:
    """Attempts are used up: a dead letter that an operator can replay, the credits back, an apology in the thread."""
    now = deps.now()
    await runs.bury(tx, run.id, token=token, cause=cause, detail=sentence, now=now)
    await _announce(tx, deps, run, "apology")
    await credits.release(tx, run_id=run.id, stage=stage_of(run.replays), now=now)


async def show_progress(tx: TenantTx, deps: Deps, run: runs.Run, steps: Mapping[str, str], *, due_at: datetime) -> None:
    """Put the state of the steps where the poster finds it; only the latest is sent, and not before `due_at`. Raises StaleLease."""
    await runs.hold(tx, run.id, _token(run))
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


async def _log_answer(tx: TenantTx, deps: Deps, run: runs.Run, body: dict[str, Any], tender: Tender) -> None:
    entry = {
        "depth": run.depth,
        "content_hash": tender.content_hash,
        "source": tender.source,
        "external_id": tender.external_id,
        "outcome": body,
    }
    await eval_log.record(tx, key=f"answer:{run.id}", kind="answer", run_id=run.id, body=entry, now=deps.now())


def depth_of(run: runs.Run) -> Depth:
    return "quick" if run.depth == "quick" else "standard"


def _token(run: runs.Run) -> str:
    assert run.lease_token is not None, "only a claimed run can end"
    return run.lease_token
