"""Award criteria that lots share."""

from collections.abc import Sequence

from jobs.chain.tender import AwardCriterion, Lot


def shared_criteria(lots: Sequence[Lot]) -> tuple[AwardCriterion, ...]:
    """The criteria where all lots have the same ones; else none, and each lot keeps its own."""
    criteria = {lot.award_criteria for lot in lots}
    return criteria.pop() if len(criteria) == 1 else ()
