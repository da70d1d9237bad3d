"""What an item of a batch may cost and did: half price, held in the same transaction that stores the item, closed in the one that books it."""

from datetime import datetime, timedelta

from jobs.chain.model import ModelRequest, Usage
from jobs.llm.blocks import is_marked
from jobs.llm.prices import cost, estimate, micro_usd
from jobs.llm.purse import Payer
from jobs.llm.router import prompt_size
from jobs.llm.tiers import Tiers
from storage import spend
from storage.batch_items import Item
from storage.scope import TenantTx

HELD = timedelta(hours=30)
"""A batch may take 24 hours and its results some more. `spend.forfeit` takes what was reserved an hour ago for lost; so an item's
reservation is dated by when it might be."""


def most(tiers: Tiers, model: str, request: ModelRequest) -> int:
    """Micro-USD that the item may cost."""
    size = prompt_size(request)
    return estimate(tiers.model(model), size, request.max_tokens, cached_chars=size if is_marked(request) else 0, batch=True)


async def hold(tx: TenantTx, tiers: Tiers, payer: Payer, *, id: str, amount: int, now: datetime) -> None:
    """Holds it against the ceilings of month and run, once. Raises CeilingReached, having written nothing."""
    await spend.reserve(
        tx,
        reservation=id,
        run_id=payer.run_id,
        amount=amount,
        period=f"{now:%Y-%m}",
        month_ceiling=micro_usd(tiers.ceilings.workspace_month),
        run_ceiling=micro_usd(tiers.ceilings.run),
        now=now + HELD,
    )


async def settle(
    tx: TenantTx, tiers: Tiers, item: Item, *, usage: Usage, outcome: str, request_id: str | None, now: datetime
) -> int | None:
    """Books the call at half price; what it cost, None if its money was closed before."""
    return await _settle(tx, item, cost(tiers.model(item.model), usage, batch=True), usage, outcome, request_id, now)


async def settle_lost(tx: TenantTx, item: Item, *, now: datetime) -> int | None:
    """Books all that was held: nobody can say whether the vendor charged for it."""
    return await _settle(tx, item, item.held, Usage(), "Lost", None, now)


async def release(tx: TenantTx, item: Item, *, now: datetime) -> int | None:
    """Gives back what is held: it was not answered, and such are free. 0, or None if its money was closed before."""
    return 0 if await spend.release(tx, item.id, now=now) else None


async def _settle(tx: TenantTx, item: Item, amount: int, usage: Usage, outcome: str, request_id: str | None, now: datetime) -> int | None:
    call = spend.Call(
        id=item.id,
        run_id=item.run_id,
        step=item.step,
        feature=item.feature,
        member=item.member,
        tier=item.tier,
        model=item.model,
        outcome=outcome,
        input_tokens=usage.input,
        output_tokens=usage.output,
        cache_read_tokens=usage.cache_read,
        cache_write_tokens=usage.cache_write,
        cost_micro_usd=amount,
        duration_ms=max(0, round((now - item.created_at).total_seconds() * 1000)),
        request_id=request_id,
        batch=True,
    )
    return amount if await spend.settle(tx, call, now=now) else None
