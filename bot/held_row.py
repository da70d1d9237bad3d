"""An outbox row under lease: everything the poster reads and writes about it, each write fenced by the lease's token."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from bot.pace import INLINE, Turn
from bot.pages import Body, Rendered, client_msg_id, digest, pack, unpack
from bot.parting import Parting
from storage import audit, installations, outbox, outbox_put_back, pacing, runs
from storage.cipher import Cipher
from storage.db import Database
from storage.outbox import Left, OutboxRow, Page
from storage.scope import TenantTx

LEASE_SECONDS = 15.0
"""A turn may take 1.5 s and a call 10, which `Sending` looks for before each; what a dead poster held is free again soon after."""
BODY_COLUMN = "outbox_pages.body"
ACTOR = "system"


@dataclass(frozen=True)
class Surroundings:
    """What a row needs to be delivered, read before its lease."""

    installation: installations.Installation | None
    run: runs.Run
    root: tuple[str, str] | None
    """(channel, ts) of the message that opened the thread; None for that message itself."""
    pages: Sequence[Page]
    """Committed earlier, of any rev."""

    @property
    def ended(self) -> bool:
        return self.run.state in runs.ENDED

    @property
    def installed(self) -> bool:
        return self.installation is not None and self.installation.revoked_at is None

    def committed(self, rev: int) -> list[Page]:
        """The pages of one rev."""
        return [page for page in self.pages if page.rev == rev]


async def surroundings(tx: TenantTx, cipher: Cipher, row: OutboxRow) -> Surroundings:
    return Surroundings(
        installation=await installations.load(tx, cipher),
        run=await runs.get(tx, row.run_id),
        root=await outbox.thread_root(tx, row.thread) if row.seq > 0 else None,
        pages=() if row.untouched else await outbox.pages(tx, row.id),
    )


class HeldRow:
    """A leased row, and what may be done with it inside the transactions that `writing` opens.

    Any method raises StorageError, and StaleLease once the lease went to another poster. Rows are locked in this order by all: the
    run, the message, the turns.
    """

    def __init__(self, db: Database, cipher: Cipher, now: Callable[[], datetime], row: OutboxRow, token: str, until: datetime) -> None:
        self._db, self._cipher, self._now, self._token, self._until = db, cipher, now, token, until
        self.row = row

    @classmethod
    async def take(
        cls,
        tx: TenantTx,
        db: Database,
        cipher: Cipher,
        now: Callable[[], datetime],
        outbox_id: str,
        token: str,
        *,
        seen: OutboxRow | None = None,
    ) -> Self | None:
        """Lease a row, if given only as it was `seen`; None when somebody else was faster."""
        at = now()
        row = await outbox.lease(tx, outbox_id, token=token, now=at, seconds=LEASE_SECONDS, seen=seen)
        return None if row is None else cls(db, cipher, now, row, token, at + timedelta(seconds=LEASE_SECONDS))

    def writing(self) -> AbstractAsyncContextManager[TenantTx]:
        """A transaction of the row's workspace."""
        return self._db.tenant(self.row.tenant_id)

    def lasts(self, seconds: float) -> bool:
        """Whether the lease holds that much longer."""
        return self._now() + timedelta(seconds=seconds) < self._until

    async def commit(self, tx: TenantTx, messages: Sequence[Rendered], stored: Sequence[Page] | None = None) -> list[Page]:
        """Store the pages of this rev before the first of them is sent; those stored by an earlier try win.

        `stored` is what `surroundings` found, if the row was leased in this transaction as it was then.
        """
        row = self.row
        packed = [pack(message) for message in messages]
        pages = [
            Page(
                page=number,
                rev=row.rev,
                hash=digest(data),
                body=self._cipher.seal(data, tenant_id=row.tenant_id, column=BODY_COLUMN),
                client_msg_id=client_msg_id(row.id, number),
            )
            for number, data in enumerate(packed)
        ]
        return await outbox.commit_pages(tx, row.id, self._token, row.rev, pages, stored=stored)

    def body(self, page: Page) -> Body:
        """Raises CipherError where its key is gone."""
        return unpack(self._cipher.open(page.body, tenant_id=self.row.tenant_id, column=BODY_COLUMN))

    async def take_turn(self, tx: TenantTx, turns: Sequence[Turn]) -> pacing.Place:
        """The next turn in every queue; one too far off to wait for is not taken."""
        return await pacing.take(tx, turns, now=self._now(), within=INLINE)

    async def begun(self, tx: TenantTx) -> None:
        """Note that what is about to be posted may be in Slack from now on."""
        await outbox.mark_unclear(tx, self.row.id, self._token, self._now())

    async def hold(self, tx: TenantTx) -> None:
        """Lock the row until the transaction ends."""
        await outbox.hold(tx, self.row.id, self._token)

    async def sent(self, tx: TenantTx, page: Page, channel: str, ts: str, *, opens: bool, next_begun: bool = False) -> None:
        """Note that Slack has the page; `opens`: its thread is the run's; `next_begun`: the next page may be in Slack from now on."""
        await self._opened(tx, ts, opens)
        await outbox.page_sent(tx, self.row.id, self._token, page.page, ts=ts, channel=channel, now=self._now(), next_begun=next_begun)

    async def sent_last(self, tx: TenantTx, page: Page, channel: str, ts: str, *, opens: bool) -> Parting:
        """Note that Slack has the last page, and with it the row."""
        await self._opened(tx, ts, opens)
        left = await outbox.last_page_sent(
            tx, self.row.id, self._token, page.page, ts=ts, channel=channel, rev=self.row.rev, now=self._now()
        )
        return Parting("done", self._frees(left))

    async def done(self, tx: TenantTx) -> Parting:
        return Parting("done", self._frees(await outbox.done(tx, self.row.id, self._token, self.row.rev, self._now())))

    async def put_back(self, tx: TenantTx, wait: timedelta, cause: str, *, counted: bool, unclear: bool | None) -> Parting:
        wait, now = max(wait, timedelta(0)), self._now()
        await outbox_put_back.put_back(
            tx, self.row.id, self._token, due_at=now + wait, error=cause, counted=counted, unclear=unclear, now=now
        )
        return Parting("deferred", wait, cause, counted)

    async def block(self, tx: TenantTx, method: str, wait: timedelta) -> None:
        """Keep every process from calling `method` for this workspace (Retry-After)."""
        now = self._now()
        await pacing.block(tx, key=method, until=now + wait, now=now)

    async def redirect(self, tx: TenantTx, channel: str) -> None:
        """Send it to `channel` from now on; what was refused before is certainly not in Slack."""
        await outbox_put_back.not_sent(tx, self.row.id, self._token, self._now())
        await outbox.redirect(tx, self.row.id, self._token, channel)

    def redirected(self, channel: str) -> None:
        """What `redirect` did is committed."""
        self.row = replace(self.row, channel=channel, unclear=False)

    async def fail(self, tx: TenantTx, cause: str) -> Parting:
        """Give the row up, with an audit entry."""
        left = await outbox.fail(tx, self.row.id, self._token, error=cause, now=self._now())
        await self._audit(tx, "message_not_delivered", {"outbox_id": self.row.id, "part": self.row.part, "cause": cause})
        return Parting("failed", self._frees(left), cause)

    async def revoke(self, tx: TenantTx, cause: str, token: str) -> bool:
        """End the installation that still uses `token`. False, having done nothing, where a reinstall has brought another meanwhile."""
        installed = await installations.load(tx, self._cipher)
        if installed is not None and installed.bot_token != token:
            return False
        await installations.revoke(tx, self._now(), cause)
        return True

    async def note(self, tx: TenantTx, act: str, page: int, cause: str) -> None:
        """An audit entry that `doctor` and operators read."""
        await self._audit(tx, act, {"outbox_id": self.row.id, "part": self.row.part, "page": page, "cause": cause})

    def _frees(self, left: Left) -> timedelta | None:
        if left.again:
            return timedelta(0)
        if left.followers_due is None or self.row.sent_rev > 0:  # only what was never sent before held its thread up
            return None
        return max(left.followers_due - self._now(), timedelta(0))

    async def _opened(self, tx: TenantTx, ts: str, opens: bool) -> None:
        if opens:  # the run before the message: workers lock the two in this order
            await runs.set_thread(tx, self.row.run_id, ts)

    async def _audit(self, tx: TenantTx, act: str, after: dict[str, object]) -> None:
        await audit.record(tx, actor=ACTOR, act=act, subject=self.row.run_id, before=None, after=after, request_id=None, now=self._now())
