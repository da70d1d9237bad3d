"""A second copy of a text in which disguises are gone; every character knows where it stood in the original."""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

ZERO_WIDTH = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0")
BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LOOKALIKES = str.maketrans(
    {
        **dict(zip("авекмнорстухіјѕԁԛԝһӏгпѵүԍ", "abekmhopctyxijsdqwhlrnvyg", strict=True)),  # Cyrillic
        **dict(zip("αβεηικνορτυχωϲγ", "abenikvoptuxwcy", strict=True)),  # Greek
        **dict(zip("սոօհցզլ", "unohgql", strict=True)),  # Armenian
        **dict(zip("ɑɡɩıʀɴᴀᴇɪᴏᴜᴛꜱᴅʟᴍᴘᴠᴡʏᴢʙᴄꜰɢʜᴊᴋ", "agiirnaeioutsdlmpvwyzbcfghjk", strict=True)),  # small capitals, phonetic
    }
)
"""Letters that look Latin, after case folding (the common ones of Unicode TR39's confusables)."""
QUOTES = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201b": "'",
    "\u02bc": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u2010": "-",
    "\u2011": "-",
}
EMOJI_LETTERS = (("\U0001f1e6", "\U0001f1ff"), ("\U0001f150", "\U0001f169"), ("\U0001f170", "\U0001f189"))
"""Regional indicators, and white letters on discs and squares, which NFKC leaves as they are."""
ODD = re.compile(r"[^\x00-\x7f]")


class Canonical(NamedTuple):
    text: str
    shifts: tuple[Sequence[int], Sequence[int]] | None
    """Positions from which on the offset into the original is a different one, and those offsets; None where it is always 0."""
    length: int
    """Length of the original."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original that cover [start, end) of `text`."""
        first = self._origin(start)
        return first, max(first, min(self.length, self._origin(end - 1) + 1) if end > start else first)

    def _origin(self, at: int) -> int:
        if self.shifts is None:
            return min(at, self.length)
        begins, offsets = self.shifts
        place = bisect_right(begins, at) - 1
        return max(0, min(self.length, at + offsets[place])) if place >= 0 else at


def is_tag(char: str) -> bool:
    """Unicode tag characters: invisible copies of ASCII."""
    return "\U000e0000" <= char <= "\U000e007f"


def _bare(char: str) -> str:
    """What a reader would take the character for: folded, without marks; empty for what nobody sees."""
    if char in QUOTES:
        return QUOTES[char]
    if char in ZERO_WIDTH or char in BIDI or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return ""
    if is_tag(char):
        code = ord(char) - 0xE0000
        return chr(code).lower() if 0x20 <= code <= 0x7E else ""
    for first, last in EMOJI_LETTERS:
        if first <= char <= last:
            return chr(ord(char) - ord(first) + ord("a"))
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in folded if not unicodedata.combining(c)))


MOST_FOLDS = 20_000
"""Characters remembered: all alphabets and the common ideographs, not all of Unicode."""


class _Folds(dict[int, str]):
    """What `str.translate` makes of each character; learnt once a character."""

    def __missing__(self, code: int) -> str:
        bare = _bare(chr(code))
        if len(self) < MOST_FOLDS:
            self[code] = bare
        return bare


FOLDS = _Folds({code: chr(code).lower() for code in range(128)} | {ord("_"): " "})


def canonical(text: str) -> Canonical:
    """NFKC, lower case, no accents, no zero-width, bidi or variation characters; tag characters made visible. Linear."""
    if text.isascii():
        return Canonical(text.lower().replace("_", " "), None, len(text))
    folded = text.translate(FOLDS)
    uneven = {char for char in set(text) if len(FOLDS[ord(char)]) != 1}
    if not uneven:
        return Canonical(folded, None, len(text))
    begins, offsets = array("l"), array("l")
    offset = 0
    for hit in ODD.finditer(text):
        if hit[0] not in uneven:
            continue
        size = len(FOLDS[ord(hit[0])])
        at = hit.start() - offset
        for extra in range(1, size):
            begins.append(at + extra)
            offsets.append(offset - extra)
        offset += 1 - size
        begins.append(at + size)
        offsets.append(offset)
    return Canonical(folded, (begins, offsets), len(text))


def fold(word: str) -> str:
    """A word as it stands in canonical text."""
    return canonical(word).text


def latin(copy: Canonical) -> str:
    """The text of the copy with look-alike letters of other alphabets made Latin; as long as it was."""
    return copy.text if copy.text.isascii() else copy.text.translate(LOOKALIKES)


LEET = str.maketrans("013456789@$\u20ac|+!", "oieasgtbgaselti")
LEET_SIGN = re.compile(r"(?<=[a-z])[013-9@$\u20ac|+!](?=[a-z])")
LEET_WORD = re.compile(r"(?:!(?=[a-z0-9@$]))?[a-z0-9@$\u20ac|+]+(?:!(?=[a-z0-9@$])[a-z0-9@$\u20ac|+]+)*")


def unleet(text: str) -> str:
    """The text with digits and signs inside words read as the letters they look like; as long as it was."""
    if not LEET_SIGN.search(text):
        return text
    return LEET_WORD.sub(lambda word: word[0] if word[0].isalpha() else word[0].translate(LEET), text)
