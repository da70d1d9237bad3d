"""What people said about the company or a tender, as a list for admins, and the form in which a proposed change is edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from bot import words_learning
from bot.blocks.message import Block, Message, context, divider, header, plain_text, section
from bot.blocks.profile import FIELDS, MOST_TYPED
from bot.blocks.text import date_token, fit, person, said
from jobs.company_words import Field, Proposal

CALLBACK = "correction_form"
FIELD, HOW, VALUE = "correction_field", "correction_how", "correction_value"
"""Block ids; the action id of each is the same."""
APPLY, EDIT, DECLINE = "correction:apply", "correction:edit", "correction:decline"
NEWER, OLDER = "correction:newer", "correction:older"
PAGE = 8
"""Of one message: three blocks each, and all their words must fit one message."""
LABELS = {field.attribute: field.label for field in FIELDS if field.attribute in get_args(Field)}


@dataclass(frozen=True)
class Waiting:
    """A sentence as the list shows it; `member` is a Slack user id, `text` masked."""

    id: str
    about: Literal["company", "tender"]
    member: str
    at: datetime
    text: str
    proposal: Proposal | None
    subject: str | None = None
    """Title of the tender it is about."""


def corrections_card(page: Sequence[Waiting], *, start: int, more: bool, lead: str = "") -> Message:
    """Those from the `start`-th, what waits for an admin first; `lead` (escaped) says what was just done."""
    intro = [section(lead)] if lead else []
    rows = [block for each in page for block in _row(each, start)]
    empty = [] if page else [section(words_learning.NO_CORRECTIONS)]
    where = f"{start + 1} to {start + len(page)}" if page else "none"
    blocks = (header("What people said"), *intro, *empty, *rows, *_paging(start, more=more), context(f"Corrections: {where}."))
    told = "; ".join(said(each.text, 80) for each in page)
    return Message(fit(f"{lead} What people said: {told or words_learning.NO_CORRECTIONS}".strip(), 3000), blocks)


def correction_form(waiting: Waiting) -> dict[str, Any]:
    """A modal; the id travels in its private_metadata."""
    proposal = waiting.proposal
    fields = {attribute: {"text": plain_text(label, 75), "value": attribute} for attribute, label in LABELS.items()}
    hows = {how: {"text": plain_text(text, 75), "value": how} for how, text in words_learning.HOW.items()}
    select: Block = {"type": "static_select", "action_id": FIELD, "options": list(fields.values())}
    how: Block = {"type": "radio_buttons", "action_id": HOW, "options": list(hows.values())}
    value: Block = {"type": "plain_text_input", "action_id": VALUE, "multiline": True, "max_length": MOST_TYPED}
    how["initial_option"] = hows[proposal.how if proposal else "add"]
    if proposal is not None:
        select["initial_option"], value["initial_value"] = fields[proposal.field], proposal.value
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": waiting.id,
        "title": plain_text("Change the profile", 24),
        "submit": plain_text("Apply", 24),
        "close": plain_text("Cancel", 24),
        "blocks": [
            section(f"{person(waiting.member)} said:\n> {said(waiting.text, 2500)}"),
            {"type": "input", "block_id": FIELD, "label": plain_text("Field", 2000), "element": select},
            {"type": "input", "block_id": HOW, "label": plain_text("What to do", 2000), "element": how},
            {"type": "input", "block_id": VALUE, "label": plain_text("Value", 2000), "element": value},
            context("It becomes a new version of the profile; every later analysis is held against it."),
        ],
    }


def _row(each: Waiting, start: int) -> list[Block]:
    told = f"{words_learning.TOLD}: {said(each.subject or words_learning.UNTITLED, 150)}"
    lines = [
        f"*{words_learning.ABOUT_US if each.about == 'company' else told}* · {person(each.member)} on {date_token(each.at, '{date_short_pretty}')}",
        f"> {said(each.text, 500)}",
    ]
    if each.about == "company":
        lines.append(_proposed(each.proposal))
    return [section("\n".join(lines)), _buttons(each, start), divider()]


def _proposed(proposal: Proposal | None) -> str:
    if proposal is None:
        return f"_{words_learning.NO_PROPOSAL}_"
    return f"*Proposed:* {LABELS[proposal.field]}, {words_learning.HOW_SHORT[proposal.how]} “{said(proposal.value, 200)}”"


def _buttons(each: Waiting, start: int) -> Block:
    value = f"{each.id}|{start}"
    elements = [_button(DECLINE, "Decline" if each.about == "company" else "Remove", value)]
    if each.about == "company":
        elements.insert(0, _button(EDIT, "Edit…", value))
        if each.proposal is not None:
            elements.insert(0, _button(APPLY, "Apply", value) | {"style": "primary"})
    return {"type": "actions", "block_id": f"said-{each.id}", "elements": elements}


def _button(action_id: str, text: str, value: str) -> Block:
    return {"type": "button", "action_id": action_id, "text": plain_text(text, 75), "value": value}


def _paging(start: int, *, more: bool) -> list[Block]:
    elements = [_button(NEWER, "Back", str(max(0, start - PAGE)))] if start else []
    elements += [_button(OLDER, "More", str(start + PAGE))] if more else []
    return [{"type": "actions", "block_id": "said_paging", "elements": elements}] if elements else []
