"""The answer of a run: a one-screen verdict, then the criteria, then the facts."""

from datetime import datetime

from bot.blocks.card import RunCard
from bot.blocks.criteria import criteria
from bot.blocks.facts import facts
from bot.blocks.message import Message, pages
from bot.blocks.rows import rows_button
from bot.blocks.verdict import summary, verdict


def answer(card: RunCard, *, now: datetime) -> tuple[Message, ...]:
    """At least one message; the first is the verdict card. Raises ValueError for a card without an analysis."""
    if card.analysis is None:
        raise ValueError("there is no analysis to show")
    meta = card.metadata("answer")
    first = pages(summary(card, card.analysis, now), verdict(card, card.analysis, now), meta)
    rated = [*criteria(card.analysis), *rows_button(card.run_id, card.analysis)]
    second = pages("How the score came about: criteria and knock-out questions, each with its passage.", rated, meta)
    known = facts(card.analysis, card.tender, card.news, card.notes)
    third = pages("The facts, each with the place where it stands, and what is missing.", known, meta)
    return first + second + third
