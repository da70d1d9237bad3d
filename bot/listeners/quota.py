"""`/quota`: what is left and what I used."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.blocks.quota import quota
from bot.here import Here
from bot.replies import ephemeral
from jobs.periods import period_of
from storage import credits as ledger


async def asked(ack: AsyncAck, here: Here) -> None:
    now = here.deps.now()
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        balance = await ledger.balance(tx, period=period_of(now), allowance=here.deps.limits.monthly_credits)
        mine = await ledger.mine(tx, period=period_of(now), member=here.member)
    await ack(ephemeral(quota(allowance=balance.allowance, left=balance.left, mine=mine.settled, reserved=mine.reserved, now=now)))
