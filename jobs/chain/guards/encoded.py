"""Orders in disguise: codes are decoded once, in a copy, and read again."""

import base64
import binascii
import codecs
import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from jobs.chain.guards.canonical import Canonical
from jobs.chain.guards.rules import USED
from jobs.chain.guards.slots import TOKEN, slots_of

SPACED = re.compile(r"(?<![^\W_])[^\W\d_]([ .\-*|/])(?:[^\W\d_]\1){1,2000}[^\W\d_](?![^\W_])")
ROOM = 200
BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,20000}={0,2}")
HEX = re.compile(r"(?:(?:0x|\\x)?[0-9a-fA-F]{2}[ :,]{0,2}){12,10000}")
ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4}[^\\\n]{0,2}){6,5000}")
ENTITIES = re.compile(r"(?:&#(?:x[0-9a-fA-F]{1,5}|\d{1,6});? ?){6,5000}")
PERCENT = re.compile(r"(?:(?:%[0-9a-fA-F]{2}){1,40}[A-Za-z0-9 .,+-]{0,40}){6,2000}")
BITS = re.compile(r"(?:[01]{8}[ ,]?){8,5000}")
LEAST = 12
DIGITS = frozenset("0123456789")
TELLING = "ignore instruction disregard prompt previous override system forget answer respond pretend password reveal repeat output assistant rules"
"""Words that show, turned around or rotated, that a text is written so."""
ROTATED = re.compile("|".join(codecs.encode(word, "rot13") for word in TELLING.split()))
BACKWARDS = re.compile("|".join(word[::-1] for word in TELLING.split()))
AROUND = 400


class Decoded(NamedTuple):
    text: str
    code: str
    start: int
    end: int


def joined(text: str) -> Iterator[Canonical]:
    """Pieces of the text in which `i g n o r e` and `i-g-n-o-r-e` are one word."""
    for start, end in _with_room((hit.span() for hit in SPACED.finditer(text)), len(text)):
        kept: list[int] = []
        at = start
        for hit in SPACED.finditer(text, start, end):
            kept += [*range(at, hit.start()), *range(hit.start(), hit.end(), 2)]
            at = hit.end()
        kept += range(at, end)
        yield Canonical("".join(text[i] for i in kept), (range(len(kept)), [i - n for n, i in enumerate(kept)]), len(text))


def around(before: str, after: str) -> Iterator[Canonical]:
    """Pieces of `after`, as long as `before`, around words that are words of orders there only."""
    if before == after:
        return
    told = (word.span() for word in TOKEN.finditer(after) if word[0] != before[word.start() : word.end()] and slots_of(word[0]) & USED)
    for start, end in _with_room((span for span in told if span[1] - span[0] > 2), len(after)):
        yield Canonical(after[start:end], ((0,), (start,)), len(after))


def _with_room(spans: Iterable[tuple[int, int]], length: int, room: int = ROOM) -> list[tuple[int, int]]:
    """The spans with room for the rest of an order; overlapping ones are one."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start - room <= found[-1][1]:
            found[-1] = (found[-1][0], min(length, end + room))
        else:
            found.append((max(0, start - room), min(length, end + room)))
    return found


def decoded_runs(text: str, copy: Canonical) -> Iterator[Decoded]:
    """Readable text hidden in a code, with where its run stands. What does not decode to words is left out."""
    for code, pattern, mark, decode in CODES:
        if mark and mark not in text:
            continue
        for hit in pattern.finditer(text):
            plain = _readable(decode(hit[0]))
            if plain:
                yield Decoded(plain, code, *hit.span())
    yield from _written_otherwise(text, copy)


def _written_otherwise(text: str, copy: Canonical) -> Iterator[Decoded]:
    """What is turned around or rotated by thirteen letters, where words of orders show that it is."""
    for code, pattern, decode in (
        ("letters rotated by thirteen", ROTATED, lambda part: codecs.encode(part, "rot13")),
        ("text written backwards", BACKWARDS, lambda part: part[::-1]),
    ):
        for place in _with_room((hit.span() for hit in pattern.finditer(copy.text)), len(copy.text), AROUND):
            start, end = copy.span(*place)
            yield Decoded(decode(text[start:end]), code, start, end)


def _from_base64(run: str) -> bytes:
    if not (any(c.islower() for c in run) and any(c.isupper() for c in run)):
        return b""
    run = run.rstrip("=").replace("-", "+").replace("_", "/")
    run = run[: len(run) - (len(run) % 4 == 1)]
    try:
        return base64.b64decode(run + "=" * (-len(run) % 4), validate=True)
    except binascii.Error:
        return b""


def _from_hex(run: str) -> bytes:
    digits = re.sub(r"0x|\\x|[ :,]", "", run)
    return b"" if set(digits) <= DIGITS and len(digits) < 2 * LEAST else bytes.fromhex(digits[: len(digits) // 2 * 2])


def _from_escapes(run: str) -> bytes:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda hit: chr(int(hit[1], 16)), run).encode("utf-8", "ignore")


def _from_entities(run: str) -> bytes:
    return html.unescape(re.sub(r"(?<=\d)(?=&|$)", ";", run)).encode("utf-8", "ignore")


def _from_bits(run: str) -> bytes:
    digits = re.sub(r"[ ,]", "", run)
    return bytes(int(digits[i : i + 8], 2) for i in range(0, len(digits) - 7, 8))


CODES: tuple[tuple[str, re.Pattern[str], str, Callable[[str], bytes]], ...] = (
    ("base64", BASE64, "", _from_base64),
    ("hex", HEX, "", _from_hex),
    ("escapes", ESCAPES, "\\u", _from_escapes),
    ("character codes", ENTITIES, "&#", _from_entities),
    ("an encoded address", PERCENT, "%", unquote_to_bytes),
    ("bits", BITS, "0", _from_bits),
)


def _readable(raw: bytes) -> str | None:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    letters = sum(1 for c in text if c.isalpha() or c in " .,!?:'\n")
    return text if len(text) >= LEAST and letters / len(text) > 0.85 else None
