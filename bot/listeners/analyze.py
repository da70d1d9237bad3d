"""`/analyze` and its form: parse, store, acknowledge, and only then wake a worker."""

from dataclasses import replace
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot import words
from bot.acceptance import accept
from bot.asking import DEFAULT, Form, Help, Pasted, Sample, depth_called, named, understand
from bot.blocks.form import DEPTH, SAMPLE, TEXT, analyze_form
from bot.blocks.help import analyze_help
from bot.blocks.text import said
from bot.here import Here
from bot.replies import ephemeral
from jobs import admission
from jobs.admission import Admitted, Request, period_of
from jobs.chain.errors import BadInput
from jobs.sources.bundled import bundled, bundled_names
from storage import credits as ledger


async def asked(ack: AsyncAck, command: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    match understand(str(command.get("text", "")), bundled_names()):
        case Help():
            await ack(ephemeral(analyze_help(bundled_names())))
        case Form():
            await client.views_open(trigger_id=command["trigger_id"], view=await _form(here, command["channel_id"]))
            await ack()
        case Sample() | Pasted() as what:
            admitted = await accept(here.deps, here.background, _typed(here, command, what))
            await ack(ephemeral(_understood(admitted, what)))
            here.background.start(admission.announce(here.deps, here.tenant_id, admitted.run_id))


async def submitted(ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    what = _filled_in(view)
    request = _request(here, what, channel=view["private_metadata"], surface="form", key=f"{view['id']}:{view['hash']}")
    admitted = await accept(here.deps, here.background, request)
    await ack()
    here.background.start(admission.announce(here.deps, here.tenant_id, admitted.run_id))
    here.background.start(client.chat_postEphemeral(channel=request.channel, user=here.member, text=_understood(admitted, what)))


async def _form(here: Here, channel: str) -> dict[str, Any]:
    deps = here.deps
    async with deps.db.tenant_read(here.tenant_id) as tx:
        balance = await ledger.balance(tx, period=period_of(deps.now()), allowance=deps.limits.monthly_credits)
    return analyze_form(channel=channel, left=balance.left, samples=bundled_names())


def _typed(here: Here, command: dict[str, Any], what: Sample | Pasted) -> Request:
    request = _request(here, what, channel=command["channel_id"], surface="command", key=command["trigger_id"])
    return replace(request, response_url=command.get("response_url"))


def _request(here: Here, what: Sample | Pasted, *, channel: str, surface: str, key: str) -> Request:
    return Request(
        tenant_id=here.tenant_id,
        member=here.member,
        channel=channel,
        surface=surface,
        data=bundled(what.name) if isinstance(what, Sample) else what.text.encode(errors="replace"),
        name=what.name if isinstance(what, Sample) else "",
        depth=what.depth,
        request_key=key,
        request_id=here.request_id,
    )


def _filled_in(view: dict[str, Any]) -> Sample | Pasted:
    """Raises BadInput when neither or an unknown sample is given; pasted text comes before a name."""
    values = view["state"]["values"]
    text = (values.get(TEXT, {}).get(TEXT, {}).get("value") or "").strip()
    name = (values.get(SAMPLE, {}).get(SAMPLE, {}).get("value") or "").strip()
    chosen = (values.get(DEPTH, {}).get(DEPTH, {}).get("selected_option") or {}).get("value")
    depth = depth_called(chosen) or DEFAULT
    if not text and not name:
        raise BadInput("empty", words.PASTE_OR_NUMBER)
    return Pasted(text, depth) if text else named(name, depth, bundled_names())


def _understood(admitted: Admitted, what: Sample | Pasted) -> str:
    tender = admitted.tender
    subject = f"“{said(tender.title, 200)}”" if tender.title else words.NOTICE[tender.kind]
    return words.understood(subject, what.depth, admitted.credits_left, created=admitted.created)
