"""How sure an answer looks, from what anyone can count in it; nothing is asked of a model, and votes decide what the number means."""

from collections.abc import Iterable, Mapping

from pydantic import Field

from jobs.chain.analysis import Analysis, Claim
from jobs.chain.missing import known_facts_share
from jobs.chain.model import Case
from jobs.chain.policy import Policy, known_share
from jobs.chain.tender import SourceName, Tender, Value

READ: Mapping[SourceName, float] = {"ted_eforms": 1.0, "ocds": 1.0, "ted_legacy": 0.9, "ted_api": 0.8, "document": 0.7, "text": 0.6}
"""How much of what a source says arrives as a field of its own rather than as prose, 0 to 1: our estimate, which the fit corrects."""
WARNING = 0.05
"""What each warning of the reader takes from that, six at most."""
FAR = 25
"""Points from the nearest threshold at which a sum no longer hangs on a detail."""
CEILING, WITHOUT_PROFILE = 0.95, 0.4
"""Nobody is certain; and without a profile nobody knows whether it suits."""


class Facts(Value):
    """What was observed. Shares are 0 to 1; None where there is nothing to observe."""

    quoted: float = Field(ge=0, le=1)
    """Claims that show the passage they rest on."""
    known: float | None = Field(ge=0, le=1)
    """Weight of the criteria that have a score; None where nothing was rated."""
    complete: float = Field(ge=0, le=1)
    """Of the seven facts a decision rests on, those the notice states."""
    read: float = Field(ge=0, le=1)
    """How well the source could be read."""
    open: int = Field(ge=0)
    """Knock-out questions that nobody could answer."""
    findings: int = Field(ge=0)
    """What the guards found."""
    flagged: bool
    agrees: bool | None
    """Whether fixed rules come to the same verdict; None where they judged themselves or nothing was rated."""
    margin: float | None = Field(ge=0, le=1)
    """Distance of the sum from the nearest threshold, 1 from `FAR` points on; None where there is no sum."""
    proven: bool
    """A knock-out fails and its passage is quoted: the sum decides nothing then."""
    profiled: bool


def observe(analysis: Analysis, case: Case, policy: Policy, *, rules_verdict: str | None = None) -> Facts:
    """The facts of an answer; `rules_verdict` is that of fixed rules about the same case, None where there is no second one."""
    claims = tuple(_claims(analysis))
    guard = analysis.guard
    return Facts(
        quoted=sum(bool(claim.evidence) for claim in claims) / len(claims) if claims else 0.0,
        known=known_share(analysis.criteria) if analysis.criteria else None,
        complete=known_facts_share(case.tender),
        read=_read(case.tender),
        open=sum(each.status == "unknown" for each in analysis.knock_outs),
        findings=len(guard.findings) if guard is not None else 0,
        flagged=guard is not None and guard.verdict != "allow",
        agrees=None if rules_verdict is None else rules_verdict == analysis.verdict,
        margin=None if analysis.score is None else _margin(analysis.score, policy),
        proven=any(each.status == "fail" and each.claim.evidence for each in analysis.knock_outs),
        profiled=case.profile is not None,
    )


def raw_confidence(facts: Facts) -> float:
    """0 to 1, three decimals. It orders answers by how sure they look; what it is worth only votes can tell."""
    agrees = 0.5 if facts.agrees is None else float(facts.agrees)
    margin = 0.5 if facts.margin is None else facts.margin
    known = 0.5 if facts.known is None else facts.known
    value = 0.2 * facts.quoted + 0.2 * known + 0.15 * (facts.complete + facts.read + margin + agrees)
    if facts.proven:
        value = 0.7 + 0.25 * value
    value -= min(0.2, 0.05 * facts.open) + 0.1 * facts.flagged + min(0.1, 0.02 * facts.findings)
    most = CEILING if facts.profiled or facts.proven else WITHOUT_PROFILE
    return round(max(0.0, min(value, most)), 3)


def unsupported(facts: Facts) -> float:
    """Share of claims without a passage, 0 to 1."""
    return round(1 - facts.quoted, 3)


def _claims(analysis: Analysis) -> Iterable[Claim]:
    """What the answer asserts; that something is not known needs no passage."""
    yield from analysis.reasons
    yield from (each.claim for each in analysis.criteria if each.score is not None)
    yield from (each.claim for each in analysis.knock_outs if each.status == "fail")


def _read(tender: Tender) -> float:
    return round(max(0.0, READ[tender.source] - WARNING * min(6, len(tender.warnings))), 3)


def _margin(score: int, policy: Policy) -> float:
    nearest = min(abs(score - policy.bid_from), abs(score - policy.no_bid_below))
    return min(1.0, nearest / FAR)
