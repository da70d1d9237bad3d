"""Asks OCDS portals for one notice or for all that changed in a window, and never takes a part for the whole."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from jobs.chain.errors import BadInput, SourceDown
from jobs.fetch import Fetcher
from jobs.sources.ocds_gate import FOR_A_PERSON, FOR_A_WALK, Gate
from jobs.sources.ocds_pages import Page, Release, pick_notice, read_page
from jobs.sources.ocds_publishers import (
    CONTRACTS_FINDER,
    FIND_A_TENDER,
    PORTAL_OF_PREFIX,
    SCOTLAND,
    WALES,
    Publisher,
    Window,
    contracts_finder,
    find_a_tender,
    scotland,
    wales,
)
from jobs.sources.ocds_templates import configured
from jobs.sources.ocds_walk import Pages, Seen

_MAX_PAGES_FOR_ONE = 20
"""Looked through for one notice where the publisher has nothing but a feed."""


class OcdsPortal(Protocol):
    @property
    def name(self) -> str: ...

    async def notice(self, id: str) -> bytes:
        """A package with the notice of this ocid or release id, its values as the portal wrote them, in UTF-8.

        By ocid: the compiled release in its record, else the newest release of the tender stage (with the earlier ones
        that it changes). Raises `BadInput` not_found; `SourceDown` with the seconds to wait where they are known.
        """
        ...

    def updates(self, since: datetime, until: datetime) -> AsyncIterator[bytes]:
        """Each release that changed in the window, in a package of its own; now and then one from shortly before it.

        Only a walk that ends by itself was complete: raises `SourceDown` when an answer is partial in any way, and a
        watermark must then stay where it is. Portals file late, so ask again for the two hours before the last `until`.
        """
        ...


class Portal:
    """One publisher behind one gate; `OcdsPortal`."""

    def __init__(self, name: str, publisher: Publisher, gate: Gate) -> None:
        self.name = name
        self.publisher = publisher
        self._gate = gate

    async def notice(self, id: str) -> bytes:
        wanted, failure = id.strip(), None
        for url in self.publisher.notice_urls(wanted):
            try:
                found = await self._look_through(url, wanted)
            except BadInput as error:
                failure = error if error.code != "not_found" else failure
                continue
            if found is not None:
                return found
        if failure is not None:
            raise failure
        raise BadInput("not_found", f"{self.publisher.title} shows no notice {wanted[:60]}. Check the number.")

    async def _look_through(self, url: str, wanted: str) -> bytes | None:
        walk = Pages(self.publisher.title, url, self._ask_for_a_person)
        for _ in range(_MAX_PAGES_FOR_ONE):
            page = await walk.next_page()
            if page is None:
                return None
            chosen = pick_notice(page, wanted)
            if chosen and _a_change_by_number(chosen, wanted):
                return await self._whole_of(chosen[0]) or page.packed(*chosen)
            if chosen:
                return page.packed(*chosen)
        return None

    async def _whole_of(self, change: Release) -> bytes | None:
        """The process that a release changes, where the portal tells it: the change alone names neither lots nor dates."""
        try:
            return await self.notice(change.ocid)
        except BadInput:
            return None

    async def updates(self, since: datetime, until: datetime) -> AsyncIterator[bytes]:
        if since.tzinfo is None or until.tzinfo is None:
            raise ValueError("a window needs times with a zone")
        seen = Seen()
        for step in Window(since, until).steps(self.publisher.step):
            todo = [step]
            while todo:
                window = todo.pop()
                for url in self.publisher.window_urls(window):
                    walk = Pages(self.publisher.title, url, self._ask_for_a_walk, full=self._full_page(window))
                    while (page := await self._page_of(walk)) is not None:
                        for release in page.releases:
                            if (window.has_day_of(release) or not self.publisher.by_day) and seen.first_time(release):
                                yield page.packed(release)
                    if walk.cut_short:
                        todo += reversed(self._otherwise(window))

    async def _page_of(self, walk: Pages) -> Page | None:
        try:
            return await walk.next_page()
        except BadInput as error:
            if error.code == "too_large" and self.publisher.page_size is not None:
                walk.cut_short = True
                return None
            raise SourceDown(f"{self.publisher.title} did not give a whole answer; nothing of it counts as read.") from error

    def _full_page(self, window: Window) -> int | None:
        return self.publisher.uneven_size if window.uneven else self.publisher.page_size

    def _otherwise(self, window: Window) -> tuple[Window, ...]:
        """How else to ask for a window whose list was cut short."""
        if window.until - window.since >= 2 * self.publisher.shortest:
            return window.halves()
        if self.publisher.uneven_size is not None and not window.uneven:
            return (replace(window, uneven=True),)
        raise SourceDown(f"{self.publisher.title} ends its list in the middle; nothing of it counts as read.")

    async def _ask_for_a_person(self, url: str) -> Page:
        return await self._gate.ask(url, read_page, FOR_A_PERSON)

    async def _ask_for_a_walk(self, url: str) -> Page:
        return await self._gate.ask(url, read_page, FOR_A_WALK)


def _a_change_by_number(chosen: tuple[Release, ...], wanted: str) -> bool:
    release = chosen[0]
    return release.changes_only and bool(release.ocid) and release.ocid.casefold() != wanted.casefold()


def portals(
    fetcher: Fetcher,
    *,
    now: Callable[[], datetime],
    fts_url: str = FIND_A_TENDER,
    others: Sequence[str] = (),
    contracts_finder_url: str = CONTRACTS_FINDER,
    scotland_url: str = SCOTLAND,
    wales_url: str = WALES,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Mapping[str, OcdsPortal]:
    """One of each for the life of a process, because each keeps its portal's pace.

    Keys are find_a_tender, contracts_finder, public_contracts_scotland, sell2wales and the host of each publisher in
    `others` (addresses as `ConfiguredPublisher` tells). `now` reads a Retry-After that is a date; `clock` counts seconds
    and never goes back.
    """
    publishers: dict[str, Publisher] = {
        "find_a_tender": find_a_tender(fts_url.rstrip("/")),
        "contracts_finder": contracts_finder(contracts_finder_url.rstrip("/")),
        "public_contracts_scotland": scotland(scotland_url.rstrip("/")),
        "sell2wales": wales(wales_url.rstrip("/")),
        **configured(others),
    }
    return {
        name: Portal(name, publisher, Gate(fetcher, publisher.title, publisher.rate, sleep=sleep, now=now, clock=clock))
        for name, publisher in publishers.items()
    }


def portal_for_ocid(portals: Mapping[str, OcdsPortal], ocid: str) -> OcdsPortal | None:
    """The portal whose prefix the ocid has; else the one configured publisher of unknown prefix, where there is but one."""
    asked = ocid.strip().lower()
    if not asked.startswith("ocds-"):
        return None
    known = next((name for prefix, name in PORTAL_OF_PREFIX.items() if asked.startswith(prefix)), None)
    if known is not None:
        return portals.get(known)
    added = [portal for name, portal in portals.items() if name not in PORTAL_OF_PREFIX.values() and isinstance(portal, Portal)]
    named = [portal for portal in added if portal.publisher.prefix and asked.startswith(portal.publisher.prefix)]
    nameless = [portal for portal in added if not portal.publisher.prefix]
    return named[0] if named else nameless[0] if len(nameless) == 1 else None
