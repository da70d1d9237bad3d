"""Rows of an answer called wrong, or right after all: one word a person and row, the last one counts."""

from dataclasses import dataclass
from datetime import datetime

from storage.rows import values_of
from storage.scope import TenantTx
from storage.tables.corrections import row_marks


@dataclass(frozen=True, slots=True)
class RowMark:
    """A person's word on a row; `row` is an id of `jobs.answer_rows`, `correction` is masked."""

    run_id: str
    row: str
    member: str
    wrong: bool
    correction: str | None
    updated_at: datetime


async def mark(tx: TenantTx, *, run_id: str, row: str, member: str, wrong: bool, correction: str | None, now: datetime) -> None:
    """Stores the person's word in place of any before. Raises Conflict for a run of another workspace or none."""
    values = {"wrong": wrong, "correction": correction, "updated_at": now}
    keys = {"run_id": run_id, "row": row, "member": member, "created_at": now}
    await tx.upsert(row_marks, values | keys, key=("run_id", "row", "member"), update=values)


async def of_run(tx: TenantTx, run_id: str, *, member: str | None = None) -> list[RowMark]:
    """All that was said of the run's rows, by one person if `member` is given, in the order of the rows' ids."""
    query = tx.select(row_marks).where(row_marks.c.run_id == run_id).order_by(row_marks.c.row, row_marks.c.member)
    if member is not None:
        query = query.where(row_marks.c.member == member)
    return values_of(RowMark, await tx.all(query))
