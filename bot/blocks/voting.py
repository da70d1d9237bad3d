"""Votes on whether to bid: the row under a finished analysis, its count, the forms for a reason and a decision, the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import words_voting as words
from bot.blocks.message import Block, Message, context, header, plain_text, section
from bot.blocks.text import date_token, person, said

VOTE, WHY, DECIDE = "vote:bid", "vote:explain", "bid:decide"
"""Action ids."""
REASON_FORM, DECISION_FORM = "vote_form", "decision_form"
"""Callback ids."""
CHOICE, REASON = "decision_choice", "vote_reason"
"""Block ids; the action id of each is the same."""
MOST_NAMED = 5
"""People named beside a choice; the rest are counted."""


@dataclass(frozen=True)
class Voice:
    """Who is for what, and why; a decision is one too."""

    member: str
    choice: str
    reason: str | None
    at: datetime


def tally(votes: Sequence[Voice], decision: Voice | None) -> tuple[Block, ...]:
    """Who voted for what, and what was decided; nothing where neither is there."""
    blocks: list[Block] = []
    if decision is not None:
        why = f" {said(decision.reason, 300)}" if decision.reason else ""
        lead = "Decided: " if decision.choice in words.CHOICE else ""
        blocks.append(section(f"*{lead}{_named(decision.choice)}* by {person(decision.member)}, {date_token(decision.at)}.{why}"))
    if votes:
        blocks.append(context(*(line for choice in words.CHOICE if (line := _line(choice, votes)))))
    return tuple(blocks)


def vote_row(run_id: str) -> Block:
    """The list to vote with and the button to decide."""
    options = [_option(choice, f"{choice}|{run_id}") for choice in words.CHOICE]
    menu = {"type": "static_select", "action_id": VOTE, "placeholder": plain_text(words.PLACEHOLDER, 150), "options": options}
    button = {"type": "button", "action_id": DECIDE, "text": plain_text(words.DECIDE, 75), "value": run_id}
    return {"type": "actions", "elements": [menu, button]}


def thanks(choice: str, run_id: str) -> Message:
    text = words.VOTE_STORED.format(choice=_named(choice))
    button = {"type": "button", "action_id": WHY, "text": plain_text(words.WHY, 75), "value": run_id}
    return Message(text, (section(text), {"type": "actions", "elements": [button]}))


def reason_form(run_id: str) -> dict[str, Any]:
    return _form(REASON_FORM, "Why do you vote so?", run_id, [_reason("What decides it for you?", optional=False)])


def decision_form(run_id: str, votes: Sequence[Voice]) -> dict[str, Any]:
    """With the count so far, so that whoever decides has seen it."""
    options = [_option(choice, choice) for choice in words.DECISION]
    choice = {"type": "radio_buttons", "action_id": CHOICE, "options": options}
    chosen = {"type": "input", "block_id": CHOICE, "label": plain_text("Do we bid, or what became of it?", 2000), "element": choice}
    counted = tally(votes, None) or (context(words.NOBODY),)
    return _form(DECISION_FORM, "Decide on the bid", run_id, [*counted, chosen, _reason("Why?", optional=True)])


def log_card(rows: Sequence[tuple[str, Voice]]) -> Message:
    """`rows`: title of the tender and what was decided about it, newest first."""
    if not rows:
        return Message(words.NO_DECISIONS, (section(words.NO_DECISIONS),))
    how = words.DECISIONS_HOW.format(shown=len(rows))
    lines = [section(f"*{said(title, 200)}*\n{_one(voice)}") for title, voice in rows]
    return Message(f"Decisions: {how}", (header("Decisions"), *lines, context(how)))


def _one(voice: Voice) -> str:
    why = f": {said(voice.reason, 300)}" if voice.reason else ""
    return f"{_named(voice.choice)} by {person(voice.member)}, {date_token(voice.at)}{why}"


def _line(choice: str, votes: Sequence[Voice]) -> str:
    of_it = [voice for voice in votes if voice.choice == choice]
    if not of_it:
        return ""
    names = [f"{person(each.member)}{f' ({said(each.reason, 120)})' if each.reason else ''}" for each in of_it[:MOST_NAMED]]
    more = f" and {len(of_it) - MOST_NAMED} more" if len(of_it) > MOST_NAMED else ""
    return f"{_named(choice)}: {len(of_it)}. {', '.join(names)}{more}"


def _named(choice: str) -> str:
    symbol, text = {**words.CHOICE, **words.DECISION}[choice]
    return f"{symbol} {text}"


def _option(choice: str, value: str) -> dict[str, Any]:
    return {"text": plain_text({**words.CHOICE, **words.DECISION}[choice][1], 75), "value": value}


def _reason(label: str, *, optional: bool) -> Block:
    element = {"type": "plain_text_input", "action_id": REASON, "multiline": True, "max_length": 1000}
    return {"type": "input", "block_id": REASON, "label": plain_text(label, 2000), "element": element, "optional": optional}


def _form(callback: str, title: str, run_id: str, blocks: list[Block]) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": callback,
        "private_metadata": run_id,
        "title": plain_text(title, 24),
        "submit": plain_text("Send", 24),
        "close": plain_text("Cancel", 24),
        "blocks": blocks,
    }
