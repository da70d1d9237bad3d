"""`/quota`: what is left, what I used, what things cost, when it renews."""

from datetime import UTC, datetime

from bot import words
from bot.blocks.message import Message, context, fields, header, section
from bot.blocks.text import date_token


def quota(*, allowance: int, left: int, mine: int, reserved: int, now: datetime) -> Message:
    """Credits of the workspace's month: `left` of `allowance`; `mine` settled by me, `reserved` for my runs under way."""
    renewal = _next_month(now)
    used = f"{words.amount(mine)}{f', {reserved} more reserved for runs under way' if reserved else ''}"
    prices = "\n".join(f"• {words.price(depth)}" for depth in words.DEPTH)
    blocks = (
        header(f"{words.amount(left)} of {allowance:,} left"),
        fields(f"*Left this month*\n{left:,} of {allowance:,}, for the whole workspace", f"*Used by me*\n{used}"),
        section(f"*What it costs*\n{prices}"),
        context(f"Renews on {date_token(renewal, '{date_long}')}. What cannot be read, or cannot be bid for, costs nothing."),
    )
    text = f"{words.amount(left)} of {allowance:,} left for the workspace this month. Used by me: {used}. Renews on {renewal:%Y-%m-%d}."
    return Message(text, blocks)


def _next_month(now: datetime) -> datetime:
    return datetime(now.year + now.month // 12, now.month % 12 + 1, 1, tzinfo=UTC)
