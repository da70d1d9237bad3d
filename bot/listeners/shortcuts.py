"""The shortcuts: "Analyze this tender" on a message, and the form from anywhere."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot import words
from bot.acceptance import accept
from bot.asking import Ask, in_message
from bot.here import Here
from bot.opening import open_form
from bot.requesting import form_for, request_of, understood
from jobs import admission
from jobs.chain.errors import BadInput
from jobs.sources.bundled import bundled_names


async def on_message(ack: AsyncAck, shortcut: dict[str, Any], respond: AsyncRespond, here: Here) -> None:
    ask = in_message(shortcut["message"], bundled_names())
    if not isinstance(ask, Ask):
        raise BadInput("empty", words.NOTHING_IN_MESSAGE)
    request = request_of(here, ask, channel=shortcut["channel"]["id"], surface="shortcut", key=shortcut["trigger_id"])
    admitted = await accept(here.deps, here.background, request)
    await ack()
    here.background.start(admission.announce(here.deps, admitted))
    here.background.start(respond(text=understood(admitted, ask), response_type="ephemeral", replace_original=False))


async def anywhere(ack: AsyncAck, shortcut: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    opened = await client.conversations_open(users=here.member)
    await open_form(client, str(shortcut["trigger_id"]), await form_for(here, _channel(opened) or here.member))
    await ack()


def _channel(opened: AsyncSlackResponse) -> str:
    """The direct message with the person: from anywhere there is no channel to answer in."""
    found: Any = opened.get("channel")
    return str(found.get("id", "")) if isinstance(found, dict) else ""
