"""One rule: slots of words in a row, with the characters that may lie between them."""

from typing import NamedTuple

from jobs.chain.guards.slots import SLOT


class Rule(NamedTuple):
    family: str
    reason: str
    weight: float
    steps: tuple[tuple[int, int], ...]
    """For each step the slots that fill it, and how far it may stand from the end of the step before."""
    imperative: bool
    """Whether it is an order only where nobody else is the subject: `the system shall show …` orders nothing."""
    opening: bool
    """Whether it counts only where it opens a clause, so not after `if`."""
    contextual: bool
    """Whether procurement words in the sentence may mean that tenderers are addressed, not a machine."""


def rules(family: str, reason: str, *lines: str) -> list[Rule]:
    """Lines are `weight flags: SLOT 40 SLOT|SLOT 20 SLOT`; flags are i (imperative), o (opening), c (contextual)."""
    return [_rule(family, reason, *line.split(": ")) for line in lines]


def _rule(family: str, reason: str, head: str, body: str) -> Rule:
    weight, _, flags = head.partition(" ")
    words = body.split()
    masks = [_mask(word) for word in words[::2]]
    gaps = [0, *(int(word) for word in words[1::2])]
    return Rule(family, reason, float(weight), tuple(zip(masks, gaps, strict=True)), "i" in flags, "o" in flags, "c" in flags)


def _mask(names: str) -> int:
    bits = 0
    for name in names.split("|"):
        bits |= SLOT[name]
    return bits
