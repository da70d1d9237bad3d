"""How sure an answer is, from what anyone can count: facts present, criteria known, claims quoted. No model is asked."""

from collections.abc import Sequence

from jobs.chain.analysis import AnalystName, Criterion, GuardReport
from jobs.chain.missing import known_facts_share
from jobs.chain.model import Case
from jobs.chain.policy import known_share

CEILING: dict[AnalystName, float] = {"rules": 0.75, "anthropic": 0.95}
"""Rules read no meaning, and nobody is certain."""


def confidence(case: Case, criteria: Sequence[Criterion], guard: GuardReport, analyst: AnalystName) -> float:
    """0 to 1, two decimals: half from the weight that is known, the rest from facts and quotes; flags and gaps lower it."""
    scored = [criterion for criterion in criteria if criterion.score is not None]
    quoted = sum(1 for criterion in scored if criterion.claim.evidence) / len(scored) if scored else 0.0
    value = 0.5 * known_share(criteria) + 0.3 * known_facts_share(case.tender) + 0.2 * quoted
    value -= 0.1 * (guard.verdict == "flag") + min(0.15, 0.03 * len(case.tender.warnings))
    if case.profile is None:
        value = min(value, 0.4)
    return round(max(0.0, min(value, CEILING[analyst])), 2)
