"""The one door for the poster: a view's name and a run's card in, finished messages out."""

from datetime import datetime

from bot.blocks.answer import answer
from bot.blocks.apology import apology
from bot.blocks.card import RunCard
from bot.blocks.draft import approval, draft_pages
from bot.blocks.message import Message
from bot.blocks.progress import progress
from bot.blocks.reply import reply
from bot.blocks.reviewer import review
from bot.blocks.root import root


def render(view: str, card: RunCard, *, now: datetime) -> tuple[Message, ...]:
    """Views: root, progress, answer, approval, draft, reply, review, apology. An answer that has no analysis is an apology. Raises ValueError for another name."""
    match view:
        case "root":
            return (root(card, now=now),)
        case "progress":
            return (progress(card),)
        case "approval":
            return (approval(card),)
        case "reply" if card.said is not None:
            return reply(card, card.said)
        case "draft" if card.draft is not None:
            return draft_pages(card, card.draft)
        case "answer" if card.analysis is not None:
            return answer(card, now=now)
        case "review":
            return review(card, now=now)
        case "answer" | "apology":
            return (apology(card),)
        case _:
            raise ValueError(f"there is no view {view!r}")
