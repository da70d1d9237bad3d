"""Page two of the answer: each criterion with score, weight and passage, and every knock-out question."""

from bot import words
from bot.blocks import say
from bot.blocks.message import Block, divider, header, paragraphs
from bot.blocks.text import length, said
from bot.blocks.verdict import REASONS, SHORT
from jobs.chain.analysis import Analysis, Criterion, KnockOut

MOST = 40
"""Criteria or knock-outs shown; the chain has six and about ten."""


def criteria(analysis: Analysis) -> list[Block]:
    blocks: list[Block] = []
    cut = [reason for reason in analysis.reasons[:REASONS] if length(reason.text) > SHORT]
    if cut or len(analysis.reasons) > REASONS:
        blocks += paragraphs("All reasons, in full", [say.claim(reason) for reason in analysis.reasons[:MOST]])
    if analysis.criteria:
        blocks += [header("Criteria"), *(block for item in analysis.criteria[:MOST] for block in paragraphs("", [_criterion(item)]))]
    else:
        blocks += paragraphs("Criteria", ["Not rated: this run ended after the first look."])
    if analysis.knock_outs:
        blocks += [divider(), *paragraphs("Knock-out questions", [_knock_out(item) for item in analysis.knock_outs[:MOST]])]
    more = max(len(analysis.criteria) - MOST, 0) + max(len(analysis.knock_outs) - MOST, 0)
    return blocks + (paragraphs("", [f"{more} more are not shown here."]) if more else [])


def _criterion(item: Criterion) -> str:
    name = words.CRITERION.get(item.code, said(item.code.replace("_", " ").capitalize(), 60))
    score = f"{item.score:g} of 5" if item.score is not None else "unknown, left out: its weight is shared among the others"
    # "not known" is no claim, so there is nothing to mark as unsupported
    text = say.claim(item.claim) if item.score is not None or item.claim.evidence else said(item.claim.text, 1500)
    return f"*{name}*: {score} · weight {item.weight}\n{text}"


def _knock_out(item: KnockOut) -> str:
    symbol, word = words.KNOCK_OUT[item.status]
    return f"{symbol} *{said(item.code.replace('_', ' ').capitalize(), 60)}*: {word}\n{say.claim(item.claim)}"
