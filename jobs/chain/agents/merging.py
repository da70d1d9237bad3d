"""Joins what the windows of a long notice gave: nothing found in one is lost in another, and each claim keeps its evidence."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from jobs.chain.analysis import Claim, Criterion, KnockOut, Rating
from jobs.chain.tender import Evidence

MOST_EVIDENCE = 4
MOST_CHANGES = 6
T = TypeVar("T")


def merged_ratings(ratings: Sequence[Rating]) -> Rating:
    """One rating of several parts of the same notice."""
    if len(ratings) == 1:
        return ratings[0]
    codes = dict.fromkeys(criterion.code for rating in ratings for criterion in rating.criteria)
    return Rating(
        criteria=tuple(_median([c for rating in ratings for c in rating.criteria if c.code == code]) for code in codes),
        knock_outs=worst([knock_out for rating in ratings for knock_out in rating.knock_outs]),
        risks=_distinct((risk for rating in ratings for risk in rating.risks), lambda claim: claim.text),
        what_would_change=_distinct((text for rating in ratings for text in rating.what_would_change), lambda text: text)[:MOST_CHANGES],
    )


def worst(knock_outs: Iterable[KnockOut]) -> tuple[KnockOut, ...]:
    """Of each code those with its worst status; a failure that nobody can quote is no worse than a question."""
    by_code: dict[str, list[KnockOut]] = {}
    for knock_out in knock_outs:
        by_code.setdefault(knock_out.code, []).append(knock_out)
    kept: list[KnockOut] = []
    for same in by_code.values():
        heaviest = max(map(_weight, same))
        kept += _distinct((each for each in same if _weight(each) == heaviest), lambda each: each.claim.text)
    return tuple(kept)


def _weight(knock_out: KnockOut) -> int:
    if knock_out.status == "clear":
        return 0
    return 2 if knock_out.status == "fail" and knock_out.claim.evidence else 1


def _median(same: Sequence[Criterion]) -> Criterion:
    """The criterion of the middle score, each part weighing as much as the quotes it rests on, with the quotes of all parts."""
    known = sorted((each for each in same if each.score is not None), key=lambda each: each.score or 0.0)
    if not known:
        return same[0]
    weights = [sum(len(piece.quote) for piece in each.claim.evidence) or 1 for each in known]
    half, gone, middle = sum(weights) / 2, 0, known[-1]
    for each, weight in zip(known, weights, strict=True):
        gone += weight
        if gone >= half:
            middle = each
            break
    quotes: list[Evidence] = [piece for each in (middle, *known) for piece in each.claim.evidence]
    evidence = _distinct(quotes, lambda piece: (piece.passage_id, piece.quote))[:MOST_EVIDENCE]
    return middle.model_copy(update={"claim": Claim(text=middle.claim.text, evidence=evidence)})


def _distinct(items: Iterable[T], key: Callable[[T], Hashable]) -> tuple[T, ...]:
    seen: dict[Hashable, T] = {}
    for item in items:
        seen.setdefault(key(item), item)
    return tuple(seen.values())
