"""`/bidwright profile`: what the company says of itself, shown to all and changed by those who may."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot import words
from bot.blocks.profile import EDIT, Saved, profile_card, profile_form, saved_view
from bot.here import Here
from bot.opening import open_form
from bot.permission import may, require
from bot.profile_change import ChangedMeanwhile, current
from bot.profile_form import Mistakes, differences, filled_in
from bot.replies import ephemeral
from jobs.chain.errors import BadInput
from jobs.chain.profile import Profile
from storage import audit, requests, tenants
from storage.scope import TenantTx


async def shown(ack: AsyncAck, client: AsyncWebClient, here: Here) -> None:
    found = await may(here, client, EDIT)
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        profile, row = await current(tx, here)
    saved = Saved(row.version, row.by, row.created_at) if row else None
    note = words.WHOM_TO_ASK.get(found)
    await ack(ephemeral(profile_card(profile, saved, today=here.deps.now().date(), may_edit=found == "yes", note=note)))


async def edited(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    await require(here, client, EDIT)
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        profile, row = await current(tx, here)
    await open_form(client, str(body["trigger_id"]), profile_form(profile, row.version if row else 0))
    await ack()


async def submitted(ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    await require(here, client, EDIT)
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        kept, _ = await current(tx, here)
    understood = filled_in(view["state"]["values"], kept)
    if isinstance(understood, Mistakes):
        await ack(response_action="errors", errors=dict(understood.errors))
    else:
        await ack(response_action="update", view=saved_view(await _save(here, view, understood)))


async def _save(here: Here, view: dict[str, Any], profile: Profile) -> int:
    """The version stored; a form sent twice is stored once. Raises ChangedMeanwhile, BadInput, StorageError."""
    begun, now = _version(view), here.deps.now()
    async with here.deps.db.tenant(here.tenant_id) as tx:
        there, row = await current(tx, here)
        found = row.version if row else 0
        if not await requests.first_time(tx, f"view:{view['id']}:{view['hash']}", now):
            return found
        different = differences(there, profile)
        if found == begun:
            stored = await tenants.set_profile(tx, profile.model_dump(mode="json"), by=here.member, now=now)
            if stored == begun + 1:
                await _audit(tx, here, begun, stored, different)
                return stored
            found = stored - 1
        # Leaving by an error takes the receipt and the version back.
        raise ChangedMeanwhile(words.profile_changed(found, ", ".join(different) or "nothing"))


async def _audit(tx: TenantTx, here: Here, before: int, after: int, different: tuple[str, ...]) -> None:
    """What was typed stays in the versions, where it can be erased; the audit trail cannot."""
    await audit.record(
        tx, actor=here.member, act="profile_changed", subject="profile", before={"version": before},
        after={"version": after, "fields": list(different)}, request_id=here.request_id, now=here.deps.now(),
    )  # fmt: skip


def _version(view: dict[str, Any]) -> int:
    """Raises BadInput for a form that is not ours."""
    text = str(view.get("private_metadata", ""))
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadInput("unknown_reference", words.UNKNOWN_VIEW)
    return int(text)
