"""Names a workspace knows, found in any case, without accents, turned round, or with an initial; by word look-up, not by one large pattern."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from jobs.chain.pii.bare import WORD, Bare, bare
from jobs.chain.pii.finding import Finding
from jobs.chain.pii.name_words import HONORIFICS, PARTICLES, TITLES

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ς": "σ"})
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_SPELT_OUT = re.compile("ae|oe|ue")
_TWO_WORDS = re.compile("([a-z]+) ([a-z]+)")
NEXT = re.compile(r"[\s.,'_\-]{0,3}([^\W\d_]+)")
"""The next word of the same name."""
BEFORE = re.compile(r"(?:(?<![^\W\d_])[^\W\d_]{1,16}[\s.,'\-]{1,3}){1,4}$")
LONGEST = 8
LEAST = 3
"""Letters of the shortest name that counts."""
_Form = tuple[str, ...]


def folded(word: str) -> str:
    """`word` of bare lower text as the index has it."""
    return word.translate(_LETTERS)


class Gazetteer:
    """Index of names. A name of one word counts where it is not all small letters; surnames alone only behind a form of address."""

    def __init__(self, names: Iterable[str]) -> None:
        self._firsts: set[str] = set()
        """First words of forms: most words of a text are none, and a look here is all they cost."""
        self._short: set[_Form] = set()
        """Forms of one or two words."""
        self._long: dict[_Form, set[_Form]] = {}
        """All others, by their first two words."""
        self._surnames: set[str] = set()
        for name in names:
            self.learn(name)

    def learn(self, name: str) -> None:
        plain = _TWO_WORDS.fullmatch(name.lower())
        if plain is not None and not _SPELT_OUT.search(plain[0]):
            self._add_two(*plain.groups())  # most names, at a third of the cost
            return
        for words in _spellings(name):
            self._add(words)

    def __bool__(self) -> bool:
        return bool(self._firsts)

    def find(self, text: Bare) -> Iterator[Finding]:
        """Offsets in `text`; overlaps are the caller's."""
        for word in text.words:
            plain = word if word.isascii() else folded(word)
            begins, is_surname = plain in self._firsts, plain in self._surnames
            for at in text.each(word) if begins or is_surname else ():
                end = at + len(word)
                lower = text.text[at:end].islower()
                if begins:
                    yield from self._forms_at(text, plain, at, end, lower=lower)
                if is_surname and not lower and _is_addressed(text, at):
                    yield Finding("name", at, end)

    def _forms_at(self, text: Bare, plain: str, at: int, end: int, *, lower: bool) -> Iterator[Finding]:
        """Forms whose first word is `plain`, which stands at [at, end)."""
        if not lower and (plain,) in self._short:
            yield Finding("name", at, end)
        following = NEXT.match(text.lower, end)
        if following is None:
            return
        pair = (plain, folded(following[1]))
        for form in (pair, *self._long.get(pair, ())) if pair in self._short else self._long.get(pair, ()):
            stop = _end(text, at, end, form)
            if stop is not None:
                yield Finding("name", at, stop)

    def _add(self, words: Sequence[str]) -> None:
        if len(words) == 2:
            self._add_two(*words)
        elif len(words) == 1 and len(words[0]) >= LEAST:
            self._firsts.add(words[0])
            self._short.add((words[0],))
        elif len(words) > 1:
            self._add_many(words)

    def _add_two(self, first: str, last: str) -> None:
        if len(last) >= LEAST:
            self._surnames.add(last)
        if len(last) > 1:
            self._firsts.update((first, last, first[0]))
            self._short.update(((first, last), (last, first), (first[0], last), (last, first[0])))
        elif len(first) > 1:
            self._firsts.update((first, last))
            self._short.update(((first, last), (last, first)))

    def _add_many(self, words: Sequence[str]) -> None:
        if len(words[-1]) >= LEAST:
            self._surnames.add(words[-1])
        for form in _forms_of_many(words):
            if sum(map(len, form)) < LEAST:
                continue
            self._firsts.add(form[0])
            if len(form) == 2:
                self._short.add(form)
            else:
                self._long.setdefault(form[:2], set()).add(form)


def _forms_of_many(words: Sequence[str]) -> set[_Form]:
    """How a name of three words and more is written: turned round, with initials, without its middle."""
    first, last, rest = words[0], words[-1], tuple(words[1:])
    initials = tuple(word[0] for word in words[:-1])
    forms = {tuple(words), (last, *words[:-1]), (*rest, first), (first[0], *rest), (*rest, first[0]), (*initials, last), (last, *initials)}
    return forms | {(first, last), (last, first), (first[0], last), (last, first[0])} if len(last) >= LEAST else forms


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
    return (lower, joined) if joined != lower and _SPELT_OUT.search(lower) else (lower,)
