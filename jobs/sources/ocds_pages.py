"""Cuts what an OCDS portal serves into single releases without rewriting a number, a date or a word of them."""

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain

from jobs.sources.json_slices import JsonText, without_surplus_zeros
from jobs.sources.json_text import decode, mapping

_MAX_FRAME = 20_000
"""Characters of one member of a package that is repeated around each of its releases."""
_NO_DATE = datetime(1, 1, 1, tzinfo=UTC)
_PACKAGE = ("uri", "version", "publishedDate", "publisher", "extensions", "license", "publicationPolicy")
_CHANGES = ("Update", "Amendment", "Cancellation")


class NotOcds(ValueError):
    """The bytes are no JSON, or JSON that is neither package, record nor release."""


@dataclass(frozen=True)
class Release:
    ocid: str
    """Empty where the publisher gives none; so is `id`."""
    id: str
    when: datetime
    """Of the release, in UTC; a time without offset counts as UTC, year 1 stands for none."""
    tags: tuple[str, ...]
    compiled: bool
    """Whether it is the `compiledRelease` of a record: all that was ever published, merged."""
    text: str
    """JSON, as it was written."""

    @property
    def of_tender(self) -> bool:
        return any(tag.startswith("tender") for tag in self.tags)

    @property
    def changes_only(self) -> bool:
        """Whether it may hold nothing but what changed: an update, an amendment, a cancellation."""
        return bool(self.tags) and all(tag.endswith(_CHANGES) for tag in self.tags)


@dataclass(frozen=True)
class Page:
    frame: tuple[tuple[str, str], ...]
    """Members of the package around the releases (publisher, licence …) as they were written; its links are left out."""
    releases: tuple[Release, ...]
    size: int
    """How many releases or records were listed, before anything was picked."""
    next: str | None
    """Address of the next page, as given."""

    def packed(self, *releases: Release) -> bytes:
        """A package of these releases; a compiled one comes in its record."""
        if releases[0].compiled:
            listed = "records", (f'{{"ocid": {json.dumps(each.ocid)}, "compiledRelease": {each.text}}}' for each in releases)
        else:
            listed = "releases", (each.text for each in releases)
        members = [f"{json.dumps(key)}: {text}" for key, text in self.frame]
        return ("{" + ", ".join((*members, f'"{listed[0]}": [{", ".join(listed[1])}]')) + "}").encode()


def read_page(data: bytes) -> Page:
    """What a package, a record, a release, or a list of these holds.

    Bytes that are not UTF-8 are read as ISO 8859-1, byte by byte: Contracts Finder mixes both in one answer. A package
    without any list is an empty page, which is how some portals say "nothing". Raises `NotOcds`.
    """
    text = _text(data)
    try:
        try:
            return _Reader(text).page()
        except json.JSONDecodeError:
            return _Reader(without_surplus_zeros(text)).page()
    except (ValueError, RecursionError) as error:
        raise NotOcds("no readable OCDS document") from error


def _text(data: bytes) -> str:
    text = decode(data)
    if text is None:
        escaped = data.decode("utf-8", errors="surrogateescape")
        text = re.sub("[\udc80-\udcff]", lambda found: chr(ord(found[0]) - 0xDC00), escaped)
    return text.removeprefix("\ufeff")


def pick_notice(page: Page, wanted: str) -> tuple[Release, ...]:
    """The releases that together are the notice asked for by ocid or by release id; empty where the page has none.

    By release id: that release. By ocid: the compiled release, else the newest of the tender stage, else the newest.
    A release that only changes another comes with the earlier ones of its stage, for it holds little but the change.
    """
    name = wanted.strip().casefold()
    named = [release for release in page.releases if release.id and _names(release.id, name) and not release.compiled]
    if named:
        return (max(named, key=lambda release: release.when),)
    mine = sorted((release for release in page.releases if release.ocid.casefold() == name), key=lambda release: release.when)
    compiled = [release for release in mine if release.compiled]
    if compiled or not mine:
        return tuple(compiled[-1:])
    stage = [release for release in mine if release.of_tender] or mine[-1:]
    whole = max((at for at, release in enumerate(stage) if not release.changes_only), default=0)
    return tuple(stage[whole:])


_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _names(release_id: str, name: str) -> bool:
    """Zeros in front do not count (Find a Tender), nor the number that Contracts Finder appends to the GUID of its web page."""
    known = release_id.casefold()
    return known.lstrip("0") == name.lstrip("0") or (_GUID.fullmatch(name) is not None and known.startswith(f"{name}-"))


class _Reader:
    """Takes one document apart."""

    def __init__(self, text: str) -> None:
        self._json = JsonText(text)
        self._frame: list[tuple[str, str]] = []
        self._releases: list[Release] = []
        self._size = 0
        self._next: str | None = None

    def page(self) -> Page:
        if self._json.sign() == "[":
            for _ in self._json.items():
                self._document(frame=False)
        else:
            self._document(frame=True)
        if self._json.sign():
            raise NotOcds("something follows the document")
        return Page(tuple(self._frame), tuple(self._releases), self._size, self._next)

    def _document(self, *, frame: bool) -> None:
        start, members, listed = self._json.at, dict[str, object](), False
        for key in self._json.members():
            if key in ("releases", "records") and self._json.sign() == "[":
                listed = True
                self._list(key)
                continue
            members[key], text = self._json.value()
            if key == "links":
                self._next = _next_link(members[key])
            elif frame and len(text) <= _MAX_FRAME:
                self._frame.append((key, text))
        if not listed:
            self._lone(members, self._json.text[start : self._json.at].strip())

    def _lone(self, members: dict[str, object], text: str) -> None:
        """A document without a list: a record, a release, or a package that says "nothing"."""
        wrong = any(members.get(key) is not None for key in ("releases", "records"))
        alone = "ocid" in members or "compiledRelease" in members
        if wrong or not (alone or any(key in members for key in _PACKAGE)):
            raise NotOcds("neither package, record nor release")
        if alone:
            self._frame, self._next, self._size = [], None, self._size + 1
            self._releases += _record(JsonText(text)) if "compiledRelease" in members else [_release(members, text)]

    def _list(self, key: str) -> None:
        for _ in self._json.items():
            self._size += 1
            if key == "records" and self._json.sign() == "{":
                self._releases += _record(self._json)
                continue
            value, text = self._json.value()
            if isinstance(value, dict):
                self._releases.append(_release(value, text))


def _record(record: JsonText) -> list[Release]:
    """The compiled release, else the releases in full; `versionedRelease` is dropped: with it 12 notices had 21 MB."""
    ocid, compiled, loose = "", None, list[Release]()
    for key in record.members():
        if key == "releases" and record.sign() == "[":
            values = [record.value() for _ in record.items()]
            # A linked release has an address, a date and a tag, and nothing to read.
            loose += [_release(value, text) for value, text in values if isinstance(value, dict) and "ocid" in value]
            continue
        value, text = record.value()
        if key == "ocid" and isinstance(value, str):
            ocid = value
        elif key == "compiledRelease" and isinstance(value, dict):
            compiled = replace(_release(value, text), compiled=True)
    if compiled is None:
        return loose
    return [replace(compiled, ocid=compiled.ocid or ocid)]


def _release(members: dict[str, object], text: str) -> Release:
    ocid, release_id, tag = members.get("ocid"), members.get("id"), members.get("tag")
    tags = tag if isinstance(tag, list) else [tag]
    return Release(
        ocid=ocid.strip()[:300] if isinstance(ocid, str) else "",
        id=release_id.strip()[:300] if isinstance(release_id, str) else "",
        when=_instant(members.get("date")),
        tags=tuple(each for each in tags if isinstance(each, str)),
        compiled=False,
        text=text,
    )


def _instant(date: object) -> datetime:
    try:
        moment = datetime.fromisoformat(date.strip()) if isinstance(date, str) else _NO_DATE
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return _NO_DATE


def _next_link(links: object) -> str | None:
    """`links.next` of the pagination extension; also a list of links with `rel`."""
    listed = links if isinstance(links, list) else [links]
    named = chain.from_iterable(
        (entry.get("next"), entry.get("href") if entry.get("rel") == "next" else None) for entry in map(mapping, listed)
    )
    return next((link for link in named if isinstance(link, str) and link.strip()), None)
