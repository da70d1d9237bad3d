"""What a vote or a decision changes, each in one transaction with the message that shows it."""

from collections.abc import Sequence

from bot import words_voting
from bot.blocks import say
from bot.blocks.voting import Voice
from bot.here import Here
from jobs.chain.errors import BadInput
from jobs.chain.tender import Tender
from storage import audit, bid_votes, eval_log, outbox, requests, runs, tenders
from storage.bid_votes import Choice, Verdict
from storage.scope import TenantTx

MOST_LOGGED = 20


async def cast(here: Here, run_id: str, choice: Choice) -> runs.Run:
    """Raises NotFound for a run of another workspace, BadInput while there is nothing to vote on."""
    async with here.deps.db.tenant(here.tenant_id) as tx:
        run = await _over(tx, run_id)
        if await bid_votes.vote(tx, run_id=run.id, member=here.member, choice=choice, now=here.deps.now()):
            await _show(tx, here, run)
    here.deps.poster.kick()
    return run


async def explain(here: Here, run_id: str, reason: str | None) -> tuple[runs.Run, bool]:
    """The run, and whether there was a vote of this person to explain. Raises NotFound."""
    async with here.deps.db.tenant(here.tenant_id) as tx:
        run = await runs.get(tx, run_id)
        voted = await bid_votes.explain(tx, run_id=run.id, member=here.member, reason=reason, now=here.deps.now())
        if voted:
            await _show(tx, here, run)
    here.deps.poster.kick()
    return run, voted


async def counted(here: Here, run_id: str) -> tuple[runs.Run, Sequence[Voice]]:
    """The run and the votes so far. Raises NotFound, BadInput while there is nothing to decide."""
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        run = await _over(tx, run_id)
        return run, await votes_of(tx, run.id)


async def decide(here: Here, run: runs.Run, choice: Verdict, reason: str | None, *, key: str) -> None:
    """`key`: the same for a form that Slack sends twice, which decides once. The eval log keeps the last: it is what an answer was worth."""
    now, subject = here.deps.now(), f"run:{run.id}"
    async with here.deps.db.tenant(here.tenant_id) as tx:
        if not await requests.first_time(tx, key, now):
            return
        before = await bid_votes.decided(tx, run.id)
        await bid_votes.decide(tx, bid_votes.Decision(here.deps.new_id(), run.id, here.member, choice, reason, now))
        known = {"decision": choice, "member": here.member}
        await eval_log.record(tx, key=f"decision:{run.id}", kind="feedback", run_id=run.id, body=known, now=now)
        was = None if before is None else {"choice": before.choice}
        what = {"choice": choice}
        await audit.record(
            tx, actor=here.member, act="decide", subject=subject, before=was, after=what, request_id=here.request_id, now=now
        )
        await _show(tx, here, run)
    here.deps.poster.kick()


async def logged(here: Here, limit: int) -> list[tuple[str, Voice]]:
    """Titles and decisions, newest first."""
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        return [(await _title(tx, each.run_id), _voice(each)) for each in await bid_votes.log(tx, limit=limit)]


async def votes_of(tx: TenantTx, run_id: str) -> tuple[Voice, ...]:
    return tuple(map(_voice, await bid_votes.of_run(tx, run_id)))


async def decision_of(tx: TenantTx, run_id: str) -> Voice | None:
    found = await bid_votes.decided(tx, run_id)
    return None if found is None else _voice(found)


def _voice(each: bid_votes.BidVote | bid_votes.Decision) -> Voice:
    at = each.at if isinstance(each, bid_votes.Decision) else each.updated_at
    return Voice(each.member, each.choice, each.reason, at)


async def _over(tx: TenantTx, run_id: str) -> runs.Run:
    run = await runs.get(tx, run_id)
    if not (run.outcome or {}).get("analysis"):
        raise BadInput("unknown_reference", words_voting.NOT_OVER)
    return run


async def _show(tx: TenantTx, here: Here, run: runs.Run) -> None:
    """The first message says what is known of votes only where its row says that there are some: others need not ask for them."""
    root = await outbox.get(tx, run_id=run.id, part="root")
    if root is not None:
        await outbox.revise(tx, run_id=run.id, part="root", payload={**root.payload, "voted": True}, now=here.deps.now())


async def _title(tx: TenantTx, run_id: str) -> str:
    run = await runs.get(tx, run_id)
    if run.tender_id is None:
        return run.source_kind
    return say.title(Tender.model_validate((await tenders.get(tx, run.tender_id)).body))
