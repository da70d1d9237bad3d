"""Gathers from storage what a message about a run may show, as one `RunCard`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.blocks.card import RunCard
from bot.unmasking import unmasked
from jobs.chain.analysis import Analysis
from jobs.chain.tender import Tender
from storage import credits, runs, tenders
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
    shown = await unmasked(tx, cipher, run.id, {"analysis": outcome.get("analysis"), "news": outcome.get("news") or []})
    found, news = shown["analysis"], shown["news"]
    return RunCard(
        run_id=run.id,
        reference=reference(run.id),
        requester=run.requester,
        depth="quick" if run.depth == "quick" else "standard",
        state=run.state,
        analysis=Analysis.model_validate(found) if found is not None else None,
        tender=await _tender(tx, run.tender_id),
        error=run.error,
        charged=int(outcome.get("charged") or 0),
        credits_left=await _left(tx, allowance, now),
        steps=_steps(row.payload.get("steps"), run.state),
        stored_at=run.created_at,
        news=tuple(map(str, news)),
        subject=subject if isinstance(subject := row.payload.get("subject"), str) else None,
    )


async def _tender(tx: TenantTx, tender_id: str | None) -> Tender | None:
    if tender_id is None:
        return None
    return Tender.model_validate((await tenders.get(tx, tender_id)).body)


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
