"""Sets aside what the first guard flagged, so that whoever judges never reads it."""

from jobs.chain.analysis import Finding, GuardReport
from jobs.chain.guards.injection import scan
from jobs.chain.model import Case
from jobs.chain.tender import Lot, Passage, Tender

WHOLE = 1500
"""A flagged passage up to this long is dropped whole; from a longer one the flagged places go, with room around them."""
ROOM = 300
CUT = " […] "


def set_aside(case: Case, guard: GuardReport) -> Case:
    """The case without flagged passages and places. Facts the parser read from coded fields stay as they are."""
    if guard.verdict == "allow":
        return case
    by_passage: dict[str, list[Finding]] = {}
    for finding in guard.findings:
        if finding.passage_id is not None:
            by_passage.setdefault(finding.passage_id, []).append(finding)
    return case.model_copy(update={"tender": _without(case.tender, by_passage), "quarantined": tuple(by_passage)})


def _without(tender: Tender, by_passage: dict[str, list[Finding]]) -> Tender:
    passages: list[Passage] = []
    for passage in tender.passages:
        spans = [(finding.start, finding.end) for finding in by_passage.get(passage.id, ())]
        if not spans:
            passages.append(passage)
        elif len(passage.text) > WHOLE:
            passages.append(passage.model_copy(update={"text": cut(passage.text, spans)}))
    return tender.model_copy(
        update={
            "passages": tuple(passages),
            "title": _clean(tender.title),
            "description": _clean(tender.description),
            "buyer": _clean(tender.buyer),
            "lots": tuple(_clean_lot(lot) for lot in tender.lots),
            "award_criteria": tuple(c.model_copy(update={"name": _clean(c.name) or ""}) for c in tender.award_criteria),
        }
    )


def _clean_lot(lot: Lot) -> Lot:
    return lot.model_copy(update={"title": _clean(lot.title), "description": _clean(lot.description)})


def _clean(text: str | None) -> str | None:
    """The text without its flagged places; None where nothing is left."""
    if not text:
        return text
    findings, _ = scan(text, within=True)
    if not findings:
        return text
    if len(text) <= ROOM:
        return None
    return cut(text, [(finding.start, finding.end) for finding in findings]).strip() or None


def cut(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` without the spans and up to ROOM characters on both sides of each, at blanks."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        left, right = max(at, start - ROOM), min(len(text), end + ROOM)
        if left > at:
            pieces.append(text[at:left])
        at = max(at, right)
    pieces.append(text[at:])
    return CUT.join(piece for piece in pieces if piece.strip())
