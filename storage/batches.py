"""What was handed to the vendor as batches: where each stands, when it is looked at again. The system's books, without a tenant.

Every change names the version it was decided on, so that of two processes which decide at once one does, and the other looks again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func

from storage.rows import value_of, values_of
from storage.scope import SystemTx
from storage.tables.batches import llm_batches as batches

State = Literal["filling", "ready", "sending", "sent", "ended", "closed"]
"""filling: its items are being stored. ready: to be sent. sending: sent, and not known yet whether it arrived.
sent: the vendor has it. ended: its results can be read. closed: each of its items is booked."""


@dataclass(frozen=True, slots=True)
class Batch:
    """`items`: how many were sent. `certain`: whether `vendor_id` is surely ours. `late`: its open items went by normal calls."""

    id: str
    version: int
    state: State
    items: int
    vendor_id: str | None
    certain: bool
    cancelled: bool
    late: bool
    tries: int
    """Looks since the last change of its state."""
    deadline_at: datetime
    created_at: datetime
    sent_at: datetime | None
    look_at: datetime


async def begin(sys: SystemTx, id: str, *, deadline: datetime, now: datetime, look_at: datetime) -> Batch:
    """A batch that is being filled; `look_at`: when somebody else goes on with it."""
    made = Batch(id, 1, "filling", 0, None, False, False, False, 0, deadline, now, None, look_at)
    await sys.insert_new(batches, [{column.name: getattr(made, column.name) for column in batches.columns}], key=("id",))
    return made


async def move(sys: SystemTx, batch: Batch, **changes: Any) -> Batch | None:
    """The batch changed; None if another process changed it first. Raises Conflict for a vendor's id that another batch has."""
    row = await sys.first(
        sys.update(batches)
        .where(batches.c.id == batch.id, batches.c.version == batch.version)
        .values(version=batch.version + 1, **changes)
        .returning(*batches.columns),
        write=True,
    )
    return None if row is None else value_of(Batch, row)


async def get(sys: SystemTx, id: str) -> Batch | None:
    """None for an id there is no batch of."""
    row = await sys.first(sys.select(batches, *batches.columns).where(batches.c.id == id))
    return None if row is None else value_of(Batch, row)


async def due(sys: SystemTx, *, now: datetime, limit: int) -> list[Batch]:
    """Those to be looked at now, the longest overdue first."""
    open_ones = sys.select(batches, *batches.columns).where(batches.c.state != "closed", batches.c.look_at <= now)
    return values_of(Batch, await sys.all(open_ones.order_by(batches.c.look_at, batches.c.id).limit(limit)))


async def next_look(sys: SystemTx) -> datetime | None:
    """When the next is to be looked at; None when nothing is open."""
    return await sys.scalar(sys.select(batches, func.min(batches.c.look_at)).where(batches.c.state != "closed"))


async def known(sys: SystemTx, vendor_ids: Sequence[str]) -> set[str]:
    """Which of these ids of the vendor's stand in the books."""
    rows = await sys.all(sys.select(batches, batches.c.vendor_id).where(batches.c.vendor_id.in_(vendor_ids)))
    return {row.vendor_id for row in rows}
