"""The door of this package: bytes somebody handed over -> one `Tender`, or one sentence that says why not."""

import re
from dataclasses import dataclass

from jobs.chain.errors import BadInput
from jobs.chain.rules.requirements import requirements_of
from jobs.chain.tender import Kind, Tender
from jobs.sources.eforms import ROOTS, read_eforms
from jobs.sources.json_text import decode, parse_json
from jobs.sources.markup import local_name, parse_xml
from jobs.sources.ocds import read_ocds
from jobs.sources.ocds_release import looks_like_ocds
from jobs.sources.plain_text import read_plain_text, title_of
from jobs.sources.ted_api import looks_like_ted_api, read_ted_api
from jobs.sources.ted_legacy import read_ted_legacy
from jobs.sources.wording import clean

LIMIT_CHARS = 200_000
MIN_CHARS = 40
"""Shorter text is a slip of the finger or a search word, not a notice."""
_SEND = "Send the notice as TED XML, Open Contracting JSON or plain text."
_MAGIC = ((b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP or Office file"), (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"\x1f\x8b", "a gzip file"))  # fmt: skip
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Headline:
    """What names a notice to the person who waits for the acknowledgement."""

    title: str | None
    kind: Kind
    """`unknown` for plain text: it takes all of it to tell."""


def read_notice(data: bytes, *, name: str = "", limit_chars: int = LIMIT_CHARS) -> Tender:
    """The notice in `data`, whatever its format; `name` (a file name) only makes the sentences clearer.

    Raises `BadInput` with code empty, too_short, too_long (plain text above `limit_chars`, structured data above 20 MB),
    binary, broken_xml, entity_bomb, foreign_xml, broken_json, foreign_json.
    """
    read = _read(data, name, limit_chars)
    return with_requirements(read if isinstance(read, Tender) else read_plain_text(read))


def read_headline(data: bytes, *, name: str = "", limit_chars: int = LIMIT_CHARS) -> Headline:
    """Refuses what `read_notice` refuses, and reads no more of the rest than names it: that takes a tenth of the time for text."""
    read = _read(data, name, limit_chars)
    return headline_of(read) if isinstance(read, Tender) else Headline(title_of(read), "unknown")


def headline_of(tender: Tender) -> Headline:
    return Headline(tender.title, tender.kind)


def with_requirements(tender: Tender) -> Tender:
    """The one place where a notice's requirements are found: by rules, in the passages its reader filed."""
    found = requirements_of(tender.passages)
    return tender.model_copy(update={"requirements": found}) if found else tender


def _read(data: bytes, name: str, limit_chars: int) -> Tender | str:
    """A tender without its requirements, or plain text that may be one."""
    body = _unfenced(data)
    start = body[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not start and not body.strip():
        raise BadInput("empty", f"There is nothing in it. {_SEND}")
    if start.startswith(b"<"):
        return _read_xml(body, start, name)
    if start.startswith(b"{"):
        return _read_json(body)
    if start.startswith(b"["):
        return _read_list(body, limit_chars)
    return _read_text(body, limit_chars)


def _unfenced(data: bytes) -> bytes:
    """What stands between the ``` lines that people put around pasted code."""
    inner = data.strip()
    if not (inner.startswith(b"```") and inner.endswith(b"```") and len(inner) > 6):
        return data
    inner = inner[3:-3]
    first, newline, rest = inner.partition(b"\n")
    return rest if newline and first.strip().isalpha() else inner


def _read_xml(data: bytes, start: bytes, name: str) -> Tender:
    if start[:14].lower().startswith((b"<!doctype html", b"<html")):
        raise BadInput("foreign_xml", f"This is a web page, not a notice. {_SEND}")
    # Leading white space before the XML declaration is an error to a parser and nothing to a person who pastes.
    root = parse_xml(data if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data.lstrip(), name=name)
    kind = local_name(root)
    if kind in ROOTS:
        return read_eforms(root, data)
    if kind == "TED_EXPORT":
        return read_ted_legacy(root, data)
    raise BadInput(
        "foreign_xml", f"This is XML of another kind (root element {kind[:60]}); TED notices in eForms or TED_EXPORT format are read."
    )


def _read_json(data: bytes) -> Tender:
    document, warnings = parse_json(data)
    if not isinstance(document, dict):
        raise _foreign_json()
    if looks_like_ted_api(document):
        tender = read_ted_api(document, data)
    elif looks_like_ocds(document):
        tender = read_ocds(document, data)
    else:
        raise _foreign_json()
    return tender.model_copy(update={"warnings": (*tender.warnings, *warnings)}) if warnings else tender


def _read_list(data: bytes, limit_chars: int) -> Tender | str:
    """A JSON array of one notice; or text that begins with a bracket."""
    try:
        document, _ = parse_json(data)
    except BadInput as refused:
        if refused.code == "broken_json" and re.match(rb"\s*\[\s*[A-Za-z0-9]", data) and len(data) <= 4 * limit_chars:
            return _read_text(data, limit_chars)
        raise
    if isinstance(document, list) and len(document) == 1 and isinstance(document[0], dict):
        inner = data.strip().lstrip(b"\xef\xbb\xbf")
        return _read_json(inner[1:-1].strip())
    raise _foreign_json()


def _foreign_json() -> BadInput:
    return BadInput("foreign_json", "This JSON is no notice we know; Open Contracting releases and notices of the TED search API are read.")


def _read_text(data: bytes, limit_chars: int) -> str:
    if len(data) > 4 * limit_chars:
        raise _too_long(f"more than {limit_chars:,}", limit_chars)
    text = _decoded(data)
    if len(text) > limit_chars:
        raise _too_long(f"{len(text):,}", limit_chars)
    readable = clean(text) or ""
    if not readable:
        raise BadInput("empty", f"There is nothing to read in it. {_SEND}")
    if len(readable) < MIN_CHARS or len(readable.split()) < 3:
        raise BadInput("too_short", f"“{readable[:40]}” is too short to be a notice. Paste its full text, or send it as a file.")
    return text


def _too_long(size: str, limit_chars: int) -> BadInput:
    return BadInput(
        "too_long", f"The text has {size} characters; at most {limit_chars:,} are read. Send the notice itself without its annexes."
    )


def _decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else Windows-1252 where that gives clean text. Raises `BadInput` binary."""
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    if kind is not None:
        raise BadInput("binary", f"This is {kind}, which cannot be read here. {_SEND}")
    text = decode(data)
    if text is None:
        text = data.decode("cp1252", errors="replace")
        odd = sum(1 for sign in text if sign == "\ufffd" or ("\x80" <= sign <= "\xff" and not sign.isalpha()))
        if odd > len(text) // 50:
            raise BadInput("binary", f"These bytes are not text in any encoding we know. {_SEND}")
    if "\0" in text or len(_CONTROLS.findall(text[:20_000])) > 3:
        raise BadInput("binary", f"This is binary data, not text. {_SEND}")
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
