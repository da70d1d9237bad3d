"""Gives a leased message back after a try that did not deliver it, saying what is known about that try."""

from datetime import datetime
from typing import Any

from storage.errors import StaleLease
from storage.scope import TenantTx
from storage.tables.outbox import outbox


async def put_back(
    tx: TenantTx, id: str, token: str, *, due_at: datetime, error: str, counted: bool, unclear: bool | None, now: datetime
) -> None:
    """Frees the message until `due_at`. Raises StaleLease.

    `counted` False takes back the attempt that the lease counted: waiting for a turn is no failure. `unclear` False says that
    Slack certainly does not have it, True that it may, None that nothing new is known.
    """
    changes: dict[str, Any] = {"due_at": due_at, "error": error, "updated_at": now, "lease_token": None, "lease_until": None}
    if not counted:
        changes["attempts"] = outbox.c.attempts - 1
    if unclear is not None:
        changes["unclear"] = unclear
    if not await tx.run(tx.update(outbox).where(outbox.c.id == id, outbox.c.lease_token == token).values(**changes)):
        raise StaleLease(id)


async def not_sent(tx: TenantTx, id: str, token: str, now: datetime) -> None:
    """Notes, under the lease, that what was begun is certainly not in Slack. Raises StaleLease."""
    changes = {"unclear": False, "updated_at": now}
    if not await tx.run(tx.update(outbox).where(outbox.c.id == id, outbox.c.lease_token == token).values(**changes)):
        raise StaleLease(id)
