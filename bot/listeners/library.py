"""`/bidwright library`: the documents that answers may quote, listed for all, added and removed by those who may."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol, get_args

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import words
from bot.asking import slack_files
from bot.blocks.library import ADD, FILES, KIND, MOST_FILES, PAGE, REMOVE, Shelved, accepted_view, library_card, library_form
from bot.blocks.message import Message
from bot.blocks.text import said
from bot.here import Here
from bot.opening import open_form
from bot.permission import Permission, may, require
from bot.replies import ephemeral
from jobs.chain.errors import BadInput
from jobs.intake.given import SlackFile
from jobs.library import shelving
from storage import audit, library, requests
from storage.errors import NotFound
from storage.library import Kind, LibraryDocument
from storage.scope import TenantTx


class Learns(Protocol):
    """Reads what waits in a workspace's library."""

    async def learn(self, tenant_id: str) -> None: ...


class Nobody:
    """Where this process reads nothing: a librarian elsewhere finds what waits at its next round."""

    async def learn(self, tenant_id: str) -> None:  # noqa: ARG002, as `Learns` has it
        return


def with_librarian(librarian: Learns) -> Callable[..., Awaitable[Any]]:
    """Middleware that hands the process's librarian to the listeners that declare one."""

    async def middleware(context: AsyncBoltContext, next: Callable[[], Awaitable[Any]]) -> Any:  # noqa: A002, Bolt's name
        context["librarian"] = librarian
        return await next()

    return middleware


async def shown(ack: AsyncAck, client: AsyncWebClient, here: Here) -> None:
    await ack(ephemeral(await _card(here, await may(here, client, ADD), 0)))


async def asked_to_add(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    await require(here, client, ADD)
    await open_form(client, str(body["trigger_id"]), library_form())
    await ack()


async def paged(ack: AsyncAck, action: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond, here: Here) -> None:
    card = await _card(here, await may(here, client, ADD), _start(str(action.get("value", ""))))
    here.background.start(_replace(respond, card))
    await ack()


async def removed(ack: AsyncAck, action: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond, here: Here) -> None:
    await require(here, client, REMOVE)
    document_id, _, start = str(action.get("value", "")).partition("|")
    begin = _start(start)
    async with here.deps.db.tenant(here.tenant_id) as tx:
        name = await _remove(tx, here, document_id[:64])
    lead = words.library_removed(said(name, 100)) if name is not None else words.LIBRARY_GONE
    here.background.start(_replace(respond, await _card(here, "yes", begin, lead)))
    await ack()


async def submitted(ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient, here: Here, librarian: Learns) -> None:
    await require(here, client, ADD)
    files, kind = _filled_in(view)
    if files:
        fresh = await _hand_in(here, view, files, kind)
        here.background.start(librarian.learn(here.tenant_id))
        await ack(response_action="update", view=accepted_view(words.library_accepted(fresh, len(files) - fresh)))
    else:
        await ack(response_action="errors", errors={FILES: words.LIBRARY_NO_FILES})


async def _hand_in(here: Here, view: dict[str, Any], files: tuple[SlackFile, ...], kind: Kind) -> int:
    """How many of the files are new; stored before the request is acknowledged, once however often it comes."""
    deps, now = here.deps, here.deps.now()
    async with deps.db.tenant(here.tenant_id) as tx:
        if not await requests.first_time(tx, f"view:{view['id']}:{view['hash']}", now):
            return len(files)
        fresh = await shelving.hand_in(tx, files, kind, member=here.member, new_id=deps.new_id, now=now)
        if fresh:
            # Names of files may hold names of people; the trail is never erased, so it has ids alone.
            await _audit(tx, here, "library_added", "library", {"documents": fresh, "kind": kind})
    return len(fresh)


async def _remove(tx: TenantTx, here: Here, document_id: str) -> str | None:
    """The name of what was removed; None where somebody was quicker, or it never was of this workspace."""
    try:
        document = await library.get(tx, document_id)
    except NotFound:
        return None
    if not await library.remove(tx, document_id):
        return None
    await _audit(tx, here, "library_removed", f"library:{document_id}", None)
    return document.name


async def _audit(tx: TenantTx, here: Here, act: str, subject: str, after: dict[str, Any] | None) -> None:
    now = here.deps.now()
    await audit.record(tx, actor=here.member, act=act, subject=subject, before=None, after=after, request_id=here.request_id, now=now)


async def _card(here: Here, allowed: Permission, start: int, lead: str = "") -> Message:
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        found = await library.listed(tx, limit=start + PAGE + 1)
    if start >= len(found):  # the last of a page was removed
        start = max(0, (len(found) - 1) // PAGE * PAGE)
    page, more = found[start : start + PAGE], len(found) > start + PAGE
    rows = [_shelved(each) for each in page]
    return library_card(rows, start=start, more=more, may_edit=allowed == "yes", note=words.WHOM_TO_ASK.get(allowed), lead=lead)


def _shelved(document: LibraryDocument) -> Shelved:
    waits = shelving.is_waiting(document)
    reason = None if waits else document.reason
    state = "waiting" if waits else document.status
    return Shelved(document.id, document.name, document.kind, state, document.pages, reason, document.added_by, document.added_at)


async def _replace(respond: AsyncRespond, card: Message) -> None:
    await respond(text=card.text, blocks=list(card.blocks), response_type="ephemeral", replace_original=True)


def _start(value: str) -> int:
    """Raises BadInput for a value that no button of ours has."""
    if not (value.isascii() and value.isdigit() and len(value) < 7):
        raise BadInput("unknown_reference", words.UNKNOWN_ACTION)
    return int(value)


def _filled_in(view: dict[str, Any]) -> tuple[tuple[SlackFile, ...], Kind]:
    """Raises BadInput for more files than the form takes, or a kind that it does not offer."""
    values = view["state"]["values"]
    files = slack_files(values.get(FILES, {}).get(FILES, {}).get("files"))
    chosen = (values.get(KIND, {}).get(KIND, {}).get("selected_option") or {}).get("value")
    kind: Kind | None = next((each for each in get_args(Kind) if each == chosen), None)
    if kind is None or len(files) > MOST_FILES:
        raise BadInput("unknown_reference", words.UNKNOWN_VIEW)
    return files, kind
