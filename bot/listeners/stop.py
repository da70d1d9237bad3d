"""Stop: the worker sees the flag at its next heartbeat, ends the run and gives its credits back."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import words
from bot.here import Here
from bot.permission import require
from storage import audit, runs


async def pressed(ack: AsyncAck, action: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond, here: Here) -> None:
    run_id = str(action.get("value", ""))[:64]
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        run = await runs.get(tx, run_id)
    await require(here, client, "run:stop", requester=run.requester)
    stopping = await _stop(here, run_id)
    await ack()
    text = words.STOPPING if stopping else words.NOTHING_TO_STOP
    here.background.start(respond(text=text, response_type="ephemeral", replace_original=False, thread_ts=run.thread_ts))


async def _stop(here: Here, run_id: str) -> bool:
    """Whether it was under way and nobody had stopped it before."""
    now, subject = here.deps.now(), f"run:{run_id}"
    async with here.deps.db.tenant(here.tenant_id) as tx:
        stopping = await runs.request_cancel(tx, run_id, by=here.member, now=now)
        if stopping:
            await audit.record(
                tx, actor=here.member, act="stop", subject=subject, before=None, after={}, request_id=here.request_id, now=now
            )
    return stopping
