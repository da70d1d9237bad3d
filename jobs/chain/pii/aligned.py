"""Finds a piece of a text again in its masked form, where a value that the piece had cut in two is one token."""

import re
from collections.abc import Mapping

from jobs.chain.pii.tokens import TOKEN
from jobs.chain.quotes import stands_in


def masked_piece(piece: str, masked_piece: str, text: str, masked: str, tokens: Mapping[str, str]) -> str:
    """What `piece` of `text` is in `masked`: `masked_piece`, as masked by itself, where that stands there; else the place it came
    from, grown to whole tokens. White space may differ. A piece that never stood in `text` stays `masked_piece`.

    `masked` is `text` with some places replaced by `tokens` (token to what stood there) and nothing else.
    """
    if text == masked or stands_in(masked_piece, masked):
        return masked_piece
    place = _place(piece, text)
    return _from(masked, *place, tokens) if place else masked_piece


def _place(piece: str, text: str) -> tuple[int, int] | None:
    at = text.find(piece)
    if at >= 0:
        return at, at + len(piece)
    words = piece.split()
    hit = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    return hit.span() if hit else None


def _from(masked: str, start: int, end: int, tokens: Mapping[str, str]) -> str:
    """The part of `masked` that stands for [start, end) of the text it was made of."""
    pieces: list[str] = []
    at = read = 0  # how far the original and the masked text are gone through
    for hit in TOKEN.finditer(masked):
        plain = masked[read : hit.start()]
        pieces.append(plain[max(0, start - at) : max(0, end - at)])
        at += len(plain)
        value = len(tokens[hit[0]])
        if at < end and at + value > start:
            pieces.append(hit[0])
        at, read = at + value, hit.end()
    return "".join(pieces) + masked[read:][max(0, start - at) : max(0, end - at)]
