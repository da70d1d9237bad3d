"""`/bidwright`: help, and the nearest verb for what is not one."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from bot import words
from bot.asking import nearest, unescape
from bot.blocks.help import bidwright_help
from bot.blocks.message import fit_plain
from bot.replies import ephemeral, shown

VERBS = ("help",)


async def asked(ack: AsyncAck, command: dict[str, Any]) -> None:
    typed = unescape(str(command.get("text", ""))).split()
    verb = typed[0].casefold() if typed else "help"
    if verb in VERBS:
        await ack(ephemeral(bidwright_help()))
    else:
        await ack(ephemeral(shown(words.unknown_word(fit_plain(verb, 60), nearest(verb, VERBS), "/bidwright"))))
