"""`/analyze` and its form: parse, store, acknowledge, and only then wake a worker."""

from dataclasses import replace
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot import words
from bot.acceptance import accept
from bot.asking import DEFAULT, Ask, Form, Help, depth_called, named, slack_files, understand
from bot.blocks.form import DEPTH, FILES, NAME, TEXT, analyze_form
from bot.blocks.help import analyze_help
from bot.blocks.text import said
from bot.here import Here
from bot.replies import ephemeral
from jobs import admission
from jobs.admission import Admitted, Request, period_of
from jobs.chain.errors import BadInput
from jobs.intake.given import Given
from jobs.sources.bundled import bundled_names
from storage import credits as ledger


async def asked(ack: AsyncAck, command: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    match understand(str(command.get("text", "")), bundled_names()):
        case Help():
            await ack(ephemeral(analyze_help(bundled_names())))
        case Form():
            await client.views_open(trigger_id=command["trigger_id"], view=await _form(here, command["channel_id"]))
            await ack()
        case Ask() as ask:
            admitted = await accept(here.deps, here.background, _typed(here, command, ask))
            await ack(ephemeral(_understood(admitted, ask)))
            here.background.start(admission.announce(here.deps, admitted))


async def submitted(ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    ask = _filled_in(view)
    request = _request(here, ask, channel=view["private_metadata"], surface="form", key=f"{view['id']}:{view['hash']}")
    admitted = await accept(here.deps, here.background, request)
    await ack()
    here.background.start(admission.announce(here.deps, admitted))
    here.background.start(client.chat_postEphemeral(channel=request.channel, user=here.member, text=_understood(admitted, ask)))


async def _form(here: Here, channel: str) -> dict[str, Any]:
    deps = here.deps
    async with deps.db.tenant_read(here.tenant_id) as tx:
        balance = await ledger.balance(tx, period=period_of(deps.now()), allowance=deps.limits.monthly_credits)
    return analyze_form(channel=channel, left=balance.left, samples=bundled_names())


def _typed(here: Here, command: dict[str, Any], ask: Ask) -> Request:
    request = _request(here, ask, channel=command["channel_id"], surface="command", key=command["trigger_id"])
    return replace(request, response_url=command.get("response_url"))


def _request(here: Here, ask: Ask, *, channel: str, surface: str, key: str) -> Request:
    return Request(
        tenant_id=here.tenant_id,
        member=here.member,
        channel=channel,
        surface=surface,
        given=ask.given,
        depth=ask.depth,
        request_key=key,
        request_id=here.request_id,
    )


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


def _understood(admitted: Admitted, ask: Ask) -> str:
    headline = admitted.headline
    if headline is None:
        subject = said(ask.given.label, 200)
    else:
        subject = f"“{said(headline.title, 200)}”" if headline.title else words.NOTICE[headline.kind]
    return words.understood(subject, ask.depth, admitted.credits_left, created=admitted.created)
