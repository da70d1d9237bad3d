"""The question whether to draft, how far the draft is, and the draft itself, section by section with what each sentence rests on."""

from collections.abc import Iterator
from typing import Any

from bot import words
from bot import words_drafting as said_of
from bot.blocks import say
from bot.blocks.card import RunCard
from bot.blocks.message import Block, Message, context, header, pages, paragraphs, plain_text, section
from bot.blocks.text import escape, said
from jobs.chain.analysis import DRAFT_CREDITS, Claim
from jobs.chain.drafting.draft import SECTIONS, Draft, Row, Section

APPROVE, DECLINE = "run:approve", "run:decline"
"""Action ids."""


def approval(card: RunCard) -> Message:
    """The question with its buttons while it is open, else what became of it."""
    text = _standing(card)
    blocks: list[Block] = [section(text)]
    if card.state == "awaiting_approval":
        blocks.append({"type": "actions", "elements": _buttons(card)})
    return Message(text.replace("*", ""), tuple(blocks), card.metadata("approval"))


def draft_pages(card: RunCard, draft: Draft) -> tuple[Message, ...]:
    """At least one message; nothing is cut: what does not fit into one goes on in the next."""
    title = said_of.DRAFT_OF.format(title=say.title(card.tender) if card.tender else "no title stated")
    blocks: list[Block] = [header(title), context(said(draft.note, 1000), said_of.CHECK)]
    for each in draft.sections:
        blocks += _section(each)
    if draft.missing:
        blocks += paragraphs(said_of.LEFT_TO_DO, (f"• {escape(each)}" for each in draft.missing))
    return pages(f"{said(title, 300)}. {said(draft.note, 600)}", blocks, card.metadata("draft"))


def _standing(card: RunCard) -> str:
    price = words.amount(DRAFT_CREDITS)
    match card.state:
        case "awaiting_approval":
            return said_of.ASK.format(price=price)
        case "drafting":
            return said_of.WRITING.format(done=card.written, all=len(SECTIONS))
        case "complete" if card.draft is not None:
            return said_of.THERE
        case "complete":
            return said_of.NOT_WANTED
        case _:
            why = said(card.error, 600) if card.error else words.WHY_NOT.get(card.state, words.WENT_WRONG)
            return said_of.STOPPED.format(why=why)


def _buttons(card: RunCard) -> list[dict[str, Any]]:
    value, sure = f"{card.run_id}|{card.seal}", said_of.SURE.format(price=words.amount(DRAFT_CREDITS))
    confirm = {
        "title": plain_text("Draft a bid?", 100),
        "text": plain_text(sure, 300),
        "confirm": plain_text(said_of.APPROVE, 30),
        "deny": plain_text(said_of.NOT_NOW, 30),
    }
    yes = {"type": "button", "action_id": APPROVE, "text": plain_text(said_of.APPROVE, 75), "value": value, "style": "primary"}
    return [
        yes | {"confirm": confirm},
        {"type": "button", "action_id": DECLINE, "text": plain_text(said_of.NOT_NOW, 75), "value": value},
    ]


def _section(each: Section) -> list[Block]:
    lines = [line for claim in each.paragraphs for line in _claim(claim)] + [_row(row) for row in each.rows]
    return [*paragraphs(escape(each.title), lines), context(said_of.MADE_BY[each.made_by])]


def _claim(claim: Claim) -> Iterator[str]:
    yield escape(claim.text)
    for proof in claim.evidence:
        yield f">{say.evidence(proof)}"


def _row(row: Row) -> str:
    proofs = "; ".join(f"“{said(each.quote, 160)}” ({said(each.place, 80)})" for each in row.proofs)
    shown = said_of.STATUS[row.status] + (f": {proofs}" if proofs else "")
    return f"• *{escape(row.code)}* {said(row.requirement, 400)} ({said_of.ROW_KIND[row.kind]}, {said(row.place, 80)}): {shown}"
