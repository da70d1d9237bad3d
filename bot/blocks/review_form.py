"""The form in which an admin writes what a case is to expect."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot import words, words_review
from bot.blocks.message import Block, context, plain_text, section
from bot.blocks.review import Voice, voices
from bot.blocks.text import head, said
from jobs.evals.case import Expected, ExpectedMoney

CALLBACK = "case_form"
VERDICTS, KNOCK_OUTS, DEADLINE, VALUE, BASIS, WORDS = (
    "case_verdicts", "case_knock_outs", "case_deadline", "case_value", "case_basis", "case_words",
)  # fmt: skip
"""Block ids; the action id of each is the same."""
NONE = "none"
"""What is typed for a fact that the notice does not state."""
MOST_TYPED = 3000


def case_form(expected: Expected, *, title: str | None, said_of_it: Sequence[Voice], metadata: str) -> dict[str, Any]:
    """A modal, prefilled with `expected`; `metadata` holds ids only."""
    opening = section(f"*{said(title or 'A tender without a title', 150)}*\n{voices(said_of_it)}")
    verdicts = [_verdicts(expected)] if expected.kind in ("opportunity", "unknown") else []
    basis = expected.facts.value.basis if expected.facts.value else "estimated"
    bases = [{"text": plain_text(text, 75), "value": code} for code, text in words.BASIS.items()]
    chosen = next(each for each in bases if each["value"] == basis)
    select = {"type": "static_select", "action_id": BASIS, "options": bases, "initial_option": chosen}
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": metadata,
        "title": plain_text("What is right?", 24),
        "submit": plain_text("Save", 24),
        "close": plain_text("Cancel", 24),
        "blocks": [
            opening,
            *verdicts,
            _input(KNOCK_OUTS, "Knock-outs it must find", knock_outs_as_text(expected), words_review.BAD_KNOCK_OUT, lines=True),
            _input(DEADLINE, "Deadline", deadline_as_text(expected), words_review.BAD_DEADLINE),
            _input(VALUE, "Estimated value", value_as_text(expected), words_review.BAD_VALUE),
            {"type": "input", "block_id": BASIS, "optional": True, "label": plain_text("What the value is", 2000), "element": select},
            _input(
                WORDS, "Words that must stand nowhere in the answer", "\n".join(expected.must_not), words_review.TOO_MANY_WORDS, lines=True
            ),
            context("It starts from the answer that is disputed: change what is wrong with it."),
        ],
    }


def saved_view() -> dict[str, Any]:
    """What takes the form's place once it is stored."""
    return {
        "type": "modal",
        "callback_id": "notice",
        "title": plain_text("Saved", 24),
        "close": plain_text("Close", 24),
        "blocks": [section(words_review.SAVED)],
    }


def knock_outs_as_text(expected: Expected) -> str:
    return "\n".join(f"{each.code}: {each.status}" for each in expected.knock_outs)


def deadline_as_text(expected: Expected) -> str:
    """Empty for one that is not judged."""
    if expected.facts.deadline is not None:
        return _iso(expected.facts.deadline.instant)
    return NONE if "deadline" in expected.facts.model_fields_set else ""


def value_as_text(expected: Expected) -> str:
    """Empty for one that is not judged."""
    money: ExpectedMoney | None = expected.facts.value
    if money is not None:
        return f"{money.amount:f} {money.currency or ''}".strip()
    return NONE if "value" in expected.facts.model_fields_set else ""


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="minutes")


def _verdicts(expected: Expected) -> Block:
    options = [{"text": plain_text(text, 75), "value": name} for name, (_, text) in words.VERDICT.items()]
    initial = [each for each in options if each["value"] in expected.verdicts]
    boxes = {"type": "checkboxes", "action_id": VERDICTS, "options": options} | ({"initial_options": initial} if initial else {})
    label = plain_text("Verdicts that are acceptable", 2000)
    hint = plain_text("Several where careful people may differ.", 2000)
    # Optional to Slack, so that the sentence about it is ours.
    return {"type": "input", "block_id": VERDICTS, "optional": True, "label": label, "hint": hint, "element": boxes}


def _input(id: str, label: str, text: str, hint: str, *, lines: bool = False) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": id, "multiline": lines, "max_length": MOST_TYPED}
    if text:
        element["initial_value"] = head(text, MOST_TYPED)
    return {
        "type": "input",
        "block_id": id,
        "optional": True,
        "label": plain_text(label, 2000),
        "hint": plain_text(hint, 2000),
        "element": element,
    }
