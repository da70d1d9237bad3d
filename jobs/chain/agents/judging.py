"""The second look for orders to a machine: what a model reads of a notice, and what of its opinion counts."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from jobs.chain.agents.claims import Reading
from jobs.chain.agents.material import size
from jobs.chain.agents.replies import JudgedPlace
from jobs.chain.agents.windows import LABEL
from jobs.chain.analysis import Finding, GuardReport
from jobs.chain.leftover import nothing_left
from jobs.chain.tender import Passage, Tender

FAMILY = "judge"
REASONS: Mapping[str, str] = {
    "override": "a judge model reads it as an order to leave the rules",
    "role": "a judge model reads it as giving the reader another role",
    "score": "a judge model reads it as an order to give a certain score or verdict",
    "secrecy": "a judge model reads it as an order to keep something from people",
    "exfiltration": "a judge model reads it as an order to give something away",
    "other": "a judge model reads it as an order to a machine",
}
NOT_SEEN_AS_ORDERS = "A judge model did not take the text that was set aside for orders to a machine; it stays set aside."
SURE = 0.8
"""The score of a report that a judge has added to."""


def chosen(passages: Sequence[Passage], report: GuardReport, room: int, word: str) -> tuple[Passage, ...]:
    """What the judge reads: flagged passages first, then as many others as fit, in an order drawn by `word`, which nobody can guess."""
    flagged = {finding.passage_id for finding in report.findings}

    def place(passage: Passage) -> tuple[bool, bytes]:
        return passage.id not in flagged, hashlib.sha256(f"{word}{passage.id}".encode()).digest()

    fits = sum(size(each.text) + LABEL for each in passages) <= room
    kept = {each.id: each for each in (passages if fits else _within(sorted(passages, key=place), room))}
    return tuple(kept[each.id] for each in passages if each.id in kept)


def _within(passages: Iterable[Passage], room: int) -> Iterable[Passage]:
    """As they come; of one that is larger than what is left, its beginning."""
    for passage in passages:
        needed = size(passage.text) + LABEL
        if needed > room:
            longest = (room - LABEL) * len(passage.text) // (2 * needed)
            if longest > 0:
                yield passage.model_copy(update={"text": passage.text[:longest]})
            return
        yield passage
        room -= needed


def joined(report: GuardReport, places: Iterable[JudgedPlace], reading: Reading, tender: Tender) -> GuardReport:
    """The report with what the judge adds; an order that cannot be quoted does not count. Refused is what nothing is left of beside it."""
    texts = {passage.id: passage.text for passage in tender.passages}
    found = [each for place in places if place.verdict == "order" and (each := _finding(place, reading, texts))]
    if not found:
        notes = (*report.notes, NOT_SEEN_AS_ORDERS) if report.verdict == "flag" else report.notes
        return report.model_copy(update={"notes": notes})
    findings = (*report.findings, *found)
    refused = report.verdict == "refuse" or nothing_left(tender, findings)
    return report.model_copy(
        update={"verdict": "refuse" if refused else "flag", "score": max(report.score, SURE), "findings": findings},
    )


def _finding(place: JudgedPlace, reading: Reading, texts: Mapping[str, str]) -> Finding | None:
    evidence = reading.evidence(place.passage, place.quote)
    if evidence is None or evidence.passage_id is None:
        return None
    start, end = _span(evidence.quote, texts[evidence.passage_id])
    return Finding(
        family=FAMILY, reason=REASONS[place.aim], start=start, end=end, quote=evidence.quote[:200], passage_id=evidence.passage_id
    )


def _span(quote: str, text: str) -> tuple[int, int]:
    """Where the quote stands, white space aside; the whole text where that cannot be told."""
    hit = re.search(r"\s+".join(map(re.escape, quote.split())), text)
    return hit.span() if hit else (0, len(text))
