"""Calling a row of an answer wrong: the button below its criteria, and the form that names the row and what would be right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot import words, words_learning
from bot.blocks.message import Block, context, fit_plain, plain_text
from bot.blocks.text import said
from jobs.answer_rows import AnswerRow, RowKind, rows_of
from jobs.chain.analysis import Analysis

ACTION, CALLBACK = "row:wrong", "row_form"
ROW, MARK, RIGHT = "row_chosen", "row_mark", "row_right"
"""Block ids; the action id of each is the same."""
GROUP = 100
"""Options that one group of a menu takes (docs.slack.dev, option group object)."""
MOST_ROWS = 600
"""Shown in one form: Slack takes a view of 250 kB, and these are half of that."""
MOST_TYPED = 3000
MOST_TOLD = 20


@dataclass(frozen=True)
class Marked:
    """What the person said of a row before."""

    row: str
    wrong: bool


def rows_button(run_id: str, analysis: Analysis) -> list[Block]:
    """Nothing for an answer without rows; the value holds the run's id only."""
    if not rows_of(analysis):
        return []
    button = {"type": "button", "action_id": ACTION, "text": plain_text(words_learning.ROWS_LABEL, 75), "value": run_id}
    return [{"type": "actions", "elements": [button | {"accessibility_label": "Say which row of this answer is wrong"}]}]


def rows_form(run_id: str, rows: Sequence[AnswerRow], before: Sequence[Marked]) -> dict[str, Any]:
    """A modal over at least one row; ids only travel in its private_metadata."""
    select = {"type": "static_select", "action_id": ROW, "option_groups": _groups(rows[:MOST_ROWS])}
    marks = [{"text": plain_text(text, 75), "value": code} for code, text in words_learning.ROW_MARK.items()]
    mark = {"type": "radio_buttons", "action_id": MARK, "options": marks, "initial_option": marks[0]}
    right = {"type": "plain_text_input", "action_id": RIGHT, "multiline": True, "max_length": MOST_TYPED}
    names = {row.id: name(row) for row in rows}
    wrong = [said(names[each.row], 80) for each in before if each.wrong and each.row in names]
    told = [context(f"You called wrong so far: {'; '.join(wrong[:MOST_TOLD])}.")] if wrong else []
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": run_id,
        "title": plain_text("Which row is wrong?", 24),
        "submit": plain_text("Send", 24),
        "close": plain_text("Cancel", 24),
        "blocks": [
            _input(ROW, "Row", select),
            _input(MARK, "What of it?", mark),
            _input(RIGHT, "What would be right?", right) | {"optional": True},
            *told,
            context("One word a person and row; sending it again replaces what you said before."),
        ],
    }


def name(row: AnswerRow) -> str:
    """What people call the row; unescaped, for plain text."""
    if row.kind == "requirement":
        return fit_plain(row.text, 60)
    known = words.CRITERION.get(row.code) if row.kind == "criterion" else None
    return known or fit_plain(row.code.replace("_", " ").capitalize(), 60)


def _groups(rows: Sequence[AnswerRow]) -> list[Block]:
    groups: list[Block] = []
    for kind, title in words_learning.ROW_KIND.items():
        mine = [row for row in rows if row.kind == kind]
        for start in range(0, len(mine), GROUP):
            part = f" from {start + 1}" if start else ""
            groups.append(
                {"label": plain_text(f"{title}{part}", 75), "options": [_option(row, kind) for row in mine[start : start + GROUP]]}
            )
    return groups


def _option(row: AnswerRow, kind: RowKind) -> Block:
    text = row.text if kind == "requirement" else f"{name(row)}: {row.text}"
    return {"text": plain_text(text, 75), "value": row.id}


def _input(id: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": id, "label": plain_text(label, 2000), "element": element}
