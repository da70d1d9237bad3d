"""Picks the passages that a question is answered from: BM25 over words of any language, lots and exact figures first."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jobs.chain.questions.coded import coded_passages
from jobs.chain.questions.languages import ENGLISH, FRENCH, GERMAN
from jobs.chain.questions.lots import is_of_another, lots_named, lots_of
from jobs.chain.questions.topics import STEM, TOPIC_OF
from jobs.chain.tender import Passage, Tender

SATURATION, LENGTH_SHARE = 1.2, 0.4
"""BM25's k1 and b."""
MEANT = 0.5
"""What a word of the same meaning counts, against the word itself."""
OWN_LOT = 1.5
"""What a passage of the lot that is asked about counts, against one of the whole tender."""
EXACT = 2.0
"""How much more a number or a code counts: `27001`, `2027`, `BT-150`."""
LIBRARY_SHARE = 0.25
"""Of the room that passages of the company's library may take."""
LEAST_OF_BEST = 0.02
"""A passage that scores less than this share of the best is left out where there is no room for all."""
MOST_READ = 2_000_000
"""Characters of passages that are looked at."""
PIECE = 3_000
"""Characters of a passage at most; a longer one is read in pieces around what it is found by."""
_WORD = re.compile(r"[^\W\d_]+|\d[\d.,:/-]*\d|\d")
_SENTENCE_END = re.compile(r"[.!?;:]\s+")
LONGEST_EXCERPTED = 20_000
"""Characters of a passage in which a sentence is looked for."""
_MARKS = re.compile("[\u0300-\u036f]+")
_LOTS = frozenset(["lot", "lots", "los", "lose"])
_SMALL = frozenset(_word for each in (ENGLISH, GERMAN, FRENCH) for _word in each.small | each.finite | each.articles)


@dataclass(frozen=True)
class Wanted:
    """What a question is searched by: stems, numbers, and as `#12` the meanings of its stems. One pattern finds them all in one go."""

    terms: frozenset[str]
    pattern: re.Pattern[str] | None
    of: Mapping[str, tuple[str, ...]]
    """Terms that a piece of text found by the pattern counts for."""

    def counted(self, text: str) -> Counter[str]:
        """How often each term stands in the text."""
        found: Counter[str] = Counter()
        for piece, times in Counter(self.pattern.findall(_folded(text)) if self.pattern else ()).items():
            for term in self.of[piece]:
                found[term] += times
        return found


@dataclass(frozen=True)
class Found:
    """What a question is answered from, in reading order, and how much there is in all."""

    passages: tuple[Passage, ...]
    nearest: tuple[Passage, ...]
    """Those in which a word of the question stands, the nearest first."""
    in_all: int


def retrieve(question: str, tender: Tender, library_hits: Sequence[Passage] = (), room: int = 24_000) -> Found:
    """At most `room` characters of passages: all of them where they fit, else the nearest; coded facts are lines of their own.

    `library_hits` are ranked by whoever searched, with ids that begin with L. Where the question names lots, nothing is read that
    belongs to others alone.
    """
    sources = (*coded_passages(tender), *tender.passages)
    lots = lots_named(question)
    allowed = [each for each in sources if not is_of_another((each,), lots)]
    wanted = _wanted(question, lots)
    ranked = _ranked(wanted, _within(allowed), lots)
    ours = _fitting(library_hits, int(room * LIBRARY_SHARE))
    left = room - sum(len(each.text) for each in ours)
    if sum(len(each.text) for each in allowed) <= left:
        kept = tuple(allowed)
    else:
        best = ranked[0][0] if ranked else 0.0
        near = [_piece(each, wanted) for score, each in ranked if score > best * LEAST_OF_BEST]
        order = {each.id: place for place, each in enumerate(sources)}
        kept = tuple(sorted(_fitting(near or _first(allowed), left), key=lambda each: order[each.id]))
    read = {each.id: each for each in kept}
    nearest = tuple(read[each.id] for score, each in ranked if score > 0 and each.id in read)
    return Found((*kept, *ours), (*nearest, *ours), len(sources) + len(library_hits))


def excerpt(question: str, text: str, room: int) -> str:
    """The whole sentences of `text`, verbatim and at most `room` characters, that hold most of what the question asks for, the first such.

    A sentence that is longer is cut at a blank.
    """
    wanted = _wanted(question, lots_named(question))
    ends = [found.end() for found in _SENTENCE_END.finditer(text[:LONGEST_EXCERPTED])]
    starts, ends = [0, *ends], [*ends, len(text)]
    best, most = (0, ends[0]), -1
    for at, start in enumerate(starts):
        end = max((each for each in ends[at:] if each - start <= room), default=ends[at])
        held = len(wanted.counted(text[start : min(end, start + room)]))
        if held > most:
            best, most = (start, end), held
    piece = text[slice(*best)].strip()
    return piece if len(piece) <= room else piece[:room].rsplit(" ", 1)[0]


def _wanted(question: str, lots: frozenset[str]) -> Wanted:
    """The question's terms without its lots, which choose passages in a way of their own."""
    words = [word for word in _WORD.findall(_folded(question)) if word not in _SMALL and not (word.isalpha() and len(word) < 2)]
    stems = {word[:STEM] if word.isalpha() else word.strip(".,:/-") for word in words} - lots - _LOTS
    topics = {topic for stem in stems for topic in TOPIC_OF.get(stem, ())}
    of: dict[str, tuple[str, ...]] = {
        stem: (*((stem,) if stem in stems else ()), *(f"#{topic}" for topic in sorted(TOPIC_OF.get(stem, frozenset()) & topics)))
        for stem in stems | {stem for stem, own in TOPIC_OF.items() if own & topics}
    }
    pieces = "|".join(_pattern(stem) for stem in sorted(of, key=lambda stem: (-len(stem), stem)))
    return Wanted(frozenset(term for terms in of.values() for term in terms), re.compile(pieces) if pieces else None, of)


def _pattern(stem: str) -> str:
    """A word that begins so, or is no longer than this; a number that stands by itself."""
    if not stem.isalpha():
        return rf"(?<![\d]){re.escape(stem)}(?!\d|[.,:/-]\d)"
    return rf"(?<![^\W\d_]){stem}" + ("" if len(stem) >= STEM else r"(?![^\W\d_])")


def _within(passages: Sequence[Passage]) -> list[Passage]:
    read, kept = 0, list[Passage]()
    for passage in passages:
        read += len(passage.text)
        if read > MOST_READ:
            break
        kept.append(passage)
    return kept


def _first(passages: Sequence[Passage]) -> list[Passage]:
    """Where no word is found: the coded facts and the beginning of the notice."""
    return [each if len(each.text) <= PIECE else each.model_copy(update={"text": each.text[:PIECE]}) for each in passages[:6]]


def _fitting(passages: Sequence[Passage], room: int) -> list[Passage]:
    kept: list[Passage] = []
    for passage in passages:
        if len(passage.text) <= room:
            kept.append(passage)
            room -= len(passage.text)
    return kept


def _ranked(wanted: Wanted, passages: Sequence[Passage], lots: frozenset[str]) -> list[tuple[float, Passage]]:
    """By score, the highest first; equal ones in reading order."""
    held = [wanted.counted(f"{each.text} {each.document}") for each in passages]
    usual = sum(len(each.text) for each in passages) / max(1, len(passages))
    weight = {term: _weight(term, sum(term in each for each in held), len(held)) for term in wanted.terms}
    scored: list[tuple[float, Passage]] = []
    for terms, passage in zip(held, passages, strict=True):
        room = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * len(passage.text) / max(1.0, usual))
        score = sum(weight[term] * times * (SATURATION + 1) / (times + room) for term, times in terms.items())
        scored.append((score * _of_lot(passage, lots), passage))
    return sorted(scored, key=lambda each: -each[0])


def _weight(term: str, having: int, total: int) -> float:
    rarity = math.log(1 + (total - having + 0.5) / (having + 0.5))
    return rarity * (MEANT if term.startswith("#") else EXACT if term[0].isdigit() else 1.0)


def _of_lot(passage: Passage, lots: frozenset[str]) -> float:
    if not lots:
        return 1.0
    return OWN_LOT if lots & (lots_of(passage) or lots_named(passage.text)) else 1.0


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def _piece(passage: Passage, wanted: Wanted) -> Passage:
    """A long passage cut to the stretch in which most of the question stands, at line or blank ends."""
    if len(passage.text) <= PIECE:
        return passage
    starts = range(0, len(passage.text), PIECE // 2)
    held = {start: len(wanted.counted(passage.text[start : start + PIECE])) for start in starts}
    best = max(starts, key=lambda start: (held[start], -start))
    start = best if best == 0 else passage.text.find(" ", best, best + 200) + 1 or best
    return passage.model_copy(update={"text": passage.text[start : start + PIECE].rsplit(" ", 1)[0].strip()})
