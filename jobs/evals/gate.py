"""Pass, fail or inconclusive: the bar first, then what changed against the baseline, with the reason for each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from jobs.chain.tender import Value
from jobs.evals.bar import Bar
from jobs.evals.case import STRUCTURED, GoldenCase
from jobs.evals.scoring import CaseScore
from jobs.evals.stats import Interval, mcnemar, paired_bootstrap, wilson

ALPHA = 0.05
Judgement = Literal["PASS", "FAIL", "INCONCLUSIVE"]


class SliceFigures(Value):
    name: str
    cases: int
    passed: int
    interval: Interval
    """Of the passing share (Wilson, 95 %)."""
    facts_right: int
    facts_judged: int
    accepted: int
    judged: int
    """Cases that must have a verdict."""


class Figures(Value):
    """All that one set says in numbers."""

    all: SliceFigures
    slices: tuple[SliceFigures, ...]
    facts_structured: float | None
    facts_text: float | None
    verdict_accepted: float | None
    unsupported_claims: float
    task_completion: float
    points: int
    """Sum of what is wrong."""


class Change(Value):
    """Against the baseline, over the cases both have."""

    cases: int
    fell: tuple[str, ...]
    rose: tuple[str, ...]
    p: float
    score_difference: Interval
    """Of the mean score, 95 %."""
    share_difference: float
    """Of the passing share."""


class GateResult(Value):
    judgement: Judgement
    reasons: tuple[str, ...]
    figures: Figures
    change: Change | None = None


def figures_of(cases: Mapping[str, GoldenCase], scores: Sequence[CaseScore]) -> Figures:
    """Sums by slice and in all; a case that crashed is in every sum as wrong."""
    by_slice: dict[str, list[CaseScore]] = defaultdict(list)
    for each in scores:
        by_slice[each.slice].append(each)
    structured = [each for each in scores if cases[each.case_id].shape in STRUCTURED]
    text = [each for each in scores if cases[each.case_id].shape not in STRUCTURED]
    claims, unsupported = sum(each.claims for each in scores), sum(each.unsupported for each in scores)
    return Figures(
        all=_figures("all", scores),
        slices=tuple(_figures(name, by_slice[name]) for name in sorted(by_slice)),
        facts_structured=_share((each.facts_right, each.facts_judged) for each in structured),
        facts_text=_share((each.facts_right, each.facts_judged) for each in text),
        verdict_accepted=_share((each.accepted is True, 1) for each in scores if each.accepted is not None),
        unsupported_claims=unsupported / claims if claims else 0.0,
        task_completion=_share((each.answered, 1) for each in scores) or 0.0,
        points=sum(finding.cost for each in scores for finding in each.findings),
    )


def judge(cases: Mapping[str, GoldenCase], scores: Sequence[CaseScore], bar: Bar, baseline: Sequence[CaseScore] | None) -> GateResult:
    """Whether a change may go out. Without a baseline only the bar decides."""
    figures = figures_of(cases, scores)
    change = None if baseline is None else compare(scores, baseline)
    fails = [*_zeros(scores), *_canaries(cases, scores), *_floors(figures, bar)]
    doubts: list[str] = []
    if change is not None and change.share_difference < 0:
        words = f"{len(change.fell)} cases fell and {len(change.rose)} rose of {change.cases} (p = {change.p:.3f})"
        if change.p < ALPHA:
            fails.append(f"Worse than the baseline: {words}.")
        elif -change.share_difference >= bar.minimum_effect:
            doubts.append(f"Perhaps worse than the baseline: {words}; so few cases cannot tell.")
    if change is not None and change.score_difference[1] < -bar.minimum_effect:
        fails.append(f"The mean score fell by {-change.score_difference[1]:.2f} or more.")
    judgement: Judgement = "FAIL" if fails else "INCONCLUSIVE" if doubts else "PASS"
    return GateResult(judgement=judgement, reasons=(*fails, *doubts), figures=figures, change=change)


def compare(scores: Iterable[CaseScore], baseline: Iterable[CaseScore]) -> Change:
    """Pairs by case; cases that only one side has are left out."""
    before = {each.case_id: each for each in baseline}
    pairs = [(before[each.case_id], each) for each in scores if each.case_id in before]
    fell = tuple(now.case_id for then, now in pairs if then.passed and not now.passed)
    rose = tuple(now.case_id for then, now in pairs if now.passed and not then.passed)
    return Change(
        cases=len(pairs),
        fell=fell,
        rose=rose,
        p=mcnemar(len(fell), len(rose)),
        score_difference=paired_bootstrap([now.score - then.score for then, now in pairs]),
        share_difference=(len(rose) - len(fell)) / len(pairs) if pairs else 0.0,
    )


def _zeros(scores: Iterable[CaseScore]) -> list[str]:
    return [f"{each.case_id}: {zero}, which may never happen." for each in scores for zero in dict.fromkeys(each.zeros)]


def _canaries(cases: Mapping[str, GoldenCase], scores: Iterable[CaseScore]) -> list[str]:
    return [f"{each.case_id} must pass and did not." for each in scores if cases[each.case_id].must_pass and not each.passed]


def _floors(figures: Figures, bar: Bar) -> list[str]:
    shares: Collection[tuple[str, float | None, float]] = (
        ("facts of structured sources", figures.facts_structured, bar.gates.facts_structured_min),
        ("facts of text", figures.facts_text, bar.gates.facts_text_min),
        ("verdicts in the accepted set", figures.verdict_accepted, bar.gates.verdict_accepted_min),
        ("cases that pass", _share([(figures.all.passed, figures.all.cases)]), bar.case.passing_share_min),
        ("runs that end with an answer", figures.task_completion, bar.answer.task_completion_min),
    )
    found = [
        f"Too few {name}: {share:.1%} of at least {floor:.0%}." for name, share, floor in shares if share is not None and share < floor
    ]
    if figures.unsupported_claims > bar.answer.unsupported_claims_max:
        found.append(f"Too many claims whose quote does not stand: {figures.unsupported_claims:.1%}.")
    # A slice is judged by what its size can show: below the floor beyond doubt, or more than a third of it wrong.
    for each in figures.slices:
        share = each.passed / each.cases
        if each.interval[1] < bar.case.passing_share_min or share < 2 / 3:
            found.append(f"The slice {each.name} is broken: {each.passed} of {each.cases} pass.")
    return found


def _figures(name: str, scores: Sequence[CaseScore]) -> SliceFigures:
    passed = sum(each.passed for each in scores)
    return SliceFigures(
        name=name,
        cases=len(scores),
        passed=passed,
        interval=wilson(passed, len(scores)),
        facts_right=sum(each.facts_right for each in scores),
        facts_judged=sum(each.facts_judged for each in scores),
        accepted=sum(each.accepted is True for each in scores),
        judged=sum(each.accepted is not None for each in scores),
    )


def _share(pairs: Iterable[tuple[int, int]]) -> float | None:
    hits, of = 0, 0
    for hit, all_of in pairs:
        hits, of = hits + hit, of + all_of
    return hits / of if of else None
