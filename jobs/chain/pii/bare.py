"""A bare copy of a text for the scans: disguises gone, ASCII digits, and every character knows where it stood."""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

BLOCK = "\u27e7"
"""Stands in the copy for what no scan may read; the patterns treat it as part of a word."""
EDGE = r"\w\u27e6\u27e7"
"""Inside a character class: what may not touch a number or a name from outside."""
WORD = re.compile(r"[^\W\d_]+")
_SAME = {
    "\u2044": "/",
    "\u2215": "/",
    "\u00b7": ".",
    "\u3002": ".",
    "\u2018": "'",
    "\u2019": "'",
    "\u02bc": "'",
    "\u2212": "-",
    "\u2043": "-",
}
_INVISIBLE = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters by category, yet nobody sees them; what is invisible by category (Cf, Mn) needs no list."""
FEW = 200
_BREAKS = frozenset("\x0b\x0c\x85\u2028\u2029")


@dataclass(frozen=True)
class Bare:
    text: str
    origin: Sequence[int] | None
    """Index in the original of each character; None means the same index."""
    original: str

    @cached_property
    def lower(self) -> str:
        """As long as `text`: folding leaves no letter whose small form is longer."""
        lower = self.text.lower()
        return lower.replace("ς", "σ") if "ς" in lower else lower

    @cached_property
    def words(self) -> frozenset[str]:
        """The distinct words, lower case: most label words do not occur, and a look here is all they cost."""
        return frozenset(WORD.findall(self.lower))

    def each(self, word: str) -> Iterator[int]:
        """Where `word` stands in `lower` with no letter beside it."""
        lower, size = self.lower, len(word)
        at = lower.find(word)
        while at >= 0:
            if not (at and lower[at - 1].isalpha()) and not lower[at + size : at + size + 1].isalpha():
                yield at
            at = lower.find(word, at + size)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original that cover [start, end) of `text`, marks on the last letter included."""
        if self.origin is not None:
            start, end = self.origin[start], self.origin[end - 1] + 1
            while end < len(self.original) and unicodedata.combining(self.original[end]):
                end += 1
        return start, end

    def without(self, spans: Iterable[tuple[int, int]]) -> "Bare":
        """The copy with the spans of `text` blocked."""
        pieces: list[str] = []
        at = 0
        for start, end in spans:
            pieces += [self.text[at:start], BLOCK * (end - start)]
            at = end
        return Bare("".join(pieces) + self.text[at:], self.origin, self.original) if pieces else self


@lru_cache(maxsize=8192)
def _bare(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(char)
    if category in {"Cf", "Mn", "Me"} or char in _INVISIBLE:
        return ""
    if category == "Pd":
        return "-"
    if category == "Zs":
        return " "
    if char in _BREAKS:
        return "\n"
    plain = "".join(each for each in unicodedata.normalize("NFKD", char) if not unicodedata.combining(each))
    if len(plain) == 1:
        return _SAME.get(plain, plain)
    return char if category == "Lo" else plain  # a Hangul syllable falls into three letters, for nothing


def _mapped(text: str, table: dict[str, str]) -> str:
    """Like `str.translate`, which takes 50 ns a character where a few replacements take one."""
    if len(table) > FEW:
        return text.translate(str.maketrans(table))
    for char, plain in table.items():
        text = text.replace(char, plain)
    return text


def bare(text: str) -> Bare:
    """NFKC and beyond: no accents, no zero-width or bidi characters, plain dashes, blanks and digits; case is kept. Linear."""
    if text.isascii():
        return Bare(text.replace("\t", " ").replace("\r", " "), None, text)
    folds = {char: _bare(char) for char in set(text) if not char.isascii()} | {"\t": " ", "\r": " "}
    table = {char: plain for char, plain in folds.items() if len(plain) == 1 and plain != char}
    odd = {char for char, plain in folds.items() if len(plain) != 1}
    if not odd:
        return Bare(_mapped(text, table), None, text)
    mapped = _mapped(text, table)
    pieces: list[str] = []
    origin: array[int] = array("I")
    at = 0
    for index in [index for index, char in enumerate(text) if char in odd]:
        pieces += [mapped[at:index], folds[text[index]]]
        origin.extend(range(at, index))
        origin.extend([index] * len(folds[text[index]]))
        at = index + 1
    origin.extend(range(at, len(text)))
    return Bare("".join(pieces) + mapped[at:], origin, text)
