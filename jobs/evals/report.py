"""What an evaluation says, as text: the judgement, figures by slice, and the worst answers with their reasons."""

from collections.abc import Iterator, Sequence

from jobs.evals.gate import GateResult, SliceFigures
from jobs.evals.recording import Recording
from jobs.evals.scoring import CaseScore

WORST = 10


def report(recording: Recording, result: GateResult, scores: Sequence[CaseScore], *, bar: str) -> str:
    """Lines for a terminal; `bar` is the version of the pass bar."""
    return "\n".join(_lines(recording, result, scores, bar)) + "\n"


def _lines(recording: Recording, result: GateResult, scores: Sequence[CaseScore], bar: str) -> Iterator[str]:
    figures = result.figures
    yield f"{result.judgement} · {recording.name} · {recording.at[:10]} · bar {bar}"
    if recording.synthetic:
        yield "Replies of a stand-in model: these figures say whether the house works, nothing of a model's quality."
    yield ""
    yield f"{'slice':<20}{'pass':>8}  {'95 %':>13}{'facts':>12}{'verdict':>10}"
    for each in (*figures.slices, figures.all):
        yield _row(each)
    yield ""
    yield f"facts, structured sources {_percent(figures.facts_structured)} · text {_percent(figures.facts_text)}"
    yield f"verdict accepted {_percent(figures.verdict_accepted)} · claims whose quote does not stand {_percent(figures.unsupported_claims)}"
    yield f"answered {_percent(figures.task_completion)} · {figures.points} points of cost (docs/pass-bar.md)"
    if result.change is not None:
        low, high = result.change.score_difference
        yield ""
        yield f"against the baseline, {result.change.cases} cases: {len(result.change.fell)} fell, {len(result.change.rose)} rose, p = {result.change.p:.3f}"
        yield f"mean score {low:+.3f} to {high:+.3f} (95 %)"
    if result.reasons:
        yield ""
        yield from (f"- {reason}" for reason in result.reasons)
    # A sealed case shows its score and nothing else: who repairs to it has unsealed it.
    wrong = sorted((each for each in scores if each.findings and each.split != "sealed"), key=lambda each: each.score)
    if wrong:
        yield ""
        yield f"worst answers ({min(WORST, len(wrong))} of {len(wrong)} with something to mend)"
        for each in wrong[:WORST]:
            yield f"{each.score:4.2f} {each.case_id}"
            yield from (f"       {finding.check}: {finding.detail} ({finding.cost})" for finding in each.findings)


def _row(each: SliceFigures) -> str:
    interval = f"{each.interval[0]:.0%} to {each.interval[1]:.0%}"
    facts = f"{each.facts_right}/{each.facts_judged}"
    return f"{each.name:<20}{each.passed:>4}/{each.cases:<3}  {interval:>13}{facts:>12}{each.accepted:>6}/{each.judged}"


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{share:.1%}"
