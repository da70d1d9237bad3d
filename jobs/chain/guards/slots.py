"""Finds the words that orders to a machine are made of, in all languages at once: one look-up a word, whatever the number of words known."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from jobs.chain.guards.canonical import fold
from jobs.chain.guards.words import eastern, english, english_answers, germanic, loyalty, procurement, romance, steering, unspaced

SPACED_TABLES = (
    english.WORDS,
    english_answers.WORDS,
    germanic.WORDS,
    romance.WORDS,
    eastern.WORDS,
    loyalty.WORDS,
    steering.WORDS,
    procurement.WORDS,
)
CORE = "ignore disregard forget previous instructions instruction override bypass prompt reveal"
"""Words that are still read with one letter wrong or with their inner letters mixed."""
STAND_CLOSE = "precious previews ignored ignores ignorer ignorez ignoree overrides bypasses prompts revealed promptly forgot forged forge"
REAL = frozenset(STAND_CLOSE.split())
"""Real words that stand close to a word of CORE."""
TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
UNSPACED_SCRIPTS = re.compile("[\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
LONGEST_WORD = 30
RUN_TOGETHER = 14
"""From this length on a word may be several without blanks; the ones below are looked for in it."""
RUN_OF = re.compile(
    "ignore|disregard|forget|bypass|override|previous|prior|above|earlier|all|your|instructions?|prompts?|guidelines|rules|messages"
    "|system|reveal|show|print|repeat|tell|password|pretend|youarenow|ignoriere|vergiss|vorherigen|bisherigen|anweisungen"
)
Phrases = dict[str, dict[str, list[tuple[tuple[str, ...], int]]]]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Hit(NamedTuple):
    bits: int
    start: int
    end: int


def _names() -> dict[str, int]:
    named = dict.fromkeys(name for table in SPACED_TABLES for name in table)
    named |= dict.fromkeys(f"{name}_U" for name in unspaced.WORDS) | dict.fromkeys(unspaced.WORDS)
    return {name: 1 << place for place, name in enumerate(named)}


SLOT = _names()


def _lexicon() -> tuple[dict[str, int], dict[str, int], Phrases]:
    """Whole words, stems, and phrases by their first two words, with the words after these."""
    words: dict[str, int] = {}
    stems: dict[str, int] = {}
    phrases: Phrases = {}
    for table in SPACED_TABLES:
        for name, listed in table.items():
            for entry in listed.split():
                stem = entry.endswith("*")
                parts = TOKEN.findall(" ".join(fold(part) for part in re.split("[_-]", entry.rstrip("*"))))
                if len(parts) > 1:
                    phrases.setdefault(parts[0], {}).setdefault(parts[1], []).append((tuple(parts[2:]), SLOT[name]))
                elif parts:
                    known = stems if stem else words
                    known[parts[0]] = known.get(parts[0], 0) | SLOT[name]
    return words, stems, phrases


WORDS, STEMS, PHRASES = _lexicon()
STEM_SIZES = sorted({len(stem) for stem in STEMS})


def _known(word: str) -> int:
    return WORDS.get(word, 0) | STEMS.get(word, 0)


def _mixed(word: str) -> tuple[str, str, str]:
    return word[0], "".join(sorted(word[1:-1])), word[-1]


def _near() -> dict[str, int]:
    """CORE words with one letter left out, doubled, swapped or changed."""
    near: dict[str, int] = {}
    for word in CORE.split():
        for i in range(1, len(word)):
            swapped = word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :]
            wrong = {word[:i] + word[i + 1 :], word[:i] + word[i - 1] + word[i:], swapped}
            wrong |= {word + word[-1]}
            wrong |= {word[:i] + letter + word[i + 1 :] for letter in LETTERS}
            near |= {each: _known(word) for each in wrong if each not in WORDS and each not in REAL}
    return near


NEAR = _near()
MIXED = {_mixed(word): _known(word) for word in CORE.split()}


@lru_cache(maxsize=32768)
def slots_of(word: str) -> int:
    """The slots a canonical word fills, as bits; 0 for nearly all words."""
    if len(word) > LONGEST_WORD:
        return 0
    bits = WORDS.get(word, 0)
    for size in STEM_SIZES:
        if size > len(word):
            break
        bits |= STEMS.get(word[:size], 0)
    if not bits and "'" in word[:5]:
        return slots_of(word.partition("'")[2])
    if bits or len(word) < 5:
        return bits
    if word in NEAR:
        return NEAR[word]
    return 0 if word in REAL else MIXED.get(_mixed(word), 0)


def words_in(text: str) -> list[Hit]:
    """Where words of any slot stand in canonical text, in reading order. Phrases and their words are hits of their own."""
    tokens = [(match[0], match.start(), match.end()) for match in TOKEN.finditer(text)]
    found: list[Hit] = []
    last = len(tokens) - 1
    for place, (word, start, end) in enumerate(tokens):
        if bits := slots_of(word):
            found.append(Hit(bits, start, end))
        elif end - start >= RUN_TOGETHER:
            found += [Hit(slots_of(part[0]), start + part.start(), start + part.end()) for part in RUN_OF.finditer(word)]
        if word in PHRASES and place < last:
            for rest, slot in PHRASES[word].get(tokens[place + 1][0], ()):
                stop = place + 2 + len(rest)
                if stop <= last + 1 and all(tokens[place + 2 + n][0] == part for n, part in enumerate(rest)):
                    found.append(Hit(slot, start, tokens[stop - 1][2]))
    if UNSPACED_SCRIPTS.search(text):
        found += _unspaced(text)
        found.sort(key=lambda hit: hit.start)
    return found


def _unspaced(text: str) -> Iterator[Hit]:
    for match in UNSPACED.finditer(text):
        name = match[0].replace(" ", "")
        for size in range(len(name), 0, -1):
            if name[:size] in UNSPACED_BITS:
                yield Hit(UNSPACED_BITS[name[:size]], match.start(), match.end())
                break


def _unspaced_lexicon() -> tuple[dict[str, int], re.Pattern[str]]:
    bits: dict[str, int] = {}
    written: set[str] = set()
    for name, listed in unspaced.WORDS.items():
        for entry in listed.split():
            parts = [fold(part) for part in entry.split("_")]
            word = "".join(parts)
            bits[word] = bits.get(word, 0) | SLOT[name] | SLOT[f"{name}_U"]
            written.add(" ?".join(map(re.escape, parts)))
    longest_first = sorted(written, key=len, reverse=True)
    firsts = "".join(sorted({word[0] for word in bits if not word[0].isascii()}))
    return bits, re.compile(f"(?=[{firsts}])(?:{'|'.join(each for each in longest_first if not each[0].isascii())})")


UNSPACED_BITS, UNSPACED = _unspaced_lexicon()
