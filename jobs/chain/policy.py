"""Weights and thresholds as one frozen, versioned value, and the arithmetic on them: code sums, nobody else."""

from collections.abc import Iterable, Mapping, Sequence

from pydantic import Field, model_validator

from jobs.chain.analysis import Claim, Criterion, KnockOut, Verdict
from jobs.chain.tender import Value

DEFAULT_WEIGHTS: Mapping[str, int] = {
    "capability": 25,
    "strategy": 20,
    "winnability": 20,
    "references": 10,
    "commercial": 15,
    "effort": 10,
}
"""Points of 100, after the scorecards of facts/tenders.md §3.1."""


class Policy(Value):
    """What a workspace may tune. A result names the version it was judged by."""

    version: str = "2026-11"
    weights: dict[str, int] = Field(default_factory=lambda: dict(DEFAULT_WEIGHTS))
    bid_from: int = Field(default=70, ge=0, le=100)
    no_bid_below: int = Field(default=45, ge=0, le=100)
    confidence_from: float = Field(default=0.6, ge=0, le=1)
    known_from: int = Field(default=30, ge=0, le=100)
    """Share of the weight, in percent, that must be known before a sum says anything."""
    suspicious_move: int = Field(default=10, ge=0, le=100)
    """By how many points text that was set aside may move the sum before a person has to look."""
    windows: int = Field(default=4, ge=1, le=20)
    """Into how many pieces a pack is cut at most that is longer than a step reads at once; the rest is not read, which is said."""

    @model_validator(mode="after")
    def _sane(self) -> "Policy":
        if not self.weights or any(weight < 0 for weight in self.weights.values()) or sum(self.weights.values()) == 0:
            raise ValueError("weights must be zero or more and not all zero")
        if self.no_bid_below > self.bid_from:
            raise ValueError("no_bid_below must not be above bid_from")
        return self


DEFAULT_POLICY = Policy()


def weigh(criteria: Iterable[Criterion], policy: Policy) -> tuple[Criterion, ...]:
    """The policy's criteria in its order with its weights; one nobody judged is unknown, one it does not know is dropped."""
    judged: dict[str, Criterion] = {}
    for criterion in criteria:
        judged.setdefault(criterion.code, criterion)
    return tuple(
        judged[code].model_copy(update={"weight": weight})
        if code in judged
        else Criterion(code=code, weight=weight, claim=Claim(text="Not judged."))
        for code, weight in policy.weights.items()
    )


def known_share(criteria: Sequence[Criterion]) -> float:
    """0 to 1: how much of the weight has a score."""
    total = sum(criterion.weight for criterion in criteria)
    known = sum(criterion.weight for criterion in criteria if criterion.score is not None)
    return known / total if total else 0.0


def total_score(criteria: Sequence[Criterion], policy: Policy) -> int | None:
    """0 to 100 over the known criteria, the weight of the unknown shared among them; None where too little is known."""
    known = [(criterion.weight, criterion.score) for criterion in criteria if criterion.score is not None]
    weight = sum(each for each, _ in known)
    if not weight or known_share(criteria) * 100 < policy.known_from:
        return None
    return round(sum(each * score for each, score in known) / (5 * weight) * 100)


def decide(score: int | None, confidence: float, knock_outs: Iterable[KnockOut], policy: Policy) -> Verdict:
    """A proven knock-out is no-bid, an open one goes to a person, the rest is the sum."""
    statuses = {knock_out.status for knock_out in knock_outs}
    if "fail" in statuses:
        return "no_bid"
    if "unknown" in statuses or score is None:
        return "review"
    if score < policy.no_bid_below:
        return "no_bid"
    if score >= policy.bid_from and confidence >= policy.confidence_from:
        return "bid"
    return "conditional"
