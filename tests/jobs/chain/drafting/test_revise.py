"""A revision changes the sections named and nothing else; the version before stays whole."""

import pytest

from jobs.chain.drafting.agent import ModelDrafter
from jobs.chain.drafting.draft import Brief, Draft
from jobs.chain.drafting.revise import Order, revise
from jobs.chain.drafting.template import TemplateDrafter
from jobs.chain.drafting.write import write_draft
from jobs.chain.errors import BadInput
from tests.jobs.chain.doubles import ScriptedModel
from tests.jobs.chain.drafting.briefs import HOSTING, Steps, brief, lots, prompt, reply, requirement, said, tender

LONG = reply(*(said(f"The archive asks for hosting{' and a help desk' * (each % 2)}.", ("p2", HOSTING)) for each in range(2)))


def parted() -> Brief:
    wanted = (
        requirement("r1", "Lot 1: bidders must host."),
        requirement("r2", "Lot 2: bidders must answer."),
        requirement("r3", "All must read."),
    )
    return brief(tender=tender(lots=lots(), requirements=wanted), coverage=())


async def template(given: Brief) -> Draft:
    return await write_draft(given, TemplateDrafter(), done={}, on_step=Steps().keep)


async def test_only_the_sections_named_change_and_the_version_before_is_untouched() -> None:
    given = parted()
    first = await template(given)
    before = first.model_dump_json()
    second = await revise(first, Order(kind="shorter", sections=("approach",)), given, TemplateDrafter(), done={}, on_step=Steps().keep)
    assert first.model_dump_json() == before
    assert (second.version, second.change) == (2, "shorter: approach")
    assert [each.code for each in second.sections if each is not first.section(each.code)] == ["approach"]
    assert len(second.section("approach").paragraphs) < len(first.section("approach").paragraphs)


async def test_for_one_lot_the_table_leaves_the_others_out_and_the_sum_is_the_lots_own() -> None:
    given = parted()
    first = await template(given)
    order = Order(kind="lot", sections=("compliance", "pricing"), lot="2")
    second = await revise(first, order, given, TemplateDrafter(), done={}, on_step=Steps().keep)
    assert [row.code for row in second.section("compliance").rows] == ["r2", "r3"]
    assert second.section("compliance").lot == "LOT-0002"
    assert "150,000.00 EUR" in second.section("pricing").paragraphs[0].text
    assert len(first.section("compliance").rows) == 3


async def test_a_section_about_one_lot_stays_so_when_it_is_shortened() -> None:
    given = parted()
    first = await template(given)
    second = await revise(
        first, Order(kind="lot", sections=("pricing",), lot="lot 1"), given, TemplateDrafter(), done={}, on_step=Steps().keep
    )
    third = await revise(second, Order(kind="shorter", sections=("pricing",)), given, TemplateDrafter(), done={}, on_step=Steps().keep)
    assert "300,000.00 EUR" in third.section("pricing").paragraphs[0].text
    assert third.version == 3


async def test_a_lot_that_is_not_there_is_told_with_those_that_are() -> None:
    given = parted()
    with pytest.raises(BadInput, match="LOT-0001, LOT-0002"):
        await revise(
            await template(given), Order(kind="lot", sections=("team",), lot="7"), given, TemplateDrafter(), done={}, on_step=Steps().keep
        )


async def test_a_model_that_speaks_of_another_lot_is_not_followed() -> None:
    given = parted()
    text = reply(said("Lot 1 asks for hosting.", ("p2", HOSTING)), said("The archive asks for a help desk.", ("p2", HOSTING)))
    model = ScriptedModel(text)
    drafter = ModelDrafter(model=model, prompt=prompt(), delimiter=lambda: "d1e2")
    order = Order(kind="lot", sections=("understanding",), lot="LOT-0002")
    second = await revise(await template(given), order, given, drafter, done={}, on_step=Steps().keep)
    assert "LOT-0002" in model.requests[0].user
    assert not any("Lot 1" in each.text for each in second.section("understanding").paragraphs)
    assert any("help desk" in each.text for each in second.section("understanding").paragraphs)


async def test_a_model_asked_to_be_shorter_that_is_not_is_cut_by_code() -> None:
    given = brief()
    wordy = reply(
        *(said(f"{'The archive asks for hosting and maintenance. ' * 6}{'Hosting. ' * each}".strip(), ("p2", HOSTING)) for each in range(4))
    )
    drafter = ModelDrafter(model=ScriptedModel(wordy), prompt=prompt(), delimiter=lambda: "d1e2")
    first = await write_draft(given, drafter, done={}, on_step=Steps().keep)
    second = await revise(first, Order(kind="shorter", sections=("approach",)), given, drafter, done={}, on_step=Steps().keep)
    words = [sum(len(each.text.split()) for each in draft.section("approach").paragraphs) for draft in (first, second)]
    assert 0 < words[1] <= words[0] // 2


async def test_a_revision_that_broke_off_is_taken_up_where_it_was() -> None:
    given, steps = parted(), Steps()
    first = await template(given)
    order = Order(kind="shorter", sections=("approach", "team"))
    second = await revise(first, order, given, TemplateDrafter(), done={}, on_step=steps.keep)
    assert set(steps.done) == {"draft:approach:2", "draft:team:2"}
    model = ScriptedModel(LONG)
    drafter = ModelDrafter(model=model, prompt=prompt(), delimiter=lambda: "d1e2")
    again = await revise(first, order, given, drafter, done=steps.done, on_step=steps.keep)
    assert model.requests == []
    assert again.sections == second.sections
