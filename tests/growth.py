"""How the time of some work grows with its size: the one statement about speed that holds on any machine."""

import math
import time
from collections.abc import Callable

TIMES = 4
LINEAR = 10.0
"""Less than that for four times as much: linear takes 4 times as long, squared 16."""
LEAST = 0.004
"""Seconds of processor time below which nothing is told apart."""


def growth(work: Callable[[int], object], size: int) -> float:
    """Processor time of `work(4 * size)` over that of `work(size)`."""
    small = max(spent(lambda: work(size)), LEAST)
    return spent(lambda: work(size * TIMES), enough=LINEAR * small) / small


def spent(work: Callable[[], object], *, enough: float = 0.0) -> float:
    """Seconds of processor time, the best of three: others who share the machine add to it and never take away.

    So there is no further try after one that took less than `enough`.
    """
    best = math.inf
    for _ in range(3):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
        if best < enough:
            break
    return best
