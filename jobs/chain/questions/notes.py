"""Older turns of a thread become notes: a small model writes them, code keeps what the turns and notes before bear out."""

from collections.abc import Sequence

from jobs.chain.evidence.figures import figures
from jobs.chain.evidence.ground import Pool, unborne
from jobs.chain.evidence.names import strange_names, words_of
from jobs.chain.guards.out_text import is_unsafe
from jobs.chain.pii.tokens import unknown_tokens
from jobs.chain.questions.prompting import Script, summary_material
from jobs.chain.questions.replies import SummaryReply
from jobs.chain.questions.thread import MOST_NOTES, NOTE_ROOM, History, Notes, Thread, cut, shortened

_NOTHING = Pool(())


async def folded(thread: Thread, script: Script) -> Notes | None:
    """The notes with `thread.to_fold` in them, None where nothing is to be folded. Raises any `AnalystError`."""
    turns = tuple(shortened(turn) for turn in thread.to_fold)
    if not turns:
        return None
    material = History(notes=tuple(cut(line, NOTE_ROOM) for line in thread.notes.lines[:MOST_NOTES]), turns=turns)
    filled = await script.filled(SummaryReply, lambda delimiter: summary_material(material, delimiter))
    return Notes(through=turns[-1].seq, lines=borne_out(filled.notes, material.text))


def borne_out(notes: Sequence[str], source: str) -> tuple[str, ...]:
    """The notes whose every figure, name and mask token stands in the source, one line each."""
    pool, words = Pool((source,)), words_of(source)
    tokens = dict.fromkeys(unknown_tokens(source, {}), "")
    kept: list[str] = []
    for note in notes[:MOST_NOTES]:
        line = cut(note, NOTE_ROOM)
        if is_unsafe(line) or unknown_tokens(line, tokens):
            continue
        if not unborne(figures(line), pool, _NOTHING, _NOTHING) and not strange_names(line, [words], [source]):
            kept.append(line)
    return tuple(kept)
