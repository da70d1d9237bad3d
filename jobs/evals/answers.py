"""One case as a person compares it: what was expected beside what was given, what is wrong with it, and the quotes it rests on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from jobs.chain.tender import Tender, Value
from jobs.evals.case import ExpectedDeadline, ExpectedMoney, GoldenCase
from jobs.evals.facts import PLAIN
from jobs.evals.findings import Finding
from jobs.evals.recording import Recorded
from jobs.evals.scoring import CaseScore

WORST = 12
LONGEST = 300
"""Characters of a text from outside that are shown."""


class Pair(Value):
    what: str
    expected: str
    given: str
    right: bool


class Quote(Value):
    claim: str
    quote: str
    """Empty where the claim has none."""
    anchor: str
    stands: bool


class Answer(Value):
    """`before` is the score of the baseline, where it has the case."""

    case_id: str
    tests: str
    slice: str
    headline: str
    now: CaseScore
    before: CaseScore | None
    pairs: tuple[Pair, ...]
    findings: tuple[Finding, ...]
    quotes: tuple[Quote, ...]


def worst(
    cases: Mapping[str, GoldenCase], runs: Mapping[str, Recorded], scores: Sequence[CaseScore], baseline: Mapping[str, CaseScore]
) -> tuple[Answer, ...]:
    """Open cases with something to mend: those that fell deepest against the baseline, then the lowest scores. Never a sealed one."""
    wrong = [each for each in scores if each.findings and each.split != "sealed"]
    return tuple(
        _answer(cases[each.case_id], runs[each.case_id], each, baseline.get(each.case_id))
        for each in sorted(wrong, key=lambda each: (_fall(each, baseline), each.score, each.case_id))[:WORST]
    )


def _fall(score: CaseScore, baseline: Mapping[str, CaseScore]) -> float:
    before = baseline.get(score.case_id)
    return 0.0 if before is None else min(0.0, score.score - before.score)


def _answer(case: GoldenCase, run: Recorded, score: CaseScore, before: CaseScore | None) -> Answer:
    analysis = None if run.outcome is None else run.outcome.analysis
    headline = run.error or ("Refused by the guard." if analysis is None else analysis.headline)
    return Answer(
        case_id=case.id,
        tests=case.tests,
        slice=case.slice,
        headline=_cut(headline),
        now=score,
        before=before,
        pairs=tuple(_pairs(case, run, score)),
        findings=tuple(sorted(score.findings, key=lambda each: -each.cost)),
        quotes=tuple(_quotes(run, score)),
    )


def _pairs(case: GoldenCase, run: Recorded, score: CaseScore) -> Iterator[Pair]:
    expected, tender = case.expected, run.tender
    analysis = None if run.outcome is None else run.outcome.analysis
    wrong = {each.check for each in score.findings}
    verdicts = " or ".join(expected.verdicts) or "none: no opportunity"
    yield Pair(what="verdict", expected=verdicts, given=score.verdict or "none", right=score.answered and "verdict" not in wrong)
    yield Pair(
        what="kind", expected=expected.kind, given=tender.kind if tender else "unread", right=tender is not None and "kind" not in wrong
    )
    if expected.score is not None:
        given = "none" if analysis is None or analysis.score is None else str(analysis.score)
        yield Pair(what="score", expected="{} to {}".format(*expected.score), given=given, right=score.answered and "score" not in wrong)
    held = {} if analysis is None else {each.code: each.status for each in analysis.knock_outs}
    for wanted in expected.knock_outs:
        status = held.get(wanted.code, "not asked")
        yield Pair(what=f"knock-out {wanted.code}", expected=wanted.status, given=status, right=status == wanted.status)
    for name in sorted(expected.facts.model_fields_set):
        right = tender is not None and f"facts.{name}" not in wrong
        yield Pair(what=name, expected=_words(getattr(expected.facts, name)), given=_given(name, tender), right=right)


def _given(name: str, tender: Tender | None) -> str:
    if tender is None:
        return "unread"
    if name == "deadline":
        due = tender.deadline
        return "none" if due is None else f"{_cut(due.published) if due.instant is None else _when(due.instant)} ({due.kind})"
    if name == "value":
        money = tender.estimated_value
        return "none" if money is None else f"{money.amount} {money.currency}, {money.basis}, VAT {money.vat}"
    return str(len(tender.lots)) if name == "lots" else _words(getattr(tender, PLAIN[name]))


def _when(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _words(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case ExpectedDeadline():
            return f"{_when(value.instant)} ({value.kind or 'any kind'})"
        case ExpectedMoney():
            return f"{value.amount} {value.currency}, {value.basis}, VAT {value.vat}"
        case _:
            return _cut(str(value))


def _quotes(run: Recorded, score: CaseScore) -> Iterator[Quote]:
    """Those of the reasons and risks; whether each stands was found by the scoring."""
    analysis = None if run.outcome is None else run.outcome.analysis
    fallen = {each.detail for each in score.findings if each.check == "quotes"}
    for claim in () if analysis is None else (*analysis.reasons, *analysis.risks):
        for piece in claim.evidence:
            stands = piece.quote[:120] not in fallen
            yield Quote(claim=_cut(claim.text), quote=_cut(piece.quote), anchor=_cut(piece.anchor), stands=stands)
        if not claim.evidence:
            yield Quote(claim=_cut(claim.text), quote="", anchor="", stands=False)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
