"""Finds text that gives orders to whoever, or whatever, reads the notice. It reports; it does not decide."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from jobs.chain.analysis import Finding
from jobs.chain.guards.canonical import LOOKALIKES, Canonical, canonical, latin, unleet
from jobs.chain.guards.context import DOUBT, doubtful, forbidden, is_order, opens
from jobs.chain.guards.encoded import around, decoded_runs, joined
from jobs.chain.guards.hidden import hidden_in
from jobs.chain.guards.injection_frames import frames_in
from jobs.chain.guards.orders import orders_in
from jobs.chain.guards.sign import Sign
from jobs.chain.guards.slots import words_in

WINDOW = 400
"""Characters within which weak signs add up."""
ENOUGH = 1.0
PIECE, OVERLAP = 20_000, 1_000
MOST_HITS = 600
LEAST = 0.2
"""Signs that context has talked down to less are none."""
NOT_WHEN_FORBIDDEN = frozenset({"prompt_theft", "exfiltration", "jailbreak", "foreign_code"})
UNSEEN = 2.0
"""How much more an order weighs in text that a reader of the document does not see."""
STRAY = 1.25
"""How much more a request for a poem or a script weighs in a document than on its own, where it is just a prompt."""
LONG = 500
_LOOKALIKE = re.compile(f"[{''.join(map(chr, LOOKALIKES))}]")
_SPACED = re.compile(r"([ .\-*|/])[^\W\d_]\1[^\W\d_](?![^\W_])")
"""The end of every word in spaced letters."""
_INVISIBLE = re.compile("[\u200b-\u200d\u202d\u202e\u2060-\u2064\ufeff\U000e0000-\U000e01ef]")
"""What `hidden_in` counts. These three say at a tenth of the cost that there is nothing to undo or count."""


class Hit(NamedTuple):
    family: str
    reason: str
    weight: float
    start: int
    end: int


def scan(text: str, *, hidden: bool = False, within: bool | None = None) -> tuple[tuple[Finding, ...], float]:
    """Findings in reading order, offsets into `text`, and the weight of the heaviest window.

    The whole text is read whatever its length, in linear time. Findings are those of windows that reach `ENOUGH`.
    `hidden` says that a reader of the document does not see this text; `within` that it is part of a document, where
    requests on other matters weigh more (told by its length unless said).
    """
    factors = {"off_task": STRAY} if (len(text) >= LONG if within is None else within) else {}
    found: dict[tuple[int, int, str], Hit] = {}
    for hit in _windowed(text):
        key = (hit.start, hit.end, hit.family)
        weight = hit.weight * factors.get(hit.family, 1.0) * (UNSEEN if hidden else 1.0)
        if key not in found or found[key].weight < weight:
            found[key] = hit._replace(weight=weight)
    hits = sorted(found.values(), key=lambda hit: hit.start)
    heaviest, kept = 0.0, dict[int, Hit]()
    left = 0
    for right, hit in enumerate(hits):
        while hits[left].start < hit.start - WINDOW:
            left += 1
        window = hits[max(left, right - 19) : right + 1]
        best: dict[str, float] = {}
        for each in window:
            best[each.family] = max(best.get(each.family, 0.0), each.weight)
        weight = sum(best.values())
        heaviest = max(heaviest, weight)
        if weight >= ENOUGH:
            kept |= {id(each): each for each in window}
    ordered = _outermost(sorted(kept.values(), key=lambda hit: (hit.start, -hit.end, hit.family)))
    return tuple(_finding(hit, text) for hit in ordered), heaviest


def _finding(hit: Hit, text: str) -> Finding:
    return Finding(family=hit.family, reason=hit.reason, start=hit.start, end=hit.end, quote=text[hit.start : hit.end][:200])


def _outermost(hits: list[Hit]) -> list[Hit]:
    """Without hits that lie within another of their family."""
    ends: dict[str, int] = {}
    left: list[Hit] = []
    for hit in hits:
        if hit.end > ends.get(hit.family, -1):
            ends[hit.family] = hit.end
            left.append(hit)
    return left


def _windowed(text: str) -> Iterator[Hit]:
    """Hits of overlapping windows: none of them holds the interpreter for long."""
    for start in range(0, max(1, len(text) - OVERLAP), PIECE):
        for hit in _hits(text[start : start + PIECE + OVERLAP]):
            yield hit._replace(start=hit.start + start, end=hit.end + start) if start else hit


def _hits(text: str) -> Iterator[Hit]:
    copy = canonical(text)
    for count, hit in enumerate(_in_copies(copy)):
        if count >= MOST_HITS:
            yield Hit("override", "more orders than can be listed", ENOUGH, 0, len(text))
            break
        yield hit
    if _INVISIBLE.search(text):
        yield from (Hit(*each) for each in hidden_in(text))
    for run in decoded_runs(text, copy):
        worst = max(_in_copies(canonical(run.text)), key=lambda hit: hit.weight, default=None)
        if worst and worst.weight >= ENOUGH / 2:
            yield Hit("encoded", f"hidden in {run.code}: {worst.reason}", max(ENOUGH, worst.weight), run.start, run.end)


def _in_copies(copy: Canonical) -> Iterator[Hit]:
    """Hits in the copy, and around what reads as words of orders once look-alikes, digits in words and spaced letters are undone."""
    folded = latin(copy) if _LOOKALIKE.search(copy.text) else copy.text
    plain = unleet(folded)
    pieces = [joined(folded) if _SPACED.search(folded) else (), around(copy.text, folded), around(folded, plain)]
    yield from (_placed(hit, copy) for hit in _signs(copy.text))
    for piece in (piece for found in pieces for piece in found):
        for hit in _signs(piece.text):
            start, end = piece.span(hit.start, hit.end)
            yield _placed(hit._replace(start=start, end=end), copy)


def _placed(hit: Hit, copy: Canonical) -> Hit:
    start, end = copy.span(hit.start, hit.end)
    return hit._replace(start=start, end=end)


def _signs(text: str) -> Iterator[Hit]:
    words = words_in(text)
    for sign in (*frames_in(text, words), *orders_in(text, words)):
        weight = _weight(sign, text)
        if weight >= LEAST:
            yield Hit(sign.family, sign.reason, weight, sign.start, sign.end)


def _weight(sign: Sign, text: str) -> float:
    if sign.family in NOT_WHEN_FORBIDDEN and forbidden(text, sign.start):
        return 0.0
    if sign.imperative and not is_order(text, sign.start, sign.end):
        return sign.weight * DOUBT
    if sign.opening and not opens(text, sign.start):
        return sign.weight * DOUBT
    if sign.contextual and doubtful(text, sign.start, sign.end):
        return sign.weight * DOUBT
    return sign.weight
