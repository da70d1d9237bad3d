"""How far a judge of answers agrees with the labels of pairs, and how far order and length move it.

Each pair is asked in both orders: what turns with the order counts as a tie, so that order cannot decide. Length is taken out by
looking at pairs of like length apart, and at the others by whether the better answer is the longer one.
"""

import asyncio
from collections.abc import Sequence
from typing import Literal

from jobs.chain.errors import BadOutput
from jobs.chain.tender import Value
from jobs.evals.agreement import Agreement, agreement
from jobs.evals.pairs import Choice, Label, Pair, PairJudge
from jobs.evals.rubric import Share
from jobs.evals.stats import wilson

LIKE = 1.25
"""Answers of which the longer has at most so many times the characters of the other are of like length."""
AT_ONCE = 4
Said = Choice | Literal["none"]
"""`none`: no usable reply."""


class Judged(Value):
    pair: Pair
    forth: Said
    """Asked with `a` first."""
    back: Said
    """Asked with `b` first."""

    @property
    def label(self) -> Label | Literal["none"]:
        """What it comes to: the same answer in both orders, else a tie; `none` where one order had no usable reply."""
        if "none" in (self.forth, self.back):
            return "none"
        match self.forth, self.back:
            case "first", "second":
                return "a"
            case "second", "first":
                return "b"
            case _:
                return "tie"

    @property
    def turned(self) -> bool:
        """Whether each order had a winner and it was the place that won: the first twice, or the second."""
        return self.forth == self.back and self.forth in ("first", "second")


class PairFigures(Value):
    all: Agreement
    """Judge and label, over a, b and tie; what had no usable reply agrees with nothing."""
    like_length: Agreement
    better_is_longer: Share
    """Of pairs of unlike length whose better answer is the longer one: judged as labelled."""
    better_is_shorter: Share
    """The same where it is the shorter one. A judge that goes by length does well above and badly here."""
    turned: Share
    """Pairs whose winner turned with the order."""
    first_place: Share
    """Of all single comparisons with a winner, those that the first place won: half, where order means nothing."""
    unusable: int
    """Pairs without a usable reply in one of the orders."""


async def judge_pairs(judge: PairJudge, pairs: Sequence[Pair]) -> tuple[Judged, ...]:
    """Both orders of every pair. Raises what the judge raises, but for a reply of no use."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(pair: Pair, first: str, second: str) -> Said:
        async with gate:
            try:
                return await judge.prefer(pair, first, second)
            except BadOutput:
                return "none"

    async def both(pair: Pair) -> Judged:
        forth, back = await asyncio.gather(one(pair, pair.a, pair.b), one(pair, pair.b, pair.a))
        return Judged(pair=pair, forth=forth, back=back)

    return tuple(await asyncio.gather(*map(both, pairs)))


def pair_figures(judged: Sequence[Judged]) -> PairFigures:
    unlike = [each for each in judged if not _is_like(each.pair) and each.pair.better != "tie"]
    longer = [each for each in unlike if _is_longer(each.pair)]
    winners = [said for each in judged for said in (each.forth, each.back) if said in ("first", "second")]
    return PairFigures(
        all=_agreed(judged),
        like_length=_agreed([each for each in judged if _is_like(each.pair)]),
        better_is_longer=_right(longer),
        better_is_shorter=_right([each for each in unlike if each not in longer]),
        turned=_share([each.turned for each in judged]),
        first_place=_share([said == "first" for said in winners]),
        unusable=sum(each.label == "none" for each in judged),
    )


def _agreed(judged: Sequence[Judged]) -> Agreement:
    return agreement([(each.pair.better, each.label) for each in judged])


def _right(judged: Sequence[Judged]) -> Share:
    return _share([each.label == each.pair.better for each in judged])


def _share(hits: Sequence[bool]) -> Share:
    return Share(hits=sum(hits), of=len(hits), interval=wilson(sum(hits), len(hits)))


def _is_like(pair: Pair) -> bool:
    short, long = sorted((len(pair.a), len(pair.b)))
    return long <= LIKE * short


def _is_longer(pair: Pair) -> bool:
    better, other = (pair.a, pair.b) if pair.better == "a" else (pair.b, pair.a)
    return len(better) > len(other)
