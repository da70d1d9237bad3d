"""What a run without an answer says: what happened, what it cost, what to do next."""

from bot import words
from bot.blocks.card import RunCard
from bot.blocks.message import Message, context, section
from bot.blocks.text import escape, fit, said

_TITLE = {"refused": "This notice was not analysed", "cancelled": "This analysis was cancelled"}
_NEXT = {
    "refused": "You can paste the notice again with what is missing, as text, XML or JSON.",
    "cancelled": "You can ask again with /analyze at any time.",
}


def apology(card: RunCard) -> Message:
    symbol = words.STATE.get(card.state, ("⚠️", ""))[0]
    title = _TITLE.get(card.state, "This analysis could not be finished")
    reason = fit(escape(card.error), 2000) if card.error else words.WHY_NOT.get(card.state, words.WENT_WRONG)
    cost = f"{words.amount(card.charged)} charged." if card.charged else "Nothing was charged: the credits are back."
    step = _NEXT.get(card.state, "Please ask again with /analyze; if it happens again, give your admin the reference below.")
    reference = words.reference_line(said(card.reference, 40))
    blocks = (section(f"{symbol} *{title}*\n{reason}"), section(f"{cost} {step}"), context(reference))
    return Message(fit(f"{title}. {reason} {cost} {step} {reference}.", 3000), blocks, card.metadata("apology"))
