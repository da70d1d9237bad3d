"""Who pays for a call and how it is asked: what the router speaks to, and the purse that keeps its books in SQL."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from jobs.chain.errors import SpendLimit
from jobs.chain.model import Tier, Usage
from jobs.llm.prices import micro_usd
from jobs.llm.tiers import Ceilings
from jobs.llm.unbroken import unbroken
from storage import spend
from storage.db import Database
from storage.errors import CeilingReached

Scope = Literal["run", "month", "day"]
NO_CEILING = 2**62
"""Micro-USD: more than any account holds."""
SENTENCES: dict[Scope, str] = {
    "run": "This run has used up what one run may spend on the language model; the owner of this deployment can raise it.",
    "month": "This workspace has used up what it may spend on the language model this month; the owner of this deployment can raise it.",
    "day": "This deployment has used up what it may spend on the language model today; it goes on tomorrow, or when its owner raises it.",
}


class OverCeiling(SpendLimit):
    """A ceiling of ours, not the vendor's: nothing was called."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(SENTENCES[scope])
        self.scope = scope


@dataclass(frozen=True)
class Payer:
    """For whom a call is made. `feature` is what the person used: analyze, draft, question, digest."""

    tenant_id: str
    feature: str
    run_id: str | None = None
    member: str | None = None


@dataclass(frozen=True)
class Quote:
    """What a call may cost at most."""

    model: str
    tokens: int
    """Of prompt and reply together."""
    micro_usd: int


@dataclass(frozen=True)
class Bill:
    """What a call came to, whatever came of it; `outcome` is `ok`, `cancelled` or an error's name."""

    step: str
    tier: Tier
    model: str
    outcome: str
    usage: Usage
    micro_usd: int
    duration: float
    """Seconds."""
    request_id: str | None
    batch: bool = False
    prompt: str | None = None
    again: bool = False
    """Both as the request says."""


@dataclass(frozen=True)
class Reservation:
    id: str
    payer: Payer
    quote: Quote
    day: str
    """'YYYY-MM-DD', UTC."""


class Purse(Protocol):
    """Holds money before a call and closes it after. Closing counts once; a second time does nothing."""

    async def reserve(self, payer: Payer, quote: Quote) -> Reservation:
        """Raises `OverCeiling`; `RateLimited` where waiting helps."""
        ...

    async def settle(self, reservation: Reservation, bill: Bill) -> None: ...

    async def release(self, reservation: Reservation) -> None:
        """The call was never made."""
        ...


class Ledger(Protocol):
    async def note(self, payer: Payer, bill: Bill) -> None:
        """Books a reply that was had without a call: its cost is 0, its usage is that of the call it was first given to."""
        ...


@dataclass(frozen=True)
class SqlPurse:
    """Books in `storage.spend`. Raises StorageError beside what the protocol says.

    The day of the deployment is held first, in a row without tenants, and given back where the workspace or the run has no more.
    What a process that dies holds is freed of the day at its end, and of the month by `spend.forfeit`.
    """

    db: Database
    ceilings: Ceilings
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    async def reserve(self, payer: Payer, quote: Quote) -> Reservation:
        return await unbroken(self._reserve(payer, quote), undo=self.release)

    async def settle(self, reservation: Reservation, bill: Bill) -> None:
        await unbroken(self._settle(reservation, bill))

    async def release(self, reservation: Reservation) -> None:
        await unbroken(self._release(reservation))

    async def _reserve(self, payer: Payer, quote: Quote) -> Reservation:
        now, amount = self.now(), quote.micro_usd
        held = Reservation(self.new_id(), payer, quote, f"{now:%Y-%m-%d}")
        try:
            async with self.db.system() as sys:
                await spend.hold_day(sys, day=held.day, amount=amount, ceiling=micro_usd(self.ceilings.deployment_day))
        except CeilingReached as error:
            raise OverCeiling(error.scope) from error
        try:
            async with self.db.tenant(payer.tenant_id) as tx:
                await spend.reserve(
                    tx,
                    reservation=held.id,
                    run_id=payer.run_id,
                    amount=amount,
                    period=f"{now:%Y-%m}",
                    month_ceiling=micro_usd(self.ceilings.workspace_month),
                    run_ceiling=micro_usd(self.ceilings.run),
                    now=now,
                )
        except CeilingReached as error:
            await self._correct_day(held, 0)
            raise OverCeiling(error.scope) from error
        return held

    async def _settle(self, reservation: Reservation, bill: Bill) -> None:
        async with self.db.tenant(reservation.payer.tenant_id) as tx:
            first = await spend.settle(tx, _call(reservation, bill), now=self.now())
        if first:
            await self._correct_day(reservation, bill.micro_usd)

    async def _release(self, reservation: Reservation) -> None:
        async with self.db.tenant(reservation.payer.tenant_id) as tx:
            first = await spend.release(tx, reservation.id, now=self.now())
        if first:
            await self._correct_day(reservation, 0)

    async def note(self, payer: Payer, bill: Bill) -> None:
        """`Ledger`: in one transaction, whatever the ceilings say. Raises StorageError, and ValueError for a bill that is not free."""
        if bill.micro_usd:
            raise ValueError("what was had without a call costs nothing")
        now = self.now()
        free = Reservation(self.new_id(), payer, Quote(bill.model, 0, 0), f"{now:%Y-%m-%d}")
        async with self.db.tenant(payer.tenant_id) as tx:
            await spend.reserve(
                tx,
                reservation=free.id,
                run_id=payer.run_id,
                amount=0,
                period=f"{now:%Y-%m}",
                month_ceiling=NO_CEILING,
                run_ceiling=None,
                now=now,
            )
            await spend.settle(tx, _call(free, bill), now=now)

    async def _correct_day(self, held: Reservation, spent: int) -> None:
        async with self.db.system() as sys:
            await spend.correct_day(sys, day=held.day, held=held.quote.micro_usd, spent=spent)


def _call(reservation: Reservation, bill: Bill) -> spend.Call:
    payer, usage = reservation.payer, bill.usage
    return spend.Call(
        id=reservation.id,
        run_id=payer.run_id,
        step=bill.step,
        feature=payer.feature,
        member=payer.member,
        tier=bill.tier,
        model=bill.model,
        outcome=bill.outcome,
        input_tokens=usage.input,
        output_tokens=usage.output,
        cache_read_tokens=usage.cache_read,
        cache_write_tokens=usage.cache_write,
        cost_micro_usd=bill.micro_usd,
        duration_ms=max(0, round(bill.duration * 1000)),
        request_id=bill.request_id,
        batch=bill.batch,
        prompt=bill.prompt,
        again=bill.again,
    )
