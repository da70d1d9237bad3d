"""Credits: reserve, then settle or release, once each; the ledger is the truth and the account a counter of it.

Every closing writes two ledger rows, settle and release, in one statement: whichever comes first wins, and the other finds its key taken.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, func

from storage.errors import InsufficientCredits, NotFound
from storage.run_rows import ENDED
from storage.scope import TenantTx
from storage.tables.credits import credit_accounts as accounts
from storage.tables.credits import credit_ledger as ledger
from storage.tables.runs import runs

RESERVE, SETTLE, RELEASE = "reserve", "settle", "release"
SUMS = tuple(
    func.coalesce(func.sum(case((ledger.c.kind == kind, ledger.c.amount), else_=0)), 0).label(kind) for kind in (RESERVE, SETTLE, RELEASE)
)


@dataclass(frozen=True, slots=True)
class Balance:
    """Credits of one month: `reserved` is held by runs under way, `settled` spent, `left` free."""

    allowance: int
    reserved: int
    settled: int
    left: int


@dataclass(frozen=True, slots=True)
class Usage:
    """Credits of one person in a month, or of one stage of a run: held, and spent."""

    reserved: int
    settled: int


async def reserve(
    tx: TenantTx, *, run_id: str, stage: str, amount: int, member: str, period: str, allowance: int, now: datetime
) -> Balance:
    """Holds `amount` for a stage of a run, once; a second time changes nothing. `period` is 'YYYY-MM'.

    Raises InsufficientCredits, having written nothing, and ValueError for a negative amount.
    """
    if amount < 0:
        raise ValueError("credits are not negative")
    row = await _hold(tx, amount, period, allowance)
    if row is None:
        if await _entry(tx, run_id, stage, RESERVE) is not None:
            return await balance(tx, period=period, allowance=allowance)
        free = await balance(tx, period=period, allowance=allowance)
        raise InsufficientCredits(amount, free.left)
    values = {"run_id": run_id, "stage": stage, "kind": RESERVE, "amount": amount, "member": member, "period": period, "at": now}
    if not await tx.upsert(ledger, values, key=("run_id", "stage", "kind"), update=None):
        await _count(tx, period, held=-amount, spent=0)
        return await balance(tx, period=period, allowance=allowance)
    return _balance(allowance, row.reserved, row.settled)


async def settle(tx: TenantTx, *, run_id: str, stage: str, amount: int, now: datetime) -> None:
    """Spends `amount` of what the stage holds and releases the rest, once; does nothing if it was closed before.

    Raises NotFound without a reservation, ValueError for more than is held.
    """
    await _close(tx, run_id, stage, amount, now)


async def release(tx: TenantTx, *, run_id: str, stage: str, now: datetime) -> None:
    """Gives all that the stage holds back, once; does nothing if it was closed before. Raises NotFound without a reservation."""
    await _close(tx, run_id, stage, 0, now)


async def balance(tx: TenantTx, *, period: str, allowance: int) -> Balance:
    """The month's account; nothing used if there is none yet."""
    row = await tx.first(tx.select(accounts).where(accounts.c.period == period))
    return _balance(allowance, 0, 0) if row is None else _balance(allowance, row.reserved, row.settled)


async def mine(tx: TenantTx, *, period: str, member: str) -> Usage:
    """What one person holds and has spent in the month."""
    row = await tx.first(tx.select(ledger, *SUMS).where(ledger.c.period == period, ledger.c.member == member))
    return Usage(0, 0) if row is None else Usage(reserved=row.reserve - row.settle - row.release, settled=row.settle)


async def of_run(tx: TenantTx, run_id: str) -> dict[str, Usage]:
    """What each stage of a run holds and has spent, by the stage's name."""
    rows = await tx.all(tx.select(ledger, ledger.c.stage, *SUMS).where(ledger.c.run_id == run_id).group_by(ledger.c.stage))
    return {row.stage: Usage(reserved=row.reserve - row.settle - row.release, settled=row.settle) for row in rows}


async def proof(tx: TenantTx) -> list[str]:
    """A sentence for each ended run whose credits do not add up and each account that differs from its ledger; empty when all is well."""
    ended = tx.select(runs, runs.c.id).where(runs.c.state.in_(ENDED))
    by_run = tx.select(ledger, ledger.c.run_id, *SUMS).where(ledger.c.run_id.in_(ended)).group_by(ledger.c.run_id)
    by_month = await tx.all(tx.select(ledger, ledger.c.period, *SUMS).group_by(ledger.c.period))
    counted = {row.period: (row.reserved, row.settled) for row in await tx.all(tx.select(accounts))}
    summed = {row.period: (row.reserve - row.settle - row.release, row.settle) for row in by_month}
    wrong = [
        f"Run {row.run_id} has ended with {row.reserve} reserved, {row.settle} settled and {row.release} released."
        for row in await tx.all(by_run.order_by(ledger.c.run_id))
        if row.reserve != row.settle + row.release
    ]
    for period in sorted(counted.keys() | summed.keys()):
        account, entries = counted.get(period, (0, 0)), summed.get(period, (0, 0))
        if account != entries:
            wrong.append(f"The account of {period} says {account} reserved and settled, its ledger {entries}.")
    return wrong


async def _hold(tx: TenantTx, amount: int, period: str, allowance: int) -> Row[Any] | None:
    used = accounts.c.reserved + accounts.c.settled
    conditional = (
        tx.update(accounts)
        .where(accounts.c.period == period, used + amount <= allowance)
        .values(reserved=accounts.c.reserved + amount)
        .returning(accounts.c.reserved, accounts.c.settled)
    )
    row = await tx.first(conditional, write=True)
    if row is not None or amount > allowance:
        return row
    # No account yet, or a full one: make it if need be, then try once more.
    await tx.upsert(accounts, {"period": period, "reserved": 0, "settled": 0}, key=("period",), update=None)
    return await tx.first(conditional, write=True)


async def _close(tx: TenantTx, run_id: str, stage: str, amount: int, now: datetime) -> None:
    held = await _entry(tx, run_id, stage, RESERVE)
    if held is None:
        raise NotFound("reservation", f"{run_id} {stage}")
    if not 0 <= amount <= held.amount:
        raise ValueError(f"{amount} credits cannot be settled of {held.amount} held")
    same = {"run_id": run_id, "stage": stage, "member": held.member, "period": held.period, "at": now}
    amounts = ((SETTLE, amount), (RELEASE, held.amount - amount))
    rows = [same | {"kind": kind, "amount": part} for kind, part in amounts]
    if await tx.insert_new(ledger, rows, key=("run_id", "stage", "kind")):
        await _count(tx, held.period, held=-held.amount, spent=amount)


async def _count(tx: TenantTx, period: str, *, held: int, spent: int) -> None:
    changes = {"reserved": accounts.c.reserved + held, "settled": accounts.c.settled + spent}
    await tx.run(tx.update(accounts).where(accounts.c.period == period).values(**changes))


async def _entry(tx: TenantTx, run_id: str, stage: str, kind: str) -> Row[Any] | None:
    return await tx.first(tx.select(ledger).where(ledger.c.run_id == run_id, ledger.c.stage == stage, ledger.c.kind == kind))


def _balance(allowance: int, reserved: int, settled: int) -> Balance:
    return Balance(allowance, reserved, settled, left=max(0, allowance - reserved - settled))
