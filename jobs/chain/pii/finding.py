"""Where personal data stands in a text, and which of two readings of one place holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

PiiType = Literal["iban", "card", "national_id", "vat", "url_credentials", "email", "phone", "contact", "name"]
SPECIFIC: tuple[PiiType, ...] = ("iban", "card", "national_id", "vat", "url_credentials", "email", "phone", "contact", "name")
"""What wins at the same length, first to last."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`start` and `end` are character offsets, end exclusive."""

    type: PiiType
    start: int
    end: int


def resolve(findings: Iterable[Finding]) -> list[Finding]:
    """In order and without overlaps. Overlapping ones become one that covers all of them, named after the longest:
    were the shorter only dropped, the part of it that stands outside would leave.
    """
    kept: list[Finding] = []
    longest: list[Finding] = []
    for finding in sorted(findings, key=lambda each: (each.start, each.end)):
        if kept and finding.start < kept[-1].end:
            longest[-1] = max(longest[-1], finding, key=_weight)
            kept[-1] = Finding(longest[-1].type, kept[-1].start, max(kept[-1].end, finding.end))
        else:
            kept.append(finding)
            longest.append(finding)
    return kept


def _weight(finding: Finding) -> tuple[int, int]:
    return finding.end - finding.start, -SPECIFIC.index(finding.type)
