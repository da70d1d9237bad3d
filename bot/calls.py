"""One page into Slack: the calls that takes, each in its turn, and what each answer means."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import structlog

from bot import pace, pages, slack_codes
from bot.held_row import HeldRow, Surroundings
from bot.lookup import Found, assemble
from bot.pages import Body, Identity
from bot.parting import Parting
from bot.places import Place, is_moved, place_of
from bot.setbacks import Setbacks, Tools
from bot.slack_api import Content
from bot.slack_outcomes import Failure, Posted, Refused, Seen, Unclear
from bot.turns import Turns
from storage.outbox import Page

LOOK_BEFORE = timedelta(seconds=5)
"""Clocks differ: how long before its row was written a message may seem to be posted."""

log = structlog.get_logger()


class Calls:
    """The calls for the pages of one held row, one page after another. Raises StorageError."""

    def __init__(self, tools: Tools, held: HeldRow, around: Surroundings, token: str, turns: Turns) -> None:
        self._tools, self._held, self._around, self._token, self._turns = tools, held, around, token, turns
        self._setbacks = Setbacks(held, token)
        self._first = next((Posted(p.channel, p.ts) for p in around.pages if p.page == 0 and p.ts and p.channel), None)
        self._why_moved: str | None = None
        self.known: bool | None = None
        """Whether the page to be posted next may be in Slack, as far as this try knows; None: as the row says."""

    async def page(self, page: Page, body: Body) -> Posted | Parting:
        """Where the page stands in Slack, or how the row left our hands instead."""
        identity = Identity(self._held.row.id, page.page, page.rev)
        if page.ts and page.channel:
            return await self._update(Posted(page.channel, page.ts), body, identity)
        return await self._post(body, identity)

    def delivered(self, page: Page, posted: Posted) -> None:
        """The next page follows. What the row says of a post stays open while pages before it are only changed."""
        self.known = False if page.ts is None else self.known
        self._first = posted if page.page == 0 else self._first

    def first_call(self, page: Page) -> tuple[Sequence[pace.Turn], bool]:
        """The turns of the call that a page begins with, and whether that posts."""
        if page.ts and page.channel:
            return self._update_turns(Posted(page.channel, page.ts)), False
        place = self._place(page.page)
        if self._to_look_up:
            return pace.for_read(_look_method(place)), False
        return pace.for_post(place.channel), True

    def _update_turns(self, posted: Posted) -> Sequence[pace.Turn]:
        return pace.for_update(posted.channel, posted.ts, under_way=not self._around.ended)

    @property
    def _to_look_up(self) -> bool:
        return self._held.row.unclear and self.known is None

    async def _turn(self, turns: Sequence[pace.Turn], *, posting: bool) -> Parting | None:
        return await self._turns.wait(turns, posting=posting, known=self.known)

    # --- a new message ---------------------------------------------------------------------------------------

    async def _post(self, body: Body, identity: Identity) -> Posted | Parting:
        contents, there = [pages.whole(body, identity)], dict[int, str]()
        if self._to_look_up:
            found = await self._look(identity)
            if isinstance(found, Parting):
                return found
            if found.parts and found.of == 1:
                return await self._adopt(found, body, identity)
            if found.parts:
                contents, there = pages.text_only(body, identity), found.parts
        whole = True
        while True:
            outcome = await self._parts(identity.page, contents, there)
            match outcome:
                case Posted() | Parting():
                    return outcome
                case Refused(code, where) if code in slack_codes.CONTENT and whole:
                    self._fell_back(code, where)
                    contents, whole = pages.text_only(body, identity), False
                case Refused(code) if code in slack_codes.PLACE_CLOSED:
                    if (parting := await self._redirect(code)) is not None:
                        return parting
                case _:
                    return await self._failed(outcome, pace.POST, unclear=self.known)

    async def _parts(self, page: int, contents: Sequence[Content], there: dict[int, str]) -> Posted | Failure | Parting:
        """Post what is not `there` yet, adding to it. A Parting when the row was given back to wait for its turn."""
        place = self._place(page)
        first = Posted(place.channel, there[0]) if 0 in there else None
        for number, content in enumerate(contents):
            if number in there:
                continue
            if (parting := await self._turn(pace.for_post(place.channel), posting=True)) is not None:
                return parting
            shown = self._noted(content, place) if number == 0 else content
            key = pages.client_msg_id(self._held.row.id, page, number)
            outcome = await self._tools.api.post(self._token, place.channel, place.thread_ts, shown, key)
            if not isinstance(outcome, Posted):
                self.known = bool(there) or isinstance(outcome, Unclear)
                return outcome
            there[number] = outcome.ts
            self.known = True
            first = first or outcome
        assert first is not None
        return first

    # --- a message that may be there -------------------------------------------------------------------------

    async def _look(self, identity: Identity) -> Found | Parting:
        """Look once for a send whose answer was lost. A Parting when that has to wait; nothing found means: send it again."""
        place = self._place(identity.page)
        method = _look_method(place)
        if (parting := await self._turn(pace.for_read(method), posting=False)) is not None:
            return parting
        self._tools.counters["looked_up"] += 1
        oldest = self._held.row.created_at - LOOK_BEFORE
        seen = await self._tools.api.look(self._token, place.channel, place.thread_ts, pages.EVENT_TYPE, oldest)
        found = Found()
        match seen:
            case Seen():
                found = assemble(seen, identity)
                if not found.parts and not seen.complete:
                    await self._doubt(identity.page, "too_much_to_read")
            case Refused(code) if code not in slack_codes.TOKEN_GONE:
                await self._doubt(identity.page, code)
            case _:
                return await self._failed(seen, method, unclear=None)
        self.known = bool(found.parts)
        return found

    async def _doubt(self, page: int, cause: str) -> None:
        """It is sent once more without knowing: rather a second message than silence, but never uncounted (DESIGN.md §3.4)."""
        self._tools.counters["possible_double"] += 1
        log.warning("message_possibly_doubled", run_id=self._held.row.run_id, part=self._held.row.part, page=page, cause=cause)
        async with self._held.writing() as tx:
            await self._held.note(tx, "message_possibly_doubled", page, cause)

    async def _adopt(self, found: Found, body: Body, identity: Identity) -> Posted | Parting:
        """It is there: keep it, and change it where it shows an older rev."""
        self._tools.counters["found"] += 1
        posted = Posted(self._place(identity.page).channel, found.parts[0])
        return posted if found.rev == identity.rev else await self._update(posted, body, identity)

    # --- a message that is there -----------------------------------------------------------------------------

    async def _update(self, posted: Posted, body: Body, identity: Identity) -> Posted | Parting:
        content = pages.whole(body, identity)
        while True:
            if (parting := await self._turn(self._update_turns(posted), posting=False)) is not None:
                return parting
            shown = pages.short(self._noted(content, self._place(identity.page)))
            outcome = await self._tools.api.update(self._token, posted.channel, posted.ts, shown)
            match outcome:
                case Posted():
                    return posted
                case Refused(code) if code in slack_codes.MESSAGE_GONE:
                    log.info("message_left_as_it_is", run_id=self._held.row.run_id, part=self._held.row.part, code=code)
                    return posted
                case Refused(code, where) if code in slack_codes.CONTENT and content.blocks:
                    self._fell_back(code, where)
                    content = pages.text_only(body, identity)[0]
                case _:
                    return await self._failed(outcome, pace.UPDATE, unclear=self.known)

    # --- shared ----------------------------------------------------------------------------------------------

    def _place(self, page: int) -> Place:
        return place_of(self._held.row, page, asked_in=self._around.run.channel, root=self._around.root, first=self._first)

    def _noted(self, content: Content, place: Place) -> Content:
        return pages.with_note(content, pages.moved_note(self._around.run.channel, self._why_moved)) if place.moved else content

    async def _redirect(self, code: str) -> Parting | None:
        """Take the row to the requester's DM. A Parting when it was given back or given up instead."""
        run, place = self._around.run, self._place(0)
        if is_moved(self._held.row, run.channel):
            return await self._given_up(code)
        channel = await self._tools.api.open_direct(self._token, run.requester)
        if isinstance(channel, Refused) and channel.code == "missing_scope":
            channel = run.requester  # chat.postMessage opens the DM itself
        if isinstance(channel, Refused) and channel.code not in slack_codes.TOKEN_GONE:
            return await self._given_up(f"{code}, then {channel.code}")
        if not isinstance(channel, str):
            return await self._failed(channel, pace.OPEN, unclear=False)
        self._why_moved, self.known = code, False
        if channel == self._held.row.channel and place.thread_ts is not None:
            self._around = replace(self._around, root=None)  # a DM whose thread is gone: go on beside it
            return None
        if channel == self._held.row.channel:
            return await self._given_up(code)
        async with self._held.writing() as tx:
            await self._held.redirect(tx, channel)
        self._held.redirected(channel)
        self._tools.counters["redirected"] += 1
        log.warning("post_redirected", run_id=run.id, part=self._held.row.part, code=code)
        return None

    async def _failed(self, failure: Failure, method: str, *, unclear: bool | None) -> Parting:
        async with self._held.writing() as tx:
            return await self._setbacks.record(tx, failure, method, unclear=unclear)

    async def _given_up(self, cause: str) -> Parting:
        async with self._held.writing() as tx:
            return await self._held.fail(tx, cause)

    def _fell_back(self, code: str, where: Sequence[str]) -> None:
        self._tools.counters["fallback"] += 1
        log.error("blocks_refused", run_id=self._held.row.run_id, part=self._held.row.part, code=code, where=list(where))


def _look_method(place: Place) -> str:
    return pace.REPLIES if place.thread_ts else pace.HISTORY
