"""Reads what waits in the libraries: at once where somebody asks for it, and again after a crash or when Slack was away."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Protocol

import structlog

from jobs.chain.document import Document
from jobs.chain.errors import BadInput, SourceDown
from jobs.deps import Deps
from jobs.intake.given import SlackFile
from jobs.intake.reader import Files
from jobs.library import shelving
from jobs.library.shelving import Prepared, Shelved
from storage import leases, library, tenants
from storage.errors import Conflict, NotFound, StorageError, Unavailable
from storage.library import LibraryDocument

LEASE_SECONDS = 30.0
PAUSE_SECONDS = 30.0
SWEEP_EVERY = timedelta(minutes=10)
PATIENCE = timedelta(days=1)
"""How long a file that Slack does not hand over is asked for."""
NOT_STORED = "Its text holds signs that cannot be stored. Save it anew (print to PDF) and add that."
GAVE_UP = "Slack did not hand the file over for a day. Upload it again."

log = structlog.get_logger()


class Reads(Protocol):
    """Reads files of strangers."""

    async def read(self, data: bytes, *, name: str) -> tuple[Document, ...]:
        """Raises BadInput for what is too large, OSError where the machine has no room for a process."""
        ...


class News(Protocol):
    """Tells a person what became of what they handed in."""

    async def learned(self, tenant_id: str, member: str, shelved: Sequence[Shelved]) -> None:
        """Raises nothing: the list of the library says the same."""
        ...


class Librarian:
    """One a process. A lease keeps two processes from reading the same library; what both read would be stored once all the same."""

    def __init__(self, deps: Deps, files: Files, documents: Reads, news: News, *, pause_seconds: float = PAUSE_SECONDS) -> None:
        self._deps, self._files, self._documents, self._news = deps, files, documents, news
        self._pause = pause_seconds
        self._asked: set[str] = set()
        self._busy: set[str] = set()
        self._later: set[str] = set()
        """Tenants that have something left: Slack was away, or another process is at it."""

    async def learn(self, tenant_id: str) -> None:
        """Read all that waits in one workspace; who asks while it is being read is served by whoever reads. Raises StorageError."""
        self._asked.add(tenant_id)
        if tenant_id in self._busy:
            return
        self._busy.add(tenant_id)
        try:
            while tenant_id in self._asked:
                self._asked.discard(tenant_id)
                self._later.add(tenant_id)
                if await self._learn_alone(tenant_id):
                    self._later.discard(tenant_id)
        finally:
            self._busy.discard(tenant_id)

    async def run(self, stop: asyncio.Event) -> None:
        """Look for what waits at once and every ten minutes, and for what is left every half minute, until stopped."""
        next_sweep = self._deps.now()
        stopping = asyncio.ensure_future(stop.wait())
        try:
            while not stop.is_set():
                sweeps = self._deps.now() >= next_sweep
                work = asyncio.ensure_future(self._round(sweeps=sweeps))
                try:
                    await asyncio.wait({work, stopping}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    # A file that is being read goes on waiting: the next start reads it.
                    work.cancel()
                    await asyncio.wait({work})
                if not work.cancelled():
                    next_sweep = self._deps.now() + SWEEP_EVERY if work.result() and sweeps else next_sweep
                await asyncio.wait({stopping}, timeout=self._pause)
        finally:
            stopping.cancel()

    async def _round(self, *, sweeps: bool) -> bool:
        """Whether every workspace could be looked at."""
        try:
            due = set(self._later)
            if sweeps:
                async with self._deps.db.system() as sys:
                    due.update(await tenants.all_ids(sys))
        except (StorageError, OSError) as error:
            log.warning("library_waits_for_database", error=type(error).__name__)
            return False
        whole = True
        for tenant_id in sorted(due):
            try:
                if tenant_id in self._later or await self._has_waiting(tenant_id):
                    await self.learn(tenant_id)
            except (StorageError, OSError) as error:  # one library must not keep all others waiting
                whole = False
                log.warning("library_not_read", tenant_id=tenant_id, error=type(error).__name__)
        return whole

    async def _has_waiting(self, tenant_id: str) -> bool:
        async with self._deps.db.tenant_read(tenant_id) as tx:
            return bool(await shelving.waiting_in(tx))

    async def _learn_alone(self, tenant_id: str) -> bool:
        """Whether nothing is left. False also while another process reads this library."""
        async with self._leased(f"library:{tenant_id}") as leads:
            return leads and await self._learn_all(tenant_id)

    @contextlib.asynccontextmanager
    async def _leased(self, name: str) -> AsyncIterator[bool]:
        token = self._deps.new_id()
        if not await self._hold(name, token):
            yield False
            return
        beat = asyncio.ensure_future(self._keep(name, token))
        try:
            yield True
        finally:
            beat.cancel()
            await asyncio.wait({beat})
            async with self._deps.db.system() as sys:
                await leases.release(sys, name, token)

    async def _hold(self, name: str, token: str) -> bool:
        async with self._deps.db.system() as sys:
            return await leases.acquire(sys, name, token=token, now=self._deps.now(), seconds=LEASE_SECONDS)

    async def _keep(self, name: str, token: str) -> None:
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            with contextlib.suppress(StorageError, OSError):
                await self._hold(name, token)

    async def _learn_all(self, tenant_id: str) -> bool:
        async with self._deps.db.tenant_read(tenant_id) as tx:
            waiting = await shelving.waiting_in(tx)
        done: dict[str, list[Shelved]] = defaultdict(list)
        left = 0
        try:
            for row in waiting:
                found = await self._learn_one(tenant_id, row)
                if found is None:
                    left += 1
                else:
                    done[row.added_by] += found
        finally:
            for member, shelved in done.items():
                if shelved:
                    await self._news.learned(tenant_id, member, shelved)
        return left == 0

    async def _learn_one(self, tenant_id: str, row: LibraryDocument) -> list[Shelved] | None:
        """What came of one file; None when it has to wait longer."""
        try:
            prepared = await self._read(tenant_id, row)
        except BadInput as refused:
            prepared = [shelving.unread(row, refused)]
        except (SourceDown, OSError) as error:
            if self._deps.now() - row.added_at < PATIENCE:
                log.info("library_file_waits", tenant_id=tenant_id, error=type(error).__name__)
                return None
            prepared = [shelving.unread(row, BadInput("too_slow", GAVE_UP))]
        try:
            return await self._shelve(tenant_id, row, prepared)
        except Unavailable:
            raise
        except StorageError as error:  # one file that no column takes must not keep the others waiting
            log.error("library_file_not_stored", tenant_id=tenant_id, error=type(error).__name__)  # noqa: TRY400 - no content in the log
            return await self._shelve(tenant_id, row, [shelving.unread(row, BadInput("damaged", NOT_STORED))])

    async def _read(self, tenant_id: str, row: LibraryDocument) -> list[Prepared]:
        file = SlackFile(id=shelving.file_id(row), name=row.name)
        data = await self._files.download(tenant_id, file)
        documents = await self._documents.read(data, name=file.name)
        digest = sha256(data).hexdigest()
        prepared = [await asyncio.to_thread(shelving.prepare, document, digest) for document in documents]
        return prepared or [shelving.unread(row, BadInput("empty", "There is no document in it."))]

    async def _shelve(self, tenant_id: str, row: LibraryDocument, prepared: Sequence[Prepared]) -> list[Shelved]:
        """A transaction a document. The waiting row last: a crash before it has the file read again, and what is in already stays once."""
        first, *others = prepared
        shelved: list[Shelved] = []
        if others and not await self._is_there(tenant_id, row):
            return shelved
        for each in others:
            async with self._deps.db.tenant(tenant_id) as tx:
                shelved.append(await shelving.shelve(tx, row, each, id=self._deps.new_id(), now=self._deps.now()))
        try:
            async with self._deps.db.tenant(tenant_id) as tx:
                settled = await shelving.settle(tx, row, first, now=self._deps.now())
        except Conflict:
            async with self._deps.db.tenant(tenant_id) as tx:
                settled = await shelving.drop(tx, row, first)
        log.info("library_file_read", tenant_id=tenant_id, documents=len(prepared))
        return [settled, *shelved] if settled else shelved

    async def _is_there(self, tenant_id: str, row: LibraryDocument) -> bool:
        async with self._deps.db.tenant_read(tenant_id) as tx:
            try:
                await library.get(tx, row.id)
            except NotFound:
                return False
        return True
