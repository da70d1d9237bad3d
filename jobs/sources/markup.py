"""Opens XML from strangers: no entities, no DTD, no network, bounded size and depth."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Protocol, cast

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] lxml ships no types

from jobs.chain.errors import BadInput

MAX_STRUCTURED_BYTES = 20_000_000
"""Bytes of an XML or JSON notice; the largest real one seen has 0.2 MB, a generated 100-lot notice 1.8 MB."""


class Element(Protocol):
    """What we use of an lxml element; lxml ships no types."""

    tag: object
    text: str | None

    def get(self, key: str) -> str | None: ...
    def find(self, path: str, namespaces: dict[str, str] | None = None) -> "Element | None": ...
    def iterfind(self, path: str, namespaces: dict[str, str] | None = None) -> "Iterator[Element]": ...
    def iter(self) -> "Iterator[Element]": ...
    def itertext(self) -> Iterable[str]: ...


def parse_xml(data: bytes, *, name: str = "") -> Element:
    """The root element.

    Raises `BadInput`: too_long (20 MB), entity_bomb (any document type declaration: no notice format has one, and it is
    the way to entity bombs and external entities), broken_xml (also nesting deeper than libxml2's 256).
    """
    label = _label(name)
    if len(data) > MAX_STRUCTURED_BYTES:
        raise BadInput("too_long", f"{label} has {len(data):,} bytes; at most {MAX_STRUCTURED_BYTES:,} are read. Send one notice a file.")
    if _declares_dtd(data):
        raise _dtd_refused(label)
    # A parser an input: lxml parsers keep state, and one that saw a broken file must not meet the next.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as cause:
        raise BadInput(
            "broken_xml", f"{label} is not well-formed XML ({_where(cause)}). Download the notice again and send the file as it is."
        ) from cause
    if root.getroottree().docinfo.doctype:
        raise _dtd_refused(label)
    return cast("Element", root)


_PROLOG = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)


def _declares_dtd(data: bytes) -> bool:
    """Looks before parsing: whether a DOCTYPE stands before the root element, in any encoding that is ASCII or UTF-16."""
    head = data.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")
    position = 0
    while found := _PROLOG.match(head, position):
        position = found.end()
    return head[position : position + 2] == b"<!"


def _dtd_refused(label: str) -> BadInput:
    return BadInput(
        "entity_bomb",
        f"{label} declares a document type or entities, which no notice needs and which can hide an attack; it was not opened.",
    )


def _label(name: str) -> str:
    short = PurePath(name).name[:80]
    return f"The file {short}" if short else "The XML"


def _where(cause: Exception) -> str:
    line = getattr(cause, "lineno", None)
    return f"line {line}" if line else "at its beginning"


def local_name(element: Element) -> str:
    """The tag without namespace."""
    return str(element.tag).rsplit("}", 1)[-1]
