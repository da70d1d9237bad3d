"""Looks for the frames in a text, each only where its mark or one of its words stands."""

from jobs.chain.guards.frames import FRAMES, Frame
from jobs.chain.guards.sign import Sign
from jobs.chain.guards.slots import Hit

NEAR_WORD = 180


def frames_in(text: str, words: list[Hit]) -> list[Sign]:
    """Marks of orders in canonical text, with the words known to stand in it."""
    found: list[Sign] = []
    bits = 0
    for word in words:
        bits |= word.bits
    for frame in FRAMES:
        if frame.marks and not any(mark in text for mark in frame.marks):
            continue
        if frame.slots and not frame.slots & bits:
            continue
        places = _places(words, frame.slots, len(text)) if frame.slots else [(0, len(text))]
        for place in places:
            found += [_sign(frame, *match.span()) for match in frame.pattern.finditer(text, *place)]
    return found


def _sign(frame: Frame, start: int, end: int) -> Sign:
    return Sign(frame.family, frame.reason, frame.weight, start, end, frame.imperative, False, frame.contextual)


def _places(words: list[Hit], slots: int, length: int) -> list[tuple[int, int]]:
    """Stretches around the words of these slots; overlapping ones are one."""
    found: list[tuple[int, int]] = []
    for word in words:
        if word.bits & slots:
            start, end = max(0, word.start - NEAR_WORD), min(length, word.end + NEAR_WORD)
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
    return found
