"""What an evaluation says, as one page that stands alone: judgement and reasons, pictures, the worst answers, every case."""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from jobs.chain.errors import BadInput
from jobs.chain.tender import Value
from jobs.evals import charts, summaries
from jobs.evals.answers import worst
from jobs.evals.bar import Bar
from jobs.evals.case import GoldenCase
from jobs.evals.findings import Finding
from jobs.evals.gate import GateResult
from jobs.evals.recording import Recorded, Recording
from jobs.evals.scoring import CaseScore

WORDS = {
    "PASS": "This may go out: every floor of the pass bar is held.",
    "FAIL": "This must not go out.",
    "INCONCLUSIVE": "These cases cannot tell whether this is worse.",
}


@dataclass(frozen=True)
class Evaluation:
    """A judged run. `cases` and `recording` hold every case of `scores`; `baseline` is None where there was none."""

    recording: Recording
    cases: Mapping[str, GoldenCase]
    scores: Sequence[CaseScore]
    result: GateResult
    bar: Bar
    baseline: Sequence[CaseScore] | None = None

    @cached_property
    def runs(self) -> Mapping[str, Recorded]:
        """What each judged case left, by its id."""
        kept = {each.case_id: each for each in self.recording.runs}
        return {each.case_id: kept[each.case_id] for each in self.scores}


class Tile(Value):
    """One number of the run; `held` is None where the bar asks for none."""

    name: str
    value: str
    bar: str = ""
    held: bool | None = None


@dataclass(frozen=True)
class Picture:
    title: str
    says: str
    """One sentence: how to read it."""
    svg: Markup


class Line(Value):
    """A case of the table. Of a sealed one only what scores say is filled in."""

    id: str
    slice: str
    split: str
    score: float
    passed: bool
    canary: bool = False
    tests: str = ""
    expected: str = ""
    given: str = ""
    facts: str = ""
    points: int | None = None
    findings: tuple[Finding, ...] = ()
    milliseconds: float | None = None
    calls: int | None = None
    micro_usd: int | None = None


def page(evaluation: Evaluation) -> str:
    """HTML that loads nothing from anywhere; all that came out of a notice, a case or a model is escaped."""
    script = _shipped("page.js")
    change, baseline = evaluation.result.change, evaluation.baseline or ()
    lines = tuple(_line(evaluation, each) for each in evaluation.scores)
    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.from_string(_shipped("page.html")).render(
        style=Markup(_shipped("page.css")),  # noqa: S704 - a file of ours
        script=Markup(script),  # noqa: S704 - a file of ours
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        recording=evaluation.recording,
        result=evaluation.result,
        words=WORDS[evaluation.result.judgement],
        bar=evaluation.bar,
        change=change,
        tiles=tuple(_tiles(evaluation)),
        pictures=tuple(_pictures(evaluation)),
        worst=worst(evaluation.cases, evaluation.runs, evaluation.scores, {each.case_id: each for each in baseline}),
        lines=lines,
        sealed=sum(each.split == "sealed" for each in lines),
        slices=sorted({each.slice for each in lines}),
        splits=sorted({each.split for each in lines}),
        models=any(each.model_calls for each in evaluation.runs.values()),
    )


def write_page(path: Path, evaluation: Evaluation) -> None:
    """Raises BadInput where the file cannot be written."""
    text = page(evaluation)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise BadInput("missing_file", f"{path} cannot be written.") from error


def _tiles(evaluation: Evaluation) -> Iterator[Tile]:
    figures, bar = evaluation.result.figures, evaluation.bar
    shares = (
        ("cases that pass", figures.all.passed / figures.all.cases if figures.all.cases else None, bar.case.passing_share_min),
        ("verdicts accepted", figures.verdict_accepted, bar.gates.verdict_accepted_min),
        ("facts, structured sources", figures.facts_structured, bar.gates.facts_structured_min),
        ("facts, plain text", figures.facts_text, bar.gates.facts_text_min),
        ("runs with an answer", figures.task_completion, bar.answer.task_completion_min),
    )
    for name, share, floor in shares:
        if share is not None:
            yield Tile(name=name, value=f"{share:.1%}", bar=f"at least {floor:.0%}", held=share >= floor)
    most = bar.answer.unsupported_claims_max
    yield Tile(
        name="claims without their quote",
        value=f"{figures.unsupported_claims:.1%}",
        bar=f"at most {most:.0%}",
        held=figures.unsupported_claims <= most,
    )
    yield Tile(name="points of cost", value=f"{figures.points:,}")
    spent = sum(each.cost_micro_usd for each in evaluation.runs.values())
    if spent:
        yield Tile(name="US dollars spent", value=f"{spent / 1e6:,.4f}")


def _pictures(evaluation: Evaluation) -> Iterator[Picture]:
    """Those that have something to show."""
    scores, runs = evaluation.scores, tuple(evaluation.runs.values())
    floor = evaluation.bar.case.passing_share_min
    says = f"Share of cases that pass; the line is its 95 % interval, the dashes the {floor * 100:.0f} % that must."
    yield Picture(title="By slice", says=says, svg=charts.slices(evaluation.result.figures, floor))
    if evaluation.baseline and (moves := summaries.moves(scores, evaluation.baseline)):
        says = "The dot is the baseline, the arrow's head this run. The cases that changed most."
        yield Picture(title="What changed", says=says, svg=charts.moved(moves))
    if found := summaries.mistakes(scores):
        yield Picture(title="What the mistakes cost", says="Points of the pass bar, and how often.", svg=charts.mistaken(found))
    if rows := summaries.confusion(evaluation.cases, scores):
        says = "Down: what a careful person accepts. Across: what was said. ✗ marks a verdict nobody accepts."
        yield Picture(title="Verdicts", says=says, svg=charts.confused(rows))
    if bins := summaries.calibration(scores):
        says = "On the dashes, “70 % sure” is right seven times in ten. Above them it is too modest, below too sure."
        yield Picture(title="Is it as sure as it is right?", says=says, svg=charts.calibrated(bins))
    if runs:
        seconds, paid = [each.seconds for each in runs], [each.cost_micro_usd for each in runs]
        slow = max(seconds) >= 10
        svg = charts.spread("latency", seconds if slow else [each * 1000 for each in seconds], "seconds" if slow else "milliseconds")
        yield Picture(title="Time a case", says="From the notice's bytes to the answer.", svg=svg)
        if any(paid):
            svg = charts.spread("cost", paid, "micro-USD")
            yield Picture(title="Money a case", says="What the model's calls cost, in millionths of a US dollar.", svg=svg)


def _line(evaluation: Evaluation, score: CaseScore) -> Line:
    case, run = evaluation.cases[score.case_id], evaluation.runs[score.case_id]
    bare = Line(id=case.id, slice=score.slice, split=score.split, score=score.score, passed=score.passed, canary=case.must_pass)
    if score.split == "sealed":
        return bare
    seen = {
        "tests": case.tests,
        "expected": " or ".join(case.expected.verdicts) or "no opportunity",
        "given": score.verdict or "none",
        "facts": f"{score.facts_right}/{score.facts_judged}",
        "points": sum(each.cost for each in score.findings),
        "findings": score.findings,
        "milliseconds": run.seconds * 1000,
        "calls": run.model_calls,
        "micro_usd": run.cost_micro_usd,
    }
    return bare.model_copy(update=seen)


def _shipped(name: str) -> str:
    return resources.files("jobs.evals").joinpath("pages", name).read_text(encoding="utf-8")
