"""The last answer of a language model to the very same question, told again with its date where no model answers now (row C4)."""

import hashlib
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from jobs import masking
from jobs.chain.analysis import Analysis
from jobs.chain.pipeline import Outcome
from jobs.chain.profile import Profile
from jobs.chain.tender import Tender
from jobs.deps import Deps
from jobs.masking import Masking
from storage import runs


def question_of(tender: Tender, profile: Profile | None, depth: str, policy: str) -> str:
    """The same for the same notice, company, depth and policy: what makes a stored answer one to this question."""
    about = profile.model_dump_json() if profile else ""
    return hashlib.sha256(f"{tender.content_hash}\0{about}\0{depth}\0{policy}".encode("utf-8", "surrogatepass")).hexdigest()


async def stored_answer(deps: Deps, tenant_id: str, tender_id: str, question: str, into: Masking | None) -> Outcome | None:
    """The newest; None where no model has answered it yet. What it masked can be put back through `into` too. Raises StorageError."""
    async with deps.db.tenant_read(tenant_id) as tx:
        for run in await runs.answered(tx, tender_id):
            outcome = _of_a_model(run.outcome or {}, question)
            if outcome is None or outcome.analysis is None:
                continue
            known = await masking.kept(tx, deps.cipher, run.id)
            if into is not None and known is not None:
                into.adopt(known.tokens)
            return outcome.model_copy(update={"analysis": _dated(outcome.analysis, run)})
    return None


def _of_a_model(body: Mapping[str, Any], question: str) -> Outcome | None:
    if body.get("question") != question:
        return None
    try:
        outcome = Outcome.model_validate({name: body.get(name) for name in Outcome.model_fields})
    except ValidationError:  # stored by an older version
        return None
    analysis = outcome.analysis
    return outcome if analysis is not None and analysis.analyst != "rules" and analysis.stored_at is None else None


def _dated(analysis: Analysis, run: runs.Run) -> Analysis:
    at = run.ended_at or run.created_at
    note = (
        f"No language model answered just now: this is the answer of {at.day} {at:%B %Y} to the same notice and profile. It costs nothing."
    )
    return analysis.model_copy(update={"stored_at": at, "analyst_note": f"{note} {analysis.analyst_note}"})
