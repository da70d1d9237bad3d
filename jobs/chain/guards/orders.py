"""Matches the rules against the words of a text, in one pass whatever the distance between them."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from jobs.chain.guards.rules import RULES, USED, Rule
from jobs.chain.guards.sentences import ends_between
from jobs.chain.guards.sign import Sign
from jobs.chain.guards.slots import Hit

FARTHEST = max(gap for rule in RULES for _, gap in rule.steps)


def orders_in(text: str, words: list[Hit]) -> Iterator[Sign]:
    """Rules that the words of canonical text fulfil. Words are in reading order."""
    known = [word for word in words if word.bits & USED]
    at = 0
    for place in range(1, len(known) + 1):
        if place == len(known) or known[place].start - known[place - 1].end > FARTHEST:
            yield from _in_run(text, known[at:place])
            at = place


def _in_run(text: str, run: list[Hit]) -> Iterator[Sign]:
    union = 0
    for hit in run:
        union |= hit.bits
    rules = _possible(union)
    if not rules:
        return
    pauses = [0]
    for before, after in pairwise(run):
        pauses.append(pauses[-1] + ends_between(text, before.end, after.start))
    for rule in rules:
        for start, end in _fulfilled(rule, run, pauses):
            yield Sign(rule.family, rule.reason, rule.weight, start, end, rule.imperative, rule.opening, rule.contextual)


@lru_cache(maxsize=8192)
def _possible(union: int) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if all(union & slots for slots, _ in rule.steps))


def _fulfilled(rule: Rule, run: list[Hit], pauses: list[int]) -> Iterator[tuple[int, int]]:
    """Spans from the first step's word to the last one's. For each step only its latest word is remembered: it is the nearest."""
    last = len(rule.steps) - 1
    latest: list[tuple[int, int, int] | None] = [None] * (last + 1)
    for hit, pause in zip(run, pauses, strict=True):
        for step in range(last, -1, -1):
            slots, gap = rule.steps[step]
            if not hit.bits & slots:
                continue
            if step == 0:
                latest[0] = (hit.start, hit.end, pause)
            else:
                before = latest[step - 1]
                if before is None or not before[1] <= hit.start <= before[1] + gap - (pause - before[2]):
                    continue
                latest[step] = (before[0], hit.end, pause)
            if step == last:
                yield (latest[step] or (0, 0, 0))[:2]
