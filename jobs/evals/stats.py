"""What a difference between two runs over the same cases means: exact, seeded, and honest about few cases."""

import math
import random
from collections.abc import Sequence

BOOTSTRAPS = 2_000
Interval = tuple[float, float]


def mcnemar(fell: int, rose: int) -> float:
    """One-sided exact McNemar: how likely at least `fell` of the changed cases fall where a fall and a rise are equally likely."""
    changed = fell + rose
    if changed == 0:
        return 1.0
    return sum(math.comb(changed, count) for count in range(fell, changed + 1)) / 2**changed


def paired_bootstrap(differences: Sequence[float], *, seed: int = 7, level: float = 0.95) -> Interval:
    """Interval of the mean difference (now less before) over cases drawn again with replacement; (0, 0) without cases."""
    if not differences:
        return (0.0, 0.0)
    draw = random.Random(seed)  # noqa: S311 - statistics, and the same on each run
    size = len(differences)
    means = sorted(math.fsum(draw.choices(differences, k=size)) / size for _ in range(BOOTSTRAPS))
    cut = (1 - level) / 2
    return means[int(cut * BOOTSTRAPS)], means[min(BOOTSTRAPS - 1, math.ceil((1 - cut) * BOOTSTRAPS) - 1)]


def wilson(hits: int, of: int, *, z: float = 1.96) -> Interval:
    """Interval of a share (Wilson 1927), which stays within 0..1 and is honest at its ends; (0, 1) of nothing."""
    if of == 0:
        return (0.0, 1.0)
    share, extra = hits / of, z * z / of
    middle = (share + extra / 2) / (1 + extra)
    half = z * math.sqrt(share * (1 - share) / of + extra / (4 * of)) / (1 + extra)
    return max(0.0, middle - half), min(1.0, middle + half)


def fisher(bad: int, of: int, other_bad: int, other_of: int) -> float:
    """One-sided exact test of Fisher: how likely `of` drawn at random from all would hold at least `bad` of all the bad ones.

    1.0 where one side is empty or nothing is bad. Raises ValueError where more are bad than there are.
    """
    if not (0 <= bad <= of and 0 <= other_bad <= other_of):
        raise ValueError("no more can be bad than there are")
    all_bad, everything = bad + other_bad, of + other_of
    whole = _log_choose(everything, of)
    tail = (_log_choose(all_bad, hits) + _log_choose(everything - all_bad, of - hits) - whole for hits in range(bad, min(of, all_bad) + 1))
    return min(1.0, math.fsum(math.exp(each) for each in tail)) if bad and other_of else 1.0


def _log_choose(count: int, chosen: int) -> float:
    if not 0 <= chosen <= count:
        return -math.inf
    return math.lgamma(count + 1) - math.lgamma(chosen + 1) - math.lgamma(count - chosen + 1)
