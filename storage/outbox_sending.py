"""The poster's side of a message: the lease, its pages, and how a send went. Every write is fenced by the lease's token."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_

from storage.errors import StaleLease
from storage.outbox_rows import Left, OutboxRow, Page
from storage.rows import value_of, values_of
from storage.scope import TenantTx
from storage.tables.outbox import outbox, outbox_pages

FREE: dict[str, Any] = {"lease_token": None, "lease_until": None}


async def lease(tx: TenantTx, id: str, *, token: str, now: datetime, seconds: float, seen: OutboxRow | None = None) -> OutboxRow | None:
    """Takes a pending, due message that nobody holds, counting the attempt; None if there is no such, or it is not as it was `seen`."""
    free = or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= now)
    # whoever takes a message counts an attempt, and whoever gives one back or puts a new rev notes the time
    same = () if seen is None else (outbox.c.attempts == seen.attempts, outbox.c.rev == seen.rev, outbox.c.updated_at == seen.updated_at)
    row = await tx.first(
        tx.update(outbox)
        .where(outbox.c.id == id, outbox.c.state == "pending", outbox.c.due_at <= now, free, *same)
        .values(lease_token=token, lease_until=now + timedelta(seconds=seconds), attempts=outbox.c.attempts + 1)
        .returning(outbox),
        write=True,
    )
    return None if row is None else value_of(OutboxRow, row)


async def hold(tx: TenantTx, id: str, token: str) -> None:
    """Locks the message until the transaction ends, so that no other poster takes it meanwhile. Raises StaleLease."""
    await _change(tx, id, token, {"lease_token": token})


async def commit_pages(
    tx: TenantTx, id: str, token: str, rev: int, pages: Sequence[Page], *, stored: Sequence[Page] | None = None
) -> list[Page]:
    """Stores what is about to be sent and gives it back; a second try of the same rev gets what the first stored.

    A page that an older rev had keeps its ts, channel and client_msg_id, so that it is changed and not sent anew. `stored` is what
    `pages` gave for the message as it was when it was leased in this transaction: neither needs to be asked for again. Raises StaleLease.
    """
    if stored is None:
        await hold(tx, id, token)
        stored = await _pages(tx, id)
    if same := [page for page in stored if page.rev == rev]:
        return same
    fresh, before = [replace(page, rev=rev, sent=False) for page in pages], {page.page: page for page in stored}
    if new := [page for page in fresh if page.page not in before]:
        await tx.insert_new(outbox_pages, [{"outbox_id": id, **asdict(page)} for page in new], key=("outbox_id", "page"))
    return [page if page.page not in before else await _replace_page(tx, id, page, before[page.page]) for page in fresh]


async def pages(tx: TenantTx, id: str) -> list[Page]:
    """Every page by number; one with an older rev than its message was left over when a later rev needed fewer."""
    return await _pages(tx, id)


async def page_sent(
    tx: TenantTx, id: str, token: str, page: int, *, ts: str, channel: str, now: datetime, next_begun: bool = False
) -> None:
    """Notes that Slack has the page, and where; `next_begun`: that the next one may be there from now on. Raises StaleLease."""
    await _change(tx, id, token, {"updated_at": now, **({"unclear": True} if next_begun else {})})
    await _page_sent(tx, id, page, ts=ts, channel=channel, now=now)


async def last_page_sent(tx: TenantTx, id: str, token: str, page: int, *, ts: str, channel: str, rev: int, now: datetime) -> Left:
    """`page_sent` and `done` in one. Raises StaleLease."""
    left = await done(tx, id, token, rev, now)
    await _page_sent(tx, id, page, ts=ts, channel=channel, now=now)
    return left


async def mark_unclear(tx: TenantTx, id: str, token: str, now: datetime) -> None:
    """Notes that a send may or may not have reached Slack; the lease stays. Raises StaleLease."""
    await _change(tx, id, token, {"unclear": True, "updated_at": now})


async def done(tx: TenantTx, id: str, token: str, rev: int, now: datetime) -> Left:
    """Notes that `rev` is sent and gives the lease back; a rev put meanwhile leaves the message pending. Raises StaleLease."""
    state = case((outbox.c.rev > rev, "pending"), else_="sent")
    cleared = {"unclear": False, "attempts": 0, "error": None, "due_at": now}
    return await _end(tx, id, token, {"sent_rev": rev, "state": state, "updated_at": now, **cleared, **FREE})


async def defer(tx: TenantTx, id: str, token: str, *, due_at: datetime, error: str, now: datetime) -> None:
    """Gives the lease back until `due_at`. Raises StaleLease."""
    await _change(tx, id, token, {"due_at": due_at, "error": error, "updated_at": now, **FREE})


async def fail(tx: TenantTx, id: str, token: str, *, error: str, now: datetime) -> Left:
    """Gives the message up; the next in its thread may go. A later put tries again. Raises StaleLease."""
    return await _end(tx, id, token, {"state": "failed", "error": error, "updated_at": now, **FREE})


async def redirect(tx: TenantTx, id: str, token: str, channel: str) -> None:
    """Sends the message elsewhere from now on. Raises StaleLease."""
    await _change(tx, id, token, {"channel": channel})


async def _change(tx: TenantTx, id: str, token: str, changes: dict[str, Any]) -> None:
    # An UPDATE and not a look: it locks the row, so that no other poster can take it before this transaction ends.
    if not await tx.run(tx.update(outbox).where(outbox.c.id == id, outbox.c.lease_token == token).values(**changes)):
        raise StaleLease(id)


async def _end(tx: TenantTx, id: str, token: str, changes: dict[str, Any]) -> Left:
    row = await tx.first(
        tx.update(outbox)
        .where(outbox.c.id == id, outbox.c.lease_token == token)
        .values(**changes)
        .returning(outbox.c.state, _followers_due(tx, id).label("followers_due")),
        write=True,
    )
    if row is None:
        raise StaleLease(id)
    return Left(again=row.state == "pending", followers_due=row.followers_due)


_LATER, _OWN = outbox.alias("later"), outbox.alias("own")


def _followers_due(tx: TenantTx, id: str) -> ColumnElement[datetime | None]:
    # _OWN and no correlation: in RETURNING on SQLite columns are written without their table, so `outbox.thread` would be _LATER's.
    thread, seq = (tx.select(_OWN, column).where(_OWN.c.id == id).scalar_subquery() for column in (_OWN.c.thread, _OWN.c.seq))
    waiting = (_LATER.c.thread == thread, _LATER.c.seq > seq, _LATER.c.state == "pending")
    return tx.select(_LATER, func.min(_LATER.c.due_at)).where(*waiting).scalar_subquery()


async def _pages(tx: TenantTx, id: str) -> list[Page]:
    rows = await tx.all(tx.select(outbox_pages).where(outbox_pages.c.outbox_id == id).order_by(outbox_pages.c.page))
    return values_of(Page, rows)


async def _page_sent(tx: TenantTx, id: str, page: int, *, ts: str, channel: str, now: datetime) -> None:
    await tx.run(
        tx.update(outbox_pages)
        .where(outbox_pages.c.outbox_id == id, outbox_pages.c.page == page)
        .values(ts=ts, channel=channel, sent=True, sent_at=now)
    )


async def _replace_page(tx: TenantTx, id: str, page: Page, before: Page) -> Page:
    fresh = {"rev": page.rev, "hash": page.hash, "body": page.body, "sent": False}
    await tx.run(tx.update(outbox_pages).where(outbox_pages.c.outbox_id == id, outbox_pages.c.page == page.page).values(**fresh))
    return replace(page, client_msg_id=before.client_msg_id, ts=before.ts, channel=before.channel)
