"""Turns what publishers write into text that can be shown, quoted and compared: one place, so that quotes stay verbatim."""

import hashlib
import html
import re
from collections.abc import Iterable

MAX_PASSAGE = 20_000
"""Characters of one passage; the longest measured in real notices is 26,744 for a whole notice (facts of July 2026)."""

_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def clean(value: object) -> str | None:
    """Readable text of a scalar, None where nothing readable is left.

    Unescapes HTML entities that publishers escaped twice, drops control characters and lone surrogates (JSON may hold
    them, no database or schema takes them), and collapses white space; paragraphs stay on lines of their own.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    text = html.unescape(value) if isinstance(value, str) and "&" in value else str(value)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # A pass of a pattern over 1.8 MB of text costs 50 ms, and a clean text passes here three times.
    if not text.replace("\n", " ").replace("\t", " ").isprintable():
        text = _UNSHOWABLE.sub("", text)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line) or None


def one_line(value: object) -> str | None:
    """Like `clean`, for names and titles: line breaks become spaces."""
    text = clean(value)
    return text.replace("\n", " ") if text else None


def first_of(*values: str | None) -> str | None:
    """The first value that says something."""
    return next((value for value in values if value), None)


def content_hash(data: bytes) -> str:
    """SHA-256, hex, of the source bytes without surrounding white space."""
    return hashlib.sha256(data.strip()).hexdigest()


_PUBLICATION = re.compile(r"^\s*0*([0-9]{1,8}-(?:19|20)[0-9]{2})\s*$")
_JOURNAL = re.compile(r"^\s*((?:19|20)[0-9]{2})/S\s*[0-9]{1,3}-0*([0-9]{1,8})\s*$")


def publication_number(text: str | None) -> str | None:
    """`00762961-2023` (XML) and `762961-2023` (search API) name one notice: the form without leading zeros."""
    found = _PUBLICATION.match(text or "")
    return found.group(1) if found else None


def named_notice(text: str | None) -> str | None:
    """How a notice names another one: `762961-2023` also of the Official Journal's `2023/S 240-762961`, else the text itself."""
    journal = _JOURNAL.match(text or "")
    return f"{journal[2]}-{journal[1]}" if journal else publication_number(text) or one_line(text)


_ADDRESS = re.compile(r"^(?:https?://[^\s/?#<>\"]+|www\.[\w-]+)\.[\w-]{2,}[^\s<>\"]*$", re.IGNORECASE)


def web_address(text: str | None) -> str | None:
    """The text where it is an http address of a named host, with `https://` put before a bare `www.` one; else None."""
    said = (text or "").strip()
    if len(said) > 2_000 or not _ADDRESS.match(said):
        return None
    return said if said[:4].lower() == "http" else f"https://{said}"


_CPV = re.compile(r"^\s*([0-9]{8})(?:-[0-9])?(?:\.0)?\s*$")


def cpv_code(text: str | None) -> str | None:
    """8 digits with leading zeros; check digit (`45233162-2`) and spreadsheet tail (`45233130.0`) are cut off."""
    found = _CPV.match(text or "")
    return found.group(1) if found else None


def distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    """Each text once, empty ones left out, in the order of first appearance."""
    return tuple(dict.fromkeys(value for value in values if value))
