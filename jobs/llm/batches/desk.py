"""Where requests are handed in for a batch and answers fetched. Speaks to the books alone; the keeper does the rest."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from jobs.llm.batches import money
from jobs.llm.batches.items import GONE, Answer, BatchItem, item_id, open_reply, reference
from jobs.llm.prices import micro_usd
from jobs.llm.purse import OverCeiling, Payer
from jobs.llm.router import prompt_size
from jobs.llm.tiers import Tiers
from storage import batch_items, batches, spend, vault
from storage.batch_items import NewItem
from storage.batches import Batch
from storage.cipher import Cipher
from storage.db import Database
from storage.errors import CeilingReached

MOST_ITEMS, MOST_BYTES = 2_000, 32_000_000
"""Of one batch, far below the vendor's 100,000 and 256 MB: it is put together in memory."""
TOGETHER = 50
"""Items stored in one transaction."""
FILLING = timedelta(minutes=5)
"""After so long whoever filled a batch is dead, and what it holds is sent."""
KEPT = timedelta(days=7)
"""How long after the deadline an answer can be fetched."""


@dataclass(frozen=True)
class Submitted:
    """`batches`: ids of those made. `refused`: by a ceiling of ours, by the item's id: not stored, not held, not asked."""

    batches: tuple[str, ...]
    refused: Mapping[str, OverCeiling]


class _Priced(NamedTuple):
    row: NewItem
    payer: Payer
    plain: bytes


@dataclass(frozen=True)
class Desk:
    db: Database
    cipher: Cipher
    tiers: Tiers
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    kick: Callable[[], None] = field(default=lambda: None)
    """Tells the keeper of this process that there is something to do; those of others see it within their idle look."""

    async def submit(self, items: Sequence[BatchItem], *, deadline: datetime) -> Submitted:
        """Stores the items and holds their money; what has no answer by `deadline` goes by normal calls.

        Items of several workspaces share a batch. One that was handed in before stays as it is, so that a caller which died may do it all again.
        Raises StorageError: what was stored until then is sent all the same.
        """
        made: list[str] = []
        refused: dict[str, OverCeiling] = {}
        for part in _parts(items):
            batch = await self._begin(deadline)
            for some in _of_one_workspace(part):
                going_on = await self._prolonged(batch)
                if going_on is None:  # this was so slow that the keeper took it for dead and sent what was there
                    made.append(batch.id)
                    going_on = await self._begin(deadline)
                batch = going_on
                refused |= await self._store([self._priced(batch, item) for item in some])
            sealed = await seal(self.db, batch, now=self.now())
            if sealed is None or sealed.state == "ready":
                made.append(batch.id)
        self.kick()
        return Submitted(tuple(made), refused)

    async def answer(self, tenant_id: str, key: str) -> Answer:
        """Raises NotFound for a key that was never handed in, or was refused."""
        id = item_id(tenant_id, key)
        async with self.db.tenant_read(tenant_id) as tx:
            item = await batch_items.get(tx, id)
            if item.state in ("open", "call"):
                return Answer(waiting=True)
            if item.state == "failed":
                return Answer(waiting=False, outcome=item.outcome)
            try:
                return Answer(waiting=False, reply=await open_reply(tx, self.cipher, id), outcome=item.outcome)
            except GONE:
                return Answer(waiting=False, outcome="Expired")

    async def _begin(self, deadline: datetime) -> Batch:
        now = self.now()
        async with self.db.system() as sys:
            return await batches.begin(sys, self.new_id(), deadline=deadline, now=now, look_at=now + FILLING)

    async def _prolonged(self, batch: Batch) -> Batch | None:
        """Ours to fill for a while; None if another process has gone on with it."""
        now = self.now()
        if batch.look_at - now > FILLING / 2:
            return batch
        async with self.db.system() as sys:
            return await batches.move(sys, batch, look_at=now + FILLING)

    async def _store(self, some: Sequence[_Priced]) -> dict[str, OverCeiling]:
        """Items of one workspace. The day of the whole deployment is held first, as `jobs.llm.purse` does."""
        day, whole = some[0].row.day, sum(priced.row.held for priced in some)
        try:
            async with self.db.system() as sys:
                await spend.hold_day(sys, day=day, amount=whole, ceiling=micro_usd(self.tiers.ceilings.deployment_day))
        except CeilingReached as error:
            if len(some) == 1:
                return {some[0].row.id: OverCeiling(error.scope)}
            half = len(some) // 2
            return await self._store(some[:half]) | await self._store(some[half:])
        held, refused = 0, dict[str, OverCeiling]()
        try:
            held, refused = await self._write(some)
        finally:
            async with self.db.system() as sys:
                await spend.correct_day(sys, day=day, held=whole, spent=held)
        return refused

    async def _write(self, some: Sequence[_Priced]) -> tuple[int, dict[str, OverCeiling]]:
        """What is held now of what was not there before, and what a ceiling refused."""
        now, held, refused = self.now(), 0, dict[str, OverCeiling]()
        async with self.db.tenant(some[0].payer.tenant_id) as tx:
            there = {item.id for item in await batch_items.some(tx, [priced.row.id for priced in some])}
            for row, payer, plain in some:
                if row.id in there:
                    continue
                try:
                    await money.hold(tx, self.tiers, payer, id=row.id, amount=row.held, now=now)
                except CeilingReached as error:
                    refused[row.id] = OverCeiling(error.scope)
                    continue
                if await batch_items.add(tx, row, now=now):
                    held += row.held
                    name = reference(row.id, "request")
                    await vault.put(tx, self.cipher, purpose="llm_batch", plain=plain, expires_at=row.expires_at, now=now, id=name)
        return held, refused

    def _priced(self, batch: Batch, item: BatchItem) -> _Priced:
        payer, model = item.payer, self.tiers.tiers[item.request.tier].models[0]
        most = min(item.request.max_tokens, self.tiers.models[model].max_output)
        request = item.request.model_copy(update={"max_tokens": most})
        row = NewItem(
            id=item.id,
            batch_id=batch.id,
            key=item.key,
            feature=payer.feature,
            run_id=payer.run_id,
            member=payer.member,
            step=request.step,
            tier=request.tier,
            model=model,
            held=money.most(self.tiers, model, request),
            day=f"{self.now():%Y-%m-%d}",
            expires_at=batch.deadline_at + KEPT,
        )
        return _Priced(row, payer, request.model_dump_json().encode())


async def seal(db: Database, batch: Batch, *, now: datetime) -> Batch | None:
    """The batch is full: ready to be sent, or closed if it holds nothing; None if another process went on with it."""
    async with db.system() as sys:
        there = len(await batch_items.all_places(sys, batch.id))
        return await batches.move(sys, batch, state="ready" if there else "closed", items=there, look_at=now, tries=0)


def _parts(items: Sequence[BatchItem]) -> Iterator[list[BatchItem]]:
    """As many as one batch may hold, each item once."""
    part, size = list[BatchItem](), 0
    for item in {item.id: item for item in items}.values():
        more = prompt_size(item.request)
        if part and (len(part) == MOST_ITEMS or size + more > MOST_BYTES):
            yield part
            part, size = [], 0
        part.append(item)
        size += more
    if part:
        yield part


def _of_one_workspace(part: Sequence[BatchItem]) -> Iterator[list[BatchItem]]:
    """Workspace by workspace, as many as one transaction takes."""
    ordered = sorted(part, key=lambda item: (item.payer.tenant_id, item.id))
    for _, group in itertools.groupby(ordered, key=lambda item: item.payer.tenant_id):
        whole = list(group)
        yield from (whole[start : start + TOGETHER] for start in range(0, len(whole), TOGETHER))
