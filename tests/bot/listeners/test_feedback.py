from typing import Any

from jobs.payloads import WakeUp
from jobs.tasks import analyze
from storage import audit, candidates, corrections, eval_log, feedback
from tests.bot.rig import CHANNEL, MEMBER, NOTICE, OTHER_TEAM, TEAM, Rig


async def a_run(rig: Rig) -> str:
    await rig.command("/analyze", NOTICE)
    rig.slack.calls.clear()
    return (await rig.runs())[0].id


async def vote_of(rig: Rig, run_id: str, member: str = MEMBER) -> feedback.Vote | None:
    async with rig.deps.db.tenant_read(rig.tenants[TEAM]) as tx:
        return await feedback.get(tx, run_id, "answer", member)


async def logged(rig: Rig, team: str = TEAM) -> list[eval_log.Entry]:
    async with rig.deps.db.tenant_read(rig.tenants[team]) as tx:
        return await eval_log.entries(tx, kind="feedback")


async def audited(rig: Rig) -> list[audit.AuditEntry]:
    async with rig.deps.db.tenant_read(rig.tenants[TEAM]) as tx:
        return [entry for entry in await audit.entries(tx) if entry.act == "feedback"]


def filled_in(run_id: str, *reasons: str, correction: str | None = None) -> dict[str, Any]:
    values = {
        "feedback_reasons": {"feedback_reasons": {"selected_options": [{"value": reason} for reason in reasons]}},
        "feedback_correction": {"feedback_correction": {"value": correction}},
    }
    return {"callback_id": "feedback_form", "private_metadata": f"{run_id}|answer", "state": {"values": values}}


async def test_a_thumbs_up_is_stored_logged_audited_and_thanked_for(rig: Rig) -> None:
    run_id = await a_run(rig)
    reply = await rig.click(f"up|{run_id}|answer")
    assert (reply.status, reply.text) == (200, "")
    vote = await vote_of(rig, run_id)
    assert vote is not None
    assert vote.vote == "up"
    (entry,) = await logged(rig)
    assert (entry.run_id, entry.body["vote"], entry.body["member"]) == (run_id, "up", MEMBER)
    assert len(await audited(rig)) == 1
    (said,) = rig.slack.sent("response_url")
    assert (said["response_type"], said["replace_original"]) == ("ephemeral", False)
    assert said["text"].startswith("Thank you")


async def test_a_thumbs_down_counts_at_once_and_opens_the_form(rig: Rig) -> None:
    run_id = await a_run(rig)
    await rig.click(f"down|{run_id}|answer")
    (call,) = rig.slack.sent("views.open")
    assert call["trigger_id"] == "trigger-9"
    assert f"{run_id}|answer" in str(call["view"])
    vote = await vote_of(rig, run_id)
    assert vote is not None
    assert vote.vote == "down"


async def test_reasons_and_the_right_answer_reach_the_eval_log_and_the_person_is_thanked(rig: Rig) -> None:
    run_id = await a_run(rig)
    await rig.click(f"down|{run_id}|answer")
    reply = await rig.submit(filled_in(run_id, "wrong_fact", "other", "not_a_reason", correction="It is due on 13 January."))
    assert (reply.status, reply.text) == (200, "")
    (entry,) = await logged(rig)
    assert entry.body == {
        "run_id": run_id, "part": "answer", "vote": "down", "reasons": ["wrong_fact", "other"],
        "correction": "It is due on 13 January.", "about": "tender", "member": MEMBER,
    }  # fmt: skip
    (said,) = rig.slack.sent("chat.postEphemeral")
    assert (said["channel"], said["user"]) == (CHANNEL, MEMBER)


async def test_a_form_sent_twice_is_stored_once(rig: Rig) -> None:
    run_id = await a_run(rig)
    for _ in range(2):
        assert (await rig.submit(filled_in(run_id, "wrong_fact"))).status == 200
    assert len(await logged(rig)) == 1
    assert len(await audited(rig)) == 1
    assert len(rig.slack.sent("chat.postEphemeral")) == 1


async def test_a_person_has_one_vote_and_may_change_it(rig: Rig) -> None:
    run_id = await a_run(rig)
    await rig.submit(filled_in(run_id, "wrong_fact"))
    await rig.click(f"up|{run_id}|answer")
    vote = await vote_of(rig, run_id)
    assert vote is not None
    assert (vote.vote, vote.reasons) == ("up", ())
    await rig.click(f"down|{run_id}|answer", member="U0002")
    async with rig.deps.db.tenant_read(rig.tenants[TEAM]) as tx:
        assert await feedback.tally(tx, run_id) == feedback.Tally(up=1, down=1)


async def test_pressing_thumbs_down_again_keeps_the_reasons_given_before(rig: Rig) -> None:
    run_id = await a_run(rig)
    await rig.submit(filled_in(run_id, "wrong_fact"))
    await rig.click(f"down|{run_id}|answer")
    vote = await vote_of(rig, run_id)
    assert vote is not None
    assert vote.reasons == ("wrong_fact",)


async def test_a_click_on_a_run_of_another_workspace_is_refused_in_words_and_stores_nothing(rig: Rig) -> None:
    run_id = await a_run(rig)
    for value in (f"up|{run_id}|answer", f"down|{run_id}|answer"):
        reply = await rig.click(value, team=OTHER_TEAM)
        assert reply.status == 200
    said = rig.slack.sent("response_url")
    assert len(said) == 2
    assert all("does not belong to this workspace" in one["text"] for one in said)
    assert rig.slack.sent("views.open") == []
    assert await logged(rig) == []
    assert await logged(rig, OTHER_TEAM) == []


async def test_a_form_about_a_run_of_another_workspace_is_refused_too(rig: Rig) -> None:
    run_id = await a_run(rig)
    reply = await rig.submit(filled_in(run_id, "other"), team=OTHER_TEAM)
    assert "does not belong to this workspace" in str(reply.body["view"])
    assert await logged(rig, OTHER_TEAM) == []


async def test_a_button_with_a_forged_value_is_answered(rig: Rig) -> None:
    for value in ("", "up", "sideways|x|answer", "up||", "up|x|y|z"):
        await rig.click(value)
    assert all("another version of Bidwright" in one["text"] for one in rig.slack.sent("response_url"))
    assert len(rig.slack.sent("response_url")) == 5


async def test_a_vote_counts_though_the_form_expired(rig: Rig) -> None:
    run_id = await a_run(rig)
    rig.slack.errors["views.open"] = "expired_trigger_id"
    await rig.click(f"down|{run_id}|answer")
    assert await vote_of(rig, run_id) is not None
    assert "Your vote is counted" in rig.slack.sent("response_url")[0]["text"]


async def test_a_thumbs_down_waits_for_review_and_a_changed_mind_takes_it_back(rig: Rig) -> None:
    run_id = await a_run(rig)
    for value, waiting in (("down", 0), ("up", 0)):  # nothing is disputed before there is an answer
        await rig.click(f"{value}|{run_id}|answer")
        assert len(await disputed(rig)) == waiting
    await analyze.perform(rig.deps, WakeUp(run_id=run_id, gen=1))
    await rig.click(f"down|{run_id}|answer")
    await rig.submit(filled_in(run_id, "wrong_fact", correction="It is due on 13 January."))
    await rig.click(f"down|{run_id}|answer", member="U0002")
    assert {each.member: (each.reasons, each.correction) for each in await disputed(rig)} == {
        MEMBER: (("wrong_fact",), "It is due on 13 January."), "U0002": ((), None),
    }  # fmt: skip
    for member in (MEMBER, "U0002"):
        await rig.click(f"up|{run_id}|answer", member=member)
    assert await disputed(rig) == []


async def disputed(rig: Rig) -> list[candidates.Dispute]:
    async with rig.deps.db.tenant_read(rig.tenants[TEAM]) as tx:
        found = await candidates.waiting(tx)
        return [each for said in (await candidates.disputes_of(tx, [row.id for row in found])).values() for each in said]


async def test_personal_data_in_what_a_person_writes_is_kept_nowhere(rig: Rig) -> None:
    """The name is told by the contact block of the notice alone."""
    await rig.command("/analyze", f"{NOTICE}\nContact: Ms Adalind Quorrex, e-mail adalind.quorrex@town.example")
    (run,) = await rig.runs()
    await analyze.perform(rig.deps, WakeUp(run_id=run.id, gen=1))
    typed = "Adalind Quorrex says 13 January, write to her at adalind.quorrex@town.example or +44 20 7946 0958."
    await rig.submit(filled_in(run.id, "wrong_fact", correction=typed))
    vote = await vote_of(rig, run.id)
    (entry,), (said,) = await logged(rig), await disputed(rig)
    assert vote is not None
    for kept in (vote.correction, entry.body["correction"], said.correction):
        assert kept is not None
        assert "says 13 January" in kept
        assert [each for each in ("Quorrex", "town.example", "7946") if each in kept] == []


async def test_what_is_said_about_the_company_waits_for_an_admin_until_the_person_takes_the_vote_back(rig: Rig) -> None:
    run_id = await a_run(rig)
    view = filled_in(run_id, "other", correction="We hold ISO 27001.\x00\u202e")
    view["state"]["values"]["feedback_about"] = {"feedback_about": {"selected_option": {"value": "company"}}}
    await rig.submit(view)
    async with rig.deps.db.tenant_read(rig.tenants[TEAM]) as tx:
        (waiting,) = await corrections.undecided(tx)
    assert (waiting.text, waiting.member, waiting.state) == ("We hold ISO 27001.", MEMBER, "open")
    assert waiting.proposal == {"field": "certificates", "how": "add", "value": "ISO 27001"}
    await rig.click(f"up|{run_id}|answer")
    async with rig.deps.db.tenant_read(rig.tenants[TEAM]) as tx:
        assert await corrections.undecided(tx) == []
