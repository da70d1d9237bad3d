"""One tender in several places: finding rows that may be the same, and noting those that are."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_

from storage.errors import Conflict
from storage.rows import values_of
from storage.scope import TenantTx
from storage.tables.tenders import tender_twins, tenders


@dataclass(frozen=True, slots=True)
class Twin:
    """A row that may be the same tender, without its body: what is needed to tell."""

    id: str
    source: str
    external_id: str
    kind: str
    title: str | None
    buyer: str | None
    deadline_at: datetime | None
    procedure_key: str | None
    near_key: str | None


COLUMNS = [tenders.c[name] for name in Twin.__dataclass_fields__]
MOST_TWINS = 50


async def same(tx: TenantTx, *, procedure_key: str | None, near_key: str | None, except_id: str) -> list[Twin]:
    """Rows with one of the keys, the oldest first, at most 50.

    An equal procedure is certain; rows with no more than an equal `near_key` are held against each other by
    `jobs.chain.identity.near_identical`.
    """
    given = ((tenders.c.procedure_key, procedure_key), (tenders.c.near_key, near_key))
    wanted = [column == key for column, key in given if key is not None]
    if not wanted:
        return []
    query = tx.select(tenders, *COLUMNS).where(or_(*wanted), tenders.c.id != except_id)
    return values_of(Twin, await tx.all(query.order_by(tenders.c.created_at, tenders.c.id).limit(MOST_TWINS)))


async def due_within(tx: TenantTx, *, since: datetime, until: datetime, except_id: str, limit: int = 200) -> list[Twin]:
    """Rows with a deadline in [since, until], the nearest deadline first: among them are tenders told in other words."""
    within = (tenders.c.deadline_at >= since, tenders.c.deadline_at <= until, tenders.c.id != except_id)
    query = tx.select(tenders, *COLUMNS).where(*within).order_by(tenders.c.deadline_at, tenders.c.id).limit(limit)
    return values_of(Twin, await tx.all(query))


async def note_same(tx: TenantTx, tender_id: str, same_as: str, *, now: datetime) -> str:
    """Notes that the first tender is the second, and returns which one stands for both: where the second is itself
    noted as a third, the third. Rows that were noted as the first follow. Raises Conflict for a tender that is not there.
    """
    first = await _stands_for(tx, same_as)
    if first == tender_id:
        if tender_id == same_as:
            raise Conflict("A tender is not noted as the same as itself.")
        return tender_id
    values = {"tender_id": tender_id, "same_as": first, "noted_at": now}
    await tx.upsert(tender_twins, values, key=("tender_id",), update=("same_as",))
    await tx.run(tx.update(tender_twins).where(tender_twins.c.same_as == tender_id).values(same_as=first))
    return first


async def same_as(tx: TenantTx, tender_id: str) -> str | None:
    """The tender that stands for this one, None where it stands for itself."""
    return await tx.scalar(tx.select(tender_twins, tender_twins.c.same_as).where(tender_twins.c.tender_id == tender_id))


async def _stands_for(tx: TenantTx, tender_id: str) -> str:
    return await same_as(tx, tender_id) or tender_id
