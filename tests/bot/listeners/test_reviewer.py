"""Who reviews, the rubric and its figures, over the playground's signed HTTP."""

from typing import Any

from bot.blocks.limits import check_view
from storage import reviews, runs
from tests.bot.listeners.desk import ADA, BEN, CLEO, GUS, NORTH, Desk
from tests.storage.builders import new_run

WEEK = "2026-W47"


async def up_for_review(desk: Desk, *run_ids: str, reviewer: str = BEN) -> None:
    async with desk.deps.db.tenant(desk.tenants[NORTH]) as tx:
        for id in run_ids:
            await runs.accept(tx, new_run(id), desk.deps.now())
        await reviews.draw(tx, WEEK, [reviews.Drawn(id, "sample", "bid") for id in run_ids], reviewer=reviewer, now=desk.deps.now())


async def reviewer_now(desk: Desk) -> str | None:
    async with desk.deps.db.tenant_read(desk.tenants[NORTH]) as tx:
        found = await reviews.reviewer(tx)
    return found.member if found else None


async def rubric(desk: Desk, run_id: str) -> dict[str, Any] | None:
    async with desk.deps.db.tenant_read(desk.tenants[NORTH]) as tx:
        found = await reviews.get(tx, WEEK, run_id)
    assert found is not None
    return found.rubric


def chosen(own: str = "no_bid", **changes: str) -> dict[str, str]:
    answers = {"own": own, "facts": "wrong", "invented": "no", "useful": "partly"} | changes
    return {f"rubric_{name}/rubric_{name}": value for name, value in answers.items()}


async def test_an_admin_names_the_reviewer_and_takes_it_back_and_nobody_else_does(desk: Desk) -> None:
    assert "name who reviews" in await desk.bidwright("reviewer")
    assert "Only owners and admins" in await desk.bidwright(f"reviewer <@{BEN}|ben>", user=CLEO)
    assert await reviewer_now(desk) is None
    assert f"<@{BEN}> reviews answers from now on" in await desk.bidwright(f"reviewer <@{BEN}|ben>")
    assert await reviewer_now(desk) == BEN
    for nobody in ("me", f"<@{BEN}> and <@{CLEO}>", "<@!everyone>"):
        assert "Write `/bidwright reviewer @person`" in await desk.bidwright(f"reviewer {nobody}")
    for stranger in (GUS, "U0NBOT"):
        assert "Only a member of this workspace" in await desk.bidwright(f"reviewer <@{stranger}>")
    assert "did not say in time who that is" in await desk.bidwright("reviewer <@U0HANA>")
    assert await reviewer_now(desk) == BEN
    assert "Nobody reviews answers" in await desk.bidwright("reviewer off")
    assert await reviewer_now(desk) is None
    assert [entry.after for entry in await desk.audited("reviewer_named")] == [{"reviewer": None}, {"reviewer": BEN}]


async def test_the_reviewer_fills_in_the_rubric_and_may_change_it(desk: Desk) -> None:
    await up_for_review(desk, "run_1")
    value = f"{WEEK}|run_1"
    button = {"type": "button", "action_id": "rubric:open", "text": {"type": "plain_text", "text": "Review it…"}, "value": value}
    message = desk.slack.client.post_as_app(
        desk.slack.world.workspaces[NORTH], "C0NBIDS", {"text": "x", "blocks": [{"type": "actions", "elements": [button]}]}, BEN
    )
    await desk.slack.client.action(BEN, message, "rubric:open")
    assert check_view(desk.modal(BEN).content) == []
    await desk.submit(chosen() | {"rubric_note/rubric_note": "Ask kim@fernhill.example."}, user=BEN)
    assert await rubric(desk, "run_1") == {
        "verdict": False, "own": "no_bid", "facts": "wrong", "invented": "no", "useful": "partly",
        "note": "Ask ‹personal data removed›.",
    }  # fmt: skip
    await desk.slack.client.action(BEN, message, "rubric:open")
    await desk.submit({"rubric_own/rubric_own": "bid"}, user=BEN)
    again = await rubric(desk, "run_1")
    assert again is not None
    assert (again["verdict"], again["facts"]) == (True, "wrong")  # the rest was still filled in
    await desk.slack.client.action(ADA, message, "rubric:open")
    await desk.app.background.drain()
    assert "for somebody else to review" in desk.read()
    assert len(await desk.audited("reviewed")) == 2


async def test_the_figures_are_shown_and_say_when_they_are_too_few(desk: Desk) -> None:
    assert "Nothing was reviewed yet" in await desk.bidwright("review figures")
    await up_for_review(desk, *(f"run_{n}" for n in range(4)))
    async with desk.deps.db.tenant(desk.tenants[NORTH]) as tx:
        for n in range(4):
            own = "bid" if n else "no_bid"
            given = {"verdict": own == "bid", "own": own, "facts": "right", "invented": "no", "useful": "yes", "note": None}
            await reviews.answer(tx, WEEK, f"run_{n}", given, now=desk.deps.now())
    shown = (await desk.bidwright("review figures", user=BEN)).replace("*", "")
    assert "4 drawn at random, 0 disputed. Reviewer now: nobody." in shown
    assert "the answer and the reviewer say the same of 3 of 4 (30% to 95%)" in shown
    assert "too few to rest on" in shown
    assert "Facts right: 4 of 4" in shown
