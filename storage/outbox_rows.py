"""A message and its pages, as values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message: `thread` is our name for the conversation, `seq` its place there, `rev` counts what was put, `sent_rev` what was sent."""

    id: str
    tenant_id: str
    run_id: str
    part: str
    thread: str
    seq: int
    channel: str
    payload: dict[str, Any]
    rev: int
    sent_rev: int
    state: Literal["pending", "sent", "failed"]
    attempts: int
    due_at: datetime
    lease_token: str | None
    unclear: bool
    error: str | None
    created_at: datetime
    updated_at: datetime

    @property
    def untouched(self) -> bool:
        """Nobody has ever taken it up, so nothing of it was committed as a page or begun. Not of a row that is leased."""
        return self.attempts == 0 and self.sent_rev == 0 and self.error is None and not self.unclear


@dataclass(frozen=True, slots=True)
class Page:
    """One Slack message of a row as committed before its first send; `body` is sealed by the caller, `ts` what Slack gave it."""

    page: int
    rev: int
    hash: str
    body: bytes
    client_msg_id: str
    ts: str | None = None
    channel: str | None = None
    sent: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """What a message that was done or given up leaves: whether a later rev of it is due, and since when messages after it in its thread are.

    `followers_due` is the earliest of theirs, which may lie ahead; None when there are none.
    """

    again: bool
    followers_due: datetime | None
