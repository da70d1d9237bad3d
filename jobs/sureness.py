"""How sure an answer is: its facts counted, a second reading by rules where a model judged, and what votes have made of such answers."""

import asyncio
from dataclasses import replace
from datetime import datetime

from pydantic import ValidationError

from jobs.chain.analysis import Analysis, GuardReport
from jobs.chain.answer import rated_answer
from jobs.chain.guards.quarantine import set_aside
from jobs.chain.model import Case
from jobs.chain.pipeline import Outcome
from jobs.chain.policy import Policy
from jobs.chain.rules.analyst import FALLBACK_NOTE, RulesAnalyst
from jobs.deps import Deps
from jobs.evals.calibration import Fit, Label
from jobs.evals.confidence import observe, raw_confidence, unsupported
from jobs.evals.drift import called_right
from storage import quality
from storage.quality import Ended, Figure
from storage.scope import TenantTx

MOST_LABELS = 5_000
"""Labelled answers a fit is made from, the newest."""


async def figure_of(deps: Deps, tenant_id: str, run_id: str, outcome: Outcome, case: Case) -> Figure | None:
    """What is logged beside the answer of a run; None where there is none. Raises StorageError."""
    analysis = outcome.analysis
    if analysis is None:
        return None
    facts = observe(analysis, case, deps.policy, rules_verdict=await _second_reading(analysis, outcome, case, deps.policy))
    figure = Figure(
        run_id=run_id,
        verdict=analysis.verdict,
        score=analysis.score,
        raw=raw_confidence(facts),
        facts=facts.model_dump(mode="json"),
        unsupported=unsupported(facts),
        fallback=analysis.stored_at is not None or analysis.analyst_note == FALLBACK_NOTE,
        share=None,
        called_right=None,
        called=None,
        calibration=None,
        created_at=deps.now(),
    )
    async with deps.db.tenant_read(tenant_id) as tx:
        kept = await quality.calibration(tx)
    return applied(figure, kept)


def applied(figure: Figure, kept: quality.Calibration | None) -> Figure:
    """The figure with what the newest calibration makes of it; as it was where that was not taken or is of another shape."""
    fitted = None if kept is None else fitted_of(kept)
    if kept is None or fitted is None or fitted.curve is None:
        return figure
    share = round(fitted.curve(figure.raw), 3)
    group = fitted.group(share)
    if group is None:
        return figure
    return replace(figure, share=share, called_right=group.right, called=group.of, calibration=kept.version)


def fitted_of(kept: quality.Calibration) -> Fit | None:
    """None where an older version has stored it in another shape."""
    try:
        return Fit.model_validate(kept.body)
    except ValidationError:
        return None


def labels_of(runs: list[Ended]) -> list[Label]:
    """Raw confidence and whether it was called right, of the newest answers that people have said something about."""
    known = [(each.figure.raw, right) for each in runs if each.figure is not None and (right := called_right(each)) is not None]
    return known[-MOST_LABELS:]


async def keep(tx: TenantTx, made: Fit, now: datetime) -> int:
    """Stores what came of a fit as the next version: it holds for new answers from then on. Raises StorageError."""
    body = made.model_dump(mode="json")
    return await quality.keep_calibration(tx, taken=made.curve is not None, labels=made.labels, body=body, now=now)


async def _second_reading(analysis: Analysis, outcome: Outcome, case: Case, policy: Policy) -> str | None:
    """The verdict of fixed rules on what a model has rated; None where rules judged, or nothing was rated."""
    if analysis.analyst == "rules" or analysis.score is None:
        return None
    # In a thread: two million characters take half a second, and heartbeats go on meanwhile.
    return await asyncio.to_thread(asyncio.run, _by_rules(case, outcome.guard, policy))


async def _by_rules(case: Case, guard: GuardReport, policy: Policy) -> str:
    rules, clean = RulesAnalyst(), set_aside(case, guard)
    screening = await rules.screen(clean)
    return rated_answer(clean, screening, await rules.rate(clean, screening), guard, rules, policy).verdict
