"""How hard a tender is to judge, from what can be counted, so that a step takes a smaller or a larger model than it usually does.

Each fact gives x / (x + half): nothing at 0, a half at `half`, never quite 1, so one huge fact alone decides little. The score is
their weighted mean, 0..1. Lots and languages count beyond the first. Below 0.3 a step moves a tier down, above 0.7 one up.
"""

from collections.abc import Mapping

from pydantic import Field

from jobs.chain.model import Tier
from jobs.chain.tender import Tender, Value

DOWN_BELOW, UP_ABOVE = 0.3, 0.7
WEIGHTS: Mapping[str, tuple[float, float]] = {
    "text_chars": (0.30, 40_000),
    "lots": (0.15, 4),
    "languages": (0.10, 1),
    "tables": (0.10, 8),
    "requirements": (0.15, 15),
    "warnings": (0.10, 3),
    "unknown_facts": (0.10, 4),
}
"""By fact: its weight, all of them 1 together, and the number that counts half."""
LADDER: tuple[Tier, ...] = ("small", "middle", "large")


class Observed(Value):
    """What can be counted of a tender and its documents before any model is asked."""

    text_chars: int = Field(default=0, ge=0)
    lots: int = Field(default=0, ge=0)
    languages: int = Field(default=0, ge=0)
    tables: int = Field(default=0, ge=0)
    requirements: int = Field(default=0, ge=0)
    warnings: int = Field(default=0, ge=0)
    unknown_facts: int = Field(default=0, ge=0)


def observe(tender: Tender, *, tables: int = 0) -> Observed:
    """Counts; `tables` come from whoever read the documents."""
    stated = (tender.notice_lang, tender.title_lang, *tender.submission_languages)
    languages = {language.lower() for language in stated if language}
    decisive = (
        tender.title,
        tender.description,
        tender.buyer,
        tender.buyer_country,
        tender.cpv_main,
        tender.deadlines,
        tender.estimated_value,
        tender.duration,
    )
    return Observed(
        text_chars=sum(len(passage.text) for passage in tender.passages),
        lots=len(tender.lots),
        languages=len(languages),
        tables=tables,
        requirements=len(tender.requirements),
        warnings=len(tender.warnings),
        unknown_facts=sum(not fact for fact in decisive),
    )


def score(observed: Observed) -> float:
    """0..1, rising with every fact."""
    counted = observed.model_dump() | {"lots": max(0, observed.lots - 1), "languages": max(0, observed.languages - 1)}
    return sum(weight * counted[fact] / (counted[fact] + half) for fact, (weight, half) in WEIGHTS.items())


def moved(tier: Tier, complexity: float) -> Tier:
    """The tier a step takes for a tender of that score: one down, one up or its own, never beyond small and large."""
    place = LADDER.index(tier) + (complexity > UP_ABOVE) - (complexity < DOWN_BELOW)
    return LADDER[min(max(place, 0), len(LADDER) - 1)]
