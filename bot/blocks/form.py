"""The form that `/analyze` alone opens: name a notice, add files or paste text, choose a depth, see its price first."""

from collections.abc import Sequence
from typing import Any

from bot import words
from bot.blocks.message import context, plain_text, section
from jobs.chain.analysis import Depth

CALLBACK = "analyze_form"
TEXT, NAME, FILES, DEPTH = "notice_text", "notice_name", "notice_files", "notice_depth"
"""Block ids; the action id of each is the same."""
MOST_FILES = 10
"""More a file input does not take (docs.slack.dev, file input element)."""
FILE_TYPES = ("pdf", "docx", "xlsx", "html", "htm", "xml", "json", "txt", "zip")


def analyze_form(*, channel: str, left: int, samples: Sequence[str]) -> dict[str, Any]:
    """A modal; `channel` (an id) is where the thread will be."""
    names = ", ".join(samples) or "none are bundled"
    hint = plain_text("Text, XML or JSON of the notice, up to 3,000 characters", 150)
    file = {"type": "file_input", "action_id": FILES, "filetypes": list(FILE_TYPES), "max_files": MOST_FILES}
    text = {"type": "plain_text_input", "action_id": TEXT, "multiline": True, "max_length": 3000, "placeholder": hint}
    example = plain_text(f"123456-2026, ocds-…, https://…, or a sample: {names}", 150)
    name = {"type": "plain_text_input", "action_id": NAME, "max_length": 2000, "placeholder": example}
    depths = [_option(depth) for depth in words.DEPTH]
    depth = {"type": "radio_buttons", "action_id": DEPTH, "options": depths, "initial_option": _option("standard")}
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": channel,
        "title": plain_text("Analyse a tender", 24),
        "submit": plain_text("Analyse", 24),
        "close": plain_text("Cancel", 24),
        "blocks": [
            section(f"*{words.amount(left)} left this month.* What cannot be read costs nothing."),
            _input(NAME, "Number or link of the notice", name, None),
            _input(FILES, "Or its documents", file, "PDF, DOCX, XLSX, HTML, XML, JSON, TXT or a ZIP of them, up to 50 MB each."),
            _input(TEXT, "Or its text", text, "Longer texts go behind the command: /analyze and then the whole text."),
            _input(DEPTH, "How deep?", depth, None, optional=False),
            context(words.ACCURACY),
        ],
    }


def notice_view(title: str, sentence: str) -> dict[str, Any]:
    """A modal that only says something; `sentence` escaped. Pushed over a form, it leaves the form as it was."""
    return {
        "type": "modal",
        "callback_id": "notice",
        "title": plain_text(title, 24),
        "close": plain_text("Back", 24),
        "blocks": [section(sentence)],
    }


def _option(depth: Depth) -> dict[str, Any]:
    return {"text": plain_text(words.price(depth), 75), "value": depth}


def _input(block_id: str, label: str, element: dict[str, Any], hint: str | None, *, optional: bool = True) -> dict[str, Any]:
    block: dict[str, Any] = {"type": "input", "block_id": block_id, "label": plain_text(label, 2000), "element": element}
    return block | {"optional": optional} | ({"hint": plain_text(hint, 2000)} if hint else {})
