"""Names the documents behind a web page that is itself no notice, so that the answer can say what to hand over instead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, cast
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] lxml ships no types

from jobs.sources.wording import one_line

MAX_LINKS = 50
MAX_BYTES = 3_000_000
"""Of a page; what stands further down is not looked at."""
_MAX_ELEMENTS = 10_000
"""That could be links; a page of nothing else takes a third of a second."""
_MAX_URL = 4096
_MAX_TITLE = 200
_KINDS = {
    "pdf": "pdf", "xml": "xml", "json": "json", "doc": "doc", "docx": "docx", "odt": "odt", "rtf": "rtf",
    "xls": "xls", "xlsx": "xlsx", "xlsm": "xlsx", "ods": "ods", "csv": "csv", "zip": "zip", "7z": "7z",
}  # fmt: skip
_TYPES = {
    "application/pdf": "pdf",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/json": "json",
    "application/zip": "zip",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "text/csv": "csv",
}
_ENDING = re.compile(r"\.([A-Za-z0-9]{2,4})$")
_SAID = re.compile(r"[(\[]\s*(pdf|xml|json|docx?|odt|rtf|xlsx?|ods|csv|zip)\b", re.IGNORECASE)
"""As sites write beside a link: "Specification (PDF, 1.2 MB)"."""


@dataclass(frozen=True)
class DocumentLink:
    url: str
    """http or https, in full, without fragment. Nothing has been asked of it."""
    title: str
    """One line, what the page calls it, else the file's name; at most 200 characters."""
    kind: str
    """What it seems to be: pdf, xml, json, doc, docx, odt, rtf, xls, xlsx, ods, csv, zip, 7z."""


class _Element(Protocol):
    """What we use of an lxml element."""

    def get(self, key: str) -> str | None: ...
    def iter(self, *tags: str) -> "Iterator[_Element]": ...
    def itertext(self) -> Iterator[str]: ...


def links_to_documents(html: bytes, base_url: str) -> list[DocumentLink]:
    """Links to files on the page, each address once, in the order of the page, at most 50; nothing for what is no page."""
    root = _parsed(html[:MAX_BYTES])
    if root is None:
        return []
    base = next((_joined(base_url, href) for element in root.iter("base") if (href := element.get("href"))), None) or base_url
    found: dict[str, DocumentLink] = {}
    for element in islice(root.iter("a", "area", "link", "iframe", "embed", "object"), _MAX_ELEMENTS):
        link = _link(element, base)
        if link is not None:
            found.setdefault(link.url, link)
        if len(found) == MAX_LINKS:
            break
    return list(found.values())


def _parsed(html: bytes) -> _Element | None:
    """None where there is no markup at all. UTF-8 wherever the bytes are, whatever the page says of itself."""
    try:
        html.decode()
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None
    parser = etree.HTMLParser(encoding=encoding, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return cast("_Element | None", etree.fromstring(html, parser)) if html.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        return None


def _link(element: _Element, base: str) -> DocumentLink | None:
    url = _joined(base, element.get("href") or element.get("src") or element.get("data") or "")
    if url is None:
        return None
    text = " ".join(piece[:2_000] for piece in islice(element.itertext(), 100))
    said = one_line(text[:2_000]) or one_line(element.get("title")) or one_line(element.get("aria-label")) or ""
    names = (
        element.get("download") or "",
        unquote(urlsplit(url).path),
        *(value for _, value in parse_qsl(urlsplit(url).query, max_num_fields=50)),
    )
    name = next((name for name in names if _kind_of_name(name)), "")
    kind = _TYPES.get((element.get("type") or "").partition(";")[0].strip().lower()) or _kind_of_name(name) or _kind_said(said)
    if kind is None:
        return None
    title = said or one_line(name.replace("\\", "/").rpartition("/")[2]) or urlsplit(url).netloc
    return DocumentLink(url, title[:_MAX_TITLE], kind)


def _joined(base: str, href: str) -> str | None:
    """The address in full; None for anything but http and https, for one with a user name in it, and for what is no address."""
    try:
        parts = urlsplit(urljoin(base, href.strip()))
        _ = parts.port
    except ValueError:
        return None
    if not href.strip() or parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    url = parts._replace(fragment="").geturl()
    return url if len(url) <= _MAX_URL else None


def _kind_of_name(name: str) -> str | None:
    ending = _ENDING.search(name.strip()[-10:])
    return _KINDS.get(ending[1].lower()) if ending else None


def _kind_said(text: str) -> str | None:
    said = _SAID.search(text)
    return _KINDS[said[1].lower()] if said else None
