"""One file -> one `Document`: finds what the bytes are and calls the reader of that format; runs in the child alone."""

from collections.abc import Callable
from typing import Protocol

from jobs.chain.document import Document, Media
from jobs.chain.errors import BadInput
from jobs.documents.failures import PARSER_FAILURES
from jobs.documents.gathering import bounded, together
from jobs.documents.kinds import Kind, kind_of, unexpected_extension
from jobs.documents.limits import DocumentLimits

DAMAGED = "The file is damaged or hostile and could not be read. Open it, save it anew (as PDF or DOCX) and send that."
PACK_IN_PACK = "This is a ZIP inside a ZIP, which is not opened. Unpack it and send what is in it."


class Reader(Protocol):
    def __call__(self, data: bytes, *, name: str, limits: DocumentLimits) -> Document: ...


def _read_pdf() -> Reader:
    from jobs.documents.pdf import read_pdf

    return read_pdf


def _read_docx() -> Reader:
    from jobs.documents.docx import read_docx

    return read_docx


def _read_xlsx() -> Reader:
    from jobs.documents.xlsx import read_xlsx

    return read_xlsx


def _read_html() -> Reader:
    from jobs.documents.html import read_html

    return read_html


def _read_text() -> Reader:
    from jobs.documents.text import read_text

    return read_text


_READERS: dict[str, Callable[[], Reader]] = {
    "pdf": _read_pdf,
    "docx": _read_docx,
    "xlsx": _read_xlsx,
    "html": _read_html,
    "text": _read_text,
}


def warm() -> None:
    """Loads every reader and its libraries, so that nothing native is loaded once a stranger's bytes are here."""
    for load in _READERS.values():
        load()


def read_document(data: bytes, *, name: str, limits: DocumentLimits, kind: Kind | None = None) -> Document:
    """The file read within the limits. Raises nothing for content: what cannot be read is `cannot_read` with its sentence.

    A ZIP is not unpacked here; see `jobs.documents.zip.members`.
    """
    try:
        kind = kind or kind_of(data)
    except BadInput as refused:
        return cannot_read(name, "text", refused.sentence)
    if kind.refused is not None:
        return cannot_read(name, kind.media, kind.refused)
    if kind.name == "notice":
        return Document(name=name, media="notice", status="read", data=data)
    if kind.name == "zip":
        return cannot_read(name, "text", PACK_IN_PACK)
    document = bounded(_read(kind, data, name, limits), limits)
    said = unexpected_extension(kind, name)
    return document.model_copy(update={"reason": together((said, document.reason))}) if said else document


def _read(kind: Kind, data: bytes, name: str, limits: DocumentLimits) -> Document:
    try:
        return _READERS[kind.name]()(data, name=name, limits=limits)
    except BadInput as refused:
        return cannot_read(name, kind.media, refused.sentence)
    except PARSER_FAILURES:
        return cannot_read(name, kind.media, DAMAGED)


def cannot_read(name: str, media: Media, reason: str) -> Document:
    return Document(name=name, media=media, status="cannot_read", reason=reason)
