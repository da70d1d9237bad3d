"""Finds the title of a text: what a label says, else the first line that speaks of the purchase and not of the page or the letter."""

import re
from collections.abc import Sequence

from jobs.sources.draft import Draft
from jobs.sources.label_words import CRUMB, GREETING, HEADING, KIND_BEFORE, MAIL_HEAD, NAVIGATION
from jobs.sources.text_facts import labelled
from jobs.sources.text_lines import Line, prove
from jobs.sources.wording import clean

_MARKUP = re.compile(r"^[#*_>\-\s]+|[*_\s]+$")
_FORWARDED = re.compile(r"^(?:(?:fwd?|re|wg|aw|tr|rv|vb|vs|doorgestuurd|vidarebefordrat|sv|ynt|pd)\s*:\s*)+", re.IGNORECASE)
_CELLS = re.compile(r"\s*[|·•]\s*|\s{2,}|\t")
_CRUMBS = re.compile(r"\s*[>›»→]\s*")
_TITLE_LINES = 6
"""Lines among which an unlabelled title is looked for, those of the page and the letter left out."""
_MOST_CELL = 40
"""Characters of an entry of a menu or a path."""


def title_in(lines: Sequence[Line], draft: Draft) -> str | None:
    """The labelled title, else the first heading or line that is more than the name of a kind of notice; at most 300 characters."""
    top = [line for line in lines[:60] if not line.running]
    found = _labelled_title(top[:30])
    said = [line for line in top if not _is_of_the_page(line.text)]
    first = [line for line in said if line.heading][:3] + said[:_TITLE_LINES]
    chosen = found or next(((line.text, line) for line in first if not HEADING.match(line.text) and len(line.text) >= 4), None)
    if chosen is None:
        return None
    title = clean(_bare(chosen[0]))
    if title and found:
        title = _without_kind(title)
    prove("title", chosen[1], draft, title)
    return title[:300] if title else None


def _bare(text: str) -> str:
    return _FORWARDED.sub("", _MARKUP.sub("", text))


def _labelled_title(lines: list[Line]) -> tuple[str, Line] | None:
    """The first that says more than a kind of notice, as the subject of a forwarded mail often does not.

    The subject of a mail gives way to a title in what the mail passes on.
    """
    while (found := labelled(lines, "title")) and HEADING.match(_FORWARDED.sub("", found[0])):
        lines = lines[lines.index(found[1]) + 1 :]
    if found is None:
        return None
    at = lines.index(found[1])
    if any(MAIL_HEAD.match(line.text) for line in lines[max(0, at - 4) : at + 4]):
        return _labelled_title(lines[at + 1 :]) or found
    return found


def _without_kind(title: str) -> str:
    """`Invitation to tender - Street lighting` names a letter first, and what is bought behind it."""
    kind = KIND_BEFORE.match(title)
    rest = title[kind.end() :].strip() if kind else ""
    return rest[0].upper() + rest[1:] if len(rest.split()) >= 2 else title


def _is_of_the_page(text: str) -> bool:
    """Whether a line belongs to the web page or the letter around a notice: its path, its menu, a greeting, the head of a mail."""
    if GREETING.match(text) or MAIL_HEAD.match(text) or NAVIGATION.fullmatch(text.strip(" |·•>")):
        return True
    path = [each for each in _CRUMBS.split(CRUMB.sub("", text)) if each]
    if len(path) > 1 and all(len(each) <= _MOST_CELL for each in path):
        return bool(CRUMB.match(text)) or len(path) > 2 or any(NAVIGATION.fullmatch(each) for each in path)
    cells = [each for each in _CELLS.split(text) if each]
    return len(cells) > 1 and all(len(each) <= _MOST_CELL for each in cells) and any(NAVIGATION.fullmatch(each) for each in cells)
