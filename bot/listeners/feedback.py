"""Thumbs up and down on an answer, and why: one vote a person, stored with its eval-log row and its audit row."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import words, words_learning
from bot.blocks.feedback_form import CORRECTION, REASONS, about_in, feedback_form
from bot.blocks.text import plain
from bot.here import Here
from jobs import answer_log, corrections, promotion
from jobs.chain.errors import BadInput
from storage import audit, candidates, eval_log, requests, runs
from storage import feedback as votes
from storage.corrections import About
from storage.scope import TenantTx


@dataclass(frozen=True)
class Opinion:
    run_id: str
    part: str
    vote: Literal["up", "down"]
    reasons: tuple[str, ...] = ()
    correction: str | None = None
    about: About | None = None


async def clicked(
    ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond, here: Here
) -> None:
    opinion = _clicked(str(action.get("value", "")))
    async with here.deps.db.tenant(here.tenant_id) as tx:
        before = await votes.get(tx, opinion.run_id, opinion.part, here.member)
        # A second thumbs-down only opens the form again: the reasons given before stay until new ones are sent.
        if before is None or before.vote != opinion.vote:
            await _store(tx, here, opinion)
    if opinion.vote == "down":
        await client.views_open(trigger_id=body["trigger_id"], view=feedback_form(opinion.run_id, opinion.part))
    else:
        thread = body.get("message", {}).get("thread_ts")
        thanks = respond(text=words.FEEDBACK_THANKS["up"], response_type="ephemeral", replace_original=False, thread_ts=thread)
        here.background.start(thanks)
    await ack()


async def submitted(ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    opinion = await _masked(here, _filled_in(view))
    async with here.deps.db.tenant(here.tenant_id) as tx:
        run = await runs.get(tx, opinion.run_id)
        first = await requests.first_time(tx, f"view:{view['id']}:{view['hash']}", here.deps.now())
        if first:
            await _store(tx, here, opinion)
    await ack()
    if first:
        thanks, thread = _thanks(opinion), run.thread_ts
        here.background.start(client.chat_postEphemeral(channel=run.channel, user=here.member, text=thanks, thread_ts=thread))


def _thanks(opinion: Opinion) -> str:
    """What becomes of it, where something was said that becomes anything."""
    about = opinion.about if opinion.correction else None
    return words_learning.THANKS[about] if about else words.FEEDBACK_THANKS["down"]


async def _store(tx: TenantTx, here: Here, opinion: Opinion) -> None:
    """Vote, eval log, what waits for review, and audit in one transaction. Raises NotFound for a run that this workspace does not have."""
    now, member = here.deps.now(), here.member
    run = await runs.get(tx, opinion.run_id)
    reasons = list(opinion.reasons)
    await votes.vote(
        tx, run_id=run.id, part=opinion.part, member=member, vote=opinion.vote, reasons=reasons, correction=opinion.correction, now=now
    )
    said, about = opinion.correction, opinion.about
    await corrections.keep(tx, here.deps, run, part=opinion.part, member=member, about=about, text=said)
    await _candidate(tx, here, opinion, run)
    kept = asdict(opinion) | {"reasons": reasons, "member": member}
    await eval_log.record(tx, key=f"feedback:{run.id}:{opinion.part}:{member}", kind="feedback", run_id=run.id, body=kept, now=now)
    # What was typed stays in the eval log, where it can be erased; the audit trail cannot.
    after = {"vote": opinion.vote, "part": opinion.part, "reasons": reasons}
    subject = f"run:{run.id}"
    await audit.record(tx, actor=member, act="feedback", subject=subject, before=None, after=after, request_id=here.request_id, now=now)


async def _candidate(tx: TenantTx, here: Here, opinion: Opinion, run: runs.Run) -> None:
    """A disputed answer waits for an admin; a vote that changed its mind takes that back."""
    now, member = here.deps.now(), here.member
    if opinion.vote == "up":
        await candidates.withdraw(tx, run_id=run.id, part=opinion.part, member=member, now=now)
        return
    for answer in await eval_log.entries(tx, run_id=run.id, kind="answer", limit=1):
        subject = promotion.subject_of(answer, run, opinion.part)
        if subject is not None:
            await candidates.dispute(tx, subject, member=member, reasons=opinion.reasons, correction=opinion.correction, now=now)


async def _masked(here: Here, opinion: Opinion) -> Opinion:
    """Nothing personal that a person typed is kept."""
    if opinion.correction is None:
        return opinion
    return replace(opinion, correction=await answer_log.masked_words(here.deps, here.tenant_id, opinion.run_id, opinion.correction))


def _clicked(value: str) -> Opinion:
    """`up|run id|part`. Raises BadInput for a value that no button of ours has."""
    match value.split("|"):
        case ["up" | "down" as vote, run_id, part] if run_id and part:
            return Opinion(run_id[:64], part[:64], vote)
        case _:
            raise BadInput("unknown_reference", words.UNKNOWN_ACTION)


def _filled_in(view: dict[str, Any]) -> Opinion:
    run_id, _, part = str(view["private_metadata"]).partition("|")
    values = view["state"]["values"]
    chosen = values.get(REASONS, {}).get(REASONS, {}).get("selected_options") or []
    reasons = tuple(option["value"] for option in chosen if option["value"] in words.REASON)
    # Without signs that no column holds and no reader sees.
    correction = plain(str(values.get(CORRECTION, {}).get(CORRECTION, {}).get("value") or ""))[:3000] or None
    return Opinion(run_id, part, "down", reasons, correction, about_in(values, reasons))
