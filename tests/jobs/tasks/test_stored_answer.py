"""Where no model answers now, its last answer to the very same question is told again, dated, for nothing."""

import pytest

from bot.unmasking import unmasked
from jobs.chain.errors import KeyRefused
from tests.jobs.doubles import WaveringAnalyst
from tests.jobs.office import HERE, Office

NOTICE = """Contract notice. The town of Varnholt wants the lifts in its twelve schools maintained for four years.
Offers until 3 May 2027, 12:00. The estimated value is 240000 EUR. Tenderers must hold ISO 9001 and send it to office@varnholt.example."""


async def answered(office: Office, *, depth: str = "standard", text: str = NOTICE) -> str:
    run_id = await office.ask(text, depth=depth)  # type: ignore[arg-type]
    await office.work(run_id)
    return run_id


@pytest.fixture
async def first(office: Office) -> str:
    """A run that a model has answered."""
    office.with_analyst(WaveringAnalyst())
    return await answered(office)


async def test_a_stored_answer_is_told_again_with_its_date_and_costs_nothing(office: Office, first: str) -> None:
    spent = await office.balance()
    office.with_analyst(WaveringAnalyst([KeyRefused("No key.")]))
    again = await office.run(await answered(office))
    before = await office.run(first)
    assert again.outcome is not None
    assert before.outcome is not None
    assert before.ended_at is not None
    told = again.outcome["analysis"]
    assert told["stored_at"] is not None
    assert told["analyst_note"].startswith("No language model answered just now: this is the answer of")
    assert told["reasons"] == before.outcome["analysis"]["reasons"]
    assert again.outcome["charged"] == 0
    assert await office.balance() == spent


async def test_what_the_first_answer_masked_can_be_put_back_in_the_second(office: Office, first: str) -> None:
    office.with_analyst(WaveringAnalyst([KeyRefused("No key.")]))
    again = await office.run(await answered(office))
    assert again.outcome is not None
    assert "office@varnholt.example" not in str(again.outcome)
    async with office.deps.db.tenant_read(HERE) as tx:
        shown = str(await unmasked(tx, office.deps.cipher, again.id, again.outcome))
    assert "office@varnholt.example" in shown
    assert "‹removed›" not in shown


@pytest.mark.parametrize("change", ["another depth", "another text", "another profile"])
async def test_an_answer_to_another_question_is_not_told_again(office: Office, first: str, change: str) -> None:
    office.with_analyst(WaveringAnalyst([KeyRefused("No key.")]))
    if change == "another profile":
        await office.with_profile(capabilities=("lifts",))
    depth, text = ("quick" if change == "another depth" else "standard"), NOTICE + (" Two lots." if change == "another text" else "")
    again = await office.run(await answered(office, depth=depth, text=text))
    assert again.outcome is not None
    assert (again.outcome["analysis"]["analyst"], again.outcome["analysis"]["stored_at"]) == ("rules", None)


async def test_what_the_rules_answered_is_judged_again(office: Office) -> None:
    await answered(office)
    office.with_analyst(WaveringAnalyst([KeyRefused("No key.")]))
    again = await office.run(await answered(office))
    assert again.outcome is not None
    assert again.outcome["analysis"]["stored_at"] is None
