"""Finds labelled facts in lines of text: title, buyer, country, codes, addresses; each with its line as the quote."""

import re
from collections.abc import Iterator, Sequence

from jobs.chain.tender import Kind
from jobs.sources.label_words import GENERIC, LABELS
from jobs.sources.text_lines import MAX_LINE, Line
from jobs.sources.vocabulary import AWARDED, CANCELLED, INVITED, PLANNED, QUALIFICATION

_NUMBERING = r"[\W_]{0,8}(?:[0-9IVXa-z]{1,4}[.)]\s*){0,4}[*_]{0,2}"
_LABEL = {
    name: re.compile(
        rf"^{_NUMBERING}(?:{words})\s*(?:\([^)]{{0,40}}\))?[*_]*\s*(?:[:|\t=–][*_]*\s*(?P<value>.*)|(?P<bare>))$", re.IGNORECASE
    )
    for name, words in LABELS.items()
}
_IS = {
    name: re.compile(
        rf"^(?:the |der |die |le |la |el |il |de |l[’'])?(?:{LABELS[name]})\s+(?:is|ist|est|es|è|é|jest|är|er)\s+"
        r"(?-i:(?P<value>(?:the |die |der |das |la |le |el |il |de |het |l[’'])?[A-ZÀ-ÞΑ-ΩА-Я].*))$",
        re.IGNORECASE,
    )
    for name in ("buyer",)
}
_CPV = re.compile(r"(?<![0-9])([0-9]{8})(?:-[0-9])?(?![0-9])")
_CPV_NAMED = re.compile(r"\bCPV|common procurement vocabulary", re.IGNORECASE)
_PUBLICATION = re.compile(r"(?<![0-9/-])([0-9]{6,8}-20[0-9]{2})(?![0-9-])")
_OCID = re.compile(r"\bocds-[a-z0-9]{6}-[A-Za-z0-9_-]{3,80}")
_URL = re.compile(r"https?://[^\s<>\"'|]{4,300}")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})[.;](?:\s|$)")
_LABEL_LIKE = re.compile(r"^[^:]{2,50}:(?:\s|$)")


def labelled(lines: Sequence[Line], name: str) -> tuple[str, Line] | None:
    """What stands after a label such as `Buyer:` at the beginning of a line, in the next cell, or on the next line."""
    for index, line in enumerate(lines):
        text = line.text[:1_000]
        sentence = _IS[name].match(text) if name in _IS else None
        if sentence:
            said, place = re.sub(r"^the\s", "", _SENTENCE_END.split(sentence["value"])[0]), line
        elif found := _LABEL[name].match(text):
            said, place = _after(found, lines, index)
        else:
            continue
        said = said.split(" | ")[0].split("\t")[0].strip(" |*_")
        if said and not GENERIC.match(said):
            return said, place
    return None


def _after(found: re.Match[str], lines: Sequence[Line], index: int) -> tuple[str, Line]:
    line = lines[index]
    value = (found["value"] or "").strip()
    if value:
        return value, line
    following = lines[index + 1] if index + 1 < len(lines) else None
    near = following is not None and following.number <= line.number + 2
    if following is None or not near or (found["value"] is None and not line.heading) or _LABEL_LIKE.match(following.text):
        return "", line
    return following.text[:1_000], following


def first_match(lines: Sequence[Line], name: str) -> tuple[str, Line] | None:
    """The first publication number, ocid or web address in the text."""
    pattern = {"publication": _PUBLICATION, "ocid": _OCID, "url": _URL}[name]
    return next(
        ((found[1] if pattern.groups else found[0], line) for line in lines if (found := pattern.search(line.text[:MAX_LINE]))), None
    )


def cpv_codes(lines: Sequence[Line]) -> list[tuple[str, Line]]:
    """8-digit codes in lines that speak of CPV, and in lines of codes right below such a line."""
    return list(_cpv_codes(lines))


def _cpv_codes(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    under = -1
    for line in lines:
        text = line.text[:MAX_LINE]
        named = _CPV_NAMED.search(text)
        if not named and line.number > under:
            continue
        found = list(_CPV.finditer(text, named.start() if named else 0)) or (list(_CPV.finditer(text)) if named else [])
        if not named and (not found or found[0].start() > 3):
            continue
        under = line.number + 2
        yield from ((code[1], line) for code in found)


def kind_of_text(text: str) -> tuple[Kind, str] | None:
    """What a text says it is, and the words; None where it says nothing of the sort."""
    head = text[:1_500]
    for kind, pattern, where in _KIND_PATTERNS:
        found = pattern.search(head if where else text[:20_000])
        if found:
            return kind, found[0]
    return None


_KIND_PATTERNS: tuple[tuple[Kind, re.Pattern[str], bool], ...] = (
    ("cancellation", CANCELLED, True),
    ("award", AWARDED, True),
    ("planning", PLANNED, True),
    ("qualification_system", QUALIFICATION, True),
    ("opportunity", INVITED, False),
)
