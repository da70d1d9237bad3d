"""What DOCX and XLSX share: a ZIP of XML parts from strangers, opened bounded and without document types."""

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol, cast

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] lxml ships no types

from jobs.chain.errors import BadInput
from jobs.documents.archive import HIGHEST_RATIO, OFFICE_ENTRIES, RATIO_COUNTS_FROM, open_archive, unpack
from jobs.documents.limits import DocumentLimits
from jobs.documents.names import shown_name

MOST_TAGS = 3_000_000
"""Angle brackets of what becomes one tree, counted before: 50 MB of `<w:p/>` would cost 2 GB."""
_PROLOG = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Namespaces of the strict variant (ISO 29500-1) and of the one everybody writes."""


class Element(Protocol):
    """What we use of an lxml element; lxml ships no types."""

    tag: object
    text: str | None

    def __iter__(self) -> "Iterator[Element]": ...
    def __len__(self) -> int: ...
    def __getitem__(self, index: int) -> "Element": ...
    def get(self, key: str) -> str | None: ...
    def set(self, key: str, value: str) -> None: ...
    def find(self, path: str) -> "Element | None": ...
    def iter(self, *tags: str) -> "Iterator[Element]": ...
    def clear(self) -> None: ...
    def getprevious(self) -> "Element | None": ...
    def getparent(self) -> "Element | None": ...
    def remove(self, child: "Element") -> None: ...


class Relation(NamedTuple):
    id: str
    kind: str
    """Last segment of the type: `styles`, `header`, `worksheet`."""
    target: str
    """Name of a part, or an address where `external`."""
    external: bool


class Package:
    """The parts of one office file; what is unpacked of them together stays under `limits.max_bytes`."""

    def __init__(self, data: bytes, *, name: str, limits: DocumentLimits) -> None:
        """Raises `BadInput`: too_large, damaged, hostile, encrypted, too_many_files."""
        self.label = f"The file {shown_name(name) or 'you sent'}"
        if len(data) > limits.max_bytes:
            raise BadInput("too_large", f"{self.label} has {len(data):,} bytes; at most {limits.max_bytes:,} are read. Send it in parts.")
        self._archive = open_archive(data, label=self.label, most=OFFICE_ENTRIES)
        self._left = limits.max_bytes
        infos = [info for info in self._archive.infolist() if not info.is_dir()]
        self._infos = {_part_key(info.filename): info for info in infos}
        whole = sum(info.file_size for info in infos)
        if len(self._infos) < len(infos):
            raise BadInput("hostile", f"{self.label} holds two parts of one name, which shows different readers different texts.")
        if whole > limits.max_pack_bytes or whole > max(RATIO_COUNTS_FROM, HIGHEST_RATIO * len(data)):
            raise BadInput("hostile", f"{self.label} unpacks to {whole:,} bytes, as archive bombs do; it was not opened.")

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parts, in lower case as OPC compares them, without the leading slash."""
        return tuple(self._infos)

    def has(self, part: str) -> bool:
        return _part_key(part) in self._infos

    def text_of(self, part: str) -> bytes:
        """The XML of a part, checked for size and document type, its namespaces those of the transitional variant.

        Raises `BadInput`: damaged (also a part that is not there), hostile, encrypted, unsupported, too_large.
        """
        info = self._infos.get(_part_key(part))
        if info is None:
            raise BadInput("damaged", f"{self.label} lacks a part that every file of its kind has; fetch it again and send it as it is.")
        data = unpack(self._archive, info, label=self.label, most=self._left)
        self._left -= len(data)
        if _declares_dtd(data):
            raise BadInput("hostile", f"{self.label} declares a document type or entities, which can hide an attack; it was not opened.")
        if b"purl.oclc.org" in data:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        return data

    def tree(self, part: str) -> Element:
        """The root element of a part. Raises `BadInput` as `text_of` and `bound` do, and damaged for broken XML or depth over 256."""
        data = self.text_of(part)
        self.bound(data.count(b"<"))
        try:
            # A parser an input: lxml parsers keep state, and one that saw a broken file must not meet the next.
            root = etree.fromstring(data, etree.XMLParser(**HARMLESS))
        except (etree.XMLSyntaxError, ValueError) as cause:
            raise self.broken() from cause
        if root.getroottree().docinfo.doctype:
            raise BadInput("hostile", f"{self.label} declares a document type, which can hide an attack; it was not opened.")
        return cast("Element", root)

    def bound(self, tags: int) -> None:
        """Raises `BadInput` too_large where that many angle brackets would stand in memory together."""
        if tags > MOST_TAGS:
            raise BadInput(
                "too_large", f"{self.label} has more markup than text needs; save it anew in an office program or send it in parts."
            )

    def broken(self) -> BadInput:
        return BadInput("damaged", f"{self.label} holds XML that is broken; open it in an office program, save it again and send that.")

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Where a part points (`""` for the package), in the order written; none where nothing is said."""
        folder, file = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if not self.has(path):
            return ()
        return tuple(
            Relation(
                said.get("Id") or "",
                (said.get("Type") or "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, said.get("Target") or "")).lstrip("/"),
                said.get("TargetMode") == "External",
            )
            for said in self.tree(path).iter(_RELATION)
        )

    def main_part(self) -> str:
        """Name of the document or workbook part. Raises `BadInput` damaged where the package names none that is there."""
        named = (said.target for said in self.relations("") if said.kind == "officeDocument" and not said.external)
        part = next(named, "")
        if not self.has(part):
            raise BadInput("damaged", f"{self.label} is no complete office file; fetch it again and send it as it is.")
        return part


HARMLESS = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""Options of lxml's parsers for what comes from outside."""


def _part_key(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()


def _declares_dtd(data: bytes) -> bool:
    """Looks before parsing: whether a DOCTYPE stands before the root element, in any encoding that is ASCII or UTF-16."""
    head = data.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")
    position = 0
    while found := _PROLOG.match(head, position):
        position = found.end()
    return head[position : position + 2] == b"<!"
