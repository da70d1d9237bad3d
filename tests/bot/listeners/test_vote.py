"""Votes that are forged, early, late or of another workspace; decisions sent twice."""

from typing import Any

import pytest

from storage import bid_votes, eval_log, runs
from tests.bot.rig import MEMBER, NOTICE, OTHER_TEAM, TEAM, Rig

OUTCOME = {"analysis": {"verdict": "bid"}}


@pytest.fixture
async def run_id(rig: Rig) -> str:
    """A run that is over."""
    await rig.command("/analyze", NOTICE)
    (run,) = await rig.runs()
    now = rig.clock.now()
    async with rig.deps.db.tenant(rig.tenants[TEAM]) as tx:
        await runs.claim(tx, run.id, 1, token="t", now=now, lease_seconds=60)
        await runs.end(tx, run.id, "t", "complete", cause="chain", outcome=OUTCOME, error=None, now=now)
    return run.id


async def vote(rig: Rig, value: str, **who: str) -> str:
    action = {"type": "static_select", "action_id": "vote:bid", "block_id": "b", "selected_option": {"value": value}}
    payload = {"type": "block_actions", "actions": [action], "response_url": f"{rig.slack_url}/api/response_url"}
    await rig.interact(payload, **who)
    return rig.slack.sent("response_url")[-1]["text"]


async def votes(rig: Rig, run_id: str) -> list[tuple[str, str]]:
    async with rig.deps.db.tenant_read(rig.tenants[TEAM]) as tx:
        return [(each.member, each.choice) for each in await bid_votes.of_run(tx, run_id)]


async def test_a_person_has_one_vote_and_the_last_one_counts(rig: Rig, run_id: str) -> None:
    for choice in ("bid", "bid", "no_bid"):
        await vote(rig, f"{choice}|{run_id}")
    await vote(rig, f"unsure|{run_id}", member="U0002")
    assert sorted(await votes(rig, run_id)) == [(MEMBER, "no_bid"), ("U0002", "unsure")]


@pytest.mark.parametrize("value", ["", "maybe|x", "bid|", "bid", "bid|no-such-run", "|".join("bid" * 200)])
async def test_a_forged_vote_stores_nothing_and_says_so(rig: Rig, run_id: str, value: str) -> None:
    assert await vote(rig, value)
    assert await votes(rig, run_id) == []


async def test_a_vote_from_another_workspace_is_not_counted(rig: Rig, run_id: str) -> None:
    assert "does not belong to this workspace" in await vote(rig, f"bid|{run_id}", team=OTHER_TEAM)
    assert await votes(rig, run_id) == []


async def test_there_is_no_vote_before_there_is_an_answer(rig: Rig) -> None:
    await rig.command("/analyze", NOTICE)
    (run,) = await rig.runs()
    assert "still under way" in await vote(rig, f"bid|{run.id}")


def decision(run_id: str, choice: str | None = "bid") -> dict[str, Any]:
    picked = {"decision_choice": {"decision_choice": {"selected_option": {"value": choice} if choice else None}}}
    return {"callback_id": "decision_form", "private_metadata": run_id, "state": {"values": picked}}


async def decisions(rig: Rig) -> list[str]:
    async with rig.deps.db.tenant_read(rig.tenants[TEAM]) as tx:
        return [each.choice for each in await bid_votes.log(tx, limit=9)]


async def test_a_decision_sent_twice_is_one_and_another_follows_it(rig: Rig, run_id: str) -> None:
    for _ in range(2):
        await rig.submit(decision(run_id))
    await rig.submit(decision(run_id, "no_bid") | {"id": "V2"})
    assert await decisions(rig) == ["no_bid", "bid"]


async def test_what_became_of_a_bid_follows_its_decision_and_stands_in_the_eval_log(rig: Rig, run_id: str) -> None:
    await rig.submit(decision(run_id))
    await rig.submit(decision(run_id, "won") | {"id": "V2"})
    assert await decisions(rig) == ["won", "bid"]
    async with rig.deps.db.tenant_read(rig.tenants[TEAM]) as tx:
        (logged,) = [entry.body for entry in await eval_log.entries(tx, run_id=run_id) if entry.key == f"decision:{run_id}"]
    assert logged == {"decision": "won", "member": MEMBER}


@pytest.mark.parametrize("choice", ["unsure", "maybe", None])
async def test_a_decision_is_to_bid_or_not(rig: Rig, run_id: str, choice: str | None) -> None:
    reply = await rig.submit(decision(run_id, choice))
    assert "nothing was stored" in reply.text
    assert await decisions(rig) == []


async def test_a_reason_without_a_vote_is_told_to_vote_first(rig: Rig, run_id: str) -> None:
    values = {"vote_reason": {"vote_reason": {"value": "References"}}}
    await rig.submit({"callback_id": "vote_form", "private_metadata": run_id, "state": {"values": values}})
    assert "no vote to explain" in rig.slack.sent("chat.postEphemeral")[0]["text"]
