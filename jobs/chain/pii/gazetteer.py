"""Names a workspace knows, found in any case, without accents, turned round, or with an initial; by word look-up, not by one large pattern."""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from jobs.chain.pii.bare import WORD, Bare, bare
from jobs.chain.pii.finding import Finding
from jobs.chain.pii.name_words import HONORIFICS, PARTICLES, TITLES

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ς": "σ"})
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
NEXT = re.compile(r"[\s.,'_\-]{0,3}([^\W\d_]+)")
"""The next word of the same name."""
BEFORE = re.compile(r"(?:(?<![^\W\d_])[^\W\d_]{1,16}[\s.,'\-]{1,3}){1,4}$")
LONGEST = 8
_Form = tuple[str, ...]


def folded(word: str) -> str:
    """`word` of bare lower text as the index has it."""
    return word.translate(_LETTERS)


class Gazetteer:
    """Index of names. A name of one word counts where it is not all small letters; surnames alone only behind a form of address."""

    def __init__(self, names: Iterable[str]) -> None:
        self._forms: dict[str, set[_Form]] = {}
        self._surnames: set[str] = set()
        for name in names:
            self.learn(name)

    def learn(self, name: str) -> None:
        for words in _spellings(name):
            self._add(words)

    def __bool__(self) -> bool:
        return bool(self._forms)

    def find(self, text: Bare) -> Iterator[Finding]:
        """Offsets in `text`; overlaps are the caller's."""
        for word in text.words:
            plain = folded(word)
            forms = self._forms.get(plain, ())
            for at in text.each(word) if forms or plain in self._surnames else ():
                end = at + len(word)
                lower = text.text[at:end].islower()
                for form in forms:
                    stop = _end(text, at, end, form)
                    if stop is not None and (len(form) > 1 or not lower):
                        yield Finding("name", at, stop)
                if plain in self._surnames and not lower and _is_addressed(text, at):
                    yield Finding("name", at, end)

    def _add(self, words: list[str]) -> None:
        if not words or (len(words) == 1 and len(words[0]) < 3):
            return
        forms = {tuple(words)}
        if len(words) > 1:
            first, last, middle = words[0], words[-1], words[1:-1]
            rest = tuple(words[1:])
            initials = tuple(word[0] for word in words[:-1])
            forms |= {(last, *words[:-1]), (*rest, first), (first[0], *rest), (*rest, first[0]), (*initials, last), (last, *initials)}
            forms |= {(first, last), (last, first), (first[0], last), (last, first[0])} if middle and len(last) > 2 else set()
            if len(last) > 2:
                self._surnames.add(last)
        for form in forms:
            if sum(map(len, form)) >= 3:
                self._forms.setdefault(form[0], set()).add(form)


def _end(text: Bare, at: int, end: int, form: _Form) -> int | None:
    """Where `form` ends if its first word stands at [at, end); an initial is capital, and closed by its point."""
    for step, wanted in enumerate(form):
        if step:
            hit = NEXT.match(text.lower, end)
            if hit is None or folded(hit[1]) != wanted:
                return None
            at, end = hit.span(1)
        if len(wanted) == 1 and text.text[at:end].islower():
            return None
    return end + 1 if len(form[-1]) == 1 and text.text[end : end + 1] == "." else end


def _is_addressed(text: Bare, at: int) -> bool:
    """Whether `Frau`, or `Frau Dr.`, stands before."""
    before = BEFORE.search(text.lower[max(0, at - 40) : at])
    for word in reversed(WORD.findall(before[0]) if before else ()):
        if word in HONORIFICS:
            return True
        if word not in TITLES and word not in PARTICLES:
            return False
    return False


def _spellings(name: str) -> Iterator[list[str]]:
    """The words of a name in each spelling of its umlauts, titles left out."""
    plain = [_variants(word) for word in name.split()]
    for spelling in {" ".join(choice) for choice in product(*plain[:LONGEST])} if len(plain) <= LONGEST else ():
        words = [folded(word) for word in WORD.findall(bare(spelling).lower)]
        kept = [word for word in words if word not in TITLES and word not in HONORIFICS] if len(words) > 2 else words
        yield kept or words


def _variants(word: str) -> tuple[str, ...]:
    lower = word.lower()
    spelt = lower.translate(_SPELT)
    if spelt != lower:
        return lower, spelt
    joined = re.sub("(?<=[aou])e", "", lower)
    return (lower, joined) if joined != lower and re.search("ae|oe|ue", lower) else (lower,)
