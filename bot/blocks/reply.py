"""The answer to a question in a thread: each sentence with the passage it rests on, and an honest word on what is missing."""

from bot import words
from bot.blocks import say
from bot.blocks.card import RunCard, Said
from bot.blocks.message import Block, Message, context, pages, paragraphs, section
from bot.blocks.text import person, said
from bot.blocks.verdict import feedback
from jobs.chain.questions.replies import REASONS


def reply(card: RunCard, told: Said) -> tuple[Message, ...]:
    """At least one message."""
    asked = f"{person(card.requester)} asked: _{said(told.question, 600).replace('_', ' ')}_"
    reason = REASONS[told.reply.why]
    blocks: list[Block] = [section(asked)]
    blocks += paragraphs("", (say.claim(each) for each in told.reply.claims))
    blocks += [section(said(reason, 600))] if reason else []
    blocks += [context(said(told.label, 1000), words.ACCURACY), feedback(card.run_id, "reply")]
    text = " ".join([*(said(each.text, 400) for each in told.reply.claims), reason]).strip() or said(told.label, 600)
    return pages(text, blocks, card.metadata("reply"))
