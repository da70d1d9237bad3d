"""`/bidwright`: which of its words was typed, help, and the nearest word for what is none."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from bot import words
from bot.asking import nearest, unescape
from bot.blocks.help import bidwright_help
from bot.blocks.message import fit_plain
from bot.replies import ephemeral, shown

WORDS = (
    "help", "profile", "profile edit", "library", "library add", "corrections", "reviewer",
    "reviewer off", "review figures", "review", "decisions",
)  # fmt: skip


def typed(wanted: str) -> Callable[[dict[str, Any]], Awaitable[bool]]:
    """Matcher for the route table: these words and no others stand behind the command."""

    async def matches(command: dict[str, Any]) -> bool:
        return _said(command) == wanted

    return matches


def begun(wanted: str) -> Callable[[dict[str, Any]], Awaitable[bool]]:
    """Matcher for the route table: this word, whatever follows it."""

    async def matches(command: dict[str, Any]) -> bool:
        return _said(command).partition(" ")[0] == wanted

    return matches


async def asked(ack: AsyncAck, command: dict[str, Any]) -> None:
    said = _said(command)
    if said.partition(" ")[0] in {"", "help"}:
        await ack(ephemeral(bidwright_help()))
    else:
        await ack(ephemeral(shown(words.unknown_word(fit_plain(said, 60), nearest(said, WORDS), "/bidwright"))))


def _said(command: dict[str, Any]) -> str:
    return " ".join(unescape(str(command.get("text", ""))).casefold().split())
