"""What every way of asking shares: the form, the request that is stored, and what the person is told of it."""

from typing import Any

from bot import words
from bot.asking import Ask
from bot.blocks.form import analyze_form
from bot.blocks.text import said
from bot.here import Here
from jobs.admission import Admitted, Request
from jobs.periods import period_of
from jobs.sources.bundled import bundled_names
from storage import credits as ledger


async def form_for(here: Here, channel: str) -> dict[str, Any]:
    """The form with the credits left; its answer goes to `channel`. Raises StorageError."""
    deps = here.deps
    async with deps.db.tenant_read(here.tenant_id) as tx:
        balance = await ledger.balance(tx, period=period_of(deps.now()), allowance=deps.limits.monthly_credits)
    return analyze_form(channel=channel, left=balance.left, samples=bundled_names())


def request_of(here: Here, ask: Ask, *, channel: str, surface: str, key: str) -> Request:
    """`key`: what makes a second delivery the same asking."""
    return Request(
        tenant_id=here.tenant_id,
        member=here.member,
        channel=channel,
        surface=surface,
        given=ask.given,
        depth=ask.depth,
        request_key=key,
        request_id=here.request_id,
    )


def understood(admitted: Admitted, ask: Ask) -> str:
    """What was understood, its price and what is left; escaped."""
    headline = admitted.headline
    if headline is None:
        subject = said(ask.given.label, 200)
    else:
        subject = f"“{said(headline.title, 200)}”" if headline.title else words.NOTICE[headline.kind]
    return words.understood(subject, ask.depth, admitted.credits_left, created=admitted.created)
