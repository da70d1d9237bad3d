"""Fits what a raw confidence is worth to what people called the answers: a curve, how well it holds on answers it has not seen, or none.

Isotonic regression (pool adjacent violators) from 200 labelled answers on, Platt's logistic from 100; a fit is tried on the half of
the answers it was not made from, and dropped where it is worse there than the raw value itself (Brier score).
"""

import math
import random
from collections.abc import Callable, Sequence
from typing import Literal

from pydantic import Field

from jobs.chain.tender import Value

ISOTONIC_FROM, PLATT_FROM = 200, 100
GROUPS = 5
LOWEST, HIGHEST = 0.02, 0.98
"""Nobody is certain, however many votes agree."""

Label = tuple[float, bool]
"""Raw confidence, and whether the answer was called right."""
Method = Literal["isotonic", "platt"]


class Curve(Value):
    """From raw to calibrated, never falling. `knots` of an isotonic one by rising raw value; slope and intercept of Platt's."""

    method: Method
    knots: tuple[tuple[float, float], ...] = ()
    slope: float = 0.0
    intercept: float = 0.0

    def __call__(self, raw: float) -> float:
        """The share of such answers that are called right, 0.02 to 0.98."""
        share = _between(self.knots, raw) if self.method == "isotonic" else _logistic(self.slope * raw + self.intercept)
        return max(LOWEST, min(HIGHEST, share))


class Group(Value):
    """Answers of about the same calibrated confidence, and what people called them."""

    low: float
    high: float
    mean: float
    right: int = Field(ge=0)
    of: int = Field(gt=0)


class Fit(Value):
    """What came of fitting `labels` answers. `curve` is None with fewer than 100 of them or where it was worse than none.

    The Brier scores and groups are of predictions for answers that the curve in question had not seen.
    """

    labels: int
    curve: Curve | None = None
    method: Method | None = None
    brier: float | None = None
    brier_raw: float | None = None
    groups: tuple[Group, ...] = ()
    reason: str

    def group(self, share: float) -> Group | None:
        """The group that a calibrated confidence lies in or nearest to."""
        return min(self.groups, key=lambda each: max(each.low - share, share - each.high, 0.0), default=None)


def fit(labels: Sequence[Label], *, seed: int = 7) -> Fit:
    """Fits and tries out; the same labels in the same order give the same fit."""
    count = len(labels)
    if count < PLATT_FROM:
        return Fit(labels=count, reason=f"{count} answers have been called right or wrong; {PLATT_FROM} are needed.")
    method: Method = "isotonic" if count >= ISOTONIC_FROM else "platt"
    make = isotonic if method == "isotonic" else platt
    tried = _tried(labels, make, seed)
    after, before = brier(tried), brier(labels)
    tested = Fit(labels=count, method=method, brier=after, brier_raw=before, groups=grouped(tried), reason="")
    if after >= before:
        reason = f"Not taken: on answers it had not seen it was no better than the raw value (Brier score {after:.3f}, {before:.3f})."
        return tested.model_copy(update={"reason": reason})
    reason = f"Taken: on answers it had not seen its Brier score is {after:.3f}, that of the raw value {before:.3f}."
    return tested.model_copy(update={"curve": make(labels), "reason": reason})


def isotonic(labels: Sequence[Label]) -> Curve:
    """Pool adjacent violators (Ayer et al. 1955); equal raw values are one point. `labels` is not empty."""
    blocks: list[tuple[float, float, int, int]] = []  # lowest and highest raw value, right, of
    for raw, right in sorted(labels):
        block = (raw, raw, int(right), 1)
        if blocks and blocks[-1][1] == raw:
            block = _pooled(blocks.pop(), block)
        blocks.append(block)
    merged: list[tuple[float, float, int, int]] = []
    for each in blocks:
        block = each
        while merged and merged[-1][2] * block[3] >= block[2] * merged[-1][3]:
            block = _pooled(merged.pop(), block)
        merged.append(block)
    knots = [(end, right / of) for low, high, right, of in merged for end in dict.fromkeys((low, high))]
    return Curve(method="isotonic", knots=tuple(knots))


def platt(labels: Sequence[Label]) -> Curve:
    """Logistic regression on the raw value with Platt's smoothed targets, by Newton steps (Lin, Lin and Weng 2007).

    Where the surer answers were not the better ones the slope is 0. `labels` is not empty.
    """
    up = sum(right for _, right in labels)
    targets = [((up + 1) / (up + 2) if right else 1 / (len(labels) - up + 2), raw) for raw, right in labels]
    slope, intercept = 0.0, math.log((up + 1) / (len(labels) - up + 1))
    flat = intercept
    loss = _loss(targets, slope, intercept)
    for _ in range(100):
        down_slope, down_intercept = _newton(targets, slope, intercept)
        step = 1.0
        while step > 1e-10 and _loss(targets, slope - step * down_slope, intercept - step * down_intercept) > loss:
            step /= 2
        slope, intercept = slope - step * down_slope, intercept - step * down_intercept
        before, loss = loss, _loss(targets, slope, intercept)
        if before - loss < 1e-10:
            break
    if slope < 0:
        slope, intercept = 0.0, flat
    return Curve(method="platt", slope=slope, intercept=intercept)


def brier(predicted: Sequence[Label]) -> float:
    """Mean squared distance between what was said and what came (Brier 1950), 0 the best; 0 of nothing."""
    return math.fsum((share - right) ** 2 for share, right in predicted) / len(predicted) if predicted else 0.0


def grouped(predicted: Sequence[Label], groups: int = GROUPS) -> tuple[Group, ...]:
    """About equally many in each, equal predictions never apart, by rising confidence."""
    ordered = sorted(predicted)
    found: list[Group] = []
    start = 0
    while start < len(ordered):
        end = min(len(ordered), start + max(1, math.ceil((len(ordered) - start) / (groups - len(found)))))
        while end < len(ordered) and ordered[end][0] == ordered[end - 1][0]:
            end += 1
        part = ordered[start:end]
        mean = math.fsum(share for share, _ in part) / len(part)
        found.append(Group(low=part[0][0], high=part[-1][0], mean=mean, right=sum(right for _, right in part), of=len(part)))
        start = end
    return tuple(found)


def _tried(labels: Sequence[Label], make: Callable[[Sequence[Label]], Curve], seed: int) -> list[Label]:
    """Each answer as predicted by the curve of the half it is not in."""
    order = list(labels)
    random.Random(seed).shuffle(order)  # noqa: S311 - statistics, and the same on each run
    half = len(order) // 2
    first, second = order[:half], order[half:]
    sides = ((make(first), second), (make(second), first))
    return [(curve(raw), right) for curve, unseen in sides for raw, right in unseen]


def _pooled(one: tuple[float, float, int, int], other: tuple[float, float, int, int]) -> tuple[float, float, int, int]:
    return one[0], other[1], one[2] + other[2], one[3] + other[3]


def _between(knots: Sequence[tuple[float, float]], raw: float) -> float:
    before = knots[0]
    for knot in knots:
        if raw <= knot[0]:
            width = knot[0] - before[0]
            return knot[1] if not width else before[1] + (knot[1] - before[1]) * max(0.0, raw - before[0]) / width
        before = knot
    return before[1]


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value)) if value >= 0 else math.exp(value) / (1 + math.exp(value))


def _loss(targets: Sequence[tuple[float, float]], slope: float, intercept: float) -> float:
    values = ((target, slope * raw + intercept) for target, raw in targets)
    return math.fsum(max(value, 0.0) + math.log1p(math.exp(-abs(value))) - target * value for target, value in values)


def _newton(targets: Sequence[tuple[float, float]], slope: float, intercept: float) -> tuple[float, float]:
    """The step to take away from slope and intercept."""
    predicted = [(raw, _logistic(slope * raw + intercept), target) for target, raw in targets]
    by_slope = math.fsum((share - target) * raw for raw, share, target in predicted)
    by_intercept = math.fsum(share - target for _, share, target in predicted)
    ridge = 1e-9
    aa = ridge + math.fsum(share * (1 - share) * raw * raw for raw, share, _ in predicted)
    ab = math.fsum(share * (1 - share) * raw for raw, share, _ in predicted)
    bb = ridge + math.fsum(share * (1 - share) for _, share, _ in predicted)
    determinant = aa * bb - ab * ab
    if determinant <= 0:
        return 0.0, by_intercept / bb
    return (bb * by_slope - ab * by_intercept) / determinant, (aa * by_intercept - ab * by_slope) / determinant
