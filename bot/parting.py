"""How an outbox row leaves the poster's hands: told once its transaction is committed, and what it means for the next look."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import structlog

from storage.outbox import OutboxRow

log = structlog.get_logger()


@dataclass(frozen=True)
class Parting:
    """`look_after`: how soon a row is due because of it, this one or another of its thread; None where none is."""

    how: Literal["done", "skipped", "deferred", "failed"]
    look_after: timedelta | None = None
    cause: str = ""
    counted: bool = False
    """Of a deferred row: whether the try counts as a failure."""
    all_wait: datetime | None = None
    """Until when no row of the workspace needs to be tried: what it may post in all is used up."""

    def tell(self, row: OutboxRow, counters: Counter[str]) -> None:
        """Count it, and log what somebody may have to look into."""
        if self.how != "done":
            counters[self.how] += 1
        if self.how == "failed":
            log.error("post_failed", run_id=row.run_id, part=row.part, cause=self.cause, attempts=row.attempts)
        elif self.how == "deferred" and self.look_after is not None:
            log.info(
                "post_deferred",
                run_id=row.run_id,
                part=row.part,
                cause=self.cause,
                wait_s=round(self.look_after.total_seconds(), 1),
                attempts=row.attempts,
                counted=self.counted,
            )
