"""What lots have in common: criteria and duration."""

from collections.abc import Iterable, Sequence

from jobs.chain.tender import AwardCriterion, Lot, SelectionCriterion


def shared_criteria(lots: Sequence[Lot]) -> tuple[AwardCriterion, ...]:
    """The award criteria where all lots have the same ones; else none, and each lot keeps its own."""
    criteria = {lot.award_criteria for lot in lots}
    return criteria.pop() if len(criteria) == 1 else ()


def shared_selection(lots: Sequence[Lot]) -> tuple[SelectionCriterion, ...]:
    """The selection criteria where all lots have the same kinds and texts, with the evidence of the first lot; else none."""
    said = {tuple((criterion.kind, criterion.text) for criterion in lot.selection_criteria) for lot in lots}
    return lots[0].selection_criteria if len(said) == 1 else ()


def shared_duration(durations: Iterable[str | None]) -> str | None:
    """The duration where all lots have the same one; else each lot keeps its own."""
    found = set(durations)
    return found.pop() if len(found) == 1 else None
