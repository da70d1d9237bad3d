"""Gathers from storage what a message about a run may show, as one `RunCard`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot import ballots
from bot.asking import depth_called
from bot.blocks.card import Note, RunCard, Said, Sureness
from bot.unmasking import resolved, unmasked
from jobs import approval, corrections, threads
from jobs.chain.analysis import Analysis
from jobs.chain.drafting.draft import Draft
from jobs.chain.guards.out_notice import discreet, discreet_lines
from jobs.chain.questions.replies import Reply
from jobs.chain.tender import Tender
from storage import credits, quality, questions, runs, tenders
from storage.cipher import Cipher
from storage.outbox import OutboxRow
from storage.scope import TenantTx

STOPPED: Mapping[str, tuple[str, str]] = {
    # state of an ended run -> what became of a step that was running, of one that was waiting
    "complete": ("done", "skipped"),
    "filtered_out": ("done", "skipped"),
    "rated_low": ("done", "skipped"),
    "refused": ("failed", "skipped"),
    "failed": ("failed", "skipped"),
    "cancelled": ("skipped", "skipped"),
}


def reference(run_id: str) -> str:
    """The short id people quote: the end of the run's id, since its beginning is the time and shared by its neighbours."""
    return run_id[-8:].upper()


async def load_card(
    tx: TenantTx, row: OutboxRow, run: runs.Run, *, allowance: int | None, now: datetime, cipher: Cipher | None = None
) -> RunCard:
    """The card of `run` as it is now, not as it was when the row was written: the latest state is what a reader wants.

    `allowance` is the credits of a month; None leaves "credits left" away. `cipher` opens the vault, so that what the run masked shows
    as what it was; without one it shows as removed. Raises StorageError, and pydantic's ValidationError where a stored analysis or
    tender is of a shape this version does not read.
    """
    outcome = run.outcome or {}
    view, voted = row.payload.get("view"), row.payload.get("voted") is True
    # What one view alone shows is asked for that view alone: acknowledgements wait for the poster's transactions.
    drafted = outcome.get("draft") if view in {"draft", "approval"} else None
    shown = await unmasked(tx, cipher, run.id, {"analysis": outcome.get("analysis"), "news": outcome.get("news") or [], "draft": drafted})
    found, news = shown["analysis"], shown["news"]
    answers = found is not None and view in {"answer", "review"}
    tender = await _tender(tx, run.tender_id)
    return RunCard(
        run_id=run.id,
        reference=reference(run.id),
        requester=run.requester,
        depth=depth_called(run.depth) or "standard",
        state=run.state,
        analysis=Analysis.model_validate(found) if found is not None else None,
        tender=discreet(tender) if tender and answers else tender,
        error=run.error,
        charged=int(outcome.get("charged") or 0),
        credits_left=await _left(tx, allowance, now),
        steps=_steps(row.payload.get("steps"), run.state),
        stored_at=run.created_at,
        news=discreet_lines(map(str, news)) if answers else tuple(map(str, news)),
        review=(str(row.payload["week"]), str(row.payload["why"])) if view == "review" else None,
        notes=await _notes(tx, run) if answers else (),
        sureness=await _sureness(tx, run.id) if answers else None,
        seal=approval.seal_of(run) if view == "approval" else "",
        written=written if isinstance(written := row.payload.get("written"), int) else 0,
        draft=Draft.model_validate(shown["draft"]) if shown["draft"] is not None else None,
        said=await _said(tx, cipher, run) if view == "reply" else None,
        votes=await ballots.votes_of(tx, run.id) if voted else (),
        decision=await ballots.decision_of(tx, run.id) if voted else None,
        subject=subject if isinstance(subject := row.payload.get("subject"), str) else None,
    )


async def _said(tx: TenantTx, cipher: Cipher | None, run: runs.Run) -> Said | None:
    """What was asked and answered under the run's id, unmasked as far as the thread's tokens go."""
    row = await questions.get(tx, run.id)
    if row is None or cipher is None:
        return None
    told = await threads.answered(tx, cipher, row)
    shown = await resolved(tx, {"question": row.text, "reply": told.reply.model_dump(mode="json"), "label": told.label}, told.tokens)
    return Said(str(shown["question"]), Reply.model_validate(shown["reply"]), str(shown["label"]))


async def _tender(tx: TenantTx, tender_id: str | None) -> Tender | None:
    if tender_id is None:
        return None
    return Tender.model_validate((await tenders.get(tx, tender_id)).body)


async def _notes(tx: TenantTx, run: runs.Run) -> tuple[Note, ...]:
    return tuple(Note(each.updated_at, each.text) for each in await corrections.notes_for(tx, run))


async def _sureness(tx: TenantTx, run_id: str) -> Sureness | None:
    kept = await quality.figure(tx, run_id)
    return None if kept is None else Sureness(kept.raw, kept.share, kept.called_right or 0, kept.called or 0)


async def _left(tx: TenantTx, allowance: int | None, now: datetime) -> int | None:
    if allowance is None:
        return None
    return (await credits.balance(tx, period=now.strftime("%Y-%m"), allowance=allowance)).left


def _steps(given: Any, state: str) -> tuple[tuple[str, str], ...]:
    """The row's steps; when the run has ended meanwhile nothing may read as still running."""
    pairs: Sequence[Any] = given if isinstance(given, list) else ()
    running, waiting = STOPPED.get(state, ("running", "waiting"))
    shown = {"running": running, "waiting": waiting}
    return tuple((str(name), shown.get(str(how), str(how))) for name, how in pairs)
