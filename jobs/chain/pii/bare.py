"""A bare copy of a text for the scans: disguises gone, ASCII digits, and every character knows where it stood."""

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
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
_NEXT = r"[ ./+\n-]?[0-9]"
_NUMBER = re.compile(rf"[0-9](?<![{EDGE}][0-9])(?={_NEXT * 5}(?:[ ./+\n-]?[0-9A-Za-z]){{2}})(?<![{EDGE}][./,_-][0-9])")
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
    def _places(self) -> dict[str, list[int]]:
        """Where each word of `lower` begins."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for hit in WORD.finditer(self.lower):
            places[hit[0]].append(hit.start())
        return places

    @cached_property
    def _are_letters(self) -> bool:
        """Whether no word holds a numeral such as an Aegean one, which is no letter, yet stands for one in WORD."""
        return all(map(str.isalpha, self._places))

    @property
    def words(self) -> AbstractSet[str]:
        """The distinct words, lower case: most label words do not occur, and a look here is all they cost."""
        return self._places.keys()

    def each(self, word: str) -> Iterable[int]:
        """Where `word`, which is all letters, stands in `lower` with no letter beside it."""
        return self._places.get(word, ()) if self._are_letters else self.each_phrase(word)

    def starts(self, word: str) -> Sequence[int]:
        """Where `word` begins with nothing of WORD beside it, for a pattern that looks at its surroundings itself; whatever the text, a look-up."""
        return self._places.get(word, ())

    def each_phrase(self, phrase: str) -> Iterator[int]:
        """The same for several words with signs between them."""
        lower, size = self.lower, len(phrase)
        at = lower.find(phrase)
        while at >= 0:
            if not (at and lower[at - 1].isalpha()) and not lower[at + size : at + size + 1].isalpha():
                yield at
            at = lower.find(phrase, at + size)

    @cached_property
    def numbers(self) -> Sequence[int]:
        """Where a number begins that may be a card's or a person's: six digits and two more digits or letters, a sign or none between."""
        return [hit.start() for hit in _NUMBER.finditer(self.text)]

    def matches(self, pattern: re.Pattern[str], starts: Iterable[int]) -> Iterator[re.Match[str]]:
        """As `pattern.finditer(text)`, where it can match at `starts` alone; they are in order. To try few places costs far less."""
        end = 0
        for at in starts:
            hit = pattern.match(self.text, at) if at >= end else None
            if hit is not None:
                yield hit
                end = hit.end()

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
