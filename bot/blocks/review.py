"""Disputed answers as a list with what can be done about each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import words, words_review
from bot.blocks.message import Block, Message, context, fit_plain, header, plain_text, section
from bot.blocks.text import date_token, fit, person, said

EDIT, PROMOTE, DISMISS = "case:edit", "case:promote", "case:dismiss"
NEWER, OLDER = "review:newer", "review:older"
PAGE = 6
"""Rows of one message."""
SAID_UNITS = 900
"""Of what people say of one answer in the list: a full page must fit one message."""


@dataclass(frozen=True)
class Voice:
    """What one person says; `reasons` are keys of `words.REASON`, `member` a Slack user id."""

    member: str
    reasons: tuple[str, ...]
    correction: str | None


@dataclass(frozen=True)
class Disputed:
    """One row; `verdict` a key of `words.VERDICT`."""

    id: str
    title: str | None
    verdict: str | None
    voices: tuple[Voice, ...]
    since: datetime
    days: int
    is_written: bool
    """Whether an admin has written what is right."""


def review_card(page: Sequence[Disputed], *, start: int, total: int, lead: str = "") -> Message:
    """Rows from the `start`-th of `total`; `lead` (mrkdwn of ours) says what was just done."""
    intro = [section(lead)] if lead else []
    if not page:
        return Message(f"{lead} {words_review.NOTHING_TO_REVIEW}".strip(), (*intro, section(words_review.NOTHING_TO_REVIEW)))
    rows = [block for each in page for block in (_row(each), _buttons(each, start))]
    where = f"{start + 1} to {start + len(page)} of {total}, newest first"
    blocks = (header("Disputed answers"), *intro, *rows, *_turning(start, len(page), total), context(where, words_review.REVIEW_HOW))
    names = "; ".join(said(each.title or "a tender without a title", 60) for each in page)
    return Message(fit(f"{lead} Disputed answers, {where}: {names}".strip(), 3000), blocks)


def voices(row: Sequence[Voice]) -> str:
    """What people say is wrong, escaped, a line a person."""
    lines = [f"{person(each.member)}: {_reasons(each)}{_correction(each)}" for each in row[:3]]
    more = [f"and {len(row) - 3} more"] if len(row) > 3 else []
    return "\n".join([*lines, *more])


def _row(each: Disputed) -> Block:
    symbol, verdict = _verdict(each.verdict)
    when = f"{date_token(each.since, '{date_short_pretty}')} ({words_review.age(each.days)})"
    written = words_review.WRITTEN if each.is_written else words_review.NOT_WRITTEN
    facts = f"{symbol} {verdict} · {words_review.people(len(each.voices))} · {when} · {written}"
    return section(f"*{said(each.title or 'A tender without a title', 150)}*\n{facts}\n{fit(voices(each.voices), SAID_UNITS)}")


def _verdict(verdict: str | None) -> tuple[str, str]:
    return next(((symbol, text) for name, (symbol, text) in words.VERDICT.items() if name == verdict), ("⚪", words_review.NO_VERDICT))


def _reasons(voice: Voice) -> str:
    return "; ".join(words.REASON[each] for each in voice.reasons if each in words.REASON) or words_review.NO_REASON


def _correction(voice: Voice) -> str:
    return f"\n_{said(voice.correction, 300)}_" if voice.correction else ""


def _buttons(each: Disputed, start: int) -> Block:
    name = fit_plain(each.title or "this tender", 40)
    value = f"{each.id}|{start}"
    confirm = {
        "title": plain_text("Dismiss it?", 100), "text": plain_text("It leaves this list; the votes stay.", 300),
        "confirm": plain_text("Dismiss", 30), "deny": plain_text("Keep", 30),
    }  # fmt: skip
    elements: list[Block] = [
        {"type": "button", "action_id": action, "text": plain_text(text, 75), "value": value, "accessibility_label": f"{text} {name}"}
        for action, text in ((EDIT, "Edit…"), (PROMOTE, "Promote"), (DISMISS, "Dismiss"))
    ]
    elements[-1]["confirm"] = confirm
    return {"type": "actions", "block_id": f"review_{each.id}", "elements": elements}


def _turning(start: int, shown: int, total: int) -> list[Block]:
    elements: list[Block] = []
    if start > 0:
        elements.append({"type": "button", "action_id": NEWER, "text": plain_text("Newer", 75), "value": str(max(0, start - PAGE))})
    if start + shown < total:
        elements.append({"type": "button", "action_id": OLDER, "text": plain_text("Older", 75), "value": str(start + PAGE)})
    return [{"type": "actions", "block_id": "review_pages", "elements": elements}] if elements else []
