"""The library of the workspace as a list, the form that adds to it, and the news of what was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import words
from bot.blocks.message import Block, Message, context, fit_plain, header, paragraphs, plain_text, section
from bot.blocks.text import date_token, fit, length, person, said

CALLBACK = "library_form"
FILES, KIND = "library_files", "library_kind"
"""Block ids; the action id of each is the same."""
ADD, REMOVE, NEWER, OLDER = "library:add", "library:remove", "library:newer", "library:older"
FILE_TYPES = ("pdf", "docx", "xlsx", "html", "htm", "txt", "zip")
MOST_FILES = 10
"""More a file input does not take (docs.slack.dev, file input element)."""
PAGE = 20
"""Documents of one message."""


@dataclass(frozen=True)
class Shelved:
    """A document as the list shows it; `state` is a key of `words.LIBRARY_STATE`, `added_by` a Slack user id."""

    id: str
    name: str
    kind: str
    state: str
    pages: int | None
    reason: str | None
    added_by: str
    added_at: datetime


@dataclass(frozen=True)
class Learned:
    """What became of one document; `known` where its content was in the library before."""

    name: str
    state: str
    pages: int | None
    reason: str | None
    known: bool = False


def library_card(page: Sequence[Shelved], *, start: int, more: bool, may_edit: bool, note: str | None = None, lead: str = "") -> Message:
    """Documents from the `start`-th, newest first; `more` where older ones follow; `lead` (escaped) says what was just done."""
    rows = [_row(each, start, removable=may_edit) for each in page]
    empty = [] if page else [section(words.NO_DOCUMENTS)]
    where = f"{start + 1} to {start + len(page)}, newest first" if page else "no documents"
    intro = [section(lead)] if lead else []
    tail = context(*(each for each in (f"Library: {where}.", note) if each))
    blocks = (header("Library"), *intro, *empty, *rows, *_buttons(start, more=more, may_edit=may_edit), tail)
    names = "; ".join(f"{said(each.name, 60)} ({words.LIBRARY_STATE[each.state][1]})" for each in page)
    summary = f"{lead} Library, {where}{': ' + names if names else ''}.".strip()
    return Message(fit(summary, 3000), blocks)


def library_form() -> dict[str, Any]:
    file = {"type": "file_input", "action_id": FILES, "filetypes": list(FILE_TYPES), "max_files": MOST_FILES}
    options = [{"text": plain_text(label, 75), "value": kind} for kind, label in words.LIBRARY_KIND.items()]
    kind = {"type": "radio_buttons", "action_id": KIND, "options": options, "initial_option": options[0]}
    hint = plain_text("PDF, DOCX, XLSX, HTML, TXT or a ZIP of them, up to 50 MB each, ten at a time.", 2000)
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain_text("Add to the library", 24),
        "submit": plain_text("Add", 24),
        "close": plain_text("Cancel", 24),
        "blocks": [
            {"type": "input", "block_id": FILES, "label": plain_text("Documents", 2000), "element": file, "hint": hint},
            {"type": "input", "block_id": KIND, "label": plain_text("What are they?", 2000), "element": kind},
            context("Their text is stored and searched in this workspace alone, and quoted in its answers until you remove them."),
        ],
    }


def accepted_view(sentence: str) -> dict[str, Any]:
    """What takes the form's place once the files are noted."""
    return {
        "type": "modal",
        "callback_id": "notice",
        "title": plain_text("Being read", 24),
        "close": plain_text("Close", 24),
        "blocks": [section(sentence)],
    }


def library_news(learned: Sequence[Learned]) -> Message:
    """Told to whoever handed the files in, once all were read or given up."""
    groups: Mapping[str, list[str]] = {"In the library": [], "In the library before": [], "Could not be read": []}
    for each in learned:
        group = "Could not be read" if each.state == "cannot_read" else "In the library before" if each.known else "In the library"
        groups[group].append(_told(each))
    counts = ", ".join(f"{len(lines)} {title[0].lower()}{title[1:]}" for title, lines in groups.items() if lines)
    blocks: list[Block] = [header("Your documents were read")]
    for title, lines in groups.items():
        shown = _within(lines, 3500)
        blocks += paragraphs(title, shown) if lines else []
    return Message(f"Your documents were read: {counts}. `/bidwright library` lists them all.", tuple(blocks))


def _told(each: Learned) -> str:
    pages = f", {_pages(each.pages)}" if each.pages else ""
    reason = f": {said(each.reason, 300)}" if each.reason else ""
    return f"{words.LIBRARY_STATE[each.state][0]} *{said(each.name, 100)}*{pages}{reason}"


def _within(lines: Sequence[str], units: int) -> list[str]:
    """As many lines as fit, and how many do not."""
    kept: list[str] = []
    for line in lines:
        units -= length(line) + 1
        if units < 0:
            return [*kept, f"… and {len(lines) - len(kept)} more"]
        kept.append(line)
    return kept


def _row(each: Shelved, start: int, *, removable: bool) -> Block:
    symbol, state = words.LIBRARY_STATE[each.state]
    facts = [words.LIBRARY_KIND.get(each.kind, "Something else"), *([_pages(each.pages)] if each.pages else []), state]
    when = f"{date_token(each.added_at, '{date_short_pretty}')} by {person(each.added_by)}"
    reason = f"\n_{said(each.reason, 100)}_" if each.reason else ""
    block = section(f"{symbol} *{said(each.name, 70)}*\n{', '.join(facts)} · {when}{reason}")
    return block | ({"accessory": _remove(each, start)} if removable else {})


def _remove(each: Shelved, start: int) -> Block:
    confirm = {
        "title": plain_text("Remove it?", 100), "text": plain_text(f"{fit_plain(each.name, 60)} leaves the library.", 100),
        "confirm": plain_text("Remove", 30), "deny": plain_text("Keep", 30), "style": "danger",
    }  # fmt: skip
    button = {"type": "button", "action_id": REMOVE, "text": plain_text("Remove", 75), "value": f"{each.id}|{start}"}
    return button | {"style": "danger", "confirm": confirm, "accessibility_label": f"Remove {fit_plain(each.name, 40)}"}


def _buttons(start: int, *, more: bool, may_edit: bool) -> list[Block]:
    elements: list[Block] = []
    if may_edit:
        elements.append({"type": "button", "action_id": ADD, "text": plain_text("Add documents", 75), "value": "add"})
    if start > 0:
        elements.append({"type": "button", "action_id": NEWER, "text": plain_text("Newer", 75), "value": str(max(0, start - PAGE))})
    if more:
        elements.append({"type": "button", "action_id": OLDER, "text": plain_text("Older", 75), "value": str(start + PAGE)})
    return [{"type": "actions", "block_id": "library_actions", "elements": elements}] if elements else []


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count:,} pages"
