"""`/bidwright review`: who sees it, what its buttons do, and that nothing is done twice."""

from typing import Any

import pytest

from jobs import promotion
from jobs.payloads import WakeUp
from jobs.tasks import analyze
from playground.records import Message, View
from storage import audit, candidates, eval_log, golden_cases, runs
from tests.bot.listeners.desk import ADA, BEN, BIDS, HANA, HARBOUR_BIDS, NORTH, Desk
from tests.bot.rig import NOTICE

WRITTEN = {"case_verdicts": ["no_bid"], "case_deadline": "2027-01-12T12:00+01:00", "case_value": "none"}


async def disputed(desk: Desk, count: int = 1, *, correction: str | None = "It is due on 13 January.") -> list[str]:
    """Ids of candidates, the oldest first, each about a notice of its own."""
    made: list[str] = []
    for number in range(count):
        await desk.slack.client.command(BEN, BIDS, "/analyze", f"Lifts of district {number}\nCountry: Germany\n{NOTICE}")
        await desk.app.background.drain()
        async with desk.deps.db.tenant_read(desk.tenants[NORTH]) as tx:
            run = (await runs.recent(tx, limit=1))[0]
        await analyze.perform(desk.deps, WakeUp(run_id=run.id, gen=run.gen))
        made.append(await dispute(desk, run.id, correction=correction))
    return made


async def dispute(desk: Desk, run_id: str, *, correction: str | None, reasons: tuple[str, ...] = ("wrong_fact",)) -> str:
    async with desk.deps.db.tenant(desk.tenants[NORTH]) as tx:
        (entry,) = await eval_log.entries(tx, run_id=run_id, kind="answer")
        about = promotion.subject_of(entry, await runs.get(tx, run_id), "answer")
        assert about is not None
        return await candidates.dispute(tx, about, member=BEN, reasons=reasons, correction=correction, now=desk.deps.now())


async def candidate(desk: Desk, id: str) -> candidates.Candidate:
    async with desk.deps.db.tenant_read(desk.tenants[NORTH]) as tx:
        return await candidates.get(tx, id)


async def cases(desk: Desk) -> list[golden_cases.GoldenRow]:
    async with desk.deps.db.tenant_read(desk.tenants[NORTH]) as tx:
        return await golden_cases.listed(tx)


async def acts(desk: Desk) -> list[str]:
    async with desk.deps.db.tenant_read(desk.tenants[NORTH]) as tx:
        return sorted(entry.act for entry in await audit.entries(tx) if entry.act.startswith("case_"))


async def edit(desk: Desk, values: dict[str, Any]) -> str:
    """Fill in the form of the first row; what stands on the screen then."""
    await desk.press("case:edit")
    await desk.submit(values)
    return desk.on_screen()


def forge(message: Message, action_id: str, value: str) -> None:
    for block in message.blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == action_id:
                element["value"] = value


async def test_the_list_says_what_was_answered_what_is_wrong_and_since_when(desk: Desk) -> None:
    await disputed(desk)
    said = await desk.bidwright("review")
    for wanted in (
        "Lifts of district 0",
        "A person must decide",
        "1 person disputes it",
        "(today)",
        "A fact is wrong",
        "It is due on 13 January.",
    ):
        assert wanted in said
    assert "nobody has written yet" in said
    assert "1 to 1 of 1, newest first" in said


async def test_who_is_no_admin_sees_no_list_and_presses_nothing(desk: Desk) -> None:
    (id,) = await disputed(desk)
    said = await desk.bidwright("review", user=BEN)
    assert "Only owners and admins" in said
    assert "Lifts" not in said
    await desk.bidwright("review")
    made_for_ada = desk.last()
    for action in ("case:edit", "case:promote", "case:dismiss"):
        await desk.slack.client.action(BEN, made_for_ada, action)
        await desk.app.background.drain()
        assert "Only owners and admins" in desk.last().text
        assert desk.last() is not made_for_ada
    assert (await candidate(desk, id)).state == "open"
    assert await acts(desk) == []


async def test_edited_and_promoted_it_leaves_the_list_and_is_a_case(desk: Desk) -> None:
    (id,) = await disputed(desk)
    await desk.bidwright("review")
    await desk.press("case:promote")
    assert "Not promoted: as it stands" in desk.read()
    assert "Stored. Press Promote" in (await edit(desk, WRITTEN | {"case_words": "chlorine\nasbestos"})).replace("*", "")
    await desk.press("case:promote")
    assert "Promoted: the next" in desk.read()
    assert "No disputed answer waits" in desk.read()
    (row,) = await cases(desk)
    expected = row.body["expected"]
    assert (expected["verdicts"], expected["facts"]["value"], expected["must_not"]) == (["no_bid"], None, ["chlorine", "asbestos"])
    assert (await candidate(desk, id)).decided_by == ADA
    assert await acts(desk) == ["case_edited", "case_promoted"]


async def test_the_form_begins_with_the_answer_and_goes_on_from_what_was_written(desk: Desk) -> None:
    await disputed(desk)
    await desk.bidwright("review")
    await desk.press("case:edit")
    begun = {block["block_id"]: block["element"] for block in desk.modal().content["blocks"] if block["type"] == "input"}
    assert [each["value"] for each in begun["case_verdicts"]["initial_options"]] == ["review"]
    assert begun["case_deadline"]["initial_value"].startswith("2027-01-12T")
    assert begun["case_value"]["initial_value"] == "240000 EUR"
    await desk.submit(
        {"case_verdicts": ["bid", "conditional"], "case_knock_outs": "country: fail", "case_deadline": "", "case_value": "none"}
    )
    await desk.press("case:edit")
    again = {block["block_id"]: block["element"] for block in desk.modal().content["blocks"] if block["type"] == "input"}
    assert [each["value"] for each in again["case_verdicts"]["initial_options"]] == ["bid", "conditional"]
    assert again["case_knock_outs"]["initial_value"] == "country: fail"
    assert ("initial_value" in again["case_deadline"], again["case_value"]["initial_value"]) == (False, "none")


async def test_a_judgement_called_wrong_is_not_what_the_case_begins_with(desk: Desk) -> None:
    (id,) = await disputed(desk)
    await dispute(desk, (await candidate(desk, id)).run_id, correction=None, reasons=("wrong_judgement",))
    await desk.bidwright("review")
    await desk.press("case:edit")
    (boxes,) = [block["element"] for block in desk.modal().content["blocks"] if block.get("block_id") == "case_verdicts"]
    assert "initial_options" not in boxes


@pytest.mark.parametrize(
    ("block", "typed", "sentence"),
    [
        ("case_verdicts", [], "Choose at least one verdict"),
        ("case_knock_outs", "country fails", "One a line: a code, a colon"),
        ("case_knock_outs", "country: clear", "One a line: a code, a colon"),
        ("case_deadline", "12 January 2027", "Write it with its zone"),
        ("case_deadline", "2027-01-12T12:00", "Write it with its zone"),
        ("case_value", "a lot of money", "Write an amount and its currency"),
        ("case_value", "0 EUR", "Write an amount and its currency"),
        ("case_value", "9" * 30, "Write an amount and its currency"),
        ("case_words", "x" * 101, "At most 20"),
        ("case_words", "\n".join(f"word {number}" for number in range(21)), "At most 20"),
    ],
)
async def test_what_cannot_be_read_is_said_at_its_field_and_nothing_is_stored(desk: Desk, block: str, typed: Any, sentence: str) -> None:
    (id,) = await disputed(desk)
    await desk.bidwright("review")
    await desk.press("case:edit")
    await desk.submit(WRITTEN | {block: typed})
    assert list(desk.modal().errors) == [block]
    assert desk.modal().errors[block].startswith(sentence)
    assert (await candidate(desk, id)).expected is None


async def test_a_form_sent_twice_is_stored_once_and_one_that_came_too_late_is_told(desk: Desk) -> None:
    (id,) = await disputed(desk)
    await desk.bidwright("review")
    await desk.press("case:edit")
    view = desk.modal()
    same, late = (View(view.id, "modal", ADA, view.content, token, view.id) for token in (view.hash, "another"))
    await desk.submit(WRITTEN)
    assert "Stored" in (await desk.submit(WRITTEN, view=same)).text
    assert "Somebody else wrote on this" in (await desk.submit(WRITTEN, view=late)).text
    assert (await candidate(desk, id)).revision == 1
    assert await acts(desk) == ["case_edited"]


async def test_a_dismissed_dispute_asks_first_and_an_old_list_does_nothing_twice(desk: Desk) -> None:
    (id,) = await disputed(desk)
    await desk.bidwright("review")
    old = desk.last().blocks
    button = next(each for block in old for each in block.get("elements", []) if each.get("action_id") == "case:dismiss")
    assert button["confirm"]["title"]["text"] == "Dismiss it?"
    await desk.press("case:dismiss")
    assert "Dismissed." in desk.read()
    for action in ("case:dismiss", "case:promote"):
        desk.last().blocks[:] = old
        await desk.press(action)
        assert "Somebody decided this" in desk.read()
    desk.last().blocks[:] = old
    await desk.press("case:edit")
    assert "Somebody else wrote on this" in desk.read()
    assert (await candidate(desk, id)).state == "dismissed"
    assert await acts(desk) == ["case_dismissed"]


async def test_rows_of_another_workspace_or_of_none_are_gone(desk: Desk) -> None:
    (id,) = await disputed(desk)
    assert "No disputed answer waits" in await desk.bidwright("review", user=HANA, channel=HARBOUR_BIDS)
    for action, value, sentence in (
        ("case:dismiss", f"{id}|0", "no longer there"),
        ("case:promote", f"{id}|0", "no longer there"),
        ("case:edit", f"{id}|0", "no longer there"),
        ("case:promote", "", "another version"),
        ("case:dismiss", f"{id}|x", "another version"),
    ):
        await desk.bidwright("review", user=ADA)
        theirs = [dict(block) for block in desk.last().blocks]
        await desk.bidwright("review", user=HANA, channel=HARBOUR_BIDS)
        desk.last(HARBOUR_BIDS).blocks[:] = theirs
        forge(desk.last(HARBOUR_BIDS), action, value)
        await desk.press(action, user=HANA, channel=HARBOUR_BIDS)
        assert sentence in desk.read(HARBOUR_BIDS)
    assert (await candidate(desk, id)).state == "open"


async def test_the_list_turns_its_pages_and_goes_back_when_the_last_of_a_page_is_gone(desk: Desk) -> None:
    await disputed(desk, 7, correction=None)
    assert "1 to 6 of 7" in await desk.bidwright("review")
    await desk.press("review:older")
    assert "7 to 7 of 7" in desk.read()
    await desk.press("case:dismiss")
    assert "1 to 6 of 6" in desk.read()
    with pytest.raises(LookupError):
        await desk.press("review:newer")


async def test_hostile_words_of_titles_and_people_reach_nobody_as_orders_to_slack(desk: Desk) -> None:
    await disputed(desk, correction="<!channel> see <https://evil.example|here> \u202e*bold*")
    await desk.bidwright("review")
    assert "<!channel>" not in str(desk.last().blocks)
    assert "<https://evil" not in str(desk.last().blocks)
    await desk.press("case:edit")
    assert "<!channel>" not in str(desk.modal().content)
