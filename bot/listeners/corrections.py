"""`/bidwright corrections`: what people said about the company or a tender; admins apply, edit or decline it."""

from typing import Any, Literal, cast, get_args

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import words, words_learning
from bot.blocks.corrections import APPLY, CALLBACK, DECLINE, FIELD, HOW, PAGE, VALUE, Waiting, correction_form, corrections_card
from bot.blocks.library import accepted_view
from bot.blocks.message import Message
from bot.blocks.text import said
from bot.here import Here
from bot.opening import open_form
from bot.permission import require
from bot.profile_change import apply_correction
from bot.profile_form import Mistakes
from bot.replies import ephemeral
from jobs.chain.errors import BadInput
from jobs.company_words import Field, How, Proposal
from storage import audit, corrections, tenders
from storage.corrections import Correction
from storage.scope import TenantTx

__all__ = ["CALLBACK", "applied", "declined", "edited", "paged", "shown", "submitted"]


async def shown(ack: AsyncAck, client: AsyncWebClient, here: Here) -> None:
    await require(here, client, APPLY)
    await ack(ephemeral(await _card(here, 0)))


async def paged(ack: AsyncAck, action: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond, here: Here) -> None:
    await require(here, client, APPLY)
    here.background.start(_replace(respond, await _card(here, _start(str(action.get("value", ""))))))
    await ack()


async def applied(ack: AsyncAck, action: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond, here: Here) -> None:
    await require(here, client, APPLY)
    id, start = _pressed(action)
    result = await apply_correction(here, id, None)
    match result:
        case int():
            lead = words_learning.applied(result)
        case Mistakes():
            lead = said(" ".join(result.errors.values()), 500)
        case None:
            lead = words_learning.CORRECTION_GONE
    here.background.start(_replace(respond, await _card(here, start, lead)))
    await ack()


async def declined(ack: AsyncAck, action: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond, here: Here) -> None:
    await require(here, client, DECLINE)
    id, start = _pressed(action)
    now, subject = here.deps.now(), f"correction:{id}"
    async with here.deps.db.tenant(here.tenant_id) as tx:
        done = await corrections.decide(tx, id, state="declined", by=here.member, now=now)
        if done:
            act, by = "correction_declined", here.request_id
            await audit.record(tx, actor=here.member, act=act, subject=subject, before=None, after=None, request_id=by, now=now)
    lead = words_learning.CORRECTION_DECLINED if done else words_learning.CORRECTION_GONE
    here.background.start(_replace(respond, await _card(here, start, lead)))
    await ack()


async def edited(ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    await require(here, client, APPLY)
    id, _ = _pressed(action)
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        found = await corrections.get(tx, id)
    if found is None or found.state != "open":
        raise BadInput("unknown_reference", words_learning.CORRECTION_GONE)
    await open_form(client, str(body["trigger_id"]), correction_form(_waiting(found)))
    await ack()


async def submitted(ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    await require(here, client, APPLY)
    result = await apply_correction(here, str(view["private_metadata"])[:64], _filled_in(view))
    match result:
        case int():
            await ack(response_action="update", view=accepted_view(words_learning.applied(result)) | {"title": _title("Applied")})
        case Mistakes():
            await ack(response_action="errors", errors={VALUE: " ".join(result.errors.values())[:500]})
        case None:
            await ack(response_action="update", view=accepted_view(words_learning.CORRECTION_GONE) | {"title": _title("Nothing to do")})


async def _card(here: Here, start: int, lead: str = "") -> Message:
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        found = await corrections.undecided(tx, limit=start + PAGE + 1)
        if start >= len(found):  # the last of a page was decided
            start = max(0, (len(found) - 1) // PAGE * PAGE)
        page = [_waiting(each, await _title_of(tx, each)) for each in found[start : start + PAGE]]
    return corrections_card(page, start=start, more=len(found) > start + PAGE, lead=lead)


async def _title_of(tx: TenantTx, each: Correction) -> str | None:
    return (await tenders.get(tx, each.tender_id)).title if each.tender_id else None


def _waiting(each: Correction, subject: str | None = None) -> Waiting:
    proposal = Proposal.model_validate(each.proposal) if each.proposal else None
    return Waiting(each.id, each.about, each.member, each.updated_at, each.text, proposal, subject)


async def _replace(respond: AsyncRespond, card: Message) -> None:
    await respond(text=card.text, blocks=list(card.blocks), response_type="ephemeral", replace_original=True)


def _pressed(action: dict[str, Any]) -> tuple[str, int]:
    """(id, start of the page). Raises BadInput for a value that no button of ours has."""
    id, _, start = str(action.get("value", "")).partition("|")
    return id[:64], _start(start)


def _start(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 7):
        raise BadInput("unknown_reference", words.UNKNOWN_ACTION)
    return int(value)


def _filled_in(view: dict[str, Any]) -> Proposal:
    """Raises BadInput for a field or a way that the form does not offer."""
    values = view["state"]["values"]
    field = (values.get(FIELD, {}).get(FIELD, {}).get("selected_option") or {}).get("value")
    how = (values.get(HOW, {}).get(HOW, {}).get("selected_option") or {}).get("value")
    if field not in get_args(Field) or how not in get_args(How):
        raise BadInput("unknown_reference", words.UNKNOWN_VIEW)
    value = str(values.get(VALUE, {}).get(VALUE, {}).get("value") or "").strip()
    return Proposal(field=cast(Field, field), how=cast(How, how), value=value)


def _title(text: Literal["Applied", "Nothing to do"]) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}
