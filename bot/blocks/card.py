"""Everything a message about one run may show, as one value."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.blocks.voting import Voice
from jobs.chain.analysis import Analysis, Depth
from jobs.chain.drafting.draft import Draft
from jobs.chain.questions.replies import Reply
from jobs.chain.tender import Tender


@dataclass(frozen=True)
class Note:
    """What a person of the workspace said about the tender, masked; `at` is when."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Sureness:
    """How sure the answer is: as it looks, 0 to 1, and once that was measured the share of such answers that people call right."""

    raw: float
    share: float | None = None
    right: int = 0
    of: int = 0


@dataclass(frozen=True)
class Said:
    """The answer to a question, as people may see it."""

    question: str
    reply: Reply
    label: str
    """Who answered, and when and to what where it is served again."""


@dataclass(frozen=True)
class RunCard:
    run_id: str
    reference: str
    """Short id that people may quote to support."""
    requester: str
    """Slack user id."""
    depth: Depth
    state: str
    """A state of DESIGN.md §4."""
    analysis: Analysis | None
    tender: Tender | None
    error: str | None
    """A sentence for the reader, when there is no analysis."""
    charged: int
    credits_left: int | None
    steps: tuple[tuple[str, str], ...]
    """(read | screen | rate | answer, waiting | running | done | skipped | failed)."""
    stored_at: datetime
    subject: str | None = None
    """What was handed over, in a few words, while the notice is not read."""
    news: tuple[str, ...] = ()
    """Sentences: what changed since the version before, where else it is published."""
    review: tuple[str, str] | None = None
    """(week, why) where the message puts the answer before a reviewer."""
    notes: tuple[Note, ...] = ()
    """What people said about the tender before this run was asked for."""
    seal: str = ""
    """What an approval would be bound to."""
    written: int = 0
    """Sections of the draft that are there."""
    draft: Draft | None = None
    said: Said | None = None
    votes: tuple[Voice, ...] = ()
    decision: Voice | None = None

    sureness: Sureness | None = None
    """None for an answer of which nothing was counted."""

    def metadata(self, part: str) -> dict[str, Any]:
        """For `Message.metadata`: ids only."""
        return {"event_type": "bidwright_message", "event_payload": {"run_id": self.run_id, "part": part}}
