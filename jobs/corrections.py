"""What people say about the company or a tender: kept when they say it, told in the next answer of that tender."""

from jobs.company_words import propose
from jobs.deps import Deps
from storage import corrections
from storage.corrections import About, Correction, NewCorrection
from storage.runs import Run
from storage.scope import TenantTx

MOST_NOTES = 5
"""Of one tender in one answer, the newest."""


async def keep(tx: TenantTx, deps: Deps, run: Run, *, part: str, member: str, about: About | None, text: str | None) -> None:
    """Keep what a person said of an answer, in place of what they said before; `text` as `answer_log.masked_words` gives it.

    `about` None, or nothing said: what they said before is taken back unless it was decided on. Raises StorageError.
    """
    now = deps.now()
    tender = run.tender_id if about == "tender" else None
    if about is None or not text or (about == "tender" and tender is None):
        await corrections.withdraw(tx, run_id=run.id, part=part, member=member, now=now)
        return
    proposal = propose(text) if about == "company" else None
    body = proposal.model_dump(mode="json") if proposal else None
    await corrections.put(tx, NewCorrection(deps.new_id(), run.id, part, member, about, tender, text, body), now)


async def notes_for(tx: TenantTx, run: Run) -> tuple[Correction, ...]:
    """What people of this workspace noted about the run's tender, or about the one that it is the same as, before it was asked for."""
    same = (run.outcome or {}).get("same_as")
    tender_ids = [each for each in (run.tender_id, same) if isinstance(each, str)]
    if not tender_ids:
        return ()
    return tuple(await corrections.of_tender(tx, tender_ids, before=run.created_at, limit=MOST_NOTES))
