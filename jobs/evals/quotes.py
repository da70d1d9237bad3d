"""Whether the quotes of an answer stand in the notice itself, looked up by another way than the chain's own check."""

import html
import re
from collections.abc import Iterator

from jobs.chain.analysis import Analysis, Claim
from jobs.chain.tender import Tender

_TAG = re.compile(r"<[^>]{0,2000}>")
_ATTRIBUTE = re.compile(r"""="([^"<>]{1,300})\"""")
"""Coded facts of older notices stand in attributes (`CODE="45233220"`)."""
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def unproven(analysis: Analysis, tender: Tender, notice: bytes) -> tuple[int, tuple[str, ...]]:
    """How many claims are shown as supported, and the quotes of them that stand neither in the notice nor in a passage read from it."""
    written = notice.decode("utf-8", "replace")
    source = f"{_words(written)} {' '.join(_ATTRIBUTE.findall(written))}"
    passages = [_words(passage.text) for passage in tender.passages]
    quotes = [piece.quote for claim in _claims(analysis) for piece in claim.evidence]
    wrong = (quote for quote in quotes if (words := _words(quote)) not in source and not any(words in passage for passage in passages))
    return sum(1 for claim in _claims(analysis) if claim.evidence), tuple(quote[:120] for quote in wrong)


def _claims(analysis: Analysis) -> Iterator[Claim]:
    yield from analysis.reasons
    yield from (each.claim for each in (*analysis.criteria, *analysis.knock_outs))
    yield from analysis.risks


def _words(text: str) -> str:
    """Without tags and escapes, white space folded."""
    plain = _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), html.unescape(_TAG.sub(" ", text)))
    return " ".join(plain.replace('\\"', '"').replace("\\n", " ").split())
