"""An answer as plain text, for terminals and files."""

from collections.abc import Iterable, Iterator

from bot import words
from jobs.chain.analysis import Analysis, Claim, RequirementRow
from jobs.chain.pipeline import Outcome
from jobs.chain.tender import Tender

VERDICTS = {"bid": "BID", "conditional": "BID ON CONDITIONS", "no_bid": "DO NOT BID", "review": "NEEDS A PERSON"}


def brief(outcome: Outcome, tender: Tender) -> str:
    """Title, verdict, reasons, facts, and what is missing; each claim with where it stands."""
    return "\n".join(_lines(outcome, tender)) + "\n"


def _lines(outcome: Outcome, tender: Tender) -> Iterator[str]:
    yield tender.title or "(no title stated)"
    yield f"{tender.buyer or 'buyer not stated'} · {tender.kind.replace('_', ' ')}"
    yield ""
    if outcome.analysis is None:
        yield "Refused: " + "; ".join(finding.reason for finding in outcome.guard.findings)
        return
    yield from _verdict(outcome.analysis)
    yield from _facts(tender)
    yield from _section("Missing", outcome.analysis.missing)
    yield from _section("Warnings", tender.warnings)
    yield ""
    yield outcome.analysis.analyst_note


def _verdict(analysis: Analysis) -> Iterator[str]:
    score = "no score" if analysis.score is None else f"{analysis.score} of 100"
    yield f"{VERDICTS[analysis.verdict]} · {score} · confidence {words.looks_only(analysis.confidence)}"
    yield analysis.headline
    yield from _section("Reasons", map(_claim, analysis.reasons))
    yield from _section("Could end it", (f"[{k.status}] {_claim(k.claim)}" for k in analysis.knock_outs if k.status != "clear"))
    rows = (
        f"{c.code:<14}{'?' if c.score is None else f'{c.score:.1f}':>4} of 5 × {c.weight:>2}  {_claim(c.claim)}" for c in analysis.criteria
    )
    yield from _section("Criteria", rows)
    yield from _section("Requirements", map(_requirement, analysis.requirements))
    yield from _section("Risks", map(_claim, analysis.risks))
    yield from _section("What would change this", analysis.what_would_change)


def _facts(tender: Tender) -> Iterator[str]:
    value = tender.estimated_value
    rows = {
        "deadline": tender.deadline.published if tender.deadline else None,
        "value": f"{value.amount:,.2f} {value.currency or ''} ({value.basis.replace('_', ' ')})" if value else None,
        "country": tender.buyer_country,
        "CPV": tender.cpv_main,
        "procedure": tender.procedure,
        "lots": str(len(tender.lots)) if tender.lots else None,
    }
    yield from _section("Facts", (f"{name:<10} {value or 'not stated'}" for name, value in rows.items()))


def _requirement(row: RequirementRow) -> str:
    lot = f", lot {row.lot}" if row.lot else ""
    ours = (
        "" if row.coverage is None else f" · {row.coverage.replace('_', ' ')}" + (f" by {', '.join(row.shown_by)}" if row.shown_by else "")
    )
    return f"[{row.kind}{lot}] {_claim(row.claim)}{ours}"


def _claim(claim: Claim) -> str:
    where = "; ".join(f"“{_short(e.quote)}” ({e.anchor})" for e in claim.evidence)
    return f"{claim.text} — {where}" if where else claim.text


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= 120 else words[:119] + "…"


def _section(title: str, rows: Iterable[str]) -> Iterator[str]:
    lines = [f"  - {row}" for row in rows]
    if lines:
        yield from ("", title, *lines)
