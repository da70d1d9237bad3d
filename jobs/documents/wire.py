"""What a child and its parent say to each other: frames of bytes, each with its length before it."""

import struct
from typing import BinaryIO, Literal

from jobs.chain.tender import Value

LENGTH = struct.Struct(">Q")


class Request(Value):
    """Followed by one frame with the file."""

    task: Literal["read", "unpack"]
    name: str
    in_pack: bool = False


class Answer(Value):
    """What a file turned out to be; a frame with the document as JSON follows where it is one."""

    kind: Literal["document", "pack"]


class MemberHead(Value):
    """Before the bytes of a member; an empty frame instead of it ends the pack."""

    name: str
    refused: str | None = None


def write_frame(to: BinaryIO, payload: bytes) -> None:
    to.write(LENGTH.pack(len(payload)))
    to.write(payload)
    to.flush()


def read_frame(source: BinaryIO, most: int) -> bytes:
    """Raises `EOFError` where the frame is cut off, `ValueError` where it is longer than `most` bytes."""
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (size,) = LENGTH.unpack(head)
    if size > most:
        raise ValueError(f"a frame of {size:,} bytes where {most:,} are allowed")
    payload = source.read(size)
    if len(payload) < size:
        raise EOFError
    return payload
