"""A message to the app, where it is mentioned or in its direct messages: a notice as for `/analyze`, or a question in a thread of ours."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.acceptance import accept
from bot.asking import Ask, Form, Help, in_message, without_people
from bot.blocks.help import analyze_help
from bot.here import Here
from bot.requesting import request_of, understood
from jobs import admission, answering
from jobs.sources.bundled import bundled_names
from storage import runs

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
    channel, thread_ts = str(event["channel"]), str(event.get("thread_ts") or "")
    about = await answering.thread_of(here.deps, here.tenant_id, channel, thread_ts) if thread_ts else None
    if about is not None:
        await _question(event, event_id, here, about)
    else:
        await _notice(event, event_id, client, here)


async def _question(event: dict[str, Any], event_id: str, here: Here, about: runs.Run) -> None:
    """In a thread of ours everything is a question about its tender. Raises BadInput."""
    text = without_people(str(event.get("text") or ""))
    question = answering.Question(
        here.tenant_id, here.member, about.channel, str(about.thread_ts), text, key=event_id, request_id=here.request_id
    )
    wake_up = await answering.admit(here.deps, question, about)
    here.background.start(admission.wake(here.deps, wake_up))


async def _notice(event: dict[str, Any], event_id: str, client: AsyncWebClient, here: Here) -> None:
    channel = str(event["channel"])
    match in_message(event, bundled_names()):
        case Ask() as ask:
            admitted = await accept(here.deps, here.background, request_of(here, ask, channel=channel, surface="mention", key=event_id))
            here.background.start(admission.announce(here.deps, admitted))
            if admitted.created:  # else the same event once more, and the person has been told
                here.background.start(_tell(client, event, here, understood(admitted, ask)))
        case Help() | Form():
            shown = analyze_help(bundled_names())
            here.background.start(_tell(client, event, here, shown.text, blocks=list(shown.blocks)))


async def _tell(client: AsyncWebClient, event: dict[str, Any], here: Here, text: str, **more: Any) -> None:
    """To the person alone, where they asked."""
    await client.chat_postEphemeral(channel=str(event["channel"]), user=here.member, text=text, thread_ts=event.get("thread_ts"), **more)
