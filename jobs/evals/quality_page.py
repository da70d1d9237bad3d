"""Pages that stand alone, with pictures: how sure answers are and whether that holds, and what has changed in a week."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from jobs.chain.errors import BadInput
from jobs.evals import charts, drift_charts
from jobs.evals.calibration import Fit
from jobs.evals.drift_report import LEVEL, NAME, Report, told
from jobs.evals.stats import wilson
from jobs.evals.summaries import Bin

HOW_TO_READ = (
    "Each dot is a group of answers about as sure as each other, with its 95 % interval; on the dashes, of answers that say 80 % people "
    "call eight in ten right. Predicted by a curve that had not seen them."
)


@dataclass(frozen=True)
class Figure:
    title: str
    says: str
    svg: Markup


@dataclass(frozen=True)
class Section:
    """One workspace: what it came to, its pictures and its table."""

    workspace: str
    tone: str
    """pass, fail or inconclusive: the colours of the page."""
    verdict: str
    pictures: tuple[Figure, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def calibration_section(workspace: str, version: int | None, fitted: Fit) -> Section:
    """`version` None: fitted now and not stored."""
    bins = [Bin(confidence=each.mean, right=each.right, of=each.of, interval=wilson(each.right, each.of)) for each in fitted.groups]
    pictures = (Figure("Is it as sure as it is right?", HOW_TO_READ, charts.calibrated(bins)),) if bins else ()
    rows = tuple(
        (f"{each.low:.0%} to {each.high:.0%}", str(each.of), str(each.right), f"{each.right / each.of:.0%}") for each in fitted.groups
    )
    tone = "pass" if fitted.curve is not None else "inconclusive"
    name = "Not stored" if version is None else f"Version {version}"
    verdict = f"{name}, {fitted.labels} answers called right or wrong. {fitted.reason}"
    return Section(workspace, tone, verdict, pictures, ("as sure as", "answers", "called right", "share"), rows)


def drift_section(workspace: str, report: Report) -> Section:
    pictures = [Figure("Five weeks", "Dashes: the four weeks before, together.", drift_charts.courses(report.measures))]
    for each in report.measures:
        if each.bars:
            says = f"Index {each.size or 0:.2f}: below 0.1 steady, from 0.25 on another population."
            pictures.append(Figure(NAME[each.name].capitalize(), says, drift_charts.apart(each)))
    rows = tuple((LEVEL[each.level][1], told(each), _likely(each.p)) for each in report.measures)
    tone = "fail" if report.alarms else "pass"
    what = ", ".join(NAME[each.name] for each in report.alarms) or "nothing that counts"
    verdict = f"{report.since:%Y-%m-%d} to {report.until:%Y-%m-%d}, {report.answers} requests. Changed: {what}."
    return Section(workspace, tone, verdict, tuple(pictures), ("", "measure", "p"), rows)


def page(title: str, sections: Sequence[Section]) -> str:
    """HTML that loads nothing from anywhere; names of workspaces are escaped."""
    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    style = Markup(_shipped("page.css"))  # noqa: S704 - a file of ours
    own = [replace(each, pictures=tuple(_own(picture, number) for picture in each.pictures)) for number, each in enumerate(sections)]
    return made.from_string(_shipped("quality.html")).render(style=style, title=title, sections=own)


def write_page(path: Path, title: str, sections: Sequence[Section]) -> None:
    """Raises BadInput where the file cannot be written."""
    text = page(title, sections)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise BadInput("missing_file", f"{path} cannot be written.") from error


def _own(picture: Figure, number: int) -> Figure:
    """With ids that no other workspace's picture has: one would be clipped by the other's frame."""
    svg = re.sub(r'(?<= id=")|(?<=href="#)|(?<=url\(#)', f"w{number}-", picture.svg)
    return replace(picture, svg=Markup(svg))  # noqa: S704 - drawn here


def _likely(p: float | None) -> str:
    return "" if p is None else "< 0.0001" if p < 0.0001 else f"{p:.4f}"


def _shipped(name: str) -> str:
    return resources.files("jobs.evals").joinpath("pages", name).read_text(encoding="utf-8")
