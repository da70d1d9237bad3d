"""Cards for the tests of blocks: one that reads like a real run, and a strategy for hostile ones."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from bot.blocks.card import RunCard
from jobs.chain.analysis import Analysis, Claim, Criterion, GuardReport, KnockOut
from jobs.chain.tender import AwardCriterion, Deadline, Evidence, Lot, Money, Tender

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def evidence(quote: str = "Offers are due at noon", anchor: str = "BT-131 /ContractNotice/Deadline") -> Evidence:
    return Evidence(anchor=anchor, quote=quote)


def claim(text: str = "We build what they ask for", *quotes: str) -> Claim:
    return Claim(text=text, evidence=tuple(evidence(quote) for quote in quotes))


def tender(**changes: Any) -> Tender:
    due = Deadline(kind="tender", published="2026-12-11T12:00:00+01:00", instant=datetime(2026, 12, 11, 11, 0, tzinfo=UTC))
    values: dict[str, Any] = {
        "source": "ted_eforms", "external_id": "n-1", "content_hash": "0" * 64, "kind": "opportunity", "notice_id": "n-1",
        "title": "Harbour cranes & their care", "title_lang": "eng", "buyer": "Port of Anywhere", "buyer_country": "DEU",
        "cpv_main": "42414000", "nature": "supplies", "deadlines": (due,), "url": "https://ted.europa.eu/en/notice/1-2026",
        "estimated_value": Money(amount=Decimal(1250000), currency="EUR", basis="estimated", vat="net"),
        "evidence": {"deadlines": evidence(), "title": evidence("Harbour cranes & their care", "BT-21")},
        "lots": (Lot(id="LOT-0001", title="Cranes", deadlines=(due,)),),
        "award_criteria": (AwardCriterion(kind="price", name="Price", weight="60 %"), AwardCriterion(kind="quality", name="", weight=None)),
        "warnings": ("Two deadlines contradict each other.",),
    }  # fmt: skip
    return Tender(**(values | changes))


def analysis(**changes: Any) -> Analysis:
    values: dict[str, Any] = {
        "verdict": "conditional", "score": 64, "confidence": 0.7, "headline": "Fits what we do, if the bond can be had in time",
        "reasons": (claim("It is what we sell", "42414000"), claim("The time is short", "noon"), claim("We know the buyer")),
        "criteria": (
            Criterion(code="capability", weight=25, score=4.0, claim=claim("Cranes are ours", "cranes")),
            Criterion(code="references", weight=15, score=None, claim=claim("The notice asks for none")),
        ),
        "knock_outs": (
            KnockOut(code="deadline", status="clear", claim=claim("20 days are left", "noon")),
            KnockOut(code="certificate", status="unknown", claim=claim("ISO 9001 may be asked for", "quality management")),
        ),
        "risks": (claim("A bond of 5 % is due", "bond"),), "missing": ("The estimated duration",),
        "what_would_change": ("A bond that we can get",), "guard": GuardReport(verdict="allow", score=0.0), "analyst": "rules",
        "analyst_note": "Judged by rules: no model is configured.", "policy": "2026-11",
    }  # fmt: skip
    return Analysis(**(values | changes))


def card(**changes: Any) -> RunCard:
    values: dict[str, Any] = {
        "run_id": "01JRUN", "reference": "JRUN", "requester": "U012ABC", "depth": "standard", "state": "complete",
        "analysis": analysis(), "tender": tender(), "error": None, "charged": 3, "credits_left": 97, "steps": (), "stored_at": NOW,
    }  # fmt: skip
    return RunCard(**(values | changes))


PARTS = (
    "<!channel>", "<!here>", "<@U012ABC>", "<#C1|x>", "<https://evil.example|click>", "&lt;!everyone&gt;", "&", "<", ">", "*", "`", "\u202e",
    "\u200b", "\x07", "\ud800", "\U000e0041", "🟢", "a", " ", "\n", "word ", "x" * 500, "\u3164", "https://evil.example/",
)  # fmt: skip
hostile = st.lists(st.sampled_from(PARTS), max_size=60).map("".join) | st.text(max_size=80)


def _many(item: st.SearchStrategy[Any], most: int = 8) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(item, max_size=most).map(tuple)


evidences = st.builds(Evidence, anchor=hostile, quote=hostile)
claims = st.builds(Claim, text=hostile, evidence=_many(evidences, 5))
deadlines = st.builds(
    Deadline,
    kind=st.sampled_from(["tender", "request", "expression", None]),
    published=st.sampled_from(["2026-12-11T12:00:00+01:00", "2026-12-11", "2026-12-11T12:00:00"]) | hostile,
    instant=st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)) | st.none(),  # noqa: DTZ001
    lot_ids=_many(hostile),
)
moneys = st.builds(
    Money,
    amount=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30),
    currency=hostile | st.none(),
    basis=st.sampled_from(["estimated", "stated", "lots_sum"]),
)
tenders = st.builds(
    tender,
    kind=st.sampled_from(["opportunity", "award", "unknown"]),
    title=hostile | st.none(),
    buyer=hostile | st.none(),
    buyer_country=hostile | st.none(),
    cpv_main=hostile | st.none(),
    procedure=hostile | st.none(),
    clarification_deadline=hostile | st.none(),
    url=hostile | st.sampled_from(["javascript:alert(1)", "https://a@b/", "https://ted.europa.eu/x?a=1&b=2", "https://x/|<!here>"]),
    estimated_value=moneys | st.none(),
    deadlines=_many(deadlines),
    lots=_many(st.builds(Lot, id=hostile, title=hostile | st.none(), value=moneys | st.none(), place=hostile | st.none()), 70),
    warnings=_many(hostile),
    evidence=st.dictionaries(st.sampled_from(["title", "buyer", "deadlines", "estimated_value"]), evidences),
)
analyses = st.builds(
    analysis,
    verdict=st.sampled_from(["bid", "conditional", "no_bid", "review"]),
    score=st.integers(0, 100) | st.none(),
    confidence=st.floats(0, 1),
    headline=hostile,
    reasons=_many(claims, 5),
    criteria=_many(st.builds(Criterion, code=hostile, weight=st.integers(0, 100), score=st.floats(0, 5) | st.none(), claim=claims)),
    knock_outs=_many(st.builds(KnockOut, code=hostile, status=st.sampled_from(["clear", "fail", "unknown"]), claim=claims)),
    risks=_many(claims),
    missing=_many(hostile),
    what_would_change=_many(hostile),
    analyst_note=hostile,
)
cards = st.builds(
    card,
    requester=hostile,
    reference=hostile,
    state=st.sampled_from(["queued", "running", "complete", "refused", "failed", "cancelled"]) | hostile,
    analysis=analyses | st.none(),
    tender=tenders | st.none(),
    error=hostile | st.none(),
    steps=_many(st.tuples(hostile, hostile)),
)
