"""What a file is, by its bytes: an extension is a claim, and portals get it wrong."""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from jobs.chain.document import Media
from jobs.documents.archive import OFFICE_ENTRIES, open_archive, unpack
from jobs.documents.encodings import decoded

KindName = Literal["pdf", "docx", "xlsx", "zip", "html", "text", "notice", "other"]

_MAX_CONTENT_TYPES = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNED_DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
"""OID 1.2.840.113549.1.7.2 (RFC 5652): the envelope of a `.p7m` file."""
_NOTICE_ROOTS = frozenset(
    {"ContractNotice", "ContractAwardNotice", "PriorInformationNotice", "BusinessRegistrationInformationNotice", "TED_EXPORT"}
)
_NOTICE_KEYS = re.compile(rb'"(ocid|releases|records|releasePackage|publication-number|notice-type)"\s*:')
_HTML_START = re.compile(
    rb"<!doctype\s+html|<(html|head|body|title|meta|table|div|p|h[1-6]|span|style|script|center|font|ul|ol)[\s>/]", re.IGNORECASE
)
_PROLOG = re.compile(rb"\s+|<\?.{0,4000}?\?>|<!--.*?-->", re.DOTALL)
_ROOT = re.compile(rb"<([A-Za-z_][\w.\-]*:)?([A-Za-z_][\w.\-]*)")

_PICTURE = "This is a picture; text in pictures is not read. Send the document as PDF or DOCX with text that can be selected."
_ENCRYPTED = "The file is encrypted and needs a password. Remove the password, or save it without one, and send it again."
_SIGNED = "This is a signed envelope (.p7m), which is not opened. Send the file that is inside it."
_ARCHIVE = "This kind of archive is not opened. Send the files as a ZIP, or one by one."

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF87a", _PICTURE),
    (b"GIF89a", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ\0", _ARCHIVE),
    (b"{\\rtf", "This is an RTF file, which is not read. Save it as DOCX or PDF and send that."),
)


@dataclass(frozen=True)
class Kind:
    name: KindName
    media: Media
    """For a file that cannot be read: the nearest one, `text` where there is none."""
    refused: str | None = None
    """A sentence for people where nothing can be read of it."""


def _refused(sentence: str, media: Media = "text") -> Kind:
    return Kind("other", media, sentence)


def kind_of(data: bytes) -> Kind:
    """What the bytes are. Raises `BadInput` damaged, hostile or too_many_files for a ZIP or Office file whose list is."""
    if not data.strip(b"\0 \t\r\n"):
        return _refused("The file is empty. Send it again.")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    # After the archives, whose first member may be a PDF. Viewers look for the header in the first 1,024 bytes.
    if re.search(rb"%PDF-\d", data[:1024]):
        return Kind("pdf", "pdf")
    sentence = next((sentence for magic, sentence in _MAGIC if data.startswith(magic)), None)
    if sentence is not None or data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif") or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return _refused(sentence or _PICTURE)
    if data[:1] == b"\x30" and _SIGNED_DATA in data[:64]:
        return _refused(_SIGNED)
    return _text_kind(data)


def _zip_kind(data: bytes) -> Kind:
    label = "The ZIP or Office file"
    archive = open_archive(data, label=label, most=OFFICE_ENTRIES)
    told = {info.filename: info for info in archive.infolist() if info.filename in ("[Content_Types].xml", "mimetype")}
    types = told.get("[Content_Types].xml") or told.get("mimetype")
    return Kind("zip", "text") if types is None else _office_kind(unpack(archive, types, label=label, most=_MAX_CONTENT_TYPES))


def _office_kind(told: bytes) -> Kind:
    """`told` is `[Content_Types].xml` of Office Open XML (ECMA-376 part 2, 10.1.2.2) or the `mimetype` of OpenDocument."""
    flat = told.replace(b"\0", b"")
    if re.search(rb"wordprocessingml\.(document|template)\.main|ms-word\.(document|template)\.macroEnabled", flat):
        return Kind("docx", "docx")
    if re.search(rb"spreadsheetml\.(sheet|template)\.main|ms-excel\.(sheet|template)\.macroEnabled", flat):
        return Kind("xlsx", "xlsx")
    if b"ms-excel.sheet.binary" in flat:
        return _refused("This is a binary Excel file (.xlsb), which is not read. Save it as XLSX and send that.", "xlsx")
    if b"presentationml" in flat:
        return _refused("This is a presentation, which is not read. Save it as PDF and send that.")
    if flat.startswith(b"application/vnd.oasis.opendocument"):
        sheet = b"spreadsheet" in flat[:80]
        return _refused(f"This is an OpenDocument file, which is not read. Save it as {'XLSX' if sheet else 'DOCX or PDF'} and send that.")
    return Kind("zip", "text")


def _ole_kind(data: bytes) -> Kind:
    """A compound file ([MS-CFB]): its directory holds stream names in UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return _refused(_ENCRYPTED, "xlsx" if holds("Workbook") else "docx")
    if holds("WordDocument"):
        return _refused("This is an old Word file (.doc), which is not read. Save it as DOCX and send that.", "docx")
    if holds("Workbook") or holds("Book"):
        return _refused("This is an old Excel file (.xls), which is not read. Save it as XLSX and send that.", "xlsx")
    if holds("__substg1.0_"):
        return _refused("This is an Outlook message (.msg), which is not read. Send its attachments.")
    return _refused("This is an old Office file, which is not read. Save it as DOCX, XLSX or PDF and send that.")


def _text_kind(data: bytes) -> Kind:
    head = data[:65536].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"<") and (marked := _markup_kind(head)):
        return marked
    if head.startswith((b"{", b"[")) and _NOTICE_KEYS.search(data.replace(b"\0", b"")):
        return Kind("notice", "notice")
    if decoded(data) is None:
        return _refused("This is a kind of file that is not known here. Send PDF, DOCX, XLSX, HTML, text or a ZIP of these.")
    if head.startswith(b"{"):
        return _refused("This JSON is no notice we know. Open Contracting releases and notices of the TED search API are read.")
    return Kind("text", "text")


def _markup_kind(head: bytes) -> Kind | None:
    """Of text that begins with `<`; None where that is no markup. Nothing is parsed: entities stay closed."""
    position = 0
    while found := _PROLOG.match(head, position):
        position = found.end()
    head = head[position:]
    if _HTML_START.match(head):
        return Kind("html", "html")
    if head[:2] == b"<!":
        return _refused(
            "The XML declares a document type or entities, which no notice needs and which can hide an attack; it was not opened.", "notice"
        )
    root = _ROOT.match(head)
    if root is None:
        return None
    local = root[2].decode("ascii", "replace")
    if local in _NOTICE_ROOTS:
        return Kind("notice", "notice")
    if local.lower() == "html":
        return Kind("html", "html")
    return _refused(f"This is XML of another kind (root element {local[:60]}); TED notices in eForms or TED_EXPORT format are read.")


_EXTENSIONS: dict[str, tuple[KindName, ...]] = {
    ".pdf": ("pdf",),
    ".docx": ("docx",), ".docm": ("docx",), ".dotx": ("docx",), ".doc": (),
    ".xlsx": ("xlsx",), ".xlsm": ("xlsx",), ".xltx": ("xlsx",), ".xls": (),
    ".htm": ("html",), ".html": ("html",), ".xhtml": ("html",),
    ".zip": ("zip",), ".xml": ("notice", "html"), ".json": ("notice",),
    ".txt": ("text",), ".csv": ("text",), ".md": ("text",),
    ".png": (), ".jpg": (), ".jpeg": (), ".gif": (), ".rtf": (), ".odt": (), ".ppt": (), ".pptx": (),
}  # fmt: skip


def unexpected_extension(kind: Kind, name: str) -> str | None:
    """A sentence where the name claims something else; None where it fits, has no extension or one that claims nothing."""
    extension = PurePath(name).suffix.lower()
    if extension not in _EXTENSIONS or kind.name in _EXTENSIONS[extension]:
        return None
    shown = {"html": "a web page", "text": "plain text", "notice": "a notice", "zip": "a ZIP"}.get(kind.name, kind.name.upper())
    return f"The name ends in {extension}, but the file is {shown} and was read as that."


def likely_media(data: bytes, name: str) -> Media:
    """A guess for a file that killed its reader, by its first bytes and its name."""
    if data.startswith(b"PK"):
        return "xlsx" if name.lower().endswith((".xlsx", ".xlsm")) else "docx"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return "html" if data[:200].lstrip().startswith(b"<") else "text"
