"""What is left of a notice once what was flagged is taken away, and whether that is still a notice."""

from collections.abc import Iterable

from jobs.chain.analysis import Finding
from jobs.chain.tender import Tender

ATTACK_SHARE = 0.6
"""A text of which this much is orders to a machine is no notice."""


def has_facts(tender: Tender) -> bool:
    """Coded facts make a notice of what has no words."""
    return bool(tender.deadlines or tender.cpv_main or tender.cpv_all or tender.procedure_id or tender.notice_id)


def nothing_left(tender: Tender, findings: Iterable[Finding]) -> bool:
    """Whether there is neither a fact that would make it a notice nor enough text beside what was found."""
    if has_facts(tender) or tender.buyer:
        return False
    text = sum(len(passage.text) for passage in tender.passages)
    return text == 0 or covered([f for f in findings if f.passage_id]) / text >= ATTACK_SHARE


def covered(findings: Iterable[Finding]) -> int:
    """Characters under at least one finding (of one text; of several, the sum)."""
    total = 0
    ends: dict[str | None, int] = {}
    for finding in sorted(findings, key=lambda f: f.start):
        start = max(finding.start, ends.get(finding.passage_id, 0))
        if finding.end > start:
            total += finding.end - start
            ends[finding.passage_id] = finding.end
    return total
