"""The first message of a thread: who asked, for what, until when, and how far it is."""

from datetime import datetime

from bot import words
from bot.blocks import say
from bot.blocks.card import RunCard
from bot.blocks.message import Block, Message, context, header, section
from bot.blocks.stop import stop_button
from bot.blocks.text import person, said
from bot.blocks.voting import tally, vote_row
from jobs.chain.analysis import Analysis


def root(card: RunCard, *, now: datetime) -> Message:
    symbol, state = words.STATE.get(card.state, ("◻️", said(card.state, 60)))
    asked = f"Asked by {person(card.requester)}: {card.depth} analysis"
    blocks: list[Block] = [header(say.title(card.tender) if card.tender else _subject(card))]
    if card.tender is not None:
        blocks.append(section("\n".join(_facts(card, now))))
    if card.analysis is not None:
        blocks.append(section(f"*{_verdict(card.analysis)}*"))
    blocks += tally(card.votes, card.decision)
    blocks.append(context(f"{symbol} {state}", asked, words.reference_line(said(card.reference, 40))))
    return Message(_summary(card, state), (*blocks, *stop_button(card), *_voting(card)), card.metadata("root"))


def _voting(card: RunCard) -> tuple[Block, ...]:
    """Only where there is something to bid for, and an answer to judge by."""
    votable = card.analysis is not None and card.tender is not None and card.tender.kind in ("opportunity", "unknown")
    return (vote_row(card.run_id),) if votable else ()


def _facts(card: RunCard, now: datetime) -> list[str]:
    tender = card.tender
    if tender is None:
        return []
    left = say.days_left(tender.deadline, now) if card.analysis is None else ""
    lines = [
        f"*Buyer:* {said(tender.buyer, 300) if tender.buyer else words.NOT_STATED}",
        f"*Deadline:* {say.deadline(tender.deadline, tender.buyer_country)}{f' ({left})' if left else ''}",
    ]
    if tender.is_opportunity:
        return lines
    doubt = "check whether it invites offers" if tender.kind == "unknown" else "nothing to bid for"
    return [f"*Kind:* {words.NOTICE[tender.kind]}, {doubt}", *lines]


def _subject(card: RunCard) -> str:
    return card.subject or "A notice to analyse"


def _verdict(analysis: Analysis) -> str:
    symbol, verdict = words.VERDICT[analysis.verdict]
    score = f", {analysis.score} of 100" if analysis.score is not None else ""
    return f"{symbol} {verdict}{score}"


def _summary(card: RunCard, state: str) -> str:
    subject = said(say.title(card.tender) if card.tender else _subject(card), 300)
    verdict = f" {_verdict(card.analysis)}." if card.analysis else ""
    return f"{subject}: {state}.{verdict} Asked by {person(card.requester)}."
