"""Holds each call against what may begin in a minute, per workspace and in all, before any money is reserved for it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from jobs.chain.errors import BadRequest, RateLimited, TooLong
from jobs.limits import Ask, Bucket, Grant, Limits, OverCapacity, Wait
from jobs.limits_rules import MOST
from jobs.llm.prices import micro_usd
from jobs.llm.purse import Bill, Payer, Purse, Quote, Reservation
from jobs.llm.tiers import Limits as Rules
from jobs.llm.tiers import Rate

MINUTE = 60.0
BUSY = "The language model is asked for as much as this deployment allows in a minute; it is tried again."
UNSEEN = frozenset({"cancelled", "Transient"})
"""Outcomes of a call whose end nobody saw: the vendor may have read and written all of it."""


@dataclass(frozen=True)
class PacedReservation(Reservation):
    grant: Grant


@dataclass(frozen=True)
class PacedPurse:
    """`jobs.llm.purse.Purse` that takes requests, tokens and money of a minute first, all or nothing, and corrects them afterwards.

    A workspace's buckets are smaller than the deployment's, so that one of them cannot keep the others waiting. What a process
    that dies has taken refills by itself within a minute.
    """

    purse: Purse
    limits: Limits
    rules: Rules
    patience: float = 0.0
    """Seconds that a call waits here: less than another model, which may be dearer, and a run that comes back later would cost."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def reserve(self, payer: Payer, quote: Quote) -> PacedReservation:
        """Raises `RateLimited` with the seconds until the buckets could hold the call; `TooLong` and `BadRequest` where they never
        can; and what the purse raises.
        """
        grant = await self._take(asks(self.rules, payer, quote))
        try:
            held = await self.purse.reserve(payer, quote)
        except BaseException:  # cancelled too: nothing was called
            await self.limits.release(grant)
            raise
        return PacedReservation(**vars(held), grant=grant)

    async def settle(self, reservation: Reservation, bill: Bill) -> None:
        await self.purse.settle(reservation, bill)
        if isinstance(reservation, PacedReservation) and not (bill.outcome in UNSEEN and not tokens_of(bill)):
            await self.limits.settle(reservation.grant, _actual(reservation.grant, bill))

    async def release(self, reservation: Reservation) -> None:
        await self.purse.release(reservation)
        if isinstance(reservation, PacedReservation):
            await self.limits.release(reservation.grant)

    async def _take(self, wanted: Sequence[Ask]) -> Grant:
        left = self.patience
        try:
            while isinstance(taken := await self.limits.take(wanted), Wait):
                left -= taken.seconds
                if left < 0:
                    raise RateLimited(BUSY, retry_after=taken.seconds)
                await self.sleep(taken.seconds)
        except OverCapacity as error:
            raise _never(error) from error
        return taken


def asks(rules: Rules, payer: Payer, quote: Quote) -> tuple[Ask, ...]:
    """What the call takes of the workspace's buckets and of everybody's, in that order."""
    limit = rules.of(quote.model)
    return (*_asks(limit.workspace, f"{quote.model}|{payer.tenant_id}", quote), *_asks(limit.deployment, f"{quote.model}|*", quote))


def _asks(rate: Rate, whose: str, quote: Quote) -> tuple[Ask, ...]:
    amounts = (
        ("requests", rate.requests, 1),
        ("tokens", rate.tokens, quote.tokens),
        ("micro_usd", max(1, micro_usd(rate.usd)), quote.micro_usd),
    )
    return tuple(Ask(Bucket(f"{whose}|{kind}", most, most / MINUTE), amount) for kind, most, amount in amounts)


def tokens_of(bill: Bill) -> int:
    usage = bill.usage
    return usage.input + usage.output + usage.cache_read + usage.cache_write


def _actual(grant: Grant, bill: Bill) -> dict[str, int]:
    """A request is a request, whatever came of it."""
    used = {"tokens": min(tokens_of(bill), MOST), "micro_usd": min(bill.micro_usd, MOST)}
    kinds = {ask.bucket.key: ask.bucket.key.rpartition("|")[2] for ask in grant.asks}
    return {key: used[kind] for key, kind in kinds.items() if kind in used}


def _never(error: OverCapacity) -> TooLong | BadRequest:
    if error.ask.bucket.key.endswith("|tokens"):
        return TooLong("The notice is longer than what this workspace may send to a language model in one minute.")
    return BadRequest(
        "One call of the language model costs more than the limits of this deployment allow in a minute; its owner can raise it."
    )
