"""Rows of an answer called wrong, from the button to the eval log, over signed HTTP."""

from typing import Any

from bot.blocks.limits import check_view
from jobs.chain.analysis import Claim, Criterion, RequirementRow
from storage import eval_log, row_marks, runs
from tests.bot.rig import MEMBER, NOTICE, OTHER_TEAM, TEAM, Rig
from tests.jobs.evals.builders import analysis


async def an_answer(rig: Rig, requirements: int = 2) -> str:
    await rig.command("/analyze", NOTICE)
    (run,) = await rig.runs()
    found = analysis(
        criteria=(Criterion(code="effort", weight=20, score=3, claim=Claim(text="Twelve lifts are little work.")),),
        requirements=tuple(
            RequirementRow(code=f"r{n}", kind="mandatory", claim=Claim(text=f"Show paper {n}.")) for n in range(requirements)
        ),
    )
    async with rig.deps.db.tenant(rig.tenants[TEAM]) as tx:
        await runs.claim(tx, run.id, 1, token="t", now=rig.clock.now(), lease_seconds=10)
        outcome: dict[str, Any] = {"analysis": found.model_dump(mode="json")}
        await runs.end(tx, run.id, "t", "complete", cause="chain", outcome=outcome, error=None, now=rig.clock.now())
    rig.slack.calls.clear()
    return run.id


def sent(run_id: str, row: str | None, mark: str = "wrong", right: str | None = None, form: str = "h1") -> dict[str, Any]:
    option = {"value": row} if row else None
    values = {
        "row_chosen": {"row_chosen": {"selected_option": option}},
        "row_mark": {"row_mark": {"selected_option": {"value": mark}}},
        "row_right": {"row_right": {"value": right}},
    }
    return {"callback_id": "row_form", "private_metadata": run_id, "hash": form, "state": {"values": values}}


async def marks(rig: Rig, run_id: str) -> list[tuple[str, str, bool, str | None]]:
    async with rig.deps.db.tenant_read(rig.tenants[TEAM]) as tx:
        return [(each.row, each.member, each.wrong, each.correction) for each in await row_marks.of_run(tx, run_id)]


async def opened(rig: Rig, run_id: str) -> dict[str, Any]:
    await rig.click(run_id, action_id="row:wrong")
    return rig.slack.sent("views.open")[-1]["view"]


async def test_the_form_names_every_row_within_the_limits_of_slack(rig: Rig) -> None:
    view = await opened(rig, await an_answer(rig, requirements=230))
    assert check_view(view) == []
    groups = view["blocks"][0]["element"]["option_groups"]
    assert [(group["label"]["text"], len(group["options"])) for group in groups] == [
        ("Criteria", 1), ("Requirements", 100), ("Requirements from 101", 100), ("Requirements from 201", 30),
    ]  # fmt: skip
    assert groups[0]["options"][0]["text"]["text"] == "Effort and time: Twelve lifts are little work."


async def test_a_row_called_wrong_is_stored_once_with_its_eval_log_row_and_can_be_called_right_again(rig: Rig) -> None:
    run_id = await an_answer(rig)
    right = "It is much work, ask anna@fernhill.example."
    for _ in range(2):  # Slack sends a form again where the answer was lost
        reply = await rig.submit(sent(run_id, "criterion:effort", right=right))
        assert (reply.status, reply.text) == (200, "")
    ((row, member, wrong, told),) = await marks(rig, run_id)
    assert (row, member, wrong) == ("criterion:effort", MEMBER, True)
    assert told == "It is much work, ask ‹personal data removed›."
    (thanks,) = rig.slack.sent("chat.postEphemeral")
    assert thanks["text"] == "Noted as wrong: Effort and time."
    assert "You called wrong so far: Effort and time" in str(await opened(rig, run_id))
    await rig.submit(sent(run_id, "criterion:effort", mark="right", form="h2"))
    assert await marks(rig, run_id) == [("criterion:effort", MEMBER, False, None)]
    async with rig.deps.db.tenant_read(rig.tenants[TEAM]) as tx:
        (entry,) = await eval_log.entries(tx, run_id=run_id, kind="feedback")
    assert (entry.body["row"], entry.body["vote"], entry.body["member"]) == ("criterion:effort", "up", MEMBER)


async def test_two_people_call_two_rows_wrong_each_for_themselves(rig: Rig) -> None:
    run_id = await an_answer(rig)
    await rig.submit(sent(run_id, "requirement:r1"))
    await rig.submit(sent(run_id, "requirement:r1", form="h2"), member="U0002")
    assert [(row, member) for row, member, _, _ in await marks(rig, run_id)] == [("requirement:r1", MEMBER), ("requirement:r1", "U0002")]


async def test_what_is_forged_foreign_or_left_out_is_told_in_words_and_stores_nothing(rig: Rig) -> None:
    run_id = await an_answer(rig)
    gone = await rig.submit(sent(run_id, "criterion:made_up"))
    none = await rig.submit(sent(run_id, None))
    assert "not in the answer any more" in gone.body["errors"]["row_chosen"]
    assert none.body["errors"] == {"row_chosen": "Choose the row that is wrong."}
    forged = await rig.submit(sent(run_id, "criterion:effort", mark="sideways"))
    assert "another version" in str(forged.body["view"])
    foreign = await rig.submit(sent(run_id, "criterion:effort"), team=OTHER_TEAM)
    assert "does not belong to this workspace" in str(foreign.body["view"])
    await rig.click(run_id, action_id="row:wrong", team=OTHER_TEAM)
    assert rig.slack.sent("views.open") == []
    assert "does not belong to this workspace" in rig.slack.sent("response_url")[-1]["text"]
    assert await marks(rig, run_id) == []
    assert rig.slack.sent("chat.postEphemeral") == []


async def test_an_answer_without_rows_says_so(rig: Rig) -> None:
    await rig.command("/analyze", NOTICE)
    await rig.click((await rig.runs())[0].id, action_id="row:wrong")
    assert "has no rows" in rig.slack.sent("response_url")[-1]["text"]
