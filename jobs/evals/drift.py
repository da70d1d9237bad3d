"""Holds one week of a workspace's answers against the four weeks before: what people said, verdicts, scores, fallbacks, cost, time."""

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from jobs.evals.drift_report import Bar, Kind, Level, Measure, Report
from jobs.evals.psi import counted, deciles, higher, homogeneity, psi, tallied
from jobs.evals.stats import fisher
from storage.quality import Ended

WEEK = timedelta(days=7)
BEFORE = 4
"""Weeks of the reference window."""
FEWEST_NOW, FEWEST_BEFORE = 20, 60
"""Answers that have what is measured; with fewer nothing is said."""
ALARM, WATCH = 0.003, 0.03
"""How unlikely a difference must be by chance alone. Chosen on simulated weeks; on others 1 steady week in 100 rang (docs/quality.md)."""
WATCH_PSI, ALARM_PSI = 0.1, 0.25
"""The usual reading of the index: little, some and much change."""
VERDICTS = ("bid", "conditional", "review", "no_bid")

Worse = Literal["more", "less"]
Numbers = Sequence[float]


@dataclass(frozen=True, slots=True)
class _Share:
    """How many of those that can be judged are a hit; `hit` gives None for the others."""

    name: str
    hit: Callable[[Ended], bool | None]
    worse: Worse
    least: float
    """Points of share, 0 to 1, below which a change is of no consequence."""


@dataclass(frozen=True, slots=True)
class _Amount:
    """`floor` is added to both sides of the ratio: below it a change is of no consequence."""

    name: str
    of: Callable[[Ended], float | None]
    middle: Callable[[Numbers], float]
    floor: float
    least: float


@dataclass(frozen=True, slots=True)
class _Spread:
    name: str
    of: Callable[[Ended], float | None]
    names: tuple[str, ...] = ()
    """Of what has no order; numbers are cut at the deciles of the reference."""


def called_right(each: Ended) -> bool | None:
    """What a reviewer said of it, else what most people did; None without a word or with as many for as against."""
    if each.reviewed is not None or each.up == each.down:
        return each.reviewed
    return each.up > each.down


def _verdict(each: Ended) -> float | None:
    return VERDICTS.index(each.figure.verdict) if each.figure is not None and each.figure.verdict in VERDICTS else None


SHARES = (
    _Share("called_right", called_right, "less", 0.15),
    _Share("fallbacks", lambda each: None if each.figure is None else each.figure.fallback, "more", 0.1),
    _Share("refusals", lambda each: each.state == "refused", "more", 0.1),
    _Share("failures", lambda each: each.state == "failed", "more", 0.05),
)
SPREADS = (
    _Spread("verdicts", _verdict, VERDICTS),
    _Spread("scores", lambda each: None if each.figure is None else each.figure.score),
)
AMOUNTS = (
    _Amount("unsupported", lambda each: None if each.figure is None else each.figure.unsupported, statistics.fmean, 0.05, 1.5),
    _Amount("cost", lambda each: each.micro_usd, statistics.median, 1000, 1.25),
    _Amount("seconds", lambda each: each.seconds, statistics.median, 5, 1.5),
)


def begin(until: datetime) -> datetime:
    """From when on runs are needed to measure the week that ends `until`."""
    return until - (BEFORE + 1) * WEEK


def drift(runs: Iterable[Ended], until: datetime) -> Report:
    """Measures the seven days before `until` against the four weeks before them; runs outside of these five weeks are left out."""
    weeks: list[list[Ended]] = [[] for _ in range(BEFORE + 1)]
    for each in runs:
        if begin(until) <= each.at < until:
            weeks[(each.at - begin(until)) // WEEK].append(each)
    measures = (
        *(_share(each, weeks) for each in SHARES),
        *(_spread(each, weeks) for each in SPREADS),
        *(_amount(each, weeks) for each in AMOUNTS),
    )
    return Report(since=until - WEEK, until=until, answers=len(weeks[-1]), measures=measures)


def _share(rule: _Share, weeks: Sequence[Sequence[Ended]]) -> Measure:
    found = [[float(hit) for each in week if (hit := rule.hit(each)) is not None] for week in weeks]
    measure, now, before = _begun(rule.name, "share", found, statistics.fmean)
    if measure.level == "too_few":
        return measure
    more = fisher(int(sum(now)), len(now), int(sum(before)), len(before))
    fewer = fisher(int(len(now) - sum(now)), len(now), int(len(before) - sum(before)), len(before))
    size = statistics.fmean(now) - statistics.fmean(before)
    p, other = (more, fewer) if rule.worse == "more" else (fewer, more)
    worse = size if rule.worse == "more" else -size
    level = _level(p, worse, rule.least) or ("better" if _level(other, -worse, rule.least) == "alarm" else "steady")
    return measure.model_copy(update={"level": level, "size": size, "p": p})


def _amount(rule: _Amount, weeks: Sequence[Sequence[Ended]]) -> Measure:
    found = [[value for each in week if (value := rule.of(each)) is not None] for week in weeks]
    measure, now, before = _begun(rule.name, "amount", found, rule.middle)
    if measure.level == "too_few":
        return measure
    size = (rule.middle(now) + rule.floor) / (rule.middle(before) + rule.floor)
    p, other = higher(now, before), higher(before, now)
    least = math.log(rule.least)
    level = _level(p, math.log(size), least) or ("better" if _level(other, -math.log(size), least) == "alarm" else "steady")
    return measure.model_copy(update={"level": level, "size": size, "p": p})


def _spread(rule: _Spread, weeks: Sequence[Sequence[Ended]]) -> Measure:
    found = [[value for each in week if (value := rule.of(each)) is not None] for week in weeks]
    measure, now, before = _begun(rule.name, "spread", found, _bids if rule.names else statistics.fmean)
    if measure.level == "too_few":
        return measure
    edges = deciles(before) or (before[0] - 0.5, before[0])  # all alike: below, at and above that
    cells = range(len(rule.names))
    one = tallied(now, cells) if rule.names else counted(now, edges)
    other = tallied(before, cells) if rule.names else counted(before, edges)
    size, p = psi(one, other), homogeneity(one, other)
    level = "alarm" if size >= ALARM_PSI and p < ALARM else "watch" if size >= WATCH_PSI and p < WATCH else "steady"
    names = rule.names or (*(f"up to {edge:g}" for edge in edges), "above")
    bars = (Bar(name=name, now=a / len(now), before=b / len(before)) for name, a, b in zip(names, one, other, strict=True))
    return measure.model_copy(update={"level": level, "size": size, "p": p, "bars": tuple(bars)})


def _begun(name: str, kind: Kind, weeks: Sequence[Numbers], middle: Callable[[Numbers], float]) -> tuple[Measure, list[float], list[float]]:
    """The measure as far as it goes without a comparison, and the values of this week and of those before."""
    now, before = list(weeks[-1]), [value for week in weeks[:-1] for value in week]
    few = len(now) < FEWEST_NOW or len(before) < FEWEST_BEFORE
    measure = Measure(
        name=name,
        kind=kind,
        level="too_few" if few else "steady",
        now=middle(now) if now else None,
        before=middle(before) if before else None,
        of_now=len(now),
        of_before=len(before),
        weeks=tuple(middle(week) if week else None for week in weeks),
    )
    return measure, now, before


def _bids(verdicts: Numbers) -> float:
    """The share that says bid, with conditions or without."""
    return sum(value <= VERDICTS.index("conditional") for value in verdicts) / len(verdicts)


def _level(p: float, worse: float, least: float) -> Level | None:
    """`worse` is how far it went in the bad direction; half of what counts is watched."""
    if worse >= least and p < ALARM:
        return "alarm"
    return "watch" if worse >= least / 2 and p < WATCH else None
