"""Cuts a notice that is longer than a step reads at once into windows: whole passages, in reading order, none of them twice."""

from collections.abc import Iterator, Sequence

from jobs.chain.agents.material import size
from jobs.chain.analysis import Claim
from jobs.chain.tender import Passage

UNREAD = Claim(text="The notice is longer than what was read: its last part was not judged.")
LABEL = 24
"""Bytes of a passage's number and line ends."""
Window = tuple[Passage, ...]


def windows_of(passages: Sequence[Passage], room: int, most: int) -> tuple[Window, ...]:
    """At least one window and at most `most`, each within `room` bytes as the model reads it. What is left over is not read."""
    found: list[Window] = []
    current: list[Passage] = []
    left = room
    for passage in passages:
        for piece in _pieces(passage, room):
            needed = size(piece.text) + LABEL
            if current and needed > left:
                found.append(tuple(current))
                current, left = [], room
                if len(found) == most:
                    return tuple(found)
            current.append(piece)
            left -= needed
    return (*found, tuple(current)) if current or not found else tuple(found)


def unread(passages: Sequence[Passage], windows: Sequence[Window]) -> tuple[Claim, ...]:
    """A sentence for the reader where not everything was read."""
    whole = sum(len(passage.text) for passage in passages)
    read = sum(len(passage.text) for window in windows for passage in window)
    return (UNREAD,) if read < whole else ()


def _pieces(passage: Passage, room: int) -> Iterator[Passage]:
    """The passage, or pieces of it under its own id where it alone is too long; cut at blanks where there are any."""
    text = passage.text
    needed = size(text) + LABEL
    if needed <= room:
        yield passage
        return
    longest = max(1, (room - LABEL) * len(text) // (2 * needed))  # half: bytes and lines are not spread evenly
    while text:
        end = min(longest, len(text))
        cut = text.rfind(" ", end // 2, end) + 1 if end < len(text) else end
        end = cut or end
        yield passage.model_copy(update={"text": text[:end]})
        text = text[end:]
