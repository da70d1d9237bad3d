"""Goes from page to page of a portal's answer, each once, on the portal's own origin, and notices where it breaks off."""

import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from urllib.parse import urljoin, urlsplit

from jobs.chain.errors import SourceDown
from jobs.sources.ocds_pages import Page, Release

_MAX_PAGES = 500
"""Of one window; the busiest day of Find a Tender measured by others had 5."""
_REMEMBERED = 5_000
"""Releases of a walk that are not handed out twice, because windows overlap at their ends."""


class Pages:
    """A page and those after it, on the publisher's own origin, each once."""

    def __init__(self, title: str, url: str, ask: Callable[[str], Awaitable[Page]], *, full: int | None = None) -> None:
        """`title` names the portal in sentences; `full` is how many entries make a full page, None where that is not known."""
        self._title = title
        self._ask = ask
        self._full = full
        self._next: str | None = url
        self._visited: set[str] = set()
        self.cut_short = False
        """Whether a full page came without a next one: what it should have named must be asked for in another way."""

    async def next_page(self) -> Page | None:
        """None after the last. Raises as asking does, and `SourceDown` where the pages lead elsewhere, in a circle, or never end."""
        if self._next is None:
            return None
        if self._next in self._visited or len(self._visited) >= _MAX_PAGES:
            raise SourceDown(f"{self._title} gives pages without end; nothing of them counts as read.")
        self._visited.add(self._next)
        page = await self._ask(self._next)
        self.cut_short = page.next is None and self._full is not None and page.size >= self._full
        self._next = same_origin(page.next, self._next, self._title) if page.next else None
        return page


class Seen:
    """Which releases a walk has handed out, as far back as windows can overlap."""

    def __init__(self) -> None:
        self._keys: OrderedDict[bytes, None] = OrderedDict()

    def first_time(self, release: Release) -> bool:
        """Two releases are one when their texts are: a publisher may use an id, or none, for several."""
        key = hashlib.blake2b(release.text.encode(), digest_size=16).digest()
        if key in self._keys:
            return False
        self._keys[key] = None
        if len(self._keys) > _REMEMBERED:
            self._keys.popitem(last=False)
        return True


def same_origin(link: str, base: str, title: str) -> str:
    """The address of the next page, in full.

    A portal behind a balancer writes http for https; nothing else of the origin may differ. Raises `SourceDown`.
    """
    try:
        here, there = urlsplit(base), urlsplit(urljoin(base, link.strip()))
    except ValueError as error:
        raise SourceDown(f"{title} names a next page that is no address; nothing of its list counts as read.") from error
    if there.scheme == "http" and here.scheme == "https":
        there = there._replace(scheme="https")
    if (there.scheme, _place(there.netloc)) != (here.scheme, _place(here.netloc)):
        raise SourceDown(f"{title} names a next page on another server; nothing of its list counts as read.")
    return there._replace(fragment="").geturl()


def _place(netloc: str) -> str:
    return netloc.lower().removesuffix(":443").removesuffix(":80")
