"""How fast we may call Slack, per workspace, channel and message (docs.slack.dev/apis/web-api/rate-limits)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

POST = "chat.postMessage"
UPDATE = "chat.update"
REPLIES = "conversations.replies"
HISTORY = "conversations.history"
OPEN = "conversations.open"

INLINE = timedelta(seconds=1.5)
"""A turn nearer than this is waited for with the row in hand; a later one gives the row back until then."""
MOST_LINES = 1000


@dataclass(frozen=True)
class Turn:
    """A place in a queue: one call each `interval`, `burst` at once. A key that is a method's name also carries its Retry-After."""

    key: str
    interval: timedelta
    burst: int


def for_post(channel: str) -> tuple[Turn, ...]:
    """One a second in a channel, four at once (an answer has three pages); 300 a minute in a workspace ("several hundred", says Slack)."""
    return Turn(POST, timedelta(seconds=0.2), 10), Turn(f"{POST}:{channel}", timedelta(seconds=1), 4)


def for_update(channel: str, ts: str, *, under_way: bool) -> tuple[Turn, ...]:
    """50 a minute in a workspace; while a run is under way one per message in three seconds (Slack's own advice), its end at once."""
    team = Turn(UPDATE, timedelta(seconds=1.2), 5)
    return (team, Turn(f"{UPDATE}:{channel}:{ts}", timedelta(seconds=3), 1)) if under_way else (team,)


def for_read(method: str) -> tuple[Turn, ...]:
    return (Turn(method, timedelta(seconds=1.2), 10),)


@dataclass(frozen=True)
class WaitingLine:
    """Rows given back for want of a turn, each told another time: else all would come back at once for the one turn that is free.

    Takes no turns and binds nobody; what is lost with the process costs a few looks.
    """

    _places: dict[str, dict[str, datetime]] = field(default_factory=dict[str, dict[str, datetime]])

    def join(self, turn: Turn, row_id: str, at: datetime, now: datetime) -> datetime:
        """When the row should ask again: `at` at the earliest, one `interval` after the row before it. A row keeps its place."""
        line = {row: place for row, place in self._places.get(turn.key, {}).items() if place > now}
        if row_id not in line or line[row_id] < at:
            others = [place for row, place in line.items() if row != row_id]
            line[row_id] = max([at, *(place + turn.interval for place in others)])
        self._places[turn.key] = line
        if len(self._places) > MOST_LINES:
            del self._places[next(iter(self._places))]
        return line[row_id]
