"""What the chain says about a tender: claims with evidence, scores that code sums, a verdict with its reasons."""

from typing import Literal

from pydantic import AwareDatetime, Field

from jobs.chain.coverage import Status
from jobs.chain.tender import Evidence, Value

Verdict = Literal["bid", "conditional", "no_bid", "review"]
Depth = Literal["quick", "standard", "draft"]
StepName = Literal["guard_in", "judge", "screen", "rate", "differential", "requirements", "guard_out"]
AnalystName = Literal["rules", "anthropic"]
KnockOutStatus = Literal["clear", "fail", "unknown"]
GuardVerdict = Literal["allow", "flag", "refuse"]
RowKind = Literal["mandatory", "scored", "other"]

Objection = Literal["hate", "violence", "illegal_advice", "off_topic"]
"""Why an answer may not be sent as it is."""

CREDITS: dict[Depth, int] = {"quick": 1, "standard": 3, "draft": 3}
"""Reserved at the request."""
DRAFT_CREDITS = 7
"""Reserved when a draft is approved (DESIGN.md §4)."""
"""What a depth costs, in credits (DESIGN.md §4)."""


class Claim(Value):
    text: str
    evidence: tuple[Evidence, ...] = ()
    """Empty means unsupported: shown as such, never silently."""


class KnockOut(Value):
    """A question that alone can end a bid: any `fail` is no-bid, any `unknown` sends the run to a person."""

    code: str
    """deadline, notice_kind, reserved, country, exclusion, certificate, turnover …"""
    status: KnockOutStatus
    claim: Claim


class Criterion(Value):
    code: str
    """capability, strategy, winnability, references, commercial, effort."""
    weight: int
    """Points of 100."""
    score: float | None = Field(default=None, ge=0, le=5)
    """0 to 5; None is unknown: dropped, its weight shared among the known, never counted as zero."""
    claim: Claim


class Finding(Value):
    """What a guard saw, with character offsets into the text it was given."""

    family: str
    reason: str
    start: int
    end: int
    quote: str = ""
    passage_id: str | None = None
    """The passage the offsets count in; None where a whole text was given, or a field outside the passages."""


class GuardReport(Value):
    verdict: GuardVerdict
    score: float = Field(ge=0, le=1)
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences of ours for the reader: what a second look found or why there was none."""


class RequirementRow(Value):
    """One line of the table: what the buyer demands, where it stands, and whether we can show it."""

    code: str
    """`r1` … the rules' own (ids of `Tender.requirements`), `m1` … what a model added."""
    kind: RowKind
    """mandatory: needed for a valid offer; scored: earns points; other: binds later, in the contract."""
    claim: Claim
    lot: str | None = None
    """Id of a lot of the tender, None where it holds for all or the text does not say."""
    coverage: Status | None = None
    """None where nobody looked it up."""
    shown_by: tuple[str, ...] = ()
    """Places of our own that show it: `ISO certificate.pdf, page 2`."""


class Matrix(Value):
    """The requirements of a tender, the rules' first."""

    rows: tuple[RequirementRow, ...] = ()
    unread: tuple[Claim, ...] = ()
    """What was not read, in words for the reader."""
    prompt: str = ""
    """`name@version#hash` of the prompt it was made with; empty for rules."""


class Screening(Value):
    """The cheap first look: is it worth rating?"""

    relevant: bool | None
    """None where it cannot be told (no profile): the run goes on."""
    claim: Claim
    knock_outs: tuple[KnockOut, ...] = ()
    unread: tuple[Claim, ...] = ()
    """What was not read, in words for the reader."""
    prompt: str = ""
    """`name@version#hash` of the prompt it was made with; empty for rules."""


class Rating(Value):
    criteria: tuple[Criterion, ...]
    knock_outs: tuple[KnockOut, ...] = ()
    risks: tuple[Claim, ...] = ()
    what_would_change: tuple[str, ...] = ()
    prompt: str = ""
    """`name@version#hash` of the prompt it was made with; empty for rules."""


class Analysis(Value):
    """The answer of a run, whole."""

    verdict: Verdict
    score: int | None = Field(default=None, ge=0, le=100)
    """None where too little is known to sum (quick depth, no opportunity)."""
    confidence: float = Field(ge=0, le=1)
    """Computed from observable facts, never asked of a model."""
    headline: str
    reasons: tuple[Claim, ...] = ()
    """The three that decide, strongest first."""
    criteria: tuple[Criterion, ...] = ()
    knock_outs: tuple[KnockOut, ...] = ()
    risks: tuple[Claim, ...] = ()
    requirements: tuple[RequirementRow, ...] = ()
    """Empty at quick depth, and in what was stored before there was a table."""
    missing: tuple[str, ...] = ()
    """What the notice does not say, in words for the reader."""
    what_would_change: tuple[str, ...] = ()
    guard: GuardReport | None = None
    analyst: AnalystName
    analyst_note: str
    """Says who judged: with no model configured every message says so."""
    policy: str
    """Version of weights and thresholds, `2026-11`."""
    prompts: tuple[str, ...] = ()
    """`name@version#hash` of every prompt used, with `~canary` behind one on trial; empty for rules."""
    stored_at: AwareDatetime | None = None
    """Set where it is an earlier answer told again, since no model answered: when it was given."""
