"""Votes on whether to bid, why, the decision, and the log of decisions. Whatever changes is shown in the run's first message."""

from typing import Any, get_args

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import words, words_voting
from bot.ballots import MOST_LOGGED, cast, counted, decide, explain, logged
from bot.blocks.voting import CHOICE, REASON, decision_form, log_card, reason_form, thanks
from bot.here import Here
from bot.opening import open_form
from bot.permission import require
from bot.replies import ephemeral
from jobs.chain.errors import BadInput
from storage.bid_votes import Choice, Verdict

DECIDE = "bid:decide"


async def chosen(ack: AsyncAck, action: dict[str, Any], respond: AsyncRespond, here: Here) -> None:
    choice, run_id = _choice(str((action.get("selected_option") or {}).get("value", "")))
    run = await cast(here, run_id, choice)
    await ack()
    told = thanks(choice, run.id)
    said = respond(text=told.text, blocks=list(told.blocks), response_type="ephemeral", replace_original=False, thread_ts=run.thread_ts)
    here.background.start(said)


async def explaining(ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], client: AsyncWebClient) -> None:
    await open_form(client, str(body["trigger_id"]), reason_form(str(action.get("value", ""))[:64]))
    await ack()


async def explained(ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    run, voted = await explain(here, str(view["private_metadata"])[:64], _reason(view))
    await ack()
    text = words_voting.WHY_STORED if voted else words_voting.VOTE_FIRST
    here.background.start(client.chat_postEphemeral(channel=run.channel, user=here.member, text=text, thread_ts=run.thread_ts))


async def deciding(ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    run, votes = await counted(here, str(action.get("value", ""))[:64])
    await require(here, client, DECIDE, requester=run.requester)
    await open_form(client, str(body["trigger_id"]), decision_form(run.id, votes))
    await ack()


async def decided(ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    run, _ = await counted(here, str(view["private_metadata"])[:64])
    await require(here, client, DECIDE, requester=run.requester)
    picked = (view["state"]["values"].get(CHOICE, {}).get(CHOICE, {}).get("selected_option") or {}).get("value")
    choice = _decision(str(picked))
    await decide(here, run, choice, _reason(view), key=f"view:{view['id']}:{view['hash']}")
    await ack()
    text = words_voting.DECIDED.format(choice=words_voting.DECISION[choice][1])
    here.background.start(client.chat_postEphemeral(channel=run.channel, user=here.member, text=text, thread_ts=run.thread_ts))


async def shown(ack: AsyncAck, here: Here) -> None:
    await ack(ephemeral(log_card(await logged(here, MOST_LOGGED))))


def _choice(value: str) -> tuple[Choice, str]:
    """`bid|run id`. Raises BadInput for a value that no list of ours has."""
    choice, _, run_id = value.partition("|")
    found = next((each for each in get_args(Choice) if each == choice), None)
    if found is None or not run_id:
        raise BadInput("unknown_reference", words_voting.UNKNOWN_CHOICE if found is None else words.UNKNOWN_ACTION)
    return found, run_id[:64]


def _decision(value: str) -> Verdict:
    """Raises BadInput for what cannot be decided."""
    found = next((each for each in get_args(Verdict) if each == value), None)
    if found is None:
        raise BadInput("unknown_reference", words_voting.UNKNOWN_CHOICE)
    return found


def _reason(view: dict[str, Any]) -> str | None:
    return (view["state"]["values"].get(REASON, {}).get(REASON, {}).get("value") or "").strip()[:1000] or None
