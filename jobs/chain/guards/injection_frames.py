"""Looks for the frames in a text, each only where its mark, one of its words and whatever else its pattern asks for stand."""

import re

from jobs.chain.guards.frames import FRAMES, Frame
from jobs.chain.guards.sign import Sign
from jobs.chain.guards.slots import Hit

NEAR_WORD = 180
Needs = tuple[tuple[str, ...] | re.Pattern[str], ...]
"""Of each group one string stands in whatever the frame's pattern matches, and each pattern matches in it."""
_TURN = re.compile(
    r":(?:(?<=system:)|(?<=assistant:)|(?<=ai:)|(?<=llm:)|(?<=human:)|(?<=user:)|(?<=bot:)|(?<=instruction:)|(?<=admin:)|(?<=developer:)|(?<=[\])* ]:))"
)
NEEDS: dict[tuple[str, tuple[str, ...]], Needs] = {
    ("imitates the frame of a prompt", ("#", "=", "-", "%", "*")): (("##", "==", "--", "%%", "***"),),
    ("imitates a turn of a conversation", (":",)): (_TURN,),
    ("imitates the turns of a conversation", (":",)): (("human", "user"),),
    ("imitates the frame of a prompt", (":",)): (
        ("system", "assistant", "developer", "admin", "instruction", "directive", "command", "prompt"),
        ("message", "prompt", "override", "note", "update", "instruction", "alert", "command", "notice", "directive", '"role"'),
    ),
    ("imitates the frame of a prompt", ()): (("system", "hidden", "secret", "admin", "developer"),),
    ("urges a bid", ()): (("recommend", "rating of", "score of", "mark of"),),
}
"""What a few frames need beside their mark, by reason and marks: to look for it costs a tenth of trying the pattern."""


def _needs(frame: Frame) -> Needs:
    return ((frame.marks,) if frame.marks else ()) + NEEDS.get((frame.reason, frame.marks), ())


_LOOKS = tuple((frame, _needs(frame)) for frame in FRAMES)


def frames_in(text: str, words: list[Hit]) -> list[Sign]:
    """Marks of orders in canonical text, with the words known to stand in it."""
    found: list[Sign] = []
    bits = 0
    for word in words:
        bits |= word.bits
    for frame, needs in _LOOKS:
        if (frame.slots and not frame.slots & bits) or not _holds(text, needs):
            continue
        places = _places(words, frame.slots, len(text)) if frame.slots else [(0, len(text))]
        for place in places:
            found += [_sign(frame, *match.span()) for match in frame.pattern.finditer(text, *place)]
    return found


def _holds(text: str, needs: Needs) -> bool:
    for need in needs:
        if isinstance(need, re.Pattern):
            if need.search(text) is None:
                return False
            continue
        for each in need:  # any() with a generator takes twice as long
            if each in text:
                break
        else:
            return False
    return True


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
