"""Plain text -> one block a paragraph, anchored to its first line."""

import re

from jobs.chain.document import Document
from jobs.chain.errors import BadInput
from jobs.documents.encodings import decoded
from jobs.documents.gathering import Gathering
from jobs.documents.limits import DocumentLimits

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def read_text(data: bytes, *, name: str, limits: DocumentLimits) -> Document:
    """Blocks anchored `line N`, parted at empty lines. Raises `BadInput` unsupported where the bytes are no text."""
    text = decoded(data)
    if text is None:
        raise BadInput("unsupported", "These bytes are not text in any encoding we know. Save the file as UTF-8 and send that.")
    gathering = Gathering(limits)
    paragraph: list[str] = []
    first = 1
    for number, line in enumerate(_lines(text), start=1):
        if line.strip():
            first = first if paragraph else number
            paragraph.append(line)
        elif paragraph:
            if not gathering.add("\n".join(paragraph), f"line {first}"):
                break
            paragraph = []
    if paragraph:
        gathering.add("\n".join(paragraph), f"line {first}")
    return Document(
        name=name, media="text", status="partly_read" if gathering.cut else "read", reason=gathering.cut, blocks=gathering.blocks
    )


def _lines(text: str) -> list[str]:
    """Only what editors count as a line; `splitlines` also parts at form feeds and U+2028."""
    return _LINE_BREAK.split(text.lstrip("\ufeff"))
