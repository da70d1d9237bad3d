"""What the weekly look at a workspace's answers comes to, as values, and in words for people."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from pydantic import AwareDatetime

from jobs.chain.tender import Value

Level = Literal["too_few", "steady", "better", "watch", "alarm"]
Kind = Literal["share", "spread", "amount"]


class Bar(Value):
    """One cell of a spread, with the share of answers in it, 0 to 1."""

    name: str
    now: float
    before: float


class Measure(Value):
    """One thing that was held against the weeks before. `now` and `before` are shares, means or medians in the measure's own unit."""

    name: str
    kind: Kind
    level: Level
    now: float | None = None
    before: float | None = None
    of_now: int
    of_before: int
    size: float | None = None
    """How far apart: points of share, the stability index of a spread, the ratio of an amount."""
    p: float | None = None
    """How likely that is by chance alone."""
    weeks: tuple[float | None, ...] = ()
    """The value of each week, the oldest first, the week in question last."""
    bars: tuple[Bar, ...] = ()


class Report(Value):
    """What a week came to. Weeks begin on Monday, 00:00 UTC, unless asked for otherwise."""

    since: AwareDatetime
    until: AwareDatetime
    answers: int
    measures: tuple[Measure, ...]

    @property
    def alarms(self) -> tuple[Measure, ...]:
        return tuple(each for each in self.measures if each.level == "alarm")


NAME: Mapping[str, str] = {
    "called_right": "answers called right", "fallbacks": "answers by rules because no model answered", "refusals": "requests refused",
    "failures": "requests that failed", "verdicts": "verdicts given", "scores": "scores given",
    "unsupported": "claims without a passage", "cost": "money for models, per answer", "seconds": "time from request to answer",
}  # fmt: skip
LEVEL: Mapping[Level, tuple[str, str]] = {
    # Symbol and word; the symbol never stands alone.
    "alarm": ("🔴", "changed"), "watch": ("🟡", "may be changing"), "better": ("🟢", "better"), "steady": ("✅", "steady"),
    "too_few": ("◻️", "too few to tell"),
}  # fmt: skip
STEPS = "▁▂▃▄▅▆▇█"


def week_of(now: datetime) -> tuple[str, datetime]:
    """The last whole week before `now`: its name, `2026-W47`, and when it ended, the Monday after it at 00:00 of `now`'s zone."""
    until = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=now.weekday())
    return named(until.date() - timedelta(days=7)), until


def named(monday: date) -> str:
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"


def told(measure: Measure) -> str:
    """One sentence: what it was in the weeks before, what it is now, on how many."""
    name = NAME[measure.name]
    name = f"{name[0].upper()}{name[1:]}"
    if measure.level == "too_few" or measure.now is None or measure.before is None:
        return f"{name}: {measure.of_now} this week and {measure.of_before} in the four weeks before are too few to tell."
    now, before = shown(measure, measure.now), shown(measure, measure.before)
    counts = f"{measure.of_now} this week, {measure.of_before} before"
    if measure.kind == "spread":
        what = "bids among them" if measure.name == "verdicts" else "mean"
        return f"{name}: spread otherwise by an index of {measure.size or 0:.2f} ({what} {before} before, {now} now; {counts})."
    return f"{name}: {before} before, {now} now ({counts})."


def shown(measure: Measure, value: float) -> str:
    """A value of the measure with its unit."""
    match measure.name:
        case "scores":
            return f"{value:.0f} of 100"
        case "cost":
            return f"{value / 1e6:.4f} US dollars"
        case "seconds":
            return f"{value:,.1f} s"
        case _:
            return f"{value:.0%}"


def sparkline(values: Sequence[float | None]) -> str:
    """A bar for each week, the highest as high as it gets; a dot where there was nothing to measure."""
    known = [value for value in values if value is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    return "".join(_bar(value, low, high) for value in values)


def lines(report: Report) -> Iterator[str]:
    """The report for a terminal."""
    yield f"{report.since:%Y-%m-%d} to {report.until:%Y-%m-%d}, {report.answers} requests, held against the four weeks before:"
    for each in report.measures:
        yield f"  {LEVEL[each.level][1]:<15} {sparkline(each.weeks):<5}  {told(each)}"


def _bar(value: float | None, low: float, high: float) -> str:
    if value is None:
        return "·"
    return STEPS[3] if high <= low else STEPS[round((value - low) / (high - low) * (len(STEPS) - 1))]
