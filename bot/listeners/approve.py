"""Approve and Not now under an answer: whoever may press is asked for anew, what they saw is in the button."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import words_drafting
from bot.blocks.draft import APPROVE, DECLINE
from bot.here import Here
from bot.permission import require
from jobs import approval
from jobs.actions import Guard
from jobs.dispatch import admit_one
from storage import runs

PASSED: frozenset[Guard] = frozenset({"once", "credits", "guard_in"})
"""`jobs.approval` reserves and lets each answer be approved once; its text came out of the guarded chain."""


async def approved(ack: AsyncAck, action: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond, here: Here) -> None:
    run, seal = await _run(here, action)
    await require(here, client, APPROVE, requester=run.requester, passed=PASSED)
    wake_up = await approval.approve(here.deps, here.tenant_id, run.id, seal, _approver(here))
    await ack()
    here.background.start(admit_one(here.deps, here.tenant_id, wake_up))
    here.background.start(_tell(respond, run, words_drafting.APPROVED_TOLD))


async def declined(ack: AsyncAck, action: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond, here: Here) -> None:
    run, seal = await _run(here, action)
    await require(here, client, DECLINE, requester=run.requester)
    await approval.decline(here.deps, here.tenant_id, run.id, seal, _approver(here))
    await ack()
    here.background.start(_tell(respond, run, words_drafting.DECLINED_TOLD))


async def _run(here: Here, action: dict[str, Any]) -> tuple[runs.Run, str]:
    """Raises NotFound for a run of another workspace."""
    run_id, _, seal = str(action.get("value", "")).partition("|")
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        return await runs.get(tx, run_id[:64]), seal[:64]


async def _tell(respond: AsyncRespond, run: runs.Run, text: str) -> None:
    await respond(text=text, response_type="ephemeral", replace_original=False, thread_ts=run.thread_ts)


def _approver(here: Here) -> approval.Approver:
    return approval.Approver(here.member, here.request_id)
