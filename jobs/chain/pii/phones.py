"""Telephone numbers in a text: international, national, labelled, with extension, and nothing that merely has as many digits."""

import re
from collections.abc import Iterator

from jobs.chain.pii import phone_shapes as shapes
from jobs.chain.pii.bare import Bare
from jobs.chain.pii.checksums import luhn
from jobs.chain.pii.finding import Finding
from jobs.chain.pii.number_labels import is_reference

NEAR = 60
"""Characters between a contact and a number that could be an amount."""
CERTAIN = ("tel", "tlf", "fax", "faks", "phone", "ph", "puh", "тел", "τηλ", "факс")
"""Labels after which grouping by thousands is no doubt: `mobile: 10 000` may count devices."""
_GROUP = re.compile(r"\d+")
_COORDINATE = re.compile(r"\+?\d{1,3}\.\d{4,}$")
_TRUNK = re.compile(r"\( ?0 ?\)")


def phones(bare: Bare) -> Iterator[Finding]:
    """Numbers that need no company; offsets in `bare`."""
    for hit in shapes.INTERNATIONAL.finditer(bare.text):
        end = _international_end(bare, hit)
        if end is not None:
            yield _found(bare, hit.start(), end)
    yield from _national(bare)
    for hit in shapes.DISTINCT.finditer(bare.text):
        if not is_reference(bare, hit.start()) and not _is_quantity(bare, hit.start(), hit.end()):
            yield _found(bare, hit.start(), hit.end())
    for word in bare.words:
        if word in shapes.LABELS or word.startswith(shapes.LABEL_STEMS):
            for at in bare.each(word):
                yield from _labelled(bare, at, word)


def phones_beside(bare: Bare, contacts: list[Finding]) -> Iterator[Finding]:
    """Numbers grouped like amounts that stand within NEAR characters of a contact; `contacts` in order."""
    at = 0
    for hit in shapes.WEAK.finditer(bare.text) if contacts else ():
        while at < len(contacts) and contacts[at].end + NEAR < hit.start():
            at += 1
        if at == len(contacts):
            return
        if contacts[at].start - NEAR <= hit.end() and _is_weak_phone(bare, hit):
            yield _found(bare, hit.start(), hit.end())


def _found(bare: Bare, start: int, end: int) -> Finding:
    extension = shapes.EXTENSION.match(bare.lower, end)
    return Finding("phone", start, extension.end() if extension else end)


def _international_end(bare: Bare, hit: re.Match[str]) -> int | None:
    """Where the number ends: at a group, before it has more digits than its country gives. None where it is no number."""
    if _is_quantity(bare, hit.start(), hit.end()) or _COORDINATE.match(hit[0]):
        return None
    plain = _TRUNK.sub(lambda trunk: " " * len(trunk[0]), hit[0])
    groups = [run.span() for run in _GROUP.finditer(plain)]
    number = "".join(plain[start:end] for start, end in groups)
    number = number.removeprefix("00") if "+" not in plain[:3] else number
    code = shapes.CODE.match(number)
    if code is None or len(number) < 8:
        return None
    least, most = shapes.NATIONAL_LENGTHS.get(code[0], (6, 12))
    size, end = len(number) - code.end(), groups[-1][1]
    if "+" not in plain[:3] and (
        size < least or is_reference(bare, hit.start()) or shapes.NOTICE.match(plain) or shapes.YEAR_GROUP.search(plain)
    ):
        return None
    for start, stop in reversed(groups[1:]):
        wrapped = "\n" in plain[groups[groups.index((start, stop)) - 1][1] : start]
        if (size <= most and not wrapped) or size - (stop - start) < max(least, 7 * wrapped):
            break
        size -= stop - start
        end = groups[groups.index((start, stop)) - 1][1]
    return hit.start() + end if len(number) <= 19 else None


def _national(bare: Bare) -> Iterator[Finding]:
    text, last, at = bare.text, -1, 0
    while hit := shapes.NATIONAL.search(text, at):
        start = hit.start()
        end = _national_end(bare, hit) if not _goes_on(text, start) or 0 <= start - last <= 3 else None
        if end is None:
            at = start + 2
            while at < len(text) and text[at].isdigit():
                at += 1
            continue
        found = _found(bare, start, end)
        yield found
        last = at = found.end


def _goes_on(text: str, start: int) -> bool:
    """Whether digits and a blank stand before: the middle of `5 012 345 678`."""
    return text[start - 1 : start] == " " and text[start - 2 : start - 1].isdigit()


def _national_end(bare: Bare, hit: re.Match[str]) -> int | None:
    written = hit[0]
    if shapes.DATE.match(written) or shapes.TIMES.match(written) or shapes.CPV.match(written) or is_reference(bare, hit.start()):
        return None
    groups = [run.span() for run in _GROUP.finditer(written)]
    size = sum(end - start for start, end in groups)
    while size > 12 and len(groups) > 2:
        start, end = groups.pop()
        size -= end - start
    written = written[: groups[-1][1]]
    if not 9 <= size <= 12 and not (size == 8 and written[0] == "("):
        return None
    if len(groups) == 1:
        return hit.start() + len(written) if shapes.MOBILE.fullmatch(written) else None
    if not _is_grouped(written) or _is_quantity(bare, hit.start(), hit.start() + len(written)):
        return None
    return hit.start() + len(written)


def _is_grouped(written: str) -> bool:
    if "." in written and not set(written) & set(" -/("):
        pairs = written.split(".")
        return bool(shapes.DOTTED.fullmatch(written)) and not all(pair < "20" for pair in pairs)
    if shapes.YEAR_GROUP.search(written) or shapes.DATE.search(written):
        return False
    return bool(shapes.GROUPED.match(written))


def _is_quantity(bare: Bare, start: int, end: int) -> bool:
    return bool(shapes.BEHIND.match(bare.lower, end) or shapes.BEFORE.search(bare.lower[max(0, start - 16) : start]))


def _is_weak_phone(bare: Bare, hit: re.Match[str]) -> bool:
    written = hit[0]
    size = sum(map(str.isdigit, written))
    if (
        not 7 <= size <= 12
        or shapes.POSTCODE.fullmatch(written)
        or _is_siren(written)
        or shapes.DATE.match(written)
        or shapes.CPV.match(written)
        or shapes.YEAR_GROUP.search(written)
    ):
        return False
    return not is_reference(bare, hit.start()) and not _is_quantity(bare, hit.start(), hit.end())


def _is_siren(written: str) -> bool:
    """Nine digits in threes with a Luhn digit: the French company register."""
    digits = written.replace(" ", "")
    return len(digits) == 9 and len(written) == 11 and luhn(digits)


def _labelled(bare: Bare, at: int, word: str) -> Iterator[Finding]:
    hit = shapes.LABELLED.match(bare.lower, at)
    if hit is None:
        return
    gap, number = hit[1], hit[2]
    marked = any(sign in gap for sign in ':.="(') or number[0] in "+(0"
    if word in shapes.SINGLE and not (any(sign in gap for sign in ":.") and number[0] in "+(0"):
        return
    size = sum(map(str.isdigit, number))
    if size < (5 if ":" in gap else 6) or shapes.DATE.match(number) or shapes.TIMES.match(number):
        return
    if shapes.CPV.match(number) and ":" not in gap:
        return
    if shapes.AMOUNT.fullmatch(number) and not (marked and size >= 9) and not (word.startswith(CERTAIN) and (marked or size == 9)):
        return
    if not _is_quantity(bare, hit.start(2), hit.end(2)):
        yield _found(bare, hit.start(2), hit.end(2))
