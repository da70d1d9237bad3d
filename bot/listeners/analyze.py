"""`/analyze` and its form: parse, store, acknowledge, and only then wake a worker."""

from dataclasses import replace
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot import words
from bot.acceptance import accept
from bot.asking import DEFAULT, Ask, Form, Help, depth_called, named, slack_files, understand
from bot.blocks.form import DEPTH, FILES, NAME, TEXT
from bot.blocks.help import analyze_help
from bot.here import Here
from bot.replies import ephemeral
from bot.requesting import form_for, request_of, understood
from jobs import admission
from jobs.admission import Request
from jobs.chain.errors import BadInput
from jobs.intake.given import Given
from jobs.sources.bundled import bundled_names


async def asked(ack: AsyncAck, command: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    match understand(str(command.get("text", "")), bundled_names()):
        case Help():
            await ack(ephemeral(analyze_help(bundled_names())))
        case Form():
            await client.views_open(trigger_id=command["trigger_id"], view=await form_for(here, command["channel_id"]))
            await ack()
        case Ask() as ask:
            admitted = await accept(here.deps, here.background, _typed(here, command, ask))
            await ack(ephemeral(understood(admitted, ask)))
            here.background.start(admission.announce(here.deps, admitted))


async def submitted(ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    ask = _filled_in(view)
    request = request_of(here, ask, channel=view["private_metadata"], surface="form", key=f"{view['id']}:{view['hash']}")
    admitted = await accept(here.deps, here.background, request)
    await ack()
    here.background.start(admission.announce(here.deps, admitted))
    here.background.start(client.chat_postEphemeral(channel=request.channel, user=here.member, text=understood(admitted, ask)))


def _typed(here: Here, command: dict[str, Any], ask: Ask) -> Request:
    request = request_of(here, ask, channel=command["channel_id"], surface="command", key=command["trigger_id"])
    return replace(request, response_url=command.get("response_url"))


def _filled_in(view: dict[str, Any]) -> Ask:
    """Raises BadInput when nothing is given, a name beside files or text, or an unknown name."""
    values = view["state"]["values"]
    text = (values.get(TEXT, {}).get(TEXT, {}).get("value") or "").strip()
    name = (values.get(NAME, {}).get(NAME, {}).get("value") or "").strip()
    files = slack_files(values.get(FILES, {}).get(FILES, {}).get("files"))
    chosen = (values.get(DEPTH, {}).get(DEPTH, {}).get("selected_option") or {}).get("value")
    depth = depth_called(chosen) or DEFAULT
    if sum((bool(name), bool(files or text))) != 1:
        raise BadInput("empty" if not name else "several", words.PASTE_OR_NUMBER if not name else words.NAME_OR_CONTENT)
    return Ask(named(name, bundled_names()) if name else Given(text=text, files=files), depth)
