"""Orders in disguise: codes are decoded once, in a copy, and read again."""

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jobs.chain.guards.canonical import Canonical, canonical
from jobs.chain.guards.codes import CODES, LEAST, readable
from jobs.chain.guards.rules import USED
from jobs.chain.guards.slots import TOKEN, slots_of

SPACED = re.compile(r"(?<![^\W_])[^\W\d_]([ .\-*|/])(?:[^\W\d_]\1){1,2000}[^\W\d_](?![^\W_])")
SPACED_BESIDE = re.compile(r"(?<![^\W_])[^\W\d_]([ .\-*|/])(?:[^\W\d_]\1){0,2000}[^\W\d_](?![^\W_])")
"""Two letters may be a word too, but only near longer ones: `a b` alone is a list."""
ROOM = 200
TELLING = (
    "ignore instruction disregard prompt previous override system forget answer respond pretend password reveal repeat output assistant rules"
    " guidelines programming bypass secret jailbreak developer recommend highest summary verdict commands request"
    " ignoriere vergiss anweisung antworte bewerte oublie consigne reponds olvida instruccion responde dimentica istruzion rispondi negeer instructies"
    " zignoruj instrukcj protocol programm restric directi direttiv comand richiest befehl ethic etica moral training formation formazion"
)
"""Words that show, turned around or rotated, that a text is written so."""
ROTATED = tuple(codecs.encode(word, "rot13") for word in TELLING.split())
BACKWARDS = tuple(word[::-1] for word in TELLING.split())
AROUND = 400
DEPTH = 2
"""Codes within one another that are undone."""


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
        for hit in SPACED_BESIDE.finditer(text, start, end):
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


def decoded_runs(text: str, copy: Canonical, depth: int = DEPTH) -> Iterator[Decoded]:
    """Readable text hidden in a code, with where its run stands; codes within codes up to `depth`. What does not decode to words is left out."""
    for code, pattern, mark, decode in CODES:
        if mark and mark not in text:
            continue
        for hit in pattern.finditer(text):
            raw = decode(hit[0])
            plain = readable(raw)
            if plain:
                yield Decoded(plain, code, *hit.span())
            if depth > 1 and len(raw) >= LEAST and raw.isascii():
                inner = raw.decode("ascii")
                for run in decoded_runs(inner, canonical(inner), depth - 1):
                    yield Decoded(run.text, f"{code} and {run.code}", *hit.span())
    yield from _written_otherwise(text, copy)


def _written_otherwise(text: str, copy: Canonical) -> Iterator[Decoded]:
    """What is turned around or rotated by thirteen letters, where words of orders show that it is."""
    for code, telling, decode in (
        ("letters rotated by thirteen", ROTATED, lambda part: codecs.encode(part, "rot13")),
        ("text written backwards", BACKWARDS, lambda part: part[::-1]),
    ):
        for place in _with_room(_spans(telling, copy.text), len(copy.text), AROUND):
            start, end = copy.span(*place)
            yield Decoded(decode(text[start:end]), code, start, end)


def _spans(words: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand. Most texts hold none, and to find that out costs a tenth of a pattern of them all."""
    present = [word for word in words if word in text]
    if present:
        yield from (hit.span() for hit in re.finditer("|".join(present), text))
