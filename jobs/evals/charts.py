"""Pictures of an evaluation as SVG that stands in the page itself: its colours are those of the page, light or dark."""

import io
import re
from collections.abc import Sequence
from typing import Any, Final

import matplotlib as mpl
from markupsafe import Markup, escape
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator, PercentFormatter
from matplotlib.typing import RcKeyType

from jobs.evals.gate import Figures
from jobs.evals.summaries import GIVEN, Bin, ConfusionRow, Mistake, Move, quantile

INK, GRID, GOOD, BAD, BEFORE = "#010101", "#020202", "#030303", "#040404", "#050505"
"""Stand for the page's colours until the picture is drawn."""
COLOURS: Final = {INK: "var(--ink)", GRID: "var(--grid)", GOOD: "var(--good)", BAD: "var(--bad)", BEFORE: "var(--before)"}
STYLE: Final[dict[RcKeyType, Any]] = {
    "svg.fonttype": "none", "text.parse_math": False, "font.size": 9.5, "font.family": "sans-serif", "text.color": INK,
    "axes.edgecolor": GRID, "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK, "grid.color": GRID, "axes.axisbelow": True,
    "axes.spines.top": False, "axes.spines.right": False, "xtick.major.size": 0, "ytick.major.size": 0, "grid.linewidth": 0.6,
}  # fmt: skip
WIDTH = 5.2
"""Inches, which is about a phone: on a wider screen the picture grows and stays legible."""
LONGEST = 40
"""Characters of a row's name; the longest set of verdicts has 38."""
MOST = 14
"""Rows of a picture that could have any number."""


def slices(figures: Figures, floor: float) -> Markup:
    """Share that passes in each slice, with its interval and the share that must pass."""
    with mpl.rc_context(STYLE):
        rows = (*figures.slices, figures.all)
        figure, axes = canvas(0.34 * len(rows) + 0.7)
        shares = [each.passed / each.cases if each.cases else 0.0 for each in rows]
        axes.barh(range(len(rows)), shares, height=0.62, color=[GOOD if share >= floor else BAD for share in shares], alpha=0.85)
        for place, (each, share) in enumerate(zip(rows, shares, strict=True)):
            low, high = each.interval
            axes.plot([low, high], [place, place], color=INK, linewidth=1.2, marker="|", markersize=6)
            axes.annotate(f"{share:.0%}", (1.04, place), va="center", annotation_clip=False)
        axes.axvline(floor, color=INK, linestyle=(0, (2, 2)), linewidth=1)
        name_rows(axes, [f"{each.name.replace('_', ' ')} · {each.passed}/{each.cases}" for each in rows])
        _shares(axes)
        said = "; ".join(f"{each.name.replace('_', ' ')} {each.passed} of {each.cases}" for each in rows)
        return as_svg(figure, "slices", f"Cases that pass, by slice: {said}. At least {floor:.0%} must.")


def calibrated(bins: Sequence[Bin]) -> Markup:
    """Confidence against the share right; on the dotted line it means what it says."""
    with mpl.rc_context(STYLE):
        figure, axes = canvas(3.4)
        axes.plot([0, 1], [0, 1], color=INK, linestyle=(0, (2, 2)), linewidth=1)
        for each in bins:
            share = each.right / each.of
            axes.plot([each.confidence] * 2, list(each.interval), color=GOOD, linewidth=1.5)
            axes.scatter([each.confidence], [share], s=18 + 6 * min(each.of, 60), color=GOOD, zorder=3)
            axes.annotate(f"n = {each.of}", (each.confidence, each.interval[0]), (0, -11), textcoords="offset points", ha="center")
        axes.plot([each.confidence for each in bins], [each.right / each.of for each in bins], color=GOOD, linewidth=1, alpha=0.6)
        axes.set(xlim=(0, 1.04), ylim=(-0.12, 1.06), xlabel="confidence shown", ylabel="verdicts accepted")
        axes.xaxis.set_major_formatter(PercentFormatter(1))
        axes.yaxis.set_major_formatter(PercentFormatter(1))
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
        axes.grid(visible=True)
        said = "; ".join(f"{each.confidence:.0%} sure, {each.right} of {each.of} right" for each in bins)
        return as_svg(figure, "calibration", f"Confidence against the share right: {said}.")


def confused(rows: Sequence[ConfusionRow]) -> Markup:
    """Counts of verdicts, the accepted ones in one colour and the wrong ones in another."""
    with mpl.rc_context(STYLE):
        figure, axes = canvas(0.42 * len(rows) + 0.8)
        most = max((cell.count for row in rows for cell in row.cells), default=1) or 1
        for line, row in enumerate(rows):
            for place, cell in enumerate(row.cells):
                shade = 0.2 + 0.6 * cell.count / most if cell.count else 0.0
                colour = GOOD if cell.right else BAD
                axes.add_patch(Rectangle((place - 0.47, line - 0.46), 0.94, 0.92, facecolor=colour, alpha=shade, linewidth=0))
                words = f"{cell.count}" if cell.right or not cell.count else f"{cell.count} ✗"
                axes.annotate(words if cell.count else "·", (place, line), ha="center", va="center")
        axes.set_xlim(-0.5, len(GIVEN) - 0.5)
        name_rows(axes, [row.accepted.replace("_", "-") for row in rows])
        axes.set_xticks(range(len(GIVEN)), [name.replace("_", "-") for name in GIVEN], fontsize=8.5)
        axes.xaxis.tick_top()
        axes.spines[:].set_visible(False)
        said = "; ".join(f"accepted {row.accepted}: {', '.join(f'{c.count} {c.given}' for c in row.cells if c.count)}" for row in rows)
        return as_svg(figure, "confusion", f"Verdicts accepted against verdicts given. {said}.")


def mistaken(found: Sequence[Mistake]) -> Markup:
    """Points lost by kind of mistake."""
    with mpl.rc_context(STYLE):
        rows = found[:MOST]
        figure, axes = canvas(0.34 * len(rows) + 0.5)
        axes.barh(range(len(rows)), [each.points for each in rows], height=0.62, color=BAD, alpha=0.85)
        for place, each in enumerate(rows):
            axes.annotate(f"{each.points}", (each.points, place), (4, 0), textcoords="offset points", va="center")
        name_rows(axes, [f"{each.check.removeprefix('facts.').replace('_', ' ')} · {each.times}×" for each in rows])
        axes.set_xlim(0, max((each.points for each in rows), default=1) * 1.14)
        axes.grid(visible=True, axis="x")
        said = "; ".join(f"{each.check} {each.points} in {each.times}" for each in rows)
        return as_svg(figure, "mistakes", f"Points of cost by kind of mistake: {said}.")


def spread(name: str, values: Sequence[float], unit: str) -> Markup:
    """How a measure of each case is spread, with its median and the value that 95 % stay within. `values` is not empty."""
    with mpl.rc_context(STYLE):
        figure, axes = canvas(2.4)
        axes.hist(values, bins=min(24, max(4, len(values) // 2)), color=GOOD, alpha=0.85)
        middle, late = quantile(values, 0.5), quantile(values, 0.95)
        for value, words, dashes in ((middle, "median", (2, 2)), (late, "95 %", (5, 2))):
            axes.axvline(value, color=INK, linestyle=(0, dashes), linewidth=1, label=f"{words} {value:,.0f} {unit}")
        axes.legend(frameon=False, loc="lower right", bbox_to_anchor=(1, 1), ncols=2, borderaxespad=0)
        axes.set(xlabel=unit, ylabel="cases", xlim=(0, max(*values, 1.0) * 1.02))
        axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        axes.grid(visible=True, axis="y")
        return as_svg(figure, name, f"{unit} a case over {len(values)} cases: median {middle:,.0f}, 95 % within {late:,.0f}.")


def moved(found: Sequence[Move]) -> Markup:
    """Scores before and now of the cases that changed most."""
    with mpl.rc_context(STYLE):
        rows = sorted(sorted(found, key=lambda each: -abs(each.now - each.before))[:MOST], key=lambda each: each.now - each.before)
        figure, axes = canvas(0.46 * len(rows) + 0.7)
        for place, each in enumerate(rows):
            colour = BAD if each.now < each.before else GOOD
            arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
            axes.annotate("", (each.now, place), (each.before, place), arrowprops=arrow)
            axes.scatter([each.before], [place], s=24, color=BEFORE, zorder=3)
            axes.annotate(f"{each.case_id}  {each.before:.2f} → {each.now:.2f}", (0, place - 0.34), va="center")
        axes.set(xlim=(-0.02, 1.02), ylim=(len(rows) - 0.5, -0.7), xlabel="score", yticks=[])
        axes.grid(visible=True, axis="x")
        said = "; ".join(f"{each.case_id} from {each.before:.2f} to {each.now:.2f}" for each in rows)
        return as_svg(figure, "moves", f"Scores before and now: {said}.")


def canvas(height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    return figure, figure.subplots()


def name_rows(axes: Axes, names: Sequence[str]) -> None:
    """Names at the left, the first row on top; a name longer than any of ours must not push the picture off its paper."""
    axes.set_yticks(range(len(names)), [name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…" for name in names])
    axes.set_ylim(len(names) - 0.5, -0.5)


def _shares(axes: Axes) -> None:
    axes.set_xlim(0, 1.12)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.grid(visible=True, axis="x")


def as_svg(figure: Figure, name: str, alt: str) -> Markup:
    """The bare element: no address in it, ids of its own, the page's colours, `alt` for those who do not see it."""
    written = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": name}):
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    text = written.getvalue()
    text = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>", "", text[text.index("<svg") :], flags=re.DOTALL)
    text = re.sub(r' (?:xmlns(?::xlink)?|version)="[^"]*"', "", text)
    text = re.sub(r'(?<= id=")|(?<=href="#)|(?<=url\(#)', f"{name}-", text).replace("xlink:href", "href")
    text = re.sub(r"(font(?:-family)?: [^;\"]*?)'[^\";]*", r"\1inherit", text)
    for stand_in, colour in COLOURS.items():
        text = text.replace(stand_in, colour)
    return Markup(text.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1))  # noqa: S704 - drawn here, `alt` is escaped
