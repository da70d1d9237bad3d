"""`/bidwright reviewer`: who reviews answers; the rubric that the reviewer fills in; and what all reviews come to."""

import re
from typing import Any, get_args

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot import words, words_learning
from bot.blocks.reviewer import MOST_TYPED, NOTE, OWN, figures_card, rubric_form
from bot.blocks.text import person, plain
from bot.colleagues import require_colleague
from bot.here import Here
from bot.opening import open_form
from bot.permission import NotAllowed, require
from bot.replies import ephemeral
from jobs import answer_log
from jobs import reviews as reviewing
from jobs.chain.analysis import Verdict
from jobs.chain.errors import BadInput
from jobs.evals.rubric import Rubric, figures
from storage import audit, requests, reviews
from storage.reviews import Review
from storage.scope import TenantTx

NAME = "reviewer:name"
_MENTION = re.compile(r"<@([UW][A-Z0-9]{1,20})(?:\|[^<>]*)?>")


async def named(ack: AsyncAck, command: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    """`/bidwright reviewer`, `… off`, `… @person`."""
    said = str(command.get("text", "")).split(maxsplit=1)[1:]
    mention = _MENTION.fullmatch(said[0].strip()) if said else None
    if mention is None and [each.strip().casefold() for each in said] != ["off"]:
        await ack(ephemeral(words_learning.REVIEWER_HOW))
        return
    await require(here, client, NAME)
    if mention is not None:
        await require_colleague(client, mention[1])
    await _name(here, mention[1] if mention else None)
    await ack(ephemeral(words_learning.reviewer_named(person(mention[1])) if mention else words_learning.REVIEWER_OFF))


async def figures_shown(ack: AsyncAck, here: Here) -> None:
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        now = await reviews.reviewer(tx)
        done = reviewing.reviewed(await reviews.answered(tx))
        votes = await reviews.votes_on(tx, [each.run_id for each in done])
    if not done:
        await ack(ephemeral(words_learning.NO_REVIEWS))
        return
    await ack(ephemeral(figures_card(figures(done, votes), person(now.member) if now else None)))


async def opened(ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    week, run_id = _ids(str(action.get("value", "")))
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        found = await _mine(tx, here, week, run_id)
    before = Rubric.model_validate(found.rubric) if found.rubric else None
    await open_form(client, str(body["trigger_id"]), rubric_form(week, run_id, before))
    await ack()


async def submitted(ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    week, run_id = _ids(str(view["private_metadata"]))
    given = await _masked(here, run_id, _chosen(view["state"]["values"]))
    async with here.deps.db.tenant(here.tenant_id) as tx:
        found = await _mine(tx, here, week, run_id)
        first = await requests.first_time(tx, f"view:{view['id']}:{view['hash']}", here.deps.now())
        if first:
            await _store(tx, here, found, given)
    await ack()
    if first:
        here.background.start(client.chat_postMessage(channel=here.member, text=words_learning.REVIEW_THANKS))


async def _masked(here: Here, run_id: str, given: dict[str, Any]) -> dict[str, Any]:
    """Nothing personal that a person typed is kept. Raises NotFound for a run of another workspace."""
    note = given["note"]
    return given | {"note": note and await answer_log.masked_words(here.deps, here.tenant_id, run_id, note)}


async def _store(tx: TenantTx, here: Here, found: Review, given: dict[str, Any]) -> None:
    now = here.deps.now()
    rubric = Rubric.model_validate(given | {"verdict": given["own"] == found.given})
    await reviews.answer(tx, found.week, found.run_id, rubric.model_dump(mode="json"), now=now)
    subject, after = f"run:{found.run_id}", {"week": found.week, "verdict": rubric.verdict}
    by = here.request_id
    await audit.record(tx, actor=here.member, act="reviewed", subject=subject, before=None, after=after, request_id=by, now=now)


async def _name(here: Here, member: str | None) -> None:
    now = here.deps.now()
    async with here.deps.db.tenant(here.tenant_id) as tx:
        if member is None:
            await reviews.nobody(tx)
        else:
            await reviews.name(tx, member, by=here.member, now=now)
        by, after = here.request_id, {"reviewer": member}
        await audit.record(
            tx, actor=here.member, act="reviewer_named", subject="reviewer", before=None, after=after, request_id=by, now=now
        )


async def _mine(tx: TenantTx, here: Here, week: str, run_id: str) -> Review:
    """The review if it is this person's. Raises BadInput for one that is not there, NotAllowed for another's."""
    found = await reviews.get(tx, week, run_id)
    if found is None:
        raise BadInput("unknown_reference", words_learning.REVIEW_GONE)
    if found.reviewer != here.member:
        raise NotAllowed(words_learning.NOT_REVIEWER)
    return found


def _ids(value: str) -> tuple[str, str]:
    """(week, run id). Raises BadInput for a value that no button of ours has."""
    week, _, run_id = value.partition("|")
    if not (run_id and re.fullmatch(r"\d{4}-W\d\d", week, re.ASCII)):
        raise BadInput("unknown_reference", words.UNKNOWN_ACTION)
    return week, run_id[:64]


def _chosen(values: dict[str, Any]) -> dict[str, Any]:
    """Fields of a `Rubric` but the verdict. Raises BadInput for what the form does not offer."""
    offered = {"own": (OWN, get_args(Verdict))} | {
        name: (f"rubric_{name}", tuple(answers)) for name, (_, answers) in words_learning.RUBRIC.items()
    }  # fmt: skip
    given: dict[str, Any] = {}
    for name, (id, answers) in offered.items():
        given[name] = (values.get(id, {}).get(id, {}).get("selected_option") or {}).get("value")
        if given[name] not in answers:
            raise BadInput("unknown_reference", words.UNKNOWN_VIEW)
    note = plain(str(values.get(NOTE, {}).get(NOTE, {}).get("value") or ""))[:MOST_TYPED]
    return given | {"note": note or None}
