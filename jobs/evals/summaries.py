"""What the pictures of an evaluation show, as plain numbers. Sealed cases are left out wherever one case could be made out."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from jobs.chain.tender import Value
from jobs.evals.case import GoldenCase
from jobs.evals.scoring import BID, CaseScore
from jobs.evals.stats import Interval, wilson

BINS = 10
GIVEN = ("bid", "conditional", "review", "no_bid", "none")
"""Columns of the confusion; `none` is a refusal or a run that ended without an answer."""


class Bin(Value):
    """Answers of about the same confidence."""

    confidence: float
    """Mean of theirs, 0 to 1."""
    right: int
    of: int
    interval: Interval
    """Of the share right (Wilson, 95 %)."""


class Cell(Value):
    given: str
    count: int
    right: bool
    """Whether that verdict is among the accepted."""


class ConfusionRow(Value):
    accepted: str
    cells: tuple[Cell, ...]


class Mistake(Value):
    check: str
    times: int
    points: int
    """Of docs/pass-bar.md."""


class Move(Value):
    """One case that both runs have, with scores of 0 to 1."""

    case_id: str
    before: float
    now: float


def open_ones(scores: Iterable[CaseScore]) -> tuple[CaseScore, ...]:
    return tuple(each for each in scores if each.split != "sealed")


def calibration(scores: Iterable[CaseScore]) -> tuple[Bin, ...]:
    """Confidence against the share whose verdict is accepted, in tenths; a tenth without answers is left out."""
    found: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for each in open_ones(scores):
        if each.confidence is not None and each.accepted is not None:
            found[min(BINS - 1, int(each.confidence * BINS))].append((each.confidence, each.accepted))
    return tuple(_bin(found[place]) for place in sorted(found))


def _bin(answers: Sequence[tuple[float, bool]]) -> Bin:
    right = sum(accepted for _, accepted in answers)
    mean = sum(confidence for confidence, _ in answers) / len(answers)
    return Bin(confidence=mean, right=right, of=len(answers), interval=wilson(right, len(answers)))


def confusion(cases: Mapping[str, GoldenCase], scores: Iterable[CaseScore]) -> tuple[ConfusionRow, ...]:
    """What was accepted against what was given, the strictest rows first."""
    counts: dict[tuple[str, ...], dict[str, int]] = defaultdict(lambda: dict.fromkeys(GIVEN, 0))
    for each in open_ones(scores):
        accepted = set(cases[each.case_id].expected.verdicts)
        counts[tuple(name for name in GIVEN if name in accepted)][each.verdict or "none"] += 1
    return tuple(_row(accepted, counts[accepted]) for accepted in sorted(counts, key=_strictness))


def _strictness(accepted: Sequence[str]) -> tuple[int, int, list[int]]:
    return (not accepted, len(accepted), [GIVEN.index(name) for name in accepted])


def _row(accepted: Sequence[str], counts: Mapping[str, int]) -> ConfusionRow:
    cells = (Cell(given=name, count=counts[name], right=name in accepted if accepted else name not in BID) for name in GIVEN)
    return ConfusionRow(accepted=" or ".join(accepted) or "no opportunity", cells=tuple(cells))


def mistakes(scores: Iterable[CaseScore]) -> tuple[Mistake, ...]:
    """Kinds of mistake by what they cost together, the dearest first."""
    found: dict[str, list[int]] = defaultdict(list)
    for each in open_ones(scores):
        for finding in each.findings:
            found[finding.check].append(finding.cost)
    summed = (Mistake(check=check, times=len(costs), points=sum(costs)) for check, costs in found.items())
    return tuple(sorted(summed, key=lambda each: (-each.points, each.check)))


def moves(scores: Iterable[CaseScore], baseline: Iterable[CaseScore]) -> tuple[Move, ...]:
    """Cases whose score changed, the deepest fall first."""
    before = {each.case_id: each.score for each in baseline}
    pairs = (Move(case_id=each.case_id, before=before[each.case_id], now=each.score) for each in scores if each.case_id in before)
    return tuple(sorted((each for each in pairs if each.before != each.now), key=lambda each: (each.now - each.before, each.case_id)))


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value with at least `share` of all at or below it. `values` is not empty."""
    held = sorted(values)
    return held[min(len(held) - 1, max(0, math.ceil(share * len(held)) - 1))]
