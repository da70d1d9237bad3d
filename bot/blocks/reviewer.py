"""The human review in Slack: an answer put before the reviewer, the rubric as a form, and what all reviews come to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot import words_learning
from bot.blocks.card import RunCard
from bot.blocks.criteria import criteria
from bot.blocks.facts import facts
from bot.blocks.message import Block, Message, context, fit_plain, header, pages, plain_text, section
from bot.blocks.text import said
from bot.blocks.verdict import summary, verdict
from jobs.evals.agreement import FEWEST, Agreement
from jobs.evals.rubric import Figures, Rubric, Share

OPEN, CALLBACK = "rubric:open", "rubric_form"
OWN, NOTE = "rubric_own", "rubric_note"
"""Block ids, beside `rubric_<question>` for each of `words_learning.RUBRIC`; the action id of each is the same."""
MOST_TYPED = 3000
PRESSED = frozenset({"actions", "context_actions"})


def review(card: RunCard, *, now: datetime) -> tuple[Message, ...]:
    """The answer as a reviewer gets it, without whom it was for and where: that may have been private. Nothing where the answer is
    gone since it was drawn.
    """
    if card.analysis is None or card.review is None:
        return ()
    week, why = card.review
    button = {
        "type": "button",
        "action_id": OPEN,
        "text": plain_text("Review it…", 75),
        "value": f"{week}|{card.run_id}",
        "style": "primary",
    }
    intro = [header("Please review this answer"), section(words_learning.WHY.get(why, words_learning.WHY["sample"]))]
    shown = [block for block in verdict(card, card.analysis, now) if block["type"] not in PRESSED]
    meta = card.metadata(f"review:{week}")
    first = [*intro, *shown, {"type": "actions", "elements": [button]}]
    known = facts(card.analysis, card.tender, card.news, card.notes)
    return (
        *pages(f"Please review this answer. {summary(card, card.analysis, now)}", first, meta),
        *pages("How its score came about.", criteria(card.analysis), meta),
        *pages("Its facts, each with its place.", known, meta),
    )


def rubric_form(week: str, run_id: str, before: Rubric | None) -> dict[str, Any]:
    """A modal, filled with what was said before; ids only travel in its private_metadata."""
    rows = [_choice(OWN, words_learning.RUBRIC_VERDICT, words_learning.VERDICT, before.own if before else None)]
    for name, (question, answers) in words_learning.RUBRIC.items():
        rows.append(_choice(f"rubric_{name}", question, answers, getattr(before, name) if before else None))
    note: Block = {"type": "plain_text_input", "action_id": NOTE, "multiline": True, "max_length": MOST_TYPED}
    if before is not None and before.note:
        note["initial_value"] = fit_plain(before.note, MOST_TYPED)
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": f"{week}|{run_id}",
        "title": plain_text("Your review", 24),
        "submit": plain_text("Send", 24),
        "close": plain_text("Cancel", 24),
        "blocks": [
            *rows,
            {"type": "input", "block_id": NOTE, "optional": True, "label": plain_text("What should we know?", 2000), "element": note},
            context("Judge by the notice itself, not by the answer. Sending it again replaces what you said before."),
        ],
    }


def figures_card(found: Figures, reviewer: str | None) -> Message:
    """`reviewer`: who reviews now, as a mention; None where nobody does."""
    lines = [
        f"*Reviewed:* {found.sampled:,} drawn at random, {found.disputed:,} disputed. Reviewer now: {reviewer or 'nobody'}.",
        f"*Verdict, random sample:* {_agrees(found.verdict, 'the answer and the reviewer')}",
        f"*Verdict, disputed:* {_agrees(found.disputed_verdict, 'the answer and the reviewer')}",
        f"*Good or bad:* {_agrees(found.votes, 'people’s thumbs and the reviewer')}",
        f"*Facts right:* {_share(found.facts)}",
        f"*Something invented:* {_share(found.invented)}",
        f"*Useful:* {_share(found.useful)}",
    ]
    note = "Only the random sample speaks for all answers. In brackets: 95 % intervals. Kappa: 1 is full agreement, 0 what chance gives."
    blocks = (header("Human review"), section("\n".join(lines)), context(note))
    return Message(said(" ".join(lines).replace("*", ""), 3000), blocks)


def _agrees(found: Agreement, who: str) -> str:
    if not found.of:
        return "nothing to compare yet."
    low, high = found.raw
    text = f"{who} say the same of {found.same} of {found.of} ({low:.0%} to {high:.0%})"
    if found.kappa is None or found.interval is None:
        return f"{text}; kappa is not defined, all of them said one thing."
    few = f"; fewer than {FEWEST}, too few to rest on" if found.of < FEWEST else ""
    return f"{text}, kappa {found.kappa:.2f} ({found.interval[0]:.2f} to {found.interval[1]:.2f}){few}."


def _share(found: Share) -> str:
    low, high = found.interval
    return f"{found.hits} of {found.of} ({low:.0%} to {high:.0%})." if found.of else "nothing checked yet."


def _choice(id: str, label: str, answers: Mapping[Any, str], chosen: str | None) -> Block:
    options = [{"text": plain_text(text, 75), "value": code} for code, text in answers.items()]
    element: Block = {"type": "radio_buttons", "action_id": id, "options": options}
    initial: Sequence[Block] = [option for option in options if option["value"] == chosen]
    return {
        "type": "input", "block_id": id, "label": plain_text(label, 2000),
        "element": element | ({"initial_option": initial[0]} if initial else {}),
    }  # fmt: skip
