"""Names of persons by their place: behind a label, above a signature, beside an e-mail address made of them."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jobs.chain.pii import name_words as words
from jobs.chain.pii.bare import Bare
from jobs.chain.pii.finding import Finding
from jobs.chain.pii.gazetteer import folded

MOST_WORDS = 6
MOST_NAMES = 4
"""Names that one label may be followed by: `Frau A und Herr B`."""
BEFORE_EMAIL, AFTER_EMAIL = 120, 60
PART = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*\.?")
_BLANKS = re.compile(r" {0,2}")
_MORE = re.compile(
    r" {0,2}(?:,|;|/|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bi\b|\boder\b|\bor\b|\bou\b|\bo\b|\bou\b|\boch\b|\bog\b|\ben\b|\ba\b)[ \n]{1,2}",
    re.IGNORECASE,
)
_INFLECTED = r"(?:[/(:*_]{1,2}-?in(?:nen)?\)?|\(s\)|\(en\)|/n)?"
_ABOUT = r"(?: (?:for|fur|fuer|pour|para|per|do|om|til|voor|vid|zu|bei|w sprawie|of|de|der|des|del) [^\n:,.;]{1,50}?)?"
_COPULA = r"(?:is|ist|sind|est|son|es|e|er|ar|jest|je|on|are|sera|sara|:)"
_TWICE = r"(?:\s{0,3}(?:full )?(?:name|nom|nombre|nome|naam|navn|namn|imie i nazwisko|jmeno|vor- und nachname)\s{0,2}:)?"
_GLUE = re.compile(rf"{_INFLECTED}{_ABOUT}(?P<sign>[ ]?\.?[ ]{{0,2}}[:=\-–|>\"'*]{{1,6}}| {_COPULA}(?= )|\n)?{_TWICE}[\s:>|*\"'-]{{0,6}}")
_ADDRESS_GLUE = re.compile(r"[ .:,\-]{0,4}\n?[ ]{0,4}")
_CLOSING_GLUE = re.compile(r"[ ,.!]{0,3}\n[\s]{0,20}")
_FOOT = re.compile(r"(?:\n|$|,|\s*[<(|/–-]| {2})")


class Label(NamedTuple):
    pattern: re.Pattern[str]
    kind: str
    """addressed, short, person, role, name or closing."""


class Name(NamedTuple):
    start: int
    end: int
    size: int
    """Words that are a name, without forms of address and titles."""
    is_addressed: bool
    """Whether a form of address or a title leads."""


def _by_trigger() -> dict[str, list[Label]]:
    """Labels by their first word: nothing is tried where the word does not stand."""
    table: dict[str, list[Label]] = {}
    kinds = (
        ("addressed", words.ADDRESSED),
        ("person", words.PERSON),
        ("role", words.ROLE),
        ("name", words.NAMED),
        ("closing", words.CLOSINGS),
    )
    for kind, phrases in kinds:
        for phrase in phrases:
            stem = re.match(r"[^\W\d_]+", phrase)
            assert stem is not None
            rest = phrase[stem.end() :]
            trigger = stem[0][:-1] + "*" if rest.startswith("?") else stem[0] + "*" * rest.startswith(("\\w", "[", "("))
            table.setdefault(trigger, []).append(Label(re.compile(rf"{phrase}(?![^\W_])"), kind))
    return table


LABELS = _by_trigger()
SHORT = [Label(re.compile(re.escape(each)), "short") for each in words.ABBREVIATED]
STEMS = {key[:-1]: labels for key, labels in LABELS.items() if key.endswith("*")}
_STEM_TUPLE = tuple(STEMS)


def contacts(bare: Bare) -> Iterator[Finding]:
    """Names behind labels; offsets in `bare`."""
    for word in bare.words:
        labels = list(LABELS.get(word, ()))
        if word.startswith(_STEM_TUPLE):
            labels += [label for stem, more in STEMS.items() if word.startswith(stem) for label in more]
        for at in bare.each(word) if labels else ():
            yield from _behind(bare, at, labels)
    for short, label in zip(words.ABBREVIATED, SHORT, strict=True):
        for at in bare.each_phrase(short):
            yield from _behind(bare, at, [label])


def _behind(bare: Bare, at: int, labels: list[Label]) -> Iterator[Finding]:
    for label in labels:
        hit = label.pattern.match(bare.lower, at)
        if hit is None:
            continue
        start, marked = _value(bare, hit.end(), label.kind)
        names = _names(bare, start)
        if names and _counts(bare, names[0], label.kind, marked):
            yield from (Finding("contact", name.start, name.end) for name in names)
            return


def _value(bare: Bare, at: int, kind: str) -> tuple[int, bool]:
    """Where the value of a label begins, and whether a sign or a verb says that one follows."""
    glue = {"addressed": _ADDRESS_GLUE, "short": _ADDRESS_GLUE, "closing": _CLOSING_GLUE}.get(kind, _GLUE).match(bare.lower, at)
    if glue is None:
        return len(bare.text), False
    return glue.end(), kind in ("addressed", "short", "closing") or bool(glue["sign"] and glue["sign"].strip())


def _counts(bare: Bare, name: Name, kind: str, marked: bool) -> bool:
    if name.is_addressed:
        return True
    if kind == "closing":
        return name.size in (2, 3) and bool(_FOOT.match(bare.text, name.end))
    if kind == "person":
        return name.size >= (1 if marked else 2) and (marked or bare.text[name.start - 1 : name.start] == "\n")
    return marked and kind != "name" and (1 if kind == "addressed" else 2) <= name.size <= 4


def _names(bare: Bare, at: int) -> list[Name]:
    found: list[Name] = []
    while len(found) < MOST_NAMES:
        name = read_name(bare, at)
        if name is None or (found and not name.is_addressed and name.size < 2):
            return found
        found.append(name)
        more = _MORE.match(bare.text, name.end)
        if more is None:
            return found
        at = more.end()
    return found


def read_name(bare: Bare, at: int) -> Name | None:
    """The name that begins at `at`, up to MOST_WORDS words on one line. None where an office or nothing like a name stands there."""
    text, start, addressed = bare.text, at, False
    begin, end, count, particles = -1, at, 0, 0
    while count < MOST_WORDS and particles < MOST_WORDS:
        part = PART.match(text, at)
        if part is None:
            break
        word = part[0].rstrip(".")
        plain = word.lower()
        if _is_title(plain, count, part[0]):
            addressed = True
        elif plain in words.PARTICLES and count + addressed and not word[0].isupper():
            particles += 1
        elif is_office(plain):
            return None if count < 2 and not (addressed and count) else Name(begin, end, count, addressed)
        elif _is_capital(word) and (len(word) > 1 or part[0].endswith(".") or count):
            begin = begin if begin >= 0 else part.start()
            # A point ends a sentence, unless it stands behind an initial.
            end, count = (part.end() if len(word) == 1 else part.start() + len(word)), count + 1
            if part[0].endswith(".") and len(word) > 3:
                break
        else:
            break
        blanks = _BLANKS.match(text, part.end())
        at = blanks.end() if blanks else part.end()
        if count == 1 and len(word) > 1 and (turned := _turned(text, part.end())):
            at = turned
    return Name(begin if begin >= 0 else start, end, count, addressed) if count else None


def _is_capital(word: str) -> bool:
    return word[0].isupper() or (word[1:2] == "'" and word[2:3].isupper())


def _is_title(plain: str, count: int, written: str) -> bool:
    if count:
        return False
    return (plain in words.HONORIFICS or plain in words.TITLES) and (len(plain) > 1 or written.endswith("."))


_TURNED = re.compile(r", ?(?=[^\W\d_]{2,20}(?: [^\W\d_]\.?)? ?(?:$|\n|[;(|]))")


def _turned(text: str, at: int) -> int | None:
    """Behind the comma of `Muster, Anna`, where the line ends after one more word."""
    hit = _TURNED.match(text, at)
    return hit.end() if hit else None


def is_office(plain: str) -> bool:
    return plain in words.OFFICE or plain.endswith(words.OFFICE_ENDINGS) or any(part in words.OFFICE for part in plain.split("-"))


def names_beside(bare: Bare, emails: Iterable[Finding]) -> Iterator[Finding]:
    """Names an address is made of (`anna.muster@…`, `a.muster@…`) that stand near it, as one half of a double name too."""
    for email in emails:
        local = re.split(r"[._\-+]", bare.lower[email.start : email.end].partition("@")[0])
        parts = [folded(part) for part in local if part.isalpha()]
        if not 2 <= len(parts) <= 3 or max(map(len, parts)) < 3 or any(is_office(part) for part in parts):
            continue
        yield from _made_of(bare, parts, max(0, email.start - BEFORE_EMAIL), email.start)
        yield from _made_of(bare, parts, email.end, min(len(bare.text), email.end + AFTER_EMAIL))


def _made_of(bare: Bare, parts: list[str], start: int, end: int) -> Iterator[Finding]:
    run: list[re.Match[str]] = []
    for hit in PART.finditer(bare.text, start, end):
        plain = folded(hit[0].rstrip(".").lower())
        fits = hit[0][0].isupper() and any(
            part in (plain, *plain.split("-")) or (len(part) == 1 and plain.startswith(part)) for part in parts
        )
        near = not run or hit.start() - run[-1].end() <= 2
        if not fits or not near:
            if len(run) > 1:
                yield Finding("contact", run[0].start(), run[-1].end())
            run = []
        if fits:
            run.append(hit)
    if len(run) > 1:
        yield Finding("contact", run[0].start(), run[-1].start() + len(run[-1][0].rstrip(".")))
