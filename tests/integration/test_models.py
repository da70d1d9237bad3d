"""The road with a language model behind it: a Messages API stand-in over real HTTP, good and bad days."""

from pathlib import Path
from typing import Any

import pytest

from bot import demo, wiring
from bot.settings import Settings
from jobs.llm.tiers import SHIPPED
from storage import installations, spend
from tests.standins.messages_api import BAD_KEY, BROKEN_DOWN, NO_JSON, OVERLOADED, REFUSED, SPEND_LIMIT, MessagesStandIn, Reply

pytestmark = [pytest.mark.integration, pytest.mark.timeout(90)]


def settings(url: str) -> Settings:
    return Settings.load({"ANTHROPIC_API_KEY": "sk-test", "ANTHROPIC_BASE_URL": url})


async def ask(api: MessagesStandIn) -> str:
    async with demo.running(settings(api.url)) as up:
        return await demo.ask_once(up, "city-network")


async def test_with_a_key_the_model_judges_and_the_answer_says_so() -> None:
    async with MessagesStandIn() as api:
        thread = await ask(api)
    assert "Judged by a language model" in thread
    assert "without a language model" not in thread
    steps = [each.step for each in api.served]
    assert [set(steps[:2]), set(steps[2:])] == [{"judge", "screen"}, {"rate", "requirements"}]
    assert {each.model for each in api.served} == {"claude-haiku-5-5"}, "a short notice is judged by the smallest model"


async def test_every_call_is_in_the_books_with_its_run_its_model_and_its_price() -> None:
    async with MessagesStandIn() as api, demo.running(settings(api.url)) as up:
        await demo.ask_once(up, "city-network")
        by_step, by_member, spent, wrong = await books(up)
    assert set(by_step) == {"judge", "screen", "rate", "requirements"}
    assert all(sums.calls == 1 and sums.cost_micro_usd > 0 for sums in by_step.values())
    assert set(by_member) == {"U0ADA"}
    assert spent == spend.Spend(reserved=0, spent=sum(sums.cost_micro_usd for sums in by_step.values()))
    assert wrong == []


async def test_a_ceiling_that_is_reached_stops_before_the_call_and_rules_answer(tmp_path: Path) -> None:
    shipped = SHIPPED.read_text(encoding="utf-8")
    tight = tmp_path / "models.yml"
    tight.write_text(shipped.replace("  run: 5.00", "  run: 0.000001"), encoding="utf-8")
    async with MessagesStandIn() as api:
        given = Settings.load({"ANTHROPIC_API_KEY": "sk-test", "ANTHROPIC_BASE_URL": api.url, "MODELS_FILE": str(tight)})
        async with demo.running(given) as up:
            thread = await demo.ask_once(up, "city-network")
            *_, spent, wrong = await books(up)
    assert "without a language model" in thread
    assert api.journal == []
    assert (spent, wrong) == (spend.Spend(), [])


async def books(up: demo.Demo) -> tuple[Any, Any, spend.Spend, list[str]]:
    """Sums by step and by person, what the month has spent, and what does not add up, of the workspace that asked."""
    async with wiring.joined(up.settings) as (deps, _):
        period = deps.now().strftime("%Y-%m")
        async with deps.db.system() as sys:
            tenant = await installations.find_tenant(sys, enterprise_id="", team_id="T0NORTH")
        assert tenant is not None
        async with deps.db.tenant_read(tenant) as tx:
            return (
                await spend.by_step(tx, period),
                await spend.by_member(tx, period),
                await spend.of_period(tx, period),
                await spend.proof(tx),
            )


@pytest.mark.parametrize("fault", [BAD_KEY, SPEND_LIMIT, REFUSED], ids=["key refused", "spend limit", "refusal"])
async def test_what_waiting_cannot_mend_falls_back_to_rules_at_once_and_says_so(fault: Reply) -> None:
    async with MessagesStandIn() as api:
        api.script.extend([fault] * 10)
        thread = await ask(api)
    assert "without a language model" in thread
    assert "3 credits charged" in thread


async def test_a_reply_that_is_no_json_is_repaired_once() -> None:
    async with MessagesStandIn() as api:
        api.answer(NO_JSON, step="screen")
        thread = await ask(api)
    assert "Judged by a language model" in thread
    assert [each.step for each in api.served].count("screen") == 2
    assert len(api.journal) == 5


async def test_a_model_that_takes_its_time_is_seen_at_work_and_its_progress_ends_as_done() -> None:
    async with MessagesStandIn() as api:
        api.answer(Reply(delay=1.6), step="screen")
        thread = await ask(api)
    assert "4 of 4 steps done." in thread
    assert "in progress" not in thread
    assert thread.index("steps done") < thread.index("What decides")


@pytest.mark.parametrize("fault", [OVERLOADED, BROKEN_DOWN], ids=["overloaded", "broken down"])
async def test_a_passing_fault_is_waited_for_and_costs_one_answer(fault: Reply) -> None:
    async with MessagesStandIn() as api:
        api.script.append(fault)
        thread = await ask(api)
    assert "Judged by a language model" in thread
    assert thread.count("What decides") == 1
    assert len(api.journal) == 5
