"""The form behind a thumbs-down: what is wrong, and what would have been right."""

from typing import Any

from bot import words
from bot.blocks.message import context, plain_text

CALLBACK = "feedback_form"
REASONS, CORRECTION = "feedback_reasons", "feedback_correction"
"""Block ids; the action id of each is the same."""


def feedback_form(run_id: str, part: str) -> dict[str, Any]:
    """A modal; ids only travel in its private_metadata."""
    options = [{"text": plain_text(text, 75), "value": code} for code, text in words.REASON.items()]
    reasons = {"type": "checkboxes", "action_id": REASONS, "options": options}
    correction = {"type": "plain_text_input", "action_id": CORRECTION, "multiline": True, "max_length": 3000}
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": f"{run_id}|{part}",
        "title": plain_text("What went wrong?", 24),
        "submit": plain_text("Send", 24),
        "close": plain_text("Cancel", 24),
        "blocks": [
            {"type": "input", "block_id": REASONS, "label": plain_text("What is wrong with it?", 2000), "element": reasons},
            {
                "type": "input",
                "block_id": CORRECTION,
                "optional": True,
                "label": plain_text("What is the right answer?", 2000),
                "element": correction,
            },
            context("Your vote is already counted. One vote a person; sending this again replaces what you said before."),
        ],
    }
