"""Messages on their way: putting them, and finding whose turn it is. Sending lives beside it and is called through here."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_

from storage.outbox_rows import Left, OutboxRow, Page
from storage.outbox_sending import (
    commit_pages,
    defer,
    done,
    fail,
    hold,
    last_page_sent,
    lease,
    mark_unclear,
    page_sent,
    pages,
    redirect,
)
from storage.rows import value_of
from storage.scope import SystemTx, TenantTx
from storage.tables.outbox import outbox, outbox_pages

__all__ = [
    "Left", "OutboxRow", "Page", "commit_pages", "defer", "done", "fail", "get", "heads", "hold", "last_page_sent", "lease", "look",
    "mark_unclear", "next_due", "of_id", "page_sent", "pages", "put", "redirect", "revise", "thread_root", "withdraw",
]  # fmt: skip


async def put(
    tx: TenantTx,
    *,
    id: str,
    run_id: str,
    part: str,
    thread: str,
    seq: int,
    channel: str,
    payload: dict[str, Any],
    now: datetime,
    due_at: datetime | None = None,
) -> str:
    """Stores a message, or for a (run, part) that is there replaces its payload as the next rev; a send going on is not disturbed.

    Thread, place and channel of a message stay as they were. Returns the id of the row.
    """
    values = {
        "id": id, "run_id": run_id, "part": part, "thread": thread, "seq": seq, "channel": channel, "payload": payload, "rev": 1,
        "sent_rev": 0, "state": "pending", "attempts": 0, "due_at": due_at or now, "created_at": now, "updated_at": now,
    }  # fmt: skip
    if await tx.upsert(outbox, values, key=("run_id", "part"), update=None):
        return id
    return await revise(tx, run_id=run_id, part=part, payload=payload, now=now, due_at=due_at) or id


async def revise(
    tx: TenantTx, *, run_id: str, part: str, payload: dict[str, Any] | None = None, now: datetime, due_at: datetime | None = None
) -> str | None:
    """Makes the next rev of a message that is there, with another payload if one is given; its id, or None where there is none."""
    row = await tx.first(
        tx.update(outbox)
        .where(outbox.c.run_id == run_id, outbox.c.part == part)
        .values(
            payload=outbox.c.payload if payload is None else payload,
            rev=outbox.c.rev + 1,
            # While pending the count stays: it tells the next sender that an earlier send may have reached Slack.
            attempts=case((outbox.c.state == "pending", outbox.c.attempts), else_=0),
            state="pending",
            due_at=due_at or now,
            updated_at=now,
        )
        .returning(outbox.c.id),
        write=True,
    )
    return None if row is None else row.id


async def get(tx: TenantTx, *, run_id: str, part: str) -> OutboxRow | None:
    """The message of a run's part, if it was put."""
    row = await tx.first(tx.select(outbox).where(outbox.c.run_id == run_id, outbox.c.part == part))
    return None if row is None else value_of(OutboxRow, row)


async def of_id(tx: TenantTx, id: str) -> OutboxRow | None:
    """The message, if it is there."""
    row = await tx.first(tx.select(outbox).where(outbox.c.id == id))
    return None if row is None else value_of(OutboxRow, row)


async def withdraw(tx: TenantTx, *, run_id: str, part: str) -> bool:
    """Removes the message unless a poster has taken it up, now or ever. Whether it is gone; False too where there was none.

    A row that was put back without counting the try (429, pace) has pages: it was taken up.
    """
    pages = tx.select(outbox_pages, outbox_pages.c.page).where(outbox_pages.c.outbox_id == outbox.c.id).exists()
    untouched = (outbox.c.sent_rev == 0, outbox.c.attempts == 0, outbox.c.lease_token.is_(None), ~pages)
    return await tx.run(tx.delete(outbox).where(outbox.c.run_id == run_id, outbox.c.part == part, *untouched)) == 1


_EARLIER = outbox.alias("earlier")


async def heads(sys: SystemTx, *, now: datetime, limit: int, without: Collection[str] = ()) -> list[tuple[str, str]]:
    """(tenant, message) of all that may be sent now: due, not leased, and nothing before it in its thread still unsent. Oldest first.

    The tenants `without` are left out.
    """
    free = or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= now)
    query = sys.select(outbox, outbox.c.tenant_id, outbox.c.id).where(_first_in_thread(sys), outbox.c.due_at <= now, free)
    if without:
        query = query.where(outbox.c.tenant_id.not_in(without))
    rows = await sys.all(query.order_by(outbox.c.due_at, outbox.c.seq, outbox.c.id).limit(limit))
    return [(row.tenant_id, row.id) for row in rows]


async def next_due(sys: SystemTx, now: datetime) -> datetime | None:
    """When `heads` has something next: `now` if it has already, None when nothing is pending."""
    found, later = await look(sys, now=now, limit=1)
    return now if found else later


async def look(sys: SystemTx, *, now: datetime, limit: int, without: Collection[str] = ()) -> tuple[list[tuple[str, str]], datetime | None]:
    """`heads`, and when something else is due: None when nothing is, or when there are `limit` heads to begin with."""
    found = await heads(sys, now=now, limit=limit, without=without)
    return found, None if len(found) == limit else await _upcoming(sys, now)


async def _upcoming(sys: SystemTx, now: datetime) -> datetime | None:
    # What is past now, and no head, waits for an earlier message: counting it would let the poster spin.
    ready = case((outbox.c.lease_until > outbox.c.due_at, outbox.c.lease_until), else_=outbox.c.due_at)
    found: datetime | None = await sys.scalar(sys.select(outbox, func.min(ready)).where(outbox.c.state == "pending", ready > now))
    return found


async def thread_root(tx: TenantTx, thread: str) -> tuple[str, str] | None:
    """(channel, ts) of the message that opened the thread: page 0 of place 0, once it was sent."""
    root = tx.select(outbox, outbox.c.id).where(outbox.c.thread == thread, outbox.c.seq == 0).limit(1).scalar_subquery()
    row = await tx.first(
        tx.select(outbox_pages, outbox_pages.c.channel, outbox_pages.c.ts).where(
            outbox_pages.c.outbox_id == root, outbox_pages.c.page == 0, outbox_pages.c.ts.is_not(None)
        )
    )
    return None if row is None else (row.channel, row.ts)


def _first_in_thread(sys: SystemTx) -> ColumnElement[bool]:
    # offset(0) keeps Postgres from turning this into a join: before the first ANALYZE it takes the table for empty and compares every
    # pending message with every other, 280 ms for 1,000 threads of two and growing with the square.
    blocked = sys.select(_EARLIER, _EARLIER.c.id).where(
        _EARLIER.c.tenant_id == outbox.c.tenant_id,
        _EARLIER.c.thread == outbox.c.thread,
        _EARLIER.c.seq < outbox.c.seq,
        _EARLIER.c.state == "pending",
        _EARLIER.c.sent_rev == 0,
    )
    return and_(outbox.c.state == "pending", ~blocked.offset(0).correlate(outbox).exists())
