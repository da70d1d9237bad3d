"""National numbers in a text: by shape, then by check digit, and by a label where a check digit alone proves too little."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from jobs.chain.pii import national_checks as check
from jobs.chain.pii.bare import EDGE, Bare
from jobs.chain.pii.checksums import baltic, ean, is_date, mod11_10
from jobs.chain.pii.finding import Finding
from jobs.chain.pii.number_labels import is_labelled, is_reference


class Kind(NamedTuple):
    holds: Callable[[str], bool]
    plain: frozenset[str]
    """Shapes (`2.2.2-3.2`) that need no label: random digits pass in fewer than about one of fifty."""


def _kind(holds: Callable[[str], bool], *plain: str) -> Kind:
    return Kind(holds, frozenset(plain))


def _estonian(text: str) -> bool:
    return text[0] in "12345678" and is_date(int(text[3:5]), int(text[5:7])) and baltic(text)


def _swiss(text: str) -> bool:
    return text.startswith("756") and ean(text)


def _oib(text: str) -> bool:
    return mod11_10(text)


KINDS: dict[int, tuple[Kind, ...]] = {
    9: (
        _kind(check.american_ssn, "3-2-4"),
        _kind(check.dutch_bsn),
        _kind(check.portuguese),
        _kind(check.greek_afm),
        _kind(check.czech_date, "6/3"),
    ),
    10: (
        _kind(check.swedish, "6-4", "6+4", "10"),
        _kind(check.danish, "6-4"),
        _kind(check.danish_date),
        _kind(check.icelandic, "6-4", "10"),
        _kind(check.czech, "6/4", "10"),
        _kind(check.bulgarian, "10"),
        _kind(check.british_nhs, "3 3 4", "3-3-4"),
        _kind(check.austrian, "4 6", "10"),
        _kind(check.hungarian),
    ),
    11: (
        _kind(check.german_tax, "11"),
        _kind(check.polish_pesel, "11"),
        _kind(check.belgian, "2.2.2-3.2", "2.2.2 3.2", "2.2.2-3-2", "2.2.2.3.2", "6-3-2", "6 3 2", "11"),
        _kind(check.norwegian, "6 5", "6-5", "11"),
        _kind(_estonian, "11"),
        _kind(check.latvian, "6-5", "11"),
        _kind(_oib),
    ),
    12: (_kind(check.swedish, "8-4", "8+4", "8 4", "12"),),
    13: (_kind(check.romanian, "13"), _kind(check.yugoslav, "13"), _kind(_swiss, "3.4.4.2", "3 4 4 2", "13")),
    15: (_kind(check.french_nir, "15", "13 2", "1 2 2 2 3 3 2", "1.2.2.2.3.3.2", "1-2-2-2-3-3-2", "1 2 2 2 3 3-2", "1 2 2 2 3 3/2"),),
}
_GROUPED = (  # without their first digit
    r"\d{12} \d\d",
    r"([ .-])\d\d\1\d\d\1\d\d\1\d{3}\1\d{3}[ ./-]\d\d",
    r"\d\.\d\d\.\d\d[ .-]\d{3}[ .-]\d\d",
    r"\d ?\d{3} ?\d{3} ?\d{3}",
    r"\d{5}([ -])\d{3}\2\d\d",
    r"\d\d([ .])\d{4}\3\d{4}\3\d\d",
    r"\d{7}[-+ ]\d{4}",
    r"\d{5}[-+/ ]\d{3,5}",
    r"\d{3}\.\d\d\.\d{3}",
    r"\d{3} \d{6}",
    r"\d\d([ -])\d\d\4\d{4}",
    r"\d\d([ -])\d{3}\5\d{3,4}",
    r"\d{3} \d{3} \d{3}",
    r"\d{8,12}|\d{14}",
)
# A class first and the look behind it second: sre then skips what cannot begin a number, three times as fast.
DIGITS = re.compile(rf"\d(?<![{EDGE}]\d)(?<![{EDGE}][./,_-]\d)(?:{'|'.join(_GROUPED)})(?![{EDGE}])(?![./,-]\d)")
LETTERS: dict[str, tuple[str, Callable[[str], bool]]] = {
    "dni": (r"\d{8}[A-Z]", check.spanish_dni),
    "nie": (r"[XYZ]\d{7}[A-Z]", check.spanish_nie),
    "hetu": (r"\d{6}[-+A-FU-Y]\d{3}[\dA-Y]", check.finnish),
    "nino": (r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]", bool),
    "pps": (r"\d{7}[A-W][ABHIWTX]?", check.irish_pps),
    "corsica": (r"[12]\d{4}2[AB]\d{8}", check.french_nir),
    "fiscal": (r"[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]", check.italian_fiscal),
}
"""By their bare form, capital."""
SHAPES = {name: (re.compile(shape), holds) for name, (shape, holds) in LETTERS.items()}
DIGIT_FIRST = re.compile(
    rf"\d(?<![{EDGE}]\d)(?<![{EDGE}][./,_-]\d)(?:\d{{7}}[ -]?[A-Za-z]|\d\.\d{{3}}\.\d{{3}}[ -]?[A-Za-z]|\d{{5}}[-+A-Fa-fU-Yu-y]\d{{3}}[\dA-Ya-y]"
    rf"|\d{{6}} ?[A-Wa-w][A-Xa-x]?|[ .-]?\d\d[ .-]?\d\d[ .-]?2[ABab][ .-]?\d{{3}}[ .-]?\d{{3}}[ .-]?\d\d)(?![{EDGE}])"
)
LETTER_FIRST = re.compile(
    rf"[A-Za-z](?<![{EDGE}][A-Za-z])(?<![{EDGE}][./,_-][A-Za-z])(?:[ -]?\d{{7}}[ -]?[A-Za-z]|[A-Za-z] ?\d\d ?\d\d ?\d\d ?[A-Da-d]"
    rf"|[A-Za-z]{{2}} ?[A-Za-z]{{3}} ?[\dL-Vl-v]{{2}}[A-Ta-t][\dL-Vl-v]{{2}} ?[A-Za-z][\dL-Vl-v]{{3}} ?[A-Za-z])(?![{EDGE}])"
)
_SEPARATORS = re.compile(r"[ ./+-]")
_RUN = re.compile(r"\d+")
_YEAR = re.compile(r"[-/](?:19|20)\d\d$")
MONEY_AFTER = re.compile(
    r"[,.]?\d{0,2} ?(?:€|\$|£|eur|usd|gbp|chf|pln|zl|zł|czk|kc|sek|nok|dkk|huf|ft|ron|lei|bgn|лв|hrk|kn|kr|%)(?![a-z])"
)


def national_numbers(bare: Bare) -> Iterator[Finding]:
    """Those of `KINDS` and `LETTERS` in `bare`, offsets in `bare`."""
    for hit in bare.matches(DIGITS, bare.numbers):
        if _is_number(bare, hit.start(), hit.end()):
            yield Finding("national_id", hit.start(), hit.end())
    for pattern, starts in ((DIGIT_FIRST, bare.numbers), (LETTER_FIRST, sorted(letter_starts(bare)))):
        for hit in bare.matches(pattern, starts):
            if _is_lettered(bare, hit):
                yield Finding("national_id", hit.start(), hit.end())


def letter_starts(bare: Bare) -> Iterator[int]:
    """Words that may begin what LETTER_FIRST looks for: of the Italian code six letters and two that stand for digits may be one word."""
    for word in bare.words:
        if len(word) <= 3 or (6 <= len(word) <= 16 and not word[6:8].strip("lmnopqrstuv")):
            yield from bare.starts(word)


def _is_lettered(bare: Bare, hit: re.Match[str]) -> bool:
    compact = _SEPARATORS.sub("", hit[0]).upper()
    for written in (compact, hit[0].upper()):  # the sign in the middle of a Finnish number is part of it
        for name, (shape, holds) in SHAPES.items():
            if shape.fullmatch(written) and holds(written):
                return name == "fiscal" or not is_reference(bare, hit.start()) or is_labelled(bare, hit.start(), hit.end())
    return False


def _is_number(bare: Bare, start: int, end: int) -> bool:
    written = bare.text[start:end]
    compact = _SEPARATORS.sub("", written)
    passing = [kind for kind in KINDS.get(len(compact), ()) if kind.holds(compact)]
    if not passing:
        return False
    if is_labelled(bare, start, end):
        return True
    shape = _RUN.sub(lambda run: str(len(run[0])), written)
    if not any(shape in kind.plain for kind in passing) or _YEAR.search(written):
        return False
    return not is_reference(bare, start) and not MONEY_AFTER.match(bare.lower, end)
