"""Cuts a passage into sentences, list items and table rows, each with its offsets; abbreviations and clause numbers do not end one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BULLET = re.compile(r"\s*(?:[-–—•*·▪◦●■o]\s+|\(?(?:[a-z]|[0-9]{1,2}|[ivx]{1,4})\)\s*|[a-z]\.\s+)")
_CLAUSE = re.compile(r"\s*(?:[§#]\s?)?(?:[A-Z]{1,4}[-.]?)?[0-9]{1,3}(?:\.[0-9]{1,3}){0,5}[.):]?\s+(?=\S)")
_END = re.compile(r"[.!?…][\"”»)]?\s+(?=[\"“„«(]?[^\W\d_a-zß-öø-ÿ]|[\"“„«(]?[0-9•])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[A-Za-zÀ-ÿ]|[a-z]\.\s?[a-z]|e\.g|i\.e|z\.\s?b|d\.\s?h|u\.\s?a|s\.\s?a|s\.\s?r|n\.\s?v|b\.\s?v|no|nos|nr|art|abs|ggf|bzw|ca|gem|inkl|exkl|incl|excl|approx|etc|ltd|inc|plc|co"
    r"|max|min|pkt|ust|tj|np|ul|č|čl|odst|např|resp|vgl|usw|st|mr|mrs|ms|dr|prof|p|pp|pág|núm|fig|vol|cf|tel|ref|sec|cl|para|mio|mrd|mln|tys|lit|poz|dz|zm|kl|bl|evt|mv|jf|ev|ff|hod|sz|nap|lei|al)$",
    re.IGNORECASE,
)
_SMALL_NUMBER = re.compile(r"(?:^|[\s(])[0-9]{1,2}$")
_INLINE_ITEM = re.compile(
    r"(?:(?<=[;:,])|(?<=[;:,]\s)|(?<= and)|(?<= or))\s*(?=\(?[a-h]\)\s)|(?<=[;:])\s+(?=(?:[ivx]{1,4}|[0-9]{1,2})\)\s)|\s+(?=•\s)"
)
_TERMINAL = (".", "!", "?", ":", ";", "…")
MAX_SENTENCE = 1_500
"""Characters; what runs on longer is a table or a page without full stops, and is cut there."""


@dataclass(frozen=True)
class Sentence:
    text: str
    """Verbatim, line breaks kept."""
    item: bool
    """Begins with a bullet, a letter or a number in brackets."""
    row: bool
    """A row of a table."""
    line_start: bool
    """Begins a line of its own."""


def sentences_of(text: str) -> Iterator[Sentence]:
    """In reading order; every piece is a slice of `text` without the white space around it."""
    for start, end in _blocks(text):
        block = text[start:end]
        if " | " in block or "\t" in block:
            yield Sentence(block.strip()[:MAX_SENTENCE], bool(_BULLET.match(block)), True, True)
            continue
        first = True
        for piece in _pieces(block):
            for part in _INLINE_ITEM.split(piece) if ")" in piece or "•" in piece else (piece,):
                shown = part.strip()
                if shown:
                    yield Sentence(shown[:MAX_SENTENCE], bool(_BULLET.match(shown)), False, first)
                    first = False


def bare_start(text: str) -> str:
    """The sentence without its bullet or clause number."""
    found = _BULLET.match(text) or _CLAUSE.match(text)
    return text[found.end() :] if found else text


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Lines, with those joined that a page's width broke."""
    start = end = position = 0
    previous = ""
    for line in text.split("\n"):
        here = position
        position += len(line) + 1
        if previous and not _goes_on(previous, line):
            yield start, end
            previous = ""
        if line.strip():
            start = start if previous else here
            end = here + len(line)
            previous = line
    if previous:
        yield start, end


def _goes_on(previous: str, line: str) -> bool:
    shown = previous.rstrip()
    if not line.strip() or _BULLET.match(line) or " | " in line or " | " in previous or "\t" in line or "\t" in previous:
        return False
    after = line.lstrip()[:1]
    if shown.endswith((".", "!", "?", "…")):
        return False
    if after.islower() and not shown.endswith((";", ":")):
        return True
    return len(shown) >= 60 and not shown.endswith(_TERMINAL) and not _CLAUSE.match(line)


def _pieces(block: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(block):
        before = block[max(start, end.start() - 12) : end.start()]
        if block[end.start()] == "." and (_ABBREVIATED.search(before) or _SMALL_NUMBER.search(before)):
            continue
        yield block[start : end.end()]
        start = end.end()
    yield block[start:]
