"""The table of OCDS publishers: by which addresses each answers for one notice and for a window of time, and its habits."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from jobs.chain.errors import BadInput
from jobs.sources.ocds_gate import Rate
from jobs.sources.ocds_pages import Release

FIND_A_TENDER = "https://www.find-tender.service.gov.uk"
CONTRACTS_FINDER = "https://www.contractsfinder.service.gov.uk"
SCOTLAND = "https://api.publiccontractsscotland.gov.uk"
WALES = "https://api.sell2wales.gov.wales"
PORTAL_OF_PREFIX = {
    "ocds-h6vhtk-": "find_a_tender",
    "ocds-b5fd17-": "contracts_finder",
    "ocds-r6ebe6-": "public_contracts_scotland",
    "ocds-kuma6s-": "sell2wales",
}
_UK = ZoneInfo("Europe/London")
_SECOND = "%Y-%m-%dT%H:%M:%S"
_MOST, _UNEVEN = 100, 97
"""Entries a page: the most that the British portals give; and a size at whose end no list of full hundreds ends (below 9,700)."""


@dataclass(frozen=True)
class Window:
    """From `since` to `until`, both included, both aware."""

    since: datetime
    until: datetime
    uneven: bool = False
    """Asked for in pages of `Publisher.uneven_size`, which tells a last page that happens to be full from a list cut short."""

    def steps(self, step: timedelta | None) -> Iterator["Window"]:
        """The window in pieces of at most `step`, oldest first; whole where that is None; nothing where it is empty."""
        at = self.since
        while at < self.until:
            end = self.until if step is None else min(at + step, self.until)
            yield Window(at, end)
            at = end

    def halves(self) -> tuple["Window", "Window"]:
        middle = self.since + (self.until - self.since) / 2
        return Window(self.since, middle), Window(middle, self.until)

    def has_day_of(self, release: Release) -> bool:
        """Whether the release is dated within the days of the window or the day before (midnight east of Greenwich), or not at all."""
        since, until = self.since.astimezone(UTC).date() - timedelta(days=1), self.until.astimezone(_UK).date()
        return release.when.year < 1900 or since <= release.when.date() <= until


@dataclass(frozen=True)
class Publisher:
    title: str
    """For sentences to people."""
    rate: Rate
    notice_urls: Callable[[str], tuple[str, ...]]
    """Where to ask for one notice, best first. Raises `BadInput` not_found for what cannot be an id of this publisher."""
    window_urls: Callable[[Window], tuple[str, ...]]
    """First pages that together hold the window."""
    step: timedelta | None = None
    """The longest window it answers in full; None where it takes any, or knows no windows."""
    shortest: timedelta = timedelta(minutes=2)
    """A window is not cut below this."""
    page_size: int | None = None
    """Entries of a full page, after which there ought to be a next one; None where that cannot be told or helped."""
    uneven_size: int | None = None
    """The same for an uneven window; None where the portal does not let itself be asked for another size."""
    by_day: bool = False
    """Whether it answers with more than the window, so that releases are chosen by their day."""
    prefix: str | None = None
    """Of the ocids of a configured publisher, with the hyphen at the end, in small letters."""


def find_a_tender(base: str = FIND_A_TENDER) -> Publisher:
    """UK Find a Tender: 12 requests in 2 minutes; long windows leave releases out without a word (kingfisher-collect 877)."""
    api = f"{base}/api/1.0"

    def notice_urls(notice_id: str) -> tuple[str, ...]:
        if re.fullmatch(r"ocds-h6vhtk-[0-9a-f]{1,12}", notice_id, re.IGNORECASE):
            ocid = notice_id.lower()
            return f"{api}/ocdsRecordPackages/{ocid}", f"{api}/ocdsReleasePackages/{ocid}"
        if re.fullmatch(r"[0-9]{1,6}-20[0-9]{2}", notice_id):
            return (f"{api}/ocdsReleasePackages/{notice_id.zfill(11)}",)
        raise no_id("Find a Tender", notice_id, "012345-2027 or ocds-h6vhtk-01a2b3")

    def window_urls(window: Window) -> tuple[str, ...]:
        since, until, size = _uk_ends(window)
        return (f"{api}/ocdsReleasePackages?updatedFrom={since}&updatedTo={until}&limit={size}",)

    # Five hours, because the end of a window is an hour later in summer: six at most.
    return Publisher("Find a Tender", Rate(12, 120.0), notice_urls, window_urls, timedelta(hours=5), page_size=_MOST, uneven_size=_UNEVEN)


def contracts_finder(base: str = CONTRACTS_FINDER) -> Publisher:
    """UK Contracts Finder: a 403 with a page of HTML means "too many requests", and nothing may be asked for five minutes."""

    def notice_urls(notice_id: str) -> tuple[str, ...]:
        if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z._-]{5,199}", notice_id):
            raise no_id("Contracts Finder", notice_id, "ocds-b5fd17-0a1b2c3d-…")
        release = f"{base}/Published/OCDS/Release/{notice_id}"
        # Ids of older releases begin with the ocid.
        return (f"{base}/Published/OCDS/Record/{notice_id}", release) if notice_id.lower().startswith("ocds-") else (release,)

    def window_urls(window: Window) -> tuple[str, ...]:
        since, until, size = _uk_ends(window)
        return (f"{base}/Published/Notices/OCDS/Search?publishedFrom={since}&publishedTo={until}&limit={size}",)

    rate = Rate(10, 60.0, forbidden_rest=300.0)
    return Publisher("Contracts Finder", rate, notice_urls, window_urls, timedelta(hours=23), page_size=_MOST, uneven_size=_UNEVEN)


def scotland(base: str = SCOTLAND) -> Publisher:
    """Contract notices, corrigenda, special services, concessions, and the site's own notices below the thresholds."""
    return _monthly("Public Contracts Scotland", base, "ocds-r6ebe6-0000123456", (2, 5, 12, 14, 21, 22, 23, 24, 101, 102))


def wales(base: str = WALES) -> Publisher:
    """As Scotland, with the site's own invitations to tender; in English."""
    return _monthly("Sell2Wales", base, "ocds-kuma6s-0000123456", (2, 5, 12, 14, 21, 22, 23, 24, 51), "&locale=2057")


def _monthly(title: str, base: str, example: str, notice_types: tuple[int, ...], locale: str = "") -> Publisher:
    """Answers with whole months by type of notice, without pages; its releases are dated by day."""

    def notice_urls(notice_id: str) -> tuple[str, ...]:
        if not re.fullmatch(r"ocds-[0-9a-z]{6}-[0-9A-Za-z._-]{1,100}", notice_id, re.IGNORECASE):
            raise no_id(title, notice_id, example)
        return (f"{base}/v1/Notice?id={quote(notice_id, safe='')}{locale}",)

    def window_urls(window: Window) -> tuple[str, ...]:
        day, last = window.since.astimezone(UTC).date().replace(day=1), window.until.astimezone(_UK).date()
        months: list[str] = []
        while day <= last:
            months.append(f"{day:%m-%Y}")
            day = (day + timedelta(days=31)).replace(day=1)
        return tuple(
            f"{base}/v1/Notices?dateFrom={month}&noticeType={kind}&outputType=0{locale}" for month in months for kind in notice_types
        )

    return Publisher(title, Rate(20, 60.0), notice_urls, window_urls, by_day=True)


def _uk_ends(window: Window) -> tuple[str, str, int]:
    """Both ends, and the size of a page.

    Whether these portals read a time as UTC or by the clock of London is not documented; an hour more in summer holds both.
    """
    since, until = window.since.astimezone(UTC), window.until.astimezone(_UK)
    return since.strftime(_SECOND), until.strftime(_SECOND), _UNEVEN if window.uneven else _MOST


def no_id(title: str, notice_id: str, example: str) -> BadInput:
    return BadInput("not_found", f"“{notice_id[:60]}” is no number of {title}; its notices are named like {example}.")
