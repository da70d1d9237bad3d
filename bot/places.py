"""Where a page of a row belongs: which channel, under which message, and whether it had to move."""

from dataclasses import dataclass

from bot.slack_outcomes import Posted
from storage.outbox import OutboxRow

ADDRESSED = frozenset({"review"})
"""Views that are meant for one person from the start: in a DM they are where they belong."""


@dataclass(frozen=True)
class Place:
    channel: str
    thread_ts: str | None
    moved: bool = False
    """It opens a conversation in a DM because its own place was closed: it says so."""


def is_moved(row: OutboxRow, asked_in: str) -> bool:
    """Whether the row was sent to a DM instead of `asked_in`, the run's channel."""
    return row.channel != asked_in and row.channel[:1] in ("D", "U", "W")


def place_of(row: OutboxRow, page: int, *, asked_in: str, root: tuple[str, str] | None, first: Posted | None) -> Place:
    """Page 0 of place 0 opens the thread; everything else goes under it, wherever it stands.

    `root` is the (channel, ts) of the thread's opening, `first` the row's own page 0. A reply that had to move, or whose
    thread never got an opening, starts a conversation of its own.
    """
    moved = is_moved(row, asked_in)
    if row.seq > 0 and root is not None and not (moved and root[0] != row.channel):
        return Place(*root)
    if page > 0 and first is not None:
        return Place(first.channel, first.ts)
    return Place(row.channel, None, moved and row.payload.get("view") not in ADDRESSED)
