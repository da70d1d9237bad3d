"""What people said about the company, in the hands of admins: over the playground's signed HTTP."""

from copy import copy

from bot.blocks.corrections import PAGE
from jobs import corrections as saying
from storage import corrections, runs, tenants
from tests.bot.listeners.desk import ADA, BEN, HANA, HARBOUR_BIDS, NORTH, Desk
from tests.storage.builders import new_run


async def said(desk: Desk, *texts: str, profile: bool = True) -> None:
    """Each about the company, by people of the North."""
    async with desk.deps.db.tenant(desk.tenants[NORTH]) as tx:
        if profile:
            await tenants.set_profile(tx, {"name": "Fernhill Networks Ltd", "countries": ["IRL"]}, by=ADA, now=desk.deps.now())
        for number, text in enumerate(texts):
            id = f"run_{number}"
            await runs.accept(tx, new_run(id), desk.deps.now())
            run = await runs.get(tx, id)
            await saying.keep(tx, desk.deps, run, part="answer", member=BEN, about="company", text=text)


async def states(desk: Desk) -> list[str]:
    async with desk.deps.db.tenant_read(desk.tenants[NORTH]) as tx:
        found = [await corrections.get(tx, each.id) for each in await corrections.undecided(tx)]
    return [each.state for each in found if each]


async def test_an_admin_applies_what_is_proposed_once_and_the_profile_says_who_and_why(desk: Desk) -> None:
    await said(desk, "We deliver in Norway.")
    assert "Proposed: Countries you deliver in, add “Norway”" in (await desk.bidwright("corrections")).replace("*", "")
    pressed = copy(desk.last())  # as the second admin still sees it
    for _ in range(2):
        await desk.slack.client.action(ADA, pressed, "correction:apply")
        await desk.app.background.drain()
    assert "decided or taken back before" in desk.read()
    row = await desk.profile()
    assert row is not None
    assert (row.version, row.by, row.body["countries"]) == (2, ADA, ["IRL", "NOR"])
    (entry,) = await desk.audited("correction_applied")
    assert entry.after is not None
    assert (entry.after["version"], entry.after["fields"], entry.after["run"]) == (2, ["Countries you deliver in"], "run_0")


async def test_an_admin_edits_what_no_rule_understood_and_a_mistake_is_told_in_the_form(desk: Desk) -> None:
    await said(desk, "Our smallest job has changed, ask in accounting.")
    assert "No rule knows which field is meant" in await desk.bidwright("corrections")
    await desk.press("correction:edit")
    chosen = {"correction_field/correction_field": "value_min", "correction_how/correction_how": "set"}
    await desk.submit(chosen | {"correction_value/correction_value": "plenty"})
    assert "is no amount" in desk.on_screen()
    await desk.submit(chosen | {"correction_value/correction_value": "80k"})
    assert "Stored as version 2" in desk.on_screen()
    row = await desk.profile()
    assert row is not None
    assert row.body["value_min"] == "80000"
    assert await states(desk) == []


async def test_declining_leaves_the_profile_and_asks_no_more(desk: Desk) -> None:
    await said(desk, "We hold ISO 27001.")
    await desk.bidwright("corrections")
    await desk.press("correction:decline")
    assert "Declined." in desk.read()
    assert "Nothing waits" in desk.read()
    row = await desk.profile()
    assert row is not None
    assert row.version == 1
    assert len(await desk.audited("correction_declined")) == 1


async def test_who_is_no_admin_sees_and_changes_nothing(desk: Desk) -> None:
    await said(desk, "We hold ISO 27001.")
    refused = await desk.bidwright("corrections", user=BEN)
    assert "Only owners and admins" in refused
    assert "27001" not in refused
    await desk.bidwright("corrections")
    for action in ("correction:apply", "correction:decline", "correction:edit"):
        await desk.slack.client.action(BEN, next(m for m in desk.slack.messages(desk.last().channel) if "27001" in m.text), action)
    assert await states(desk) == ["open"]
    assert "27001" not in await desk.bidwright("corrections", user=HANA, channel=HARBOUR_BIDS)


async def test_without_a_profile_there_is_nothing_to_change_and_it_waits(desk: Desk) -> None:
    await said(desk, "We hold ISO 27001.", profile=False)
    await desk.bidwright("corrections")
    await desk.press("correction:apply")
    assert "Write it with `/bidwright profile edit`" in desk.read()
    assert await states(desk) == ["open"]


async def test_many_long_ones_come_in_pages_that_slack_takes(desk: Desk) -> None:
    await said(desk, *(f"We also sell {number} <!channel> " + "&<>" * 900 for number in range(PAGE + 2)))
    first = await desk.bidwright("corrections")
    assert "1 to 8" in first
    await desk.press("correction:older")
    assert "9 to 10" in desk.read()
    assert "<!channel>" not in str(desk.last().blocks)
    await desk.press("correction:newer")
    assert "1 to 8" in desk.read()
