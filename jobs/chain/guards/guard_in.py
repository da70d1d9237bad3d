"""The first guard: looks at all text of a notice before anyone judges it."""

from collections.abc import Iterable, Sequence

from jobs.chain.analysis import Finding, GuardReport
from jobs.chain.guards.injection import ENOUGH, scan
from jobs.chain.guards.size import LONGEST, size_findings
from jobs.chain.leftover import ATTACK_SHARE, covered, has_facts, nothing_left
from jobs.chain.tender import HIDDEN, Passage, Tender

SHORT_NOTICE = 400
MOST_FINDINGS = 50
LONG_HIDDEN = 300
"""Hidden text of this length is worth a look whatever it says."""


def inspect(text: str) -> GuardReport:
    """The report on one text, offsets into it. `refuse` for empty, oversized, or hardly anything but an attack."""
    sizes = size_findings(text)
    if sizes:
        return GuardReport(verdict="refuse", score=1.0, findings=sizes)
    findings, weight = scan(text)
    if not findings:
        return GuardReport(verdict="allow", score=_score(weight))
    attack = covered(findings) / len(text) >= ATTACK_SHARE and len(text) <= SHORT_NOTICE
    return GuardReport(verdict="refuse" if attack else "flag", score=_score(weight), findings=_listed(findings))


def guard_in(tender: Tender) -> GuardReport:
    """The report on a notice. Findings name their passage; those in fields outside the passages carry none.

    A flagged notice is still analysed with what was flagged set aside. Refused is what holds no letter, is oversized, or
    has nothing left beside the attack and no fact that would make it a notice.
    """
    size = sum(len(passage.text) for passage in tender.passages)
    fields = [text for text in field_texts(tender) if text]
    if size > LONGEST:
        return GuardReport(verdict="refuse", score=1.0, findings=size_findings("x" * (LONGEST + 1)))
    if not has_facts(tender) and not any(char.isalpha() for text in (*fields, *(p.text for p in tender.passages)) for char in text):
        return GuardReport(verdict="refuse", score=1.0, findings=size_findings(""))
    found: list[Finding] = []
    heaviest = 0.0
    for passage in tender.passages:
        findings, weight = _in_passage(passage)
        heaviest = max(heaviest, weight)
        found += [finding.model_copy(update={"passage_id": passage.id}) for finding in findings]
    for text in fields:
        findings, weight = scan(text[:LONGEST], within=True)
        heaviest = max(heaviest, weight)
        found += findings
    if not found:
        return GuardReport(verdict="allow", score=_score(heaviest))
    return GuardReport(verdict="refuse" if nothing_left(tender, found) else "flag", score=_score(heaviest), findings=_listed(found))


def _in_passage(passage: Passage) -> tuple[tuple[Finding, ...], float]:
    hidden = passage.anchor.endswith(HIDDEN)
    findings, weight = scan(passage.text, hidden=hidden, within=True)
    if not hidden or len(passage.text) < LONG_HIDDEN:
        return findings, weight
    reason = "a long text that a reader of the document does not see"
    whole = Finding(family="hidden_text", reason=reason, start=0, end=len(passage.text), quote=passage.text[:200])
    return (whole, *findings), max(weight, ENOUGH)


def _listed(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The first findings; of the others one for each passage, over all of them, so that what is set aside is never less than found."""
    others: dict[str | None, Finding] = {}
    for finding in findings[MOST_FINDINGS:]:
        same = others.get(finding.passage_id)
        start, end = (min(same.start, finding.start), max(same.end, finding.end)) if same else (finding.start, finding.end)
        update = {"start": start, "end": end, "reason": "and more like it", "quote": ""}
        others[finding.passage_id] = finding.model_copy(update=update)
    return (*findings[:MOST_FINDINGS], *others.values())


def field_texts(tender: Tender) -> Iterable[str]:
    """Free text of a notice that is shown or matched beside its passages."""
    yield tender.title or ""
    yield tender.buyer or ""
    yield tender.description or ""
    for lot in tender.lots:
        yield f"{lot.title or ''}\n{lot.description or ''}"
    for criterion in tender.award_criteria:
        yield criterion.name


def _score(weight: float) -> float:
    """0 to 1; 0.5 and more is flagged."""
    return round(min(1.0, weight / (2 * ENOUGH)), 2)
