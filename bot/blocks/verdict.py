"""Page one of the answer: everything that decides, on one screen of a phone (FEATURES.md B1)."""

from datetime import datetime

from bot import words
from bot.blocks import say
from bot.blocks.card import RunCard
from bot.blocks.message import Block, context, fields, header, plain_text, section
from bot.blocks.text import escape, fit, one_line, said
from jobs.chain.analysis import Analysis

REASONS = 3
SHORT = 280


def verdict(card: RunCard, analysis: Analysis, now: datetime) -> list[Block]:
    blocks = [header(title(analysis)), section(f"*{_line(card, analysis)}*")]
    blocks.append(fields(*_key_facts(card, analysis, now)))
    if analysis.reasons:
        lines = [f"{n}. {say.short_claim(reason, SHORT)}" for n, reason in enumerate(analysis.reasons[:REASONS], start=1)]
        blocks.append(section("*What decides*\n" + "\n".join(lines)))
    blocks.append(section("*What could end it*\n" + killer(analysis)))
    cost = f"{words.amount(card.charged)} charged" if card.charged else "Nothing charged"
    left = f", {card.credits_left} left this month" if card.credits_left is not None else ""
    notes = [
        fit(escape(one_line(analysis.analyst_note)), 1000),
        words.ACCURACY,
        f"{cost}{left}. {words.reference_line(said(card.reference, 40))}",
    ]
    if analysis.guard is not None and analysis.guard.verdict != "allow":
        notes.insert(0, words.GUARD_FLAGGED)
    return [*blocks, context(*(note for note in notes if note)), feedback(card.run_id, "answer")]


def _line(card: RunCard, analysis: Analysis) -> str:
    """What it is about; where nothing was rated, why not: the verdict itself stands above."""
    rated = analysis.reasons and card.tender is not None and card.tender.title
    return said(say.title(card.tender) if rated else analysis.headline, 600) or "No headline"


def title(analysis: Analysis) -> str:
    """`🟢 Bid, 78 of 100`, for plain text."""
    symbol, words_for_it = words.VERDICT[analysis.verdict]
    return f"{symbol} {words_for_it}{f', {analysis.score} of 100' if analysis.score is not None else ', not scored'}"


def confidence(card: RunCard, analysis: Analysis) -> str:
    """A number only where votes have shown what it is worth."""
    sure = card.sureness
    if sure is not None and sure.share is not None:
        return words.measured(sure.share, sure.right, sure.of)
    return words.looks_only(analysis.confidence if sure is None else sure.raw)


def killer(analysis: Analysis) -> str:
    """The one thing that could end the bid: a failed knock-out, else an open one, else the first risk."""
    for status in ("fail", "unknown"):
        for knock_out in analysis.knock_outs:
            if knock_out.status == status:
                symbol, word = words.KNOCK_OUT[status]
                return (
                    f"{symbol} {said(knock_out.code.replace('_', ' ').capitalize(), 60)} {word}: {say.short_claim(knock_out.claim, SHORT)}"
                )
    return f"⚠️ {say.short_claim(analysis.risks[0], SHORT)}" if analysis.risks else words.NO_KILLER


def feedback(run_id: str, part: str) -> Block:
    """Slack's native pair; values hold ids only."""
    up = {"text": plain_text("Good answer", 75), "value": f"up|{run_id}|{part}", "accessibility_label": "This answer is good"}
    down = {"text": plain_text("Bad answer", 75), "value": f"down|{run_id}|{part}", "accessibility_label": "This answer is wrong, say why"}
    buttons = {"type": "feedback_buttons", "action_id": "answer:feedback", "positive_button": up, "negative_button": down}
    return {"type": "context_actions", "elements": [buttons]}


def summary(card: RunCard, analysis: Analysis, now: datetime) -> str:
    """The whole card as text, for notifications and screen readers."""
    subject = said(say.title(card.tender), 300)
    reasons = " ".join(f"{n}. {said(reason.text, SHORT)}" for n, reason in enumerate(analysis.reasons[:REASONS], start=1))
    facts = "; ".join(_key_facts(card, analysis, now)).replace("*", "").replace("\n", " ")
    return f"{title(analysis)}: {subject}. {said(analysis.headline, 600)} {facts}. {reasons} {killer(analysis)}"


def _key_facts(card: RunCard, analysis: Analysis, now: datetime) -> list[str]:
    tender = card.tender
    facts = [f"*Confidence*\n{confidence(card, analysis)}"]
    if tender is None:
        return facts
    left = say.days_left(tender.deadline, now)
    return [
        *facts,
        f"*Deadline*\n{say.deadline(tender.deadline, tender.buyer_country)}{f' · {left}' if left else ''}",
        f"*Value*\n{say.money(tender.estimated_value)}",
        f"*Buyer*\n{said(tender.buyer, 300) if tender.buyer else words.NOT_STATED}",
    ]
