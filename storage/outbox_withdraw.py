"""Taking back a message that nobody has begun to send."""

from storage.scope import TenantTx
from storage.tables.outbox import outbox


async def withdraw(tx: TenantTx, *, run_id: str, part: str) -> bool:
    """Removes the message unless a poster has taken it up, now or ever. Whether it is gone; False too where there was none."""
    untouched = (outbox.c.sent_rev == 0, outbox.c.attempts == 0, outbox.c.lease_token.is_(None))
    return await tx.run(tx.delete(outbox).where(outbox.c.run_id == run_id, outbox.c.part == part, *untouched)) == 1
