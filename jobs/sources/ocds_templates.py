"""Publishers that an operator adds: addresses with places for the id of a notice and for the ends of a window."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from urllib.parse import parse_qsl, quote, urlsplit

from jobs.sources.ocds_gate import Rate
from jobs.sources.ocds_publishers import Publisher, Window, no_id

_END = re.compile(r"\{(from|to)(?::([^{}]{1,40}))?\}")
_ISO = "%Y-%m-%dT%H:%M:%SZ"
_PAGE_SIZES = ("limit", "pageSize", "page_size", "size", "per_page")


@dataclass(frozen=True)
class ConfiguredPublisher:
    """A publisher by the addresses that `OCDS_SOURCES` gives for its host; each answers with packages, records or releases.

    `{ocid}` stands for the id of a notice: `https://opentenders.example/api/releases/{ocid}`.
    `{from}` and `{to}` stand for the ends of a window, as `2027-01-31T09:00:00Z`, or as strftime directives say:
    `https://opentenders.example/api/search?start={from:%Y-%m-%d}&end={to:%Y-%m-%d}&limit=100`. Ends written without an hour
    take in the whole last day. Further pages are those that `links.next` names; `limit`, `pageSize`, `page_size`, `size` or
    `per_page` in the address says how many entries make a full page, so that a missing link is noticed.
    An address without any of these is a feed: it is read from its first page, and one notice is asked for below it
    (`…/releases/` + ocid) and then looked for in it.
    `#ocds-213czf` at the end names the prefix of the publisher's ocids, and is never sent.
    """

    addresses: tuple[str, ...]

    @property
    def prefix(self) -> str | None:
        named = next((fragment for address in self.addresses if (fragment := urlsplit(address).fragment)), "")
        return f"{named.lower().rstrip('-')}-" if named else None

    @property
    def by_id(self) -> tuple[str, ...]:
        return tuple(address for address in self._sent if "{ocid}" in address)

    @property
    def by_window(self) -> tuple[str, ...]:
        return tuple(address for address in self._sent if "{ocid}" not in address and _END.search(address))

    @property
    def feeds(self) -> tuple[str, ...]:
        return tuple(address for address in self._sent if "{ocid}" not in address and not _END.search(address))

    @property
    def _sent(self) -> tuple[str, ...]:
        return tuple(address.partition("#")[0] for address in self.addresses)

    def publisher(self) -> Publisher:
        forms = [end[2] or _ISO for address in self.by_window for end in _END.finditer(address)]
        closed = bool(forms) and all("{to" in address for address in self.by_window)
        hourly = all("%H" in form for form in forms)
        return Publisher(
            title=host_of(self.addresses[0]),
            rate=Rate(30, 60.0),
            notice_urls=self._notice_urls,
            window_urls=self._window_urls,
            step=timedelta(days=1 if hourly else 7) if closed else None,
            shortest=timedelta(minutes=2) if hourly else timedelta(days=1),
            page_size=_page_size(self.by_window) if closed else None,
            by_day=not self.by_window,
            prefix=self.prefix,
        )

    def _notice_urls(self, notice_id: str) -> tuple[str, ...]:
        if not re.fullmatch(r"[^\x00-\x20\x7f]{3,200}", notice_id) or not notice_id[0].isalnum():
            raise no_id(host_of(self.addresses[0]), notice_id, "ocds-213czf-000-00001")
        quoted = quote(notice_id, safe="")
        if self.by_id:
            return tuple(address.replace("{ocid}", quoted) for address in self.by_id)
        folders = (feed for feed in self.feeds if "?" not in feed and not feed.lower().endswith((".json", ".jsonl")))
        return (*(f"{folder.rstrip('/')}/{quoted}" for folder in folders), *self.feeds)

    def _window_urls(self, window: Window) -> tuple[str, ...]:
        moments = {"from": window.since.astimezone(UTC), "to": window.until.astimezone(UTC)}

        def written(end: re.Match[str]) -> str:
            form, moment = end[2] or _ISO, moments[end[1]]
            whole_day = end[1] == "to" and "%H" not in form
            return quote((moment + timedelta(days=1) if whole_day else moment).strftime(form), safe=":")

        return tuple(_END.sub(written, address) for address in self.by_window) or self.feeds


def _page_size(addresses: tuple[str, ...]) -> int | None:
    said = [value for address in addresses for name, value in parse_qsl(urlsplit(address).query) if name in _PAGE_SIZES]
    sizes = [int(value) for value in said if re.fullmatch(r"[1-9][0-9]{0,4}", value)]
    return min(sizes, default=None)


def host_of(address: str) -> str:
    """With the port where one is given."""
    return urlsplit(address).netloc.rpartition("@")[2].lower()


def configured(addresses: Sequence[str]) -> dict[str, Publisher]:
    """The publishers of `OCDS_SOURCES` by host; several addresses of one host make one publisher."""
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        by_host.setdefault(host_of(address), []).append(address)
    return {host: ConfiguredPublisher(tuple(listed)).publisher() for host, listed in by_host.items()}
