"""A second copy of a text in which disguises are gone; every character knows where it stood in the original."""

import re
import unicodedata
from array import array
from collections.abc import Sequence
from functools import lru_cache
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
ROOM = 200
LEET = str.maketrans("013457@$", "oieastas")
SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .\-*|/]){3,2000}[^\W\d_](?![^\W_])")
LEET_WORD = re.compile(r"[a-z][013457@$][a-z]")


class Canonical(NamedTuple):
    text: str
    origin: Sequence[int] | None
    """Index in the original of each character; None means the same index (plain ASCII)."""
    length: int
    """Length of the original."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original that cover [start, end) of `text`."""
        if self.origin is None:
            return start, end
        if start >= len(self.origin):
            return self.length, self.length
        return self.origin[start], (self.origin[end - 1] + 1 if end > start else self.origin[start])


def is_tag(char: str) -> bool:
    """Unicode tag characters: invisible copies of ASCII."""
    return "\U000e0000" <= char <= "\U000e007f"


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    """What a reader would take the character for: folded, without marks; empty for what nobody sees."""
    if char in ZERO_WIDTH or char in BIDI or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return ""
    if is_tag(char):
        code = ord(char) - 0xE0000
        return chr(code).lower() if 0x20 <= code <= 0x7E else ""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in folded if not unicodedata.combining(c)))


def canonical(text: str) -> Canonical:
    """NFKC, lower case, no accents, no zero-width, bidi or variation characters; tag characters made visible. Linear."""
    if text.isascii():
        return Canonical(text.lower().replace("_", " "), None, len(text))
    pieces: list[str] = []
    origin: array[int] = array("I")
    for index, char in enumerate(text):
        bare = (char.lower() if char != "_" else " ") if char.isascii() else _bare(char)
        pieces.append(bare)
        for _ in bare:
            origin.append(index)
    return Canonical("".join(pieces), origin, len(text))


def undisguised(copy: Canonical) -> list[Canonical]:
    """The copy, and pieces of it where they read differently: look-alike letters made Latin, digits read as letters,
    spaced-out letters joined. The first of these is whole, the others are windows around what changed.
    """
    copies = [copy]
    if not copy.text.isascii():
        changed = copy.text.translate(LOOKALIKES)
        if changed != copy.text:
            copies.append(copy._replace(text=changed))
    latin = copies[-1]
    pieces = [_piece(latin, *window) for window in _windows(LEET_WORD, latin.text)]
    copies += [piece._replace(text=piece.text.translate(LEET)) for piece in pieces]
    copies += [_joined(_piece(latin, *window)) for window in _windows(SPACED, latin.text)]
    return copies


def _windows(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Stretches of `text` around the hits, with room for the rest of an order; overlapping ones are one."""
    found: list[tuple[int, int]] = []
    for hit in pattern.finditer(text):
        start, end = max(0, hit.start() - ROOM), min(len(text), hit.end() + ROOM)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _piece(copy: Canonical, start: int, end: int) -> Canonical:
    origin = range(start, end) if copy.origin is None else copy.origin[start:end]
    return Canonical(copy.text[start:end], origin, copy.length)


def _joined(copy: Canonical) -> Canonical:
    """The copy with `i g n o r e` and `i-g-n-o-r-e` made one word."""
    kept: list[int] = []
    at = 0
    for hit in SPACED.finditer(copy.text):
        kept += [*range(at, hit.start()), *range(hit.start(), hit.end(), 2)]
        at = hit.end()
    kept += range(at, len(copy.text))
    text = "".join(copy.text[i] for i in kept)
    return Canonical(text, [copy.origin[i] if copy.origin is not None else i for i in kept], copy.length)
