"""A notice in a message to the app, where it is mentioned or in its direct messages: asked as `/analyze` is."""

import re
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.acceptance import accept
from bot.asking import Ask, Asked, Form, Help, depth_and_rest, slack_files, understand, unescape
from bot.blocks.help import analyze_help
from bot.here import Here
from bot.requesting import request_of, understood
from jobs import admission
from jobs.intake.given import Given
from jobs.sources.bundled import bundled_names

_TO_US = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>")
PEOPLE = frozenset({None, "file_share", "thread_broadcast"})
"""Subtypes of a message that a person wrote just now; all others are news about messages."""


async def mentioned(ack: AsyncAck, event: dict[str, Any], body: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    await _asked(event, str(body.get("event_id", "")), client, here)
    await ack()


async def written(ack: AsyncAck, event: dict[str, Any], body: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    # Our own messages come back as events too.
    if event.get("channel_type") == "im" and not event.get("bot_id") and event.get("subtype") in PEOPLE and here.member:
        await _asked(event, str(body.get("event_id", "")), client, here)
    await ack()


async def _asked(event: dict[str, Any], event_id: str, client: AsyncWebClient, here: Here) -> None:
    channel = str(event["channel"])
    match asking_of(event):
        case Ask() as ask:
            admitted = await accept(here.deps, here.background, request_of(here, ask, channel=channel, surface="mention", key=event_id))
            here.background.start(admission.announce(here.deps, admitted))
            if admitted.created:  # else the same event once more, and the person has been told
                here.background.start(_tell(client, event, here, understood(admitted, ask)))
        case Help() | Form():
            shown = analyze_help(bundled_names())
            here.background.start(_tell(client, event, here, shown.text, blocks=list(shown.blocks)))


def asking_of(message: dict[str, Any]) -> Asked:
    """What a message asks for: its words without the mention, and its files. Raises BadInput."""
    text, files = _TO_US.sub(" ", str(message.get("text") or "")), slack_files(message.get("files"))
    if not files:
        return understand(text, bundled_names())
    depth, rest = depth_and_rest(unescape(text).strip())
    return Ask(Given(text=rest, files=files), depth)


async def _tell(client: AsyncWebClient, event: dict[str, Any], here: Here, text: str, **more: Any) -> None:
    """To the person alone, where they asked."""
    await client.chat_postEphemeral(channel=str(event["channel"]), user=here.member, text=text, thread_ts=event.get("thread_ts"), **more)
