"""Whether one week's answers differ from those of the weeks before: how far, and how likely that is by chance alone."""

import bisect
import math
from collections import Counter
from collections.abc import Hashable, Sequence

SMOOTHING = 0.5
"""Answers added to each cell, so that an empty one does not make the index infinite."""


def psi(now: Sequence[int], before: Sequence[int]) -> float:
    """Population stability index of two rows of counts over the same cells: below 0.1 steady, from 0.25 on another population."""
    cells = len(now)
    total_now, total_before = sum(now) + SMOOTHING * cells, sum(before) + SMOOTHING * cells
    shares = (((one + SMOOTHING) / total_now, (other + SMOOTHING) / total_before) for one, other in zip(now, before, strict=True))
    return math.fsum((one - other) * math.log(one / other) for one, other in shares)


def homogeneity(now: Sequence[int], before: Sequence[int]) -> float:
    """Pearson's chi-square test that both rows of counts are drawn from one population; 1 where there is nothing to tell apart.

    The index alone cries wolf with few answers: by chance it is about (cells - 1) (1 / now + 1 / before) (Yurdakul 2018).
    """
    total_now, total_before = sum(now), sum(before)
    total = total_now + total_before
    pooled = [(one, other) for one, other in zip(now, before, strict=True) if one + other]
    if len(pooled) < 2 or not total_now or not total_before:
        return 1.0
    statistic = math.fsum(
        (one - both * total_now / total) ** 2 / (both * total_now / total)
        + (other - both * total_before / total) ** 2 / (both * total_before / total)
        for one, other in pooled
        for both in (one + other,)
    )
    return chi_square_tail(statistic, len(pooled) - 1)


def chi_square_tail(statistic: float, freedom: int) -> float:
    """How likely at least `statistic` is: the finite sum that the tail is for a whole number of degrees (Abramowitz and Stegun 26.4.4, 26.4.5)."""
    half = max(0.0, statistic) / 2
    odd = freedom % 2
    tail = math.erfc(math.sqrt(half)) if odd else 0.0
    terms = (half ** (step + odd / 2) / math.gamma(step + 1 + odd / 2) for step in range(freedom // 2))
    return tail + math.exp(-half) * math.fsum(terms)


def normal_tail(z: float) -> float:
    return math.erfc(z / math.sqrt(2)) / 2


def higher(now: Sequence[float], before: Sequence[float]) -> float:
    """Rank-sum test, one-sided (Mann and Whitney 1947), normal with ties: how likely `now` ranks as high where both are alike."""
    one, other = len(now), len(before)
    total = one + other
    if not one or not other:
        return 1.0
    counts = Counter([*now, *before])
    ranks: dict[float, float] = {}
    below = 0
    for value in sorted(counts):
        ranks[value] = below + (counts[value] + 1) / 2
        below += counts[value]
    ties = sum(each**3 - each for each in counts.values())
    variance = one * other / 12 * (total + 1 - ties / (total * (total - 1)))
    if variance <= 0:
        return 1.0
    above = math.fsum(ranks[value] for value in now) - one * (one + 1) / 2 - one * other / 2
    return normal_tail((above - 0.5) / math.sqrt(variance))


def deciles(values: Sequence[float]) -> tuple[float, ...]:
    """At most nine distinct edges that cut `values` into about equal parts; values at an edge lie below it."""
    held = sorted(values)
    edges = {held[max(0, math.ceil(len(held) * tenth / 10) - 1)] for tenth in range(1, 10)} if held else set[float]()
    return tuple(sorted(edge for edge in edges if edge < held[-1]))


def counted(values: Sequence[float], edges: Sequence[float]) -> tuple[int, ...]:
    """How many lie in each cell of the edges: one more than there are edges."""
    cells = Counter(bisect.bisect_left(edges, value) for value in values)
    return tuple(cells[cell] for cell in range(len(edges) + 1))


def tallied(values: Sequence[Hashable], names: Sequence[Hashable]) -> tuple[int, ...]:
    """How many there are of each name."""
    found = Counter(values)
    return tuple(found[name] for name in names)
