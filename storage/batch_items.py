"""The requests of a workspace that wait in batches: each is booked once and answered once, by the batch or by a normal call.

`booked` is about money (what was held for it in the batch is settled or given back), `state` about the answer: both may come in either order.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func

from storage.errors import NotFound
from storage.rows import value_of, values_of
from storage.scope import SystemTx, TenantTx
from storage.tables.batches import llm_batch_items as items

State = Literal["open", "call", "done", "failed"]
"""open: the batch has it. call: it goes by a normal call. done: its reply lies in the vault. failed: there is none, `outcome` says why."""


@dataclass(frozen=True, slots=True)
class NewItem:
    """`id` is its `custom_id` and its reservation of money, `key` what the caller knows it by. `held`: micro-USD, on `day` 'YYYY-MM-DD'."""

    id: str
    batch_id: str
    key: str
    feature: str
    run_id: str | None
    member: str | None
    step: str
    tier: str
    model: str
    held: int
    day: str
    expires_at: datetime
    """Of request and reply."""


@dataclass(frozen=True, slots=True)
class Item(NewItem):
    state: State
    booked: bool
    outcome: str | None
    calls: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Whose an item is and how it stands: what the system sees."""

    tenant_id: str
    id: str
    state: State
    booked: bool


async def add(tx: TenantTx, item: NewItem, *, now: datetime) -> bool:
    """False if it is there already, in whichever batch. Raises Conflict for a run that is not there."""
    row = asdict(item) | {"state": "open", "booked": False, "calls": 0, "created_at": now}
    return await tx.insert_new(items, [row], key=("id",)) == 1


async def get(tx: TenantTx, id: str) -> Item:
    """Raises NotFound."""
    row = await tx.first(tx.select(items).where(items.c.id == id))
    if row is None:
        raise NotFound("item of a batch", id)
    return value_of(Item, row)


async def some(tx: TenantTx, ids: Sequence[str]) -> list[Item]:
    """Those that are there, by id."""
    return values_of(Item, await tx.all(tx.select(items).where(items.c.id.in_(ids)).order_by(items.c.id)))


async def book(tx: TenantTx, id: str) -> bool:
    """Takes the one right to close its money; False when that was taken."""
    return await tx.run(tx.update(items).where(items.c.id == id, items.c.booked.is_(False)).values(booked=True)) == 1


async def end(tx: TenantTx, id: str, state: Literal["done", "failed"], *, outcome: str, now: datetime, claim: str | None = None) -> bool:
    """The answer: the batch's for an open item, or that of the call which holds `claim`. False if it was answered or passed on by then."""
    mine = items.c.state == "open" if claim is None else (items.c.state == "call") & (items.c.claim == claim)
    values = {"state": state, "outcome": outcome, "ended_at": now, "call_at": None, "claim": None}
    return await tx.run(tx.update(items).where(items.c.id == id, mine).values(**values)) == 1


async def pass_on(tx: TenantTx, id: str, *, now: datetime) -> bool:
    """An open item goes by a normal call; False if it is open no more."""
    return await tx.run(tx.update(items).where(items.c.id == id, items.c.state == "open").values(state="call", call_at=now)) == 1


async def pass_all_on(tx: TenantTx, batch_id: str, *, now: datetime) -> int:
    """All open items of the batch go by normal calls; how many."""
    return await tx.run(tx.update(items).where(items.c.batch_id == batch_id, items.c.state == "open").values(state="call", call_at=now))


async def claim_call(tx: TenantTx, id: str, *, claim: str, now: datetime, until: datetime) -> Item | None:
    """The right to call for it until then; None if it is another's or no longer due."""
    due_now = (items.c.state == "call") & (items.c.call_at <= now)
    taken = tx.update(items).where(items.c.id == id, due_now).values(claim=claim, call_at=until, calls=items.c.calls + 1)
    row = await tx.first(taken.returning(*items.columns), write=True)
    return None if row is None else value_of(Item, row)


async def postpone(tx: TenantTx, id: str, *, claim: str, until: datetime) -> bool:
    """Calls again then; False if the claim is lost."""
    mine = (items.c.state == "call") & (items.c.claim == claim)
    return await tx.run(tx.update(items).where(items.c.id == id, mine).values(claim=None, call_at=until)) == 1


async def due_calls(sys: SystemTx, *, now: datetime, limit: int) -> list[Place]:
    """Which items are to be called for now, the longest overdue first."""
    found = _places(sys).where(items.c.state == "call", items.c.call_at <= now)
    return values_of(Place, await sys.all(found.order_by(items.c.call_at, items.c.id).limit(limit)))


async def next_call(sys: SystemTx) -> datetime | None:
    """When the next normal call is due; None when none is."""
    return await sys.scalar(sys.select(items, func.min(items.c.call_at)).where(items.c.state == "call"))


async def places(sys: SystemTx, batch_id: str, ids: Sequence[str]) -> dict[str, Place]:
    """Which of these items are the batch's, by id."""
    rows = await sys.all(_places(sys).where(items.c.batch_id == batch_id, items.c.id.in_(ids)))
    return {row.id: value_of(Place, row) for row in rows}


async def all_places(sys: SystemTx, batch_id: str) -> list[Place]:
    """Every item of the batch, those of a workspace together."""
    return values_of(Place, await sys.all(_places(sys).where(items.c.batch_id == batch_id).order_by(items.c.tenant_id, items.c.id)))


def _places(sys: SystemTx) -> Any:
    return sys.select(items, items.c.tenant_id, items.c.id, items.c.state, items.c.booked)
