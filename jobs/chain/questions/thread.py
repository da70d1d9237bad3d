"""What a question is told of its thread: the last turns as they were, older ones as notes, never more than so much."""

from collections.abc import Sequence
from dataclasses import dataclass

from jobs.chain.tender import Value

VERBATIM = 4
"""Turns shown as they were, at least."""
FOLD_AT = 4
"""Older turns that wait to be summarised together, so that one call in so many questions pays for it."""
MOST_FOLDED = 12
"""Turns that one summary call reads; where more wait (no model answered for long) the oldest are left out."""
QUESTION_ROOM, ANSWER_ROOM, NOTE_ROOM = 500, 900, 300
"""Characters of a turn's question, of its answer, of one note."""
MOST_NOTES = 8
ROOM = MOST_NOTES * (NOTE_ROOM + 4) + (VERBATIM + FOLD_AT) * (QUESTION_ROOM + ANSWER_ROOM + 24)
"""Characters of a history, however long the thread is."""


class Turn(Value):
    seq: int
    question: str
    answer: str


class Notes(Value):
    """What older turns were about, up to number `through`."""

    through: int = 0
    lines: tuple[str, ...] = ()


NONE = Notes()


@dataclass(frozen=True)
class Thread:
    """Turns in order, with the notes on those before."""

    turns: tuple[Turn, ...] = ()
    notes: Notes = NONE

    @property
    def waiting(self) -> tuple[Turn, ...]:
        """Turns that are neither in the notes nor among the last."""
        after = [turn for turn in self.turns if turn.seq > self.notes.through]
        return tuple(after[: max(0, len(after) - VERBATIM)])

    @property
    def to_fold(self) -> tuple[Turn, ...]:
        """Turns to be summarised now: none while few wait, else all that wait, the newest of them where they are many."""
        waiting = self.waiting
        return waiting[-MOST_FOLDED:] if len(waiting) >= FOLD_AT else ()


@dataclass(frozen=True)
class History:
    """What a prompt holds of a thread, at most `ROOM` characters."""

    notes: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()

    @property
    def text(self) -> str:
        lines = [f"- {note}" for note in self.notes]
        for turn in self.turns:
            lines += [f"Question {turn.seq}: {turn.question}", f"Answer {turn.seq}: {turn.answer}"]
        return "\n".join(lines)


def history_of(thread: Thread) -> History:
    """Notes and the newest turns, each cut to its room. Turns that wait without having been folded are shown while there is room."""
    after = [turn for turn in thread.turns if turn.seq > thread.notes.through]
    return History(
        notes=tuple(cut(line, NOTE_ROOM) for line in thread.notes.lines[:MOST_NOTES]),
        turns=tuple(shortened(turn) for turn in after[-(VERBATIM + FOLD_AT) :]),
    )


def shortened(turn: Turn) -> Turn:
    return Turn(seq=turn.seq, question=cut(turn.question, QUESTION_ROOM), answer=cut(turn.answer, ANSWER_ROOM))


def cut(text: str, room: int) -> str:
    """One line of at most `room` characters; a mask token is never cut in two."""
    line = " ".join(text.split())
    if len(line) <= room:
        return line
    kept = line[: room - 1]
    if kept.rfind("\u27e6") > kept.rfind("\u27e7"):
        kept = kept[: kept.rfind("\u27e6")]
    return f"{kept.rstrip()}…"


def extracts(turns: Sequence[Turn], notes: Sequence[str]) -> tuple[str, ...]:
    """Notes without a model: what was asked, the newest kept. Not to be stored."""
    lines = [*notes, *(f"Asked earlier: {cut(turn.question, 200)}" for turn in turns)]
    return tuple(lines[-MOST_NOTES:])
