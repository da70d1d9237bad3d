"""The process that reads one stranger's file and ends: started ahead by `reader`, confined before the file arrives."""

import os
import sys
from collections.abc import Callable
from typing import BinaryIO

from jobs.chain.document import Document
from jobs.chain.errors import BadInput
from jobs.documents.failures import PARSER_FAILURES
from jobs.documents.kinds import Kind, kind_of
from jobs.documents.limits import DocumentLimits
from jobs.documents.read import DAMAGED, cannot_read, read_document, warm
from jobs.documents.sandbox import become_harmless, confine
from jobs.documents.wire import Answer, MemberHead, Request, read_frame, write_frame
from jobs.documents.zip import members

_LONGEST_REQUEST = 64 * 1024


Work = Callable[[bytes, Request, DocumentLimits, BinaryIO], None]


def main(limits: DocumentLimits, do: Work | None = None) -> None:
    """Reads one request from stdin, answers on stdout. What a library prints goes nowhere."""
    become_harmless()
    # A reader of sheets imports numpy where it finds one, a tenth of the time a child takes to start, and needs none of it.
    sys.modules["numpy"] = None  # pyright: ignore[reportArgumentType] - the documented way to make an import fail
    warm()
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    source = sys.stdin.buffer
    try:
        request = Request.model_validate_json(read_frame(source, _LONGEST_REQUEST))
    except EOFError:
        return  # the parent closed without a file
    # The unpacker waits while its members are read.
    confine(limits, wall_seconds=limits.pack_seconds if request.task == "unpack" else limits.seconds)
    data = read_frame(source, limits.max_bytes)
    (do or work)(data, request, limits, answer)


def work(data: bytes, request: Request, limits: DocumentLimits, answer: BinaryIO) -> None:
    if request.task == "unpack":
        _unpack(data, request, limits, answer)
    else:
        _read(data, request, limits, answer)


def _read(data: bytes, request: Request, limits: DocumentLimits, answer: BinaryIO) -> None:
    kind = _kind(data)
    if kind is not None and kind.name == "zip" and not request.in_pack:
        write_frame(answer, Answer(kind="pack").model_dump_json().encode())
    else:
        _tell(read_document(data, name=request.name, limits=limits, kind=kind), answer)


def _kind(data: bytes) -> Kind | None:
    """None where even that cannot be told; reading then says why."""
    try:
        return kind_of(data)
    except BadInput:
        return None


def _unpack(data: bytes, request: Request, limits: DocumentLimits, answer: BinaryIO) -> None:
    """One frame with the head and one with the bytes for each member; for a pack that is refused, one document."""
    try:
        found = members(data, name=request.name, limits=limits)
    except BadInput as refused:
        _tell(cannot_read(request.name, "text", refused.sentence), answer)
        return
    except PARSER_FAILURES:
        _tell(cannot_read(request.name, "text", DAMAGED), answer)
        return
    write_frame(answer, Answer(kind="pack").model_dump_json().encode())
    for member in found:
        write_frame(answer, MemberHead(name=member.name, refused=member.refused).model_dump_json().encode())
        write_frame(answer, member.data)
    write_frame(answer, b"")


def _tell(document: Document, answer: BinaryIO) -> None:
    """The parent has the bytes of a notice already, and knows what a block is without its defaults."""
    written = document.model_copy(update={"data": None}).model_dump_json(exclude_defaults=True)
    write_frame(answer, Answer(kind="document").model_dump_json().encode())
    write_frame(answer, written.encode())
