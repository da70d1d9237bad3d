"""How the time of some work grows with its size: the one statement about speed that holds on any machine."""

import time
from collections.abc import Callable

TIMES = 4
LINEAR = 10.0
"""Less than that for four times as much: linear takes 4 times as long, squared 16."""
LEAST = 0.004
"""Seconds of processor time below which nothing is told apart."""


def growth(work: Callable[[int], object], size: int) -> float:
    """Processor time of `work(4 * size)` over that of `work(size)`, the best of three each: others share the machine."""
    return _spent(work, size * TIMES) / max(_spent(work, size), LEAST)


def _spent(work: Callable[[int], object], size: int) -> float:
    spent: list[float] = []
    for _ in range(3):
        started = time.process_time()
        work(size)
        spent.append(time.process_time() - started)
    return min(spent)
