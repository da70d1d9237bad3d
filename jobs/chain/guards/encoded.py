"""Orders in disguise: long base64 and hex runs are decoded once and read again."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

RUN = re.compile(r"[A-Za-z0-9+/_-]{24,20000}={0,2}")
HEX = re.compile(r"[0-9a-fA-F]{32,20000}")
MOST_RUNS = 200
"""Runs decoded per text: signatures and hashes are many, orders few."""


class Decoded(NamedTuple):
    text: str
    start: int
    end: int


def decoded_runs(text: str) -> Iterator[Decoded]:
    """Readable text hidden in base64 or hex, with where its run stands. What does not decode to words is left out."""
    for count, hit in enumerate(RUN.finditer(text)):
        if count >= MOST_RUNS:
            return
        plain = _readable(_from_hex(hit[0])) or _readable(_from_base64(hit[0]))
        if plain:
            yield Decoded(plain, *hit.span())


def _from_base64(run: str) -> bytes:
    run = run.rstrip("=").replace("-", "+").replace("_", "/")
    run = run[: len(run) - (len(run) % 4 == 1)]
    try:
        return base64.b64decode(run + "=" * (-len(run) % 4), validate=True)
    except binascii.Error:
        return b""


def _from_hex(run: str) -> bytes:
    return bytes.fromhex(run[: len(run) // 2 * 2]) if HEX.fullmatch(run) else b""


def _readable(raw: bytes) -> str | None:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    letters = sum(1 for c in text if c.isalpha() or c in " .,!?:'\n")
    return text if len(text) >= 12 and letters / len(text) > 0.85 else None
