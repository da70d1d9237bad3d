"""One page on its way into Slack: its turn, the call, and what each answer means."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import structlog

from bot import pace, pages, slack_codes
from bot.held_row import HeldRow, NotYet, Surroundings
from bot.lookup import Found, assemble
from bot.pages import Body, Identity
from bot.places import Place, is_moved, place_of
from bot.setbacks import Setbacks, Tools
from bot.slack_api import TIMEOUT, Content
from bot.slack_outcomes import Failure, Posted, Refused, Seen, Unclear
from storage.outbox import Page

LOOK_BEFORE = timedelta(seconds=5)
"""Clocks differ: how long before its row was written a message may seem to be posted."""

log = structlog.get_logger()


class Sending:
    """Sends the pages of one held row in order. Raises StorageError."""

    def __init__(self, tools: Tools, held: HeldRow, around: Surroundings, token: str) -> None:
        self._tools, self._held, self._around, self._token = tools, held, around, token
        self._setbacks = Setbacks(tools, held, token)
        self._first = next((Posted(p.channel, p.ts) for p in around.pages if p.page == 0 and p.ts and p.channel), None)
        self._why_moved: str | None = None
        self._known: bool | None = None
        """Whether the page at hand may be in Slack, as far as this try knows; None: as the row says."""

    async def page(self, page: Page, *, last: bool) -> bool:
        """Deliver one page and record it, the last one together with the row. False when the row was given back or given up."""
        body, identity = self._held.body(page), Identity(self._held.row.id, page.page, page.rev)
        if page.ts and page.channel:
            posted = await self._update(Posted(page.channel, page.ts), body, identity)
        else:
            posted = await self._post(body, identity)
        if posted is None:
            return False
        opens = page.ts is None and page.page == 0 and self._held.row.seq == 0 and posted.channel == self._around.run.channel
        await self._held.sent(page, posted.channel, posted.ts, opens=opens, last=last)
        self._known = False
        self._first = posted if page.page == 0 else self._first
        return True

    # --- a new message ---------------------------------------------------------------------------------------

    async def _post(self, body: Body, identity: Identity) -> Posted | None:
        contents, there = [pages.whole(body, identity)], dict[int, str]()
        if self._held.row.unclear and self._known is None:
            found = await self._look(identity)
            if found is None:
                return None
            if found.parts and found.of == 1:
                return await self._adopt(found, body, identity)
            if found.parts:
                contents, there = pages.text_only(body, identity), found.parts
        whole = True
        while True:
            outcome = await self._parts(identity.page, contents, there)
            match outcome:
                case Posted() | None:
                    return outcome
                case Refused(code, where) if code in slack_codes.CONTENT and whole:
                    self._fell_back(code, where)
                    contents, whole = pages.text_only(body, identity), False
                case Refused(code) if code in slack_codes.PLACE_CLOSED and await self._redirect(code):
                    continue
                case Refused(code) if code in slack_codes.PLACE_CLOSED:
                    return None
                case _:
                    await self._setbacks.record(outcome, pace.POST, unclear=self._known)
                    return None

    async def _parts(self, page: int, contents: Sequence[Content], there: dict[int, str]) -> Posted | Failure | None:
        """Post what is not `there` yet, adding to it. None when the row was given back to wait for its turn."""
        place = self._place(page)
        first = Posted(place.channel, there[0]) if 0 in there else None
        for number, content in enumerate(contents):
            if number in there:
                continue
            if not await self._turn(pace.for_post(place.channel), posting=True):
                return None
            shown = self._noted(content, place) if number == 0 else content
            key = pages.client_msg_id(self._held.row.id, page, number)
            outcome = await self._tools.api.post(self._token, place.channel, place.thread_ts, shown, key)
            if not isinstance(outcome, Posted):
                self._known = bool(there) or isinstance(outcome, Unclear)
                return outcome
            there[number] = outcome.ts
            self._known = True
            first = first or outcome
        return first

    # --- a message that may be there -------------------------------------------------------------------------

    async def _look(self, identity: Identity) -> Found | None:
        """Look once for a send whose answer was lost. None when that has to wait; nothing found means: send it again."""
        place = self._place(identity.page)
        method = pace.REPLIES if place.thread_ts else pace.HISTORY
        if not await self._turn(pace.for_read(method), posting=False):
            return None
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
                await self._setbacks.record(seen, method, unclear=None)
                return None
        self._known = bool(found.parts)
        return found

    async def _doubt(self, page: int, cause: str) -> None:
        """It is sent once more without knowing: rather a second message than silence, but never uncounted (DESIGN.md §3.4)."""
        self._tools.counters["possible_double"] += 1
        log.warning("message_possibly_doubled", run_id=self._held.row.run_id, part=self._held.row.part, page=page, cause=cause)
        await self._held.note("message_possibly_doubled", page, cause)

    async def _adopt(self, found: Found, body: Body, identity: Identity) -> Posted | None:
        """It is there: keep it, and change it where it shows an older rev."""
        self._tools.counters["found"] += 1
        posted = Posted(self._place(identity.page).channel, found.parts[0])
        return posted if found.rev == identity.rev else await self._update(posted, body, identity)

    # --- a message that is there -----------------------------------------------------------------------------

    async def _update(self, posted: Posted, body: Body, identity: Identity) -> Posted | None:
        content = pages.whole(body, identity)
        turns = pace.for_update(posted.channel, posted.ts, under_way=not self._around.ended)
        while True:
            if not await self._turn(turns, posting=False):
                return None
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
                    await self._setbacks.record(outcome, pace.UPDATE, unclear=self._known)
                    return None

    # --- shared ----------------------------------------------------------------------------------------------

    def _place(self, page: int) -> Place:
        return place_of(self._held.row, page, asked_in=self._around.run.channel, root=self._around.root, first=self._first)

    def _noted(self, content: Content, place: Place) -> Content:
        return pages.with_note(content, pages.moved_note(self._around.run.channel, self._why_moved)) if place.moved else content

    async def _turn(self, turns: Sequence[pace.Turn], *, posting: bool) -> bool:
        """Wait for a near turn; for a later one, or on a lease too short for the call, give the row back."""
        if not self._held.lasts(TIMEOUT + pace.INLINE.total_seconds()):
            await self._setbacks.wait(timedelta(0), "lease_too_short", unclear=self._known)
            return False
        try:
            at = await self._held.begin(turns, posting=posting)
        except NotYet as late:
            now = self._tools.now()
            again = self._tools.line.join(turns[-1], self._held.row.id, late.at, now) if posting else late.at
            await self._setbacks.wait(again - now, "pace", unclear=self._known)
            return False
        if (seconds := (at - self._tools.now()).total_seconds()) > 0:
            await self._tools.sleep(seconds)
        return True

    async def _redirect(self, code: str) -> bool:
        """Take the row to the requester's DM. False when it was given back or given up instead."""
        run, place = self._around.run, self._place(0)
        if is_moved(self._held.row, run.channel):
            await self._setbacks.give_up(code)
            return False
        channel = await self._tools.api.open_direct(self._token, run.requester)
        if isinstance(channel, Refused) and channel.code == "missing_scope":
            channel = run.requester  # chat.postMessage opens the DM itself
        if isinstance(channel, Refused) and channel.code not in slack_codes.TOKEN_GONE:
            await self._setbacks.give_up(f"{code}, then {channel.code}")
            return False
        if not isinstance(channel, str):
            await self._setbacks.record(channel, pace.OPEN, unclear=False)
            return False
        self._why_moved, self._known = code, False
        if channel == self._held.row.channel and place.thread_ts is not None:
            self._around = replace(self._around, root=None)  # a DM whose thread is gone: go on beside it
            return True
        if channel == self._held.row.channel:
            await self._setbacks.give_up(code)
            return False
        await self._held.redirect(channel)
        self._tools.counters["redirected"] += 1
        log.warning("post_redirected", run_id=run.id, part=self._held.row.part, code=code)
        return True

    def _fell_back(self, code: str, where: Sequence[str]) -> None:
        self._tools.counters["fallback"] += 1
        log.error("blocks_refused", run_id=self._held.row.run_id, part=self._held.row.part, code=code, where=list(where))
