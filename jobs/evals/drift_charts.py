"""Pictures of the weekly look: each measure over its five weeks, and where verdicts and scores lay before and now."""

from collections.abc import Sequence

import matplotlib as mpl
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from jobs.evals.charts import BAD, BEFORE, GOOD, INK, STYLE, WIDTH, as_svg, canvas, name_rows
from jobs.evals.drift_report import LEVEL, NAME, Measure, shown

ROW = 0.72
"""Inches of height for a measure."""


def courses(measures: Sequence[Measure]) -> Markup:
    """A line a measure, from four weeks ago to last week, with the value of the weeks before as dashes. `measures` is not empty."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, ROW * len(measures) + 0.4), layout="constrained")
        rows = figure.subplots(len(measures), 1, sharex=True, squeeze=False)
        for axes, measure in zip(rows[:, 0], measures, strict=True):
            _course(axes, measure)
        rows[-1, 0].set_xticks(range(5), ["4 weeks before", "3", "2", "1", "last week"])
        said = "; ".join(f"{NAME[each.name]} {LEVEL[each.level][1]}" for each in measures)
        return as_svg(figure, "courses", f"Five weeks of each measure: {said}.")


def apart(measure: Measure) -> Markup:
    """Shares of answers in each cell, the weeks before beside last week. `measure` has bars."""
    with mpl.rc_context(STYLE):
        figure, axes = canvas(0.44 * len(measure.bars) + 0.6)
        places = range(len(measure.bars))
        axes.barh([place - 0.2 for place in places], [each.before for each in measure.bars], height=0.36, color=BEFORE, label="before")
        axes.barh([place + 0.2 for place in places], [each.now for each in measure.bars], height=0.36, color=GOOD, label="last week")
        for place, each in enumerate(measure.bars):
            axes.annotate(f"{each.now:.0%}", (each.now, place + 0.2), (4, 0), textcoords="offset points", va="center", fontsize=8)
            axes.annotate(f"{each.before:.0%}", (each.before, place - 0.2), (4, 0), textcoords="offset points", va="center", fontsize=8)
        name_rows(axes, [each.name.replace("_", "-") for each in measure.bars])
        axes.set_xlim(0, max(max(each.now, each.before) for each in measure.bars) * 1.15)
        axes.set_xticks([])
        axes.legend(frameon=False, loc="lower right", bbox_to_anchor=(1, 1), ncols=2, borderaxespad=0)
        said = "; ".join(f"{each.name} {each.before:.0%} before, {each.now:.0%} now" for each in measure.bars)
        return as_svg(figure, f"apart-{measure.name}", f"{NAME[measure.name]}: {said}.")


def _course(axes: Axes, measure: Measure) -> None:
    weeks = [(place, value) for place, value in enumerate(measure.weeks) if value is not None]
    colour = BAD if measure.level == "alarm" else GOOD
    axes.plot([place for place, _ in weeks], [value for _, value in weeks], color=colour, linewidth=1.4, marker="o", markersize=4)
    if measure.before is not None:
        axes.plot([-0.3, 4], [measure.before] * 2, color=BEFORE, linestyle=(0, (2, 2)), linewidth=1)
    axes.set_title(f"{NAME[measure.name]} · {LEVEL[measure.level][1]}", loc="left", fontsize=9, color=INK, pad=3)
    axes.set(xlim=(-0.3, 4.9), yticks=[])
    if values := [value for _, value in weeks]:
        room = (max(values) - min(values)) or abs(values[-1]) or 1.0
        axes.set_ylim(min(values) - 0.35 * room, max(values) + 0.35 * room)
        place, value = weeks[-1]
        axes.annotate(shown(measure, value), (place, value), (6, 0), textcoords="offset points", va="center", fontsize=8)
    axes.spines["left"].set_visible(False)
