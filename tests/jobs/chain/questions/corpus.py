"""Questions of our own writing: groups that look alike and ask for different things, and groups that ask the very same."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

HERE = Path(__file__).parent
Pair = tuple[str, str]


def groups(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [[each.strip() for each in line.split(" | ")] for line in lines if line.strip() and not line.startswith("#")]


def confusable() -> list[Pair]:
    return [pair for group in groups("confusable.txt") for pair in combinations(group, 2)]


def paraphrases(name: str = "paraphrases.txt") -> list[Pair]:
    return [(first, other) for first, *others in groups(name) for other in others]


def across() -> Iterator[Pair]:
    """Pairs from different groups of paraphrases: no two groups of a file ask the same."""
    for name in ("paraphrases.txt", "paraphrases_held_out.txt"):
        for one, other in combinations(groups(name), 2):
            yield from ((a, b) for a in one for b in other)


def every_question() -> list[str]:
    names = ("confusable.txt", "paraphrases.txt", "paraphrases_held_out.txt")
    return list(dict.fromkeys(each for name in names for group in groups(name) for each in group))
