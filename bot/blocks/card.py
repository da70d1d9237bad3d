"""Everything a message about one run may show, as one value."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jobs.chain.analysis import Analysis, Depth
from jobs.chain.tender import Tender


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

    def metadata(self, part: str) -> dict[str, Any]:
        """For `Message.metadata`: ids only."""
        return {"event_type": "bidwright_message", "event_payload": {"run_id": self.run_id, "part": part}}
