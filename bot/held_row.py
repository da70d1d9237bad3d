"""An outbox row under lease: everything the poster reads and writes about it, each write fenced by the lease's token."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.blocks.card import RunCard
from bot.cards import load_card
from bot.pace import INLINE, Turn
from bot.pages import Body, Rendered, client_msg_id, digest, pack, unpack
from storage import audit, installations, outbox, outbox_put_back, pacing, runs
from storage.cipher import Cipher
from storage.db import Database
from storage.outbox import OutboxRow, Page
from storage.scope import TenantTx

LEASE_SECONDS = 15.0
"""A turn may take 1.5 s and a call 10, which `Sending` looks for before each; what a dead poster held is free again soon after."""
BODY_COLUMN = "outbox_pages.body"
ACTOR = "system"


class NotYet(Exception):
    """The next turn is too far off to wait for; it was not used up."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


@dataclass(frozen=True)
class Surroundings:
    """What a row needs to be delivered, read in one transaction."""

    installation: installations.Installation | None
    run: runs.Run
    root: tuple[str, str] | None
    """(channel, ts) of the message that opened the thread."""
    pages: Sequence[Page]
    """Committed earlier, of any rev."""
    card: RunCard | None
    """None where the pages of this rev are committed: they are sent as they are."""

    @property
    def ended(self) -> bool:
        return self.run.state in runs.ENDED


class HeldRow:
    """A leased row. Any method raises StorageError, and StaleLease once the lease went to another poster."""

    def __init__(self, db: Database, cipher: Cipher, now: Callable[[], datetime], row: OutboxRow, token: str, until: datetime) -> None:
        self._db, self._cipher, self._now, self._token, self._until = db, cipher, now, token, until
        self.row = row

    @classmethod
    async def take(
        cls, db: Database, cipher: Cipher, now: Callable[[], datetime], tenant_id: str, outbox_id: str, token: str
    ) -> "HeldRow | None":
        """Lease a row; None when somebody else was faster."""
        at = now()
        async with db.tenant(tenant_id) as tx:
            row = await outbox.lease(tx, outbox_id, token=token, now=at, seconds=LEASE_SECONDS)
        return None if row is None else cls(db, cipher, now, row, token, at + timedelta(seconds=LEASE_SECONDS))

    def lasts(self, seconds: float) -> bool:
        """Whether the lease holds that much longer."""
        return self._now() + timedelta(seconds=seconds) < self._until

    async def surroundings(self, allowance: int | None) -> Surroundings:
        row = self.row
        async with self._db.tenant_read(row.tenant_id) as tx:
            run = await runs.get(tx, row.run_id)
            pages = await outbox.pages(tx, row.id)
            committed = any(page.rev == row.rev for page in pages)
            return Surroundings(
                installation=await installations.load(tx, self._cipher),
                run=run,
                root=await outbox.thread_root(tx, row.thread),
                pages=pages,
                card=None if committed else await load_card(tx, row, run, allowance=allowance, now=self._now()),
            )

    async def commit(self, messages: Sequence[Rendered]) -> list[Page]:
        """Store the pages of this rev before the first of them is sent; those stored by an earlier try win."""
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
        async with self._db.tenant(row.tenant_id) as tx:
            return await outbox.commit_pages(tx, row.id, self._token, row.rev, pages)

    def body(self, page: Page) -> Body:
        """Raises CipherError where its key is gone."""
        return unpack(self._cipher.open(page.body, tenant_id=self.row.tenant_id, column=BODY_COLUMN))

    async def begin(self, turns: Sequence[Turn], *, posting: bool) -> datetime:
        """Take a turn in every queue and, for a post, note that it may be in Slack from now on. Returns when it may go out.

        Raises NotYet where that is too far off: the transaction is undone, so that turns nobody uses are not taken.
        """
        now = self._now()
        async with self._db.tenant(self.row.tenant_id) as tx:
            at = now
            for turn in turns:
                at = max(at, await pacing.reserve(tx, key=turn.key, now=now, interval=turn.interval, burst=turn.burst))
            if at - now > INLINE:
                raise NotYet(at)
            if posting:
                await outbox.mark_unclear(tx, self.row.id, self._token, now)
        return at

    async def block(self, method: str, wait: timedelta) -> None:
        """Keep every process from calling `method` for this workspace (Retry-After)."""
        now = self._now()
        async with self._db.tenant(self.row.tenant_id) as tx:
            await pacing.block(tx, key=method, until=now + wait, now=now)

    async def sent(self, page: Page, channel: str, ts: str, *, opens: bool, last: bool) -> None:
        """Note that Slack has the page; `opens`: its thread is the run's; `last`: the row is done with it."""
        async with self._db.tenant(self.row.tenant_id) as tx:
            if opens:  # the run before the message: workers lock the two in this order
                await runs.set_thread(tx, self.row.run_id, ts)
            await outbox.page_sent(tx, self.row.id, self._token, page.page, ts=ts, channel=channel, now=self._now())
            if last:
                await outbox.done(tx, self.row.id, self._token, self.row.rev, self._now())

    async def done(self) -> None:
        async with self._db.tenant(self.row.tenant_id) as tx:
            await outbox.done(tx, self.row.id, self._token, self.row.rev, self._now())

    async def put_back(self, wait: timedelta, cause: str, *, counted: bool, unclear: bool | None) -> None:
        now = self._now()
        async with self._db.tenant(self.row.tenant_id) as tx:
            await outbox_put_back.put_back(
                tx, self.row.id, self._token, due_at=now + wait, error=cause, counted=counted, unclear=unclear, now=now
            )

    async def redirect(self, channel: str) -> None:
        """Send it to `channel` from now on; what was refused before is certainly not in Slack."""
        async with self._db.tenant(self.row.tenant_id) as tx:
            await outbox_put_back.not_sent(tx, self.row.id, self._token, self._now())
            await outbox.redirect(tx, self.row.id, self._token, channel)
        self.row = replace(self.row, channel=channel, unclear=False)

    async def note(self, act: str, page: int, cause: str) -> None:
        """An audit entry that `doctor` and operators read."""
        async with self._db.tenant(self.row.tenant_id) as tx:
            await self._audit(tx, act, {"outbox_id": self.row.id, "part": self.row.part, "page": page, "cause": cause})

    async def fail(self, cause: str, *, revoked_token: str | None = None) -> bool:
        """Give the row up, with an audit entry; `revoked_token` also ends the installation that still uses it.

        Returns False, having done nothing, where a reinstall has brought another token meanwhile.
        """
        now = self._now()
        async with self._db.tenant(self.row.tenant_id) as tx:
            if revoked_token is not None:
                installed = await installations.load(tx, self._cipher)
                if installed is not None and installed.bot_token != revoked_token:
                    return False
                await installations.revoke(tx, now, cause)
            await outbox.fail(tx, self.row.id, self._token, error=cause, now=now)
            await self._audit(tx, "message_not_delivered", {"outbox_id": self.row.id, "part": self.row.part, "cause": cause})
        return True

    async def _audit(self, tx: TenantTx, act: str, after: dict[str, object]) -> None:
        await audit.record(tx, actor=ACTOR, act=act, subject=self.row.run_id, before=None, after=after, request_id=None, now=self._now())
