"""Money for model calls: reserve, then settle or release, once each; the ledger is the truth, the month's account a counter of it.

All amounts are whole micro-USD. A reservation nobody closes (its process died) stays held until `forfeit` counts it as spent.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func

from storage.errors import CeilingReached, NotFound
from storage.rows import values_of
from storage.run_rows import ENDED
from storage.scope import SystemTx, TenantTx
from storage.tables.runs import runs
from storage.tables.spend import TOKENS, llm_calls, spend_days
from storage.tables.spend import spend_accounts as accounts
from storage.tables.spend import spend_ledger as ledger

RESERVE, CLOSE = "reserve", "close"


@dataclass(frozen=True, slots=True)
class Call:
    """One model call, whatever came of it. `id` is that of its reservation; `outcome` is `ok`, `cancelled` or an error's name."""

    id: str
    run_id: str | None
    step: str
    feature: str
    member: str | None
    tier: str
    model: str
    outcome: str
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cache_write_tokens: int
    cost_micro_usd: int
    duration_ms: int
    request_id: str | None
    batch: bool
    prompt: str | None = None
    """`name@version#hash` of what was asked with, and the arm where it is a canary."""
    again: bool = False
    """Whether it was asked because the reply before it was of no use."""


@dataclass(frozen=True, slots=True)
class Spend:
    """Of a month or a run: held by calls under way, and spent."""

    reserved: int = 0
    spent: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """Of several calls: how many, their money and their tokens."""

    calls: int
    cost_micro_usd: int
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cache_write_tokens: int


async def reserve(
    tx: TenantTx,
    *,
    reservation: str,
    run_id: str | None,
    amount: int,
    period: str,
    month_ceiling: int,
    run_ceiling: int | None,
    now: datetime,
) -> None:
    """Holds `amount` against the ceilings of the month ('YYYY-MM') and of the run, once; a second time changes nothing.

    Raises CeilingReached, having written nothing, and ValueError for a negative amount.
    """
    if amount < 0:
        raise ValueError("money is not negative")
    held = await _hold(tx, amount, period, month_ceiling)
    if await _entry(tx, reservation, RESERVE) is not None:
        if held:
            await _count(tx, period, held=-amount, spent=0)
        return
    if not held:
        used = await of_period(tx, period)
        raise CeilingReached("month", amount, max(0, month_ceiling - used.reserved - used.spent))
    if run_id is not None and run_ceiling is not None:
        # Exact: this transaction holds the month's row, so no other reservation of this workspace is between its sum and its write.
        used = await of_run(tx, run_id)
        if used.reserved + used.spent + amount > run_ceiling:
            await _count(tx, period, held=-amount, spent=0)
            raise CeilingReached("run", amount, max(0, run_ceiling - used.reserved - used.spent))
    row = {"reservation": reservation, "act": RESERVE, "run_id": run_id, "held": amount, "spent": 0, "period": period, "at": now}
    if not await tx.insert_new(ledger, [row], key=("reservation", "act")):
        await _count(tx, period, held=-amount, spent=0)


async def settle(tx: TenantTx, call: Call, *, now: datetime) -> bool:
    """Notes the call and spends what it cost, more than was held if it did; whether this was the first closing.

    Raises NotFound without a reservation; a negative number is Conflict.
    """
    closed = await _close(tx, call.id, call.cost_micro_usd, now)
    if closed is not None:
        await tx.insert(llm_calls, **asdict(call), period=closed.period, at=now)
    return closed is not None


async def release(tx: TenantTx, reservation: str, *, now: datetime) -> bool:
    """Gives back what is held for a call that was never made; whether this was the first closing. Raises NotFound."""
    return await _close(tx, reservation, 0, now) is not None


async def forfeit(tx: TenantTx, *, before: datetime, now: datetime) -> int:
    """Counts as spent what was reserved before that time and never closed, since the call may have been made; how many."""
    closed = tx.select(ledger, ledger.c.reservation).where(ledger.c.act == CLOSE)
    open_ones = tx.select(ledger).where(ledger.c.act == RESERVE, ledger.c.at < before, ledger.c.reservation.not_in(closed))
    rows = await tx.all(open_ones.order_by(ledger.c.reservation))
    # All entries before any account, as a settlement does: whoever held the account and waited for an entry could wait crosswise.
    lost = [row for row in rows if await _add_close(tx, row, row.held, now)]
    for row in lost:
        await _count(tx, row.period, held=-row.held, spent=row.held)
    return len(lost)


async def of_period(tx: TenantTx, period: str) -> Spend:
    """The month's account; nothing if there is none yet."""
    row = await tx.first(tx.select(accounts).where(accounts.c.period == period))
    return Spend() if row is None else Spend(row.reserved, row.spent)


async def of_run(tx: TenantTx, run_id: str) -> Spend:
    """What the run's calls hold and have spent, whatever the month."""
    sums = (_total(ledger.c.held).label("held"), _total(ledger.c.spent).label("spent"))
    row = await tx.first(tx.select(ledger, *sums).where(ledger.c.run_id == run_id))
    return Spend() if row is None else Spend(int(row.held), int(row.spent))


async def calls_of(tx: TenantTx, run_id: str) -> list[Call]:
    """The run's calls that are settled, in the order of their ids."""
    return values_of(Call, await tx.all(tx.select(llm_calls).where(llm_calls.c.run_id == run_id).order_by(llm_calls.c.id)))


async def by_step(tx: TenantTx, period: str) -> dict[str, Sums]:
    """The month's calls by step."""
    return await _by(tx, period, llm_calls.c.step)


async def by_model(tx: TenantTx, period: str) -> dict[str, Sums]:
    """The month's calls by model."""
    return await _by(tx, period, llm_calls.c.model)


async def by_member(tx: TenantTx, period: str) -> dict[str | None, Sums]:
    """The month's calls by the member they were made for; None for what the product did of itself."""
    return await _by(tx, period, llm_calls.c.member)


async def by_feature(tx: TenantTx, period: str) -> dict[str, Sums]:
    """The month's calls by feature."""
    return await _by(tx, period, llm_calls.c.feature)


async def hold_day(sys: SystemTx, *, day: str, amount: int, ceiling: int) -> None:
    """Holds `amount` of what the whole deployment may spend on `day` ('YYYY-MM-DD'). Raises CeilingReached, having written nothing.

    Knows no tenant. A bound and no book: what a dead process held is used up until the day ends.
    """
    conditional = (
        sys.update(spend_days)
        .where(spend_days.c.day == day, spend_days.c.used + amount <= ceiling)
        .values(used=spend_days.c.used + amount)
        .returning(spend_days.c.used)
    )
    if await sys.first(conditional, write=True) is not None:
        return
    if amount <= ceiling:
        await sys.insert_new(spend_days, [{"day": day, "used": 0}], key=("day",))
        if await sys.first(conditional, write=True) is not None:
            return
    raise CeilingReached("day", amount, max(0, ceiling - await of_day(sys, day)))


async def correct_day(sys: SystemTx, *, day: str, held: int, spent: int) -> None:
    """Puts what was spent in the place of what was held on that day; the caller sees to it that it happens once."""
    await sys.run(sys.update(spend_days).where(spend_days.c.day == day).values(used=spend_days.c.used - held + spent))


async def of_day(sys: SystemTx, day: str) -> int:
    """What the whole deployment holds and has spent on that day."""
    return int(await sys.scalar(sys.select(spend_days, spend_days.c.used).where(spend_days.c.day == day)) or 0)


async def proof(tx: TenantTx) -> list[str]:
    """A sentence for each ended run that still holds money, each account and each call that differs from the ledger; empty when all is well."""
    held, spent = _total(ledger.c.held), _total(ledger.c.spent)
    ended = tx.select(runs, runs.c.id).where(runs.c.state.in_(ENDED))
    by_run = tx.select(ledger, ledger.c.run_id, held.label("held")).where(ledger.c.run_id.in_(ended)).group_by(ledger.c.run_id)
    wrong = [
        f"Run {row.run_id} has ended and still holds {int(row.held)} micro-USD."
        for row in await tx.all(by_run.order_by(ledger.c.run_id))
        if row.held
    ]
    by_month = await tx.all(tx.select(ledger, ledger.c.period, held.label("held"), spent.label("spent")).group_by(ledger.c.period))
    counted = {row.period: (row.reserved, row.spent) for row in await tx.all(tx.select(accounts))}
    summed = {row.period: (int(row.held), int(row.spent)) for row in by_month}
    for period in sorted(counted.keys() | summed.keys()):
        account, entries = counted.get(period, (0, 0)), summed.get(period, (0, 0))
        if account != entries:
            wrong.append(f"The account of {period} says {account} reserved and spent, its ledger {entries}.")
    same = (ledger.c.tenant_id == llm_calls.c.tenant_id) & (ledger.c.reservation == llm_calls.c.id)
    booked = tx.select(ledger, ledger.c.reservation).where(same, ledger.c.act == CLOSE, ledger.c.spent == llm_calls.c.cost_micro_usd)
    differing = await tx.all(tx.select(llm_calls, llm_calls.c.id).where(~booked.exists()).order_by(llm_calls.c.id))
    return wrong + [f"Call {row.id} cost something else than its ledger says." for row in differing]


async def _hold(tx: TenantTx, amount: int, period: str, ceiling: int) -> bool:
    conditional = (
        tx.update(accounts)
        .where(accounts.c.period == period, accounts.c.reserved + accounts.c.spent + amount <= ceiling)
        .values(reserved=accounts.c.reserved + amount)
        .returning(accounts.c.period)
    )
    if await tx.first(conditional, write=True) is not None or amount > ceiling:
        return amount <= ceiling
    # No account yet, or a full one: make it if need be, then try once more.
    await tx.upsert(accounts, {"period": period, "reserved": 0, "spent": 0}, key=("period",), update=None)
    return await tx.first(conditional, write=True) is not None


async def _close(tx: TenantTx, reservation: str, spent: int, now: datetime) -> Row[Any] | None:
    """The reservation if this closed it, None if it was closed before."""
    opened = await _entry(tx, reservation, RESERVE)
    if opened is None:
        raise NotFound("reservation of money", reservation)
    if not await _add_close(tx, opened, spent, now):
        return None
    await _count(tx, opened.period, held=-opened.held, spent=spent)
    return opened


async def _add_close(tx: TenantTx, opened: Row[Any], spent: int, now: datetime) -> bool:
    same = {"reservation": opened.reservation, "run_id": opened.run_id, "period": opened.period}
    row = same | {"act": CLOSE, "held": -opened.held, "spent": spent, "at": now}
    return bool(await tx.insert_new(ledger, [row], key=("reservation", "act")))


async def _count(tx: TenantTx, period: str, *, held: int, spent: int) -> None:
    changes = {"reserved": accounts.c.reserved + held, "spent": accounts.c.spent + spent}
    await tx.run(tx.update(accounts).where(accounts.c.period == period).values(**changes))


async def _entry(tx: TenantTx, reservation: str, act: str) -> Row[Any] | None:
    return await tx.first(tx.select(ledger).where(ledger.c.reservation == reservation, ledger.c.act == act))


async def _by(tx: TenantTx, period: str, column: Any) -> dict[Any, Sums]:
    amounts = ("cost_micro_usd", *(f"{kind}_tokens" for kind in TOKENS))
    sums = (func.count().label("calls"), *(_total(llm_calls.c[name]).label(name) for name in amounts))
    grouped = tx.select(llm_calls, column.label("name"), *sums).where(llm_calls.c.period == period).group_by(column)
    return {row.name: Sums(int(row.calls), *(int(getattr(row, name)) for name in amounts)) for row in await tx.all(grouped)}


def _total(column: ColumnElement[int]) -> ColumnElement[Any]:
    # Postgres sums bigint as numeric: whoever reads it makes it an int again.
    return func.coalesce(func.sum(column), 0)
