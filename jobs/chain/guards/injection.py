"""Finds text that gives orders to whoever, or whatever, reads the notice. It reports; it does not decide."""

from collections.abc import Iterator
from typing import NamedTuple

from jobs.chain.analysis import Finding
from jobs.chain.guards.canonical import Canonical, canonical, is_tag, undisguised
from jobs.chain.guards.encoded import decoded_runs
from jobs.chain.guards.families import FAMILIES, weight_of

WINDOW = 400
"""Characters within which weak signs add up."""
ENOUGH = 1.0
PIECE, OVERLAP = 20_000, 1_000
MOST_HITS = 2000


class Hit(NamedTuple):
    finding: Finding
    weight: float


def scan(text: str) -> tuple[tuple[Finding, ...], float]:
    """Findings in reading order, offsets into `text`, and the weight of the heaviest window.

    The whole text is read whatever its length, in linear time. Findings are those of windows that reach `ENOUGH`.
    """
    found = {(h.finding.start, h.finding.end, h.finding.family): h for h in _windowed(text)}
    hits = sorted(found.values(), key=lambda hit: hit.finding.start)
    heaviest, kept = 0.0, dict[int, Finding]()
    left = 0
    for right, hit in enumerate(hits):
        while hits[left].finding.start < hit.finding.start - WINDOW:
            left += 1
        window = hits[left : right + 1][-20:]
        best: dict[str, float] = {}
        for each in window:
            best[each.finding.family] = max(best.get(each.finding.family, 0.0), each.weight)
        weight = sum(best.values())
        heaviest = max(heaviest, weight)
        if weight >= ENOUGH:
            kept |= {id(each): each.finding for each in window if each.weight > 0}
    return _outermost(sorted(kept.values(), key=lambda f: (f.start, -f.end, f.family))), heaviest


def _outermost(findings: list[Finding]) -> tuple[Finding, ...]:
    """Without findings that lie within another of their family."""
    ends: dict[str, int] = {}
    left: list[Finding] = []
    for finding in findings:
        if finding.end > ends.get(finding.family, -1):
            ends[finding.family] = finding.end
            left.append(finding)
    return tuple(left)


def _windowed(text: str) -> Iterator[Hit]:
    """Hits of overlapping windows: a match never holds the interpreter for longer than one window takes."""
    for start in range(0, max(1, len(text) - OVERLAP), PIECE):
        for hit in _hits(text[start : start + PIECE + OVERLAP]):
            moved = {"start": hit.finding.start + start, "end": hit.finding.end + start}
            yield hit._replace(finding=hit.finding.model_copy(update=moved)) if start else hit


def _hits(text: str) -> Iterator[Hit]:
    copy = canonical(text)
    for count, hit in enumerate(hit for each in undisguised(copy) for hit in _in_copy(each, text)):
        if count >= MOST_HITS:
            return
        yield hit
    yield from _hidden(text)
    for run in decoded_runs(text):
        inner = [hit for each in undisguised(canonical(run.text)) for hit in _in_copy(each, run.text)]
        if inner:
            worst = max(inner, key=lambda hit: hit.weight)
            reason = f"hidden in an encoded run: {worst.finding.reason}"
            yield Hit(Finding(family="encoded", reason=reason, start=run.start, end=run.end, quote=run.text[:120]), 1.0)


def _in_copy(copy: Canonical, text: str) -> Iterator[Hit]:
    for family in FAMILIES:
        for match in family.pattern.finditer(copy.text):
            weight = weight_of(family, copy.text, *match.span())
            start, end = copy.span(*match.span())
            yield Hit(Finding(family=family.name, reason=family.reason, start=start, end=end, quote=text[start:end][:200]), weight)


def _hidden(text: str) -> Iterator[Hit]:
    """Characters that only a machine reads: tag letters, and direction switches in the middle of words."""
    if text.isascii():
        return
    at = [i for i, char in enumerate(text) if is_tag(char)]
    flags = "\U0001f3f4" in text
    if len(at) >= (40 if flags else 4):
        yield Hit(Finding(family="hidden_text", reason="letters written with invisible characters", start=at[0], end=at[-1] + 1), 1.0)
    turned = [i for i, char in enumerate(text) if char in "\u202d\u202e"]
    if turned:
        yield Hit(
            Finding(family="hidden_text", reason="the direction of the text is switched", start=turned[0], end=turned[-1] + 1),
            1.0,
        )
