"""A case and an answer to it, right in everything unless told otherwise."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from jobs.chain.analysis import Analysis, Claim, GuardReport
from jobs.chain.pipeline import Outcome
from jobs.chain.tender import Deadline, Evidence, Money, Passage, Tender
from jobs.evals.case import Expected, ExpectedDeadline, ExpectedFacts, ExpectedMoney, GoldenCase
from jobs.evals.recording import Recorded

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
DUE = NOW + timedelta(days=40)
NOTICE = b"Roof of the old granary. Estimated value EUR 250,000. Offers until 10 January 2027, 10:00."
FACTS = ExpectedFacts(
    title="Roof of the old granary",
    deadline=ExpectedDeadline(instant=DUE, kind="tender"),
    value=ExpectedMoney(amount=Decimal(250_000), currency="EUR", basis="estimated"),
)


def case(id: str = "roof", **changes: Any) -> GoldenCase:
    fields: dict[str, Any] = {
        "id": id, "slice": "clear_bid", "split": "dev", "sector": "building", "country": "DEU", "language": "eng", "shape": "text",
        "source": "notice.txt", "profile": "building", "now": NOW, "tests": "A roof.", "labelled_by": ("one", "two"),
        "expected": Expected(kind="opportunity", verdicts=("bid",), facts=FACTS),
    }  # fmt: skip
    return GoldenCase(**(fields | changes))


def tender(**changes: Any) -> Tender:
    fields: dict[str, Any] = {
        "source": "text", "external_id": "1", "content_hash": "0" * 64, "kind": "opportunity", "title": "Roof of the old granary",
        "deadlines": (Deadline(kind="tender", published="2027-01-10T09:00", instant=DUE),),
        "estimated_value": Money(amount=Decimal(250_000), currency="EUR", basis="estimated"),
        "passages": (Passage(id="p1", text=NOTICE.decode(), anchor="line 1"),),
    }  # fmt: skip
    return Tender(**(fields | changes))


def analysis(**changes: Any) -> Analysis:
    quote = Evidence(anchor="line 1", quote="Estimated value EUR 250,000", passage_id="p1")
    fields: dict[str, Any] = {
        "verdict": "bid", "score": 80, "confidence": 0.7, "headline": "Bid", "reasons": (Claim(text="The size suits.", evidence=(quote,)),),
        "analyst": "rules", "analyst_note": "Judged by fixed rules.", "policy": "2026-11",
    }  # fmt: skip
    return Analysis(**(fields | changes))


def recorded(id: str = "roof", *, answer: Analysis | None = None, read: Tender | None = None, **changes: Any) -> Recorded:
    outcome = Outcome(state="complete", analysis=answer or analysis(), guard=GuardReport(verdict="allow", score=0))
    return Recorded(**({"case_id": id, "tender": read or tender(), "outcome": outcome, "shown": "Bid. The size suits."} | changes))
