"""`/bidwright review`: disputed answers, for admins alone; each is edited, promoted to a golden case of the workspace, or dismissed."""

import asyncio
from typing import Any, Literal

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import words, words_review
from bot.blocks.message import Message
from bot.blocks.review import DISMISS, EDIT, PAGE, PROMOTE, Disputed, Voice, review_card
from bot.blocks.review_form import case_form, saved_view
from bot.here import Here
from bot.opening import open_form
from bot.permission import require
from bot.replies import ephemeral
from bot.review_form import Mistakes, filled_in
from jobs import promotion
from jobs.chain.errors import BadInput, BidwrightError
from jobs.evals import sealed
from jobs.evals.case import Expected
from storage import audit, candidates, requests
from storage.candidates import Candidate, Dispute
from storage.errors import NotFound
from storage.scope import TenantTx


class NotThere(BidwrightError):
    """Nothing can be written about it (any more); nothing was stored."""


async def shown(ack: AsyncAck, client: AsyncWebClient, here: Here) -> None:
    await require(here, client, EDIT)
    await ack(ephemeral(await _card(here, 0)))
    # Read once a process: the first promotion would else wait for it.
    here.background.start(asyncio.to_thread(sealed.sealed))


async def paged(ack: AsyncAck, action: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond, here: Here) -> None:
    await require(here, client, EDIT)
    here.background.start(_replace(respond, await _card(here, _start(str(action.get("value", ""))))))
    await ack()


async def edited(ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    await require(here, client, EDIT)
    candidate_id, _ = _value(action)
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        view = await _form(tx, here, candidate_id)
    await open_form(client, str(body["trigger_id"]), view)
    await ack()


async def submitted(ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    await require(here, client, EDIT)
    candidate_id, revision = _metadata(view)
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        _, before = await _begun(tx, here, candidate_id)
    understood = filled_in(view["state"]["values"], before)
    if isinstance(understood, Mistakes):
        await ack(response_action="errors", errors=dict(understood.errors))
    else:
        await _save(here, view, candidate_id, revision, understood)
        await ack(response_action="update", view=saved_view())


async def promoted(ack: AsyncAck, action: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond, here: Here) -> None:
    # `promote` masks what it stores, and decides in the transaction that stores it.
    await require(here, client, PROMOTE, passed={"once", "masked"})
    candidate_id, start = _value(action)
    done = await promotion.promote(here.deps, here.tenant_id, candidate_id, by=here.member, request_id=here.request_id)
    lead = words_review.PROMOTED if done == "promoted" else words_review.REFUSED[done]
    here.background.start(_replace(respond, await _card(here, start, lead)))
    await ack()


async def dismissed(ack: AsyncAck, action: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond, here: Here) -> None:
    await require(here, client, DISMISS)
    candidate_id, start = _value(action)
    done = await _dismiss(here, candidate_id)
    lead = words_review.DISMISSED if done == "dismissed" else words_review.REFUSED[done]
    here.background.start(_replace(respond, await _card(here, start, lead)))
    await ack()


async def _dismiss(here: Here, candidate_id: str) -> Literal["dismissed", "gone", "decided"]:
    async with here.deps.db.tenant(here.tenant_id) as tx:
        try:
            candidate = await candidates.get(tx, candidate_id)
        except NotFound:
            return "gone"
        if not await candidates.decide(tx, candidate.id, "dismissed", by=here.member, now=here.deps.now()):
            return "decided"
        await _audit(tx, here, "case_dismissed", candidate.id, {"run": candidate.run_id})
    return "dismissed"


async def _form(tx: TenantTx, here: Here, candidate_id: str) -> dict[str, Any]:
    candidate, expected = await _begun(tx, here, candidate_id)
    title = (await candidates.titles(tx, [candidate.tender_id])).get(candidate.tender_id)
    against = (await candidates.disputes_of(tx, [candidate.id])).get(candidate.id, [])
    return case_form(expected, title=title, said_of_it=[_voice(each) for each in against], metadata=f"{candidate.id}|{candidate.revision}")


async def _begun(tx: TenantTx, here: Here, candidate_id: str) -> tuple[Candidate, Expected]:
    """An open candidate, and what its case would expect as far as it is written. Raises NotThere."""
    try:
        candidate = await candidates.get(tx, candidate_id)
    except NotFound as error:
        raise NotThere(words_review.REFUSED["gone"]) from error
    if candidate.state != "open":
        raise NotThere(words_review.CHANGED_MEANWHILE)
    expected = await promotion.begin(tx, here.deps, candidate)
    if expected is None:
        raise NotThere(words_review.REFUSED["lost"])
    return candidate, expected


async def _save(here: Here, view: dict[str, Any], candidate_id: str, revision: int, expected: Expected) -> None:
    """A form sent twice is stored once. Raises NotThere."""
    now = here.deps.now()
    async with here.deps.db.tenant(here.tenant_id) as tx:
        if not await requests.first_time(tx, f"view:{view['id']}:{view['hash']}", now):
            return
        # Unset stays unset: a fact that nobody judges is another thing than one that must be unknown.
        body = expected.model_dump(mode="json", exclude_unset=True)
        if not await candidates.expect(tx, candidate_id, body, revision=revision, now=now):
            raise NotThere(words_review.CHANGED_MEANWHILE)
        await _audit(tx, here, "case_edited", candidate_id, {"revision": revision + 1, "verdicts": list(expected.verdicts)})


async def _audit(tx: TenantTx, here: Here, act: str, candidate_id: str, after: dict[str, Any]) -> None:
    """What was typed stays where it can be erased; the audit trail cannot."""
    await audit.record(
        tx, actor=here.member, act=act, subject=f"candidate:{candidate_id}", before=None, after=after,
        request_id=here.request_id, now=here.deps.now(),
    )  # fmt: skip


async def _card(here: Here, start: int, lead: str = "") -> Message:
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        total = await candidates.count_waiting(tx)
        if start >= total:  # the last of a page was decided
            start = max(0, (total - 1) // PAGE * PAGE)
        page = await candidates.waiting(tx, start=start, limit=PAGE)
        against = await candidates.disputes_of(tx, [each.id for each in page])
        titles = await candidates.titles(tx, [each.tender_id for each in page])
    rows = [_row(here, each, titles.get(each.tender_id), against.get(each.id, [])) for each in page]
    return review_card(rows, start=start, total=total, lead=lead)


def _row(here: Here, candidate: Candidate, title: str | None, against: list[Dispute]) -> Disputed:
    days = (here.deps.now() - candidate.created_at).days
    spoken = tuple(_voice(each) for each in against)
    written = candidate.expected is not None
    return Disputed(candidate.id, title, candidate.verdict, spoken, candidate.created_at, days, written)


def _voice(dispute: Dispute) -> Voice:
    return Voice(dispute.member, dispute.reasons, dispute.correction)


async def _replace(respond: AsyncRespond, card: Message) -> None:
    await respond(text=card.text, blocks=list(card.blocks), response_type="ephemeral", replace_original=True)


def _value(action: dict[str, Any]) -> tuple[str, int]:
    """`candidate|start`. Raises BadInput for a value that no button of ours has."""
    candidate_id, _, start = str(action.get("value", "")).partition("|")
    return candidate_id[:64], _start(start)


def _metadata(view: dict[str, Any]) -> tuple[str, int]:
    """`candidate|revision`. Raises BadInput for a form that is not ours."""
    candidate_id, _, revision = str(view.get("private_metadata", "")).partition("|")
    if not (candidate_id and _is_number(revision)):
        raise BadInput("unknown_reference", words.UNKNOWN_VIEW)
    return candidate_id[:64], int(revision)


def _start(value: str) -> int:
    """Raises BadInput for a value that no button of ours has."""
    if not _is_number(value):
        raise BadInput("unknown_reference", words.UNKNOWN_ACTION)
    return int(value)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7
