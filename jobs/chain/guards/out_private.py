"""Mask tokens that nobody issued and personal data that the notice does not hold."""

import re
from collections.abc import Callable, Collection, Sequence

from jobs.chain.guards.out_findings import FindPersonalData
from jobs.chain.pii.bare import bare
from jobs.chain.pii.find import find_in
from jobs.chain.pii.finding import Finding
from jobs.chain.pii.gazetteer import Gazetteer
from jobs.chain.pii.tokens import FORGED, LOOKALIKE, SHORTEST

MASKED = "‹removed›"
PERSONAL = "‹personal data removed›"
"""Both in signs that no link and no token can be made of, like `‹link removed›`."""
_NOBODY = Gazetteer(())
_DIGITS = re.compile(rf"[0-9A-Fa-f]{{{SHORTEST}}}")
"""What every token has, and next to no sentence."""
_PARTS = re.compile(r"([A-Za-z]+) ?[-_: ] ?([0-9A-Fa-f]+)")


def without_unknown_tokens(text: str, known: Callable[[], Collection[str]]) -> str:
    """Without what looks like a token and is none of `known`, which is asked only where something does. A known one that was copied
    badly (its brackets lost, another case) is made whole again: nobody but the run can have it.
    """
    if text.isascii() and not _DIGITS.search(text):
        return text
    copy = bare(text)
    pieces: list[str] = []
    at = 0
    for start, end in [copy.span(*hit.span()) for hit in LOOKALIKE.finditer(copy.text)]:
        whole = _whole(text[start:end])
        pieces += [text[at:start], whole if whole in known() else MASKED]
        at = end
    return "".join([*pieces, text[at:]]) if pieces else text


def _whole(written: str) -> str:
    parts = _PARTS.search(bare(written).text)
    return f"\u27e6{parts[1].upper()}-{parts[2].lower()}\u27e7" if parts else written


def personal_in(text: str) -> Sequence[Finding]:
    """Personal data of an answer; mask tokens are none, and no part of any."""
    copy = bare(text)
    copy = copy.without([hit.span() for hit in FORGED.finditer(copy.text)])
    return [Finding(each.type, *copy.span(each.start, each.end)) for each in find_in(copy, _NOBODY)]


def without_personal(text: str, find: FindPersonalData, in_source: Callable[[str], bool]) -> str:
    """The text with what `find` points to replaced, unless the notice says the same."""
    kept, at = [], 0
    for hit in sorted(find(text), key=lambda each: each.start):
        start, end = max(hit.start, at), min(hit.end, len(text))
        if start < end and not in_source(text[start:end]):
            kept += [text[at:start], PERSONAL]
            at = end
    return "".join([*kept, text[at:]])
