"""How far two judges agree: the raw share, and Cohen's kappa, which takes away what chance alone would give."""

from collections import Counter
from collections.abc import Sequence

from jobs.chain.tender import Value
from jobs.evals.stats import Interval, wilson

FEWEST = 20
"""Pairs below which an agreement is told as too few to say anything."""


class Agreement(Value):
    of: int
    """Things that both judged."""
    same: int
    raw: Interval
    """Of the share that is the same (Wilson, 95 %)."""
    kappa: float | None
    """1 is full agreement, 0 what chance gives; None where both always said the same one thing, so that chance gives all of it."""
    interval: Interval | None
    """Of kappa: the ends of `raw` put into its formula, chance held as it is."""


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """`pairs` are what the two said of each thing, in words of one list of categories."""
    same = sum(one == other for one, other in pairs)
    raw = wilson(same, len(pairs))
    if not pairs:
        return Agreement(of=0, same=0, raw=raw, kappa=None, interval=None)
    chance = _chance(pairs)
    if chance == 1:
        return Agreement(of=len(pairs), same=same, raw=raw, kappa=None, interval=None)
    low, high = (_kappa(share, chance) for share in raw)
    return Agreement(of=len(pairs), same=same, raw=raw, kappa=_kappa(same / len(pairs), chance), interval=(low, high))


def _chance(pairs: Sequence[tuple[str, str]]) -> float:
    """The share that two would agree on who say the same words as often as these, each without looking (Cohen 1960)."""
    ones, others = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    return sum(ones[word] * others[word] for word in ones) / len(pairs) ** 2


def _kappa(share: float, chance: float) -> float:
    return (share - chance) / (1 - chance)
