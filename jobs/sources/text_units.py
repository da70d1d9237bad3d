"""Joins lines that one sentence runs through, so that a date keeps the words before it and the hour behind it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jobs.sources.deadline_words import DEADLINE, ENGLISH_DEADLINE, OTHER_DATES
from jobs.sources.text_lines import MAX_LINE, Line

_LABEL = re.compile(r"^[^:|\t]{2,60}(?::(?![0-9]{2})|[|\t])")
_SHORT = 70
BROKEN = 60
"""Characters of a line that may have been broken for its length."""
_REACH = 80
"""Of the next line, in which a time of day may stand."""
_ITEM = re.compile(r"^\s*(?:[-•*]|[a-z0-9]{1,2}[.)])\s")


@dataclass(frozen=True)
class Unit:
    """A line, with the one before it where the sentence runs on."""

    text: str
    own: int
    """Where the line itself begins."""
    end: int
    """Where it ends; behind it stands the next line where the sentence runs on, for the time of day alone."""
    line: Line


def units_of(lines: Sequence[Line]) -> Iterator[Unit]:
    """Each line that holds a date, with the beginning of its sentence, and the next where a long line breaks behind the date."""
    for index, line in enumerate(lines):
        text = line.text[:MAX_LINE]
        before = lines[index - 1] if index else None
        if "20" not in text and not re.search(r"[0-9][./][0-9]", text):
            continue
        head = f"{before.text[-300:]}\n" if before is not None and _runs_on(before, line) else ""
        after = lines[index + 1] if index + 1 < len(lines) else None
        tail = f" {_words_of(after.text)}" if after is not None and is_broken(line, after) and not _is_a_row(after.text) else ""
        yield Unit(f"{head}{text}{tail}", len(head), len(head) + len(text), line)


def _is_a_row(text: str) -> bool:
    """`14:00 Opening of tenders`: a row of a timetable, whose hour is its own."""
    return bool(re.match(r"\W*[0-9]", text) and OTHER_DATES.search(re.split(r"[.;]\s", text[:_REACH])[0]))


def _words_of(text: str) -> str:
    """The beginning, in whole words: half a date would be read as a time."""
    return text if len(text) <= _REACH else text[:_REACH].rpartition(" ")[0]


def is_broken(line: Line, after: Line) -> bool:
    """Whether a line was broken for its length, so that the next goes on in the middle of the sentence."""
    if after.number != line.number + 1 or len(line.text) < BROKEN or line.running or after.running or after.heading:
        return False
    if line.text.endswith((".", "!", "?", ";", ":")) or (_LABEL.match(after.text) and not re.match(r"^\W*[0-9]", after.text)):
        return False
    return not _ITEM.match(after.text)


def _runs_on(before: Line, line: Line) -> bool:
    if line.number > before.number + 2 or before.running or line.running:
        return False
    if before.text.endswith(":"):
        return True
    own_label = bool(_LABEL.match(line.text)) and not re.match(r"^\W*[0-9]", line.text)
    adjacent = line.number == before.number + 1
    if own_label or _ITEM.match(line.text) or before.text.endswith((".", "!", "?", ";")):
        return False
    if len(before.text) <= _SHORT and re.match(r"^\W{0,3}(?:[^\W\d_]{2,12},?\s)?[0-9]", line.text):
        return bool(ENGLISH_DEADLINE.search(before.text) or DEADLINE.search(before.text)) or adjacent
    return adjacent and len(before.text) > 40
