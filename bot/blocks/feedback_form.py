"""The form behind a thumbs-down: what is wrong, what it is about, and what would have been right."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from bot import words, words_learning
from bot.blocks.message import context, plain_text

CALLBACK = "feedback_form"
REASONS, ABOUT, CORRECTION = "feedback_reasons", "feedback_about", "feedback_correction"
"""Block ids; the action id of each is the same."""


def feedback_form(run_id: str, part: str) -> dict[str, Any]:
    """A modal; ids only travel in its private_metadata."""
    options = [{"text": plain_text(text, 75), "value": code} for code, text in words.REASON.items()]
    reasons = {"type": "checkboxes", "action_id": REASONS, "options": options}
    abouts = [{"text": plain_text(text, 75), "value": code} for code, text in words_learning.ABOUT.items()]
    about = {"type": "radio_buttons", "action_id": ABOUT, "options": abouts}
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
                "block_id": ABOUT,
                "optional": True,
                "label": plain_text("What is it about?", 2000),
                "element": about,
                "hint": plain_text(words_learning.ABOUT_HINT, 2000),
            },
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


def about_in(values: Mapping[str, Any], reasons: Sequence[str]) -> Literal["company", "tender"] | None:
    """What the form's `state.values` say it is about: as chosen, else as the reasons imply; None for the judgement, which changes nothing."""
    chosen = (values.get(ABOUT, {}).get(ABOUT, {}).get("selected_option") or {}).get("value")
    implied = next((words_learning.IMPLIED[reason] for reason in reasons if reason in words_learning.IMPLIED), None)
    match chosen if chosen in words_learning.ABOUT else implied:
        case "company" | "tender" as about:
            return about
        case _:
            return None
