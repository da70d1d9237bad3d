"""When a batch is looked at again. Pure."""

from datetime import datetime, timedelta

from jobs.chain.errors import AnalystError
from storage.batches import Batch

FIRST, LONGEST = timedelta(seconds=30), timedelta(minutes=10)
"""Most batches end within the hour (facts/llm.md §1.7)."""


def pause(tries: int) -> timedelta:
    """Twice as long each time."""
    return min(LONGEST, FIRST * 2 ** min(tries, 10))


def look_again(batch: Batch, now: datetime, error: AnalystError | None = None) -> datetime:
    """Not before the other side allows it; but at the deadline, when what is missing goes by normal calls, in any case."""
    wait = pause(batch.tries)
    if error is not None and error.retry_after is not None:
        wait = max(wait, timedelta(seconds=error.retry_after))
    return now + wait if batch.late else min(now + wait, max(now, batch.deadline_at))
