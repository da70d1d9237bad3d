"""Matches the rules against the words of a text, in one pass whatever the distance between them."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from jobs.chain.guards.rule import Rule
from jobs.chain.guards.rules import RULES, USED
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
    rules = _possible(union & USED)
    if not rules:
        return
    pauses = [0]
    for before, after in pairwise(run):
        pauses.append(pauses[-1] + ends_between(text, before.end, after.start))
    places: dict[int, list[int]] = {}
    for place, hit in enumerate(run):
        for slot in _slots(hit.bits & USED):
            places.setdefault(slot, []).append(place)
    for rule in rules:
        for start, end in _fulfilled(rule, run, pauses, _relevant(rule, places)):
            yield Sign(rule.family, rule.reason, rule.weight, start, end, rule.imperative, rule.opening, rule.contextual)


@lru_cache(maxsize=8192)
def _possible(union: int) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if all(union & slots for slots, _ in rule.steps))


@lru_cache(maxsize=8192)
def _slots(bits: int) -> tuple[int, ...]:
    """The slots of which `bits` is made, one bit each."""
    return tuple(1 << place for place in range(bits.bit_length()) if bits >> place & 1)


def _relevant(rule: Rule, places: dict[int, list[int]]) -> list[int]:
    """Places of the words that fill any step of the rule, in reading order: a run has many words, a rule asks for few."""
    found: set[int] = set()
    for slots, _ in rule.steps:
        for slot in _slots(slots):
            found.update(places.get(slot, ()))
    return sorted(found)


def _fulfilled(rule: Rule, run: list[Hit], pauses: list[int], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Spans from the first step's word to the last one's. For each step only its latest word is remembered: it is the nearest."""
    last = len(rule.steps) - 1
    latest: list[tuple[int, int, int] | None] = [None] * (last + 1)
    for place in places:
        hit, pause = run[place], pauses[place]
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
