"""What was put in force is what the model is asked with, and the answer, its log and the book of calls say so."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.analysts import ModelAnalysts
from jobs.llm.purse import Payer
from jobs.payloads import WakeUp
from jobs.prompting import shipped
from jobs.tasks import analyze
from storage import eval_log, prompts, runs
from storage.prompts import Act
from storage.tables.spend import llm_calls
from tests.builders import NOW
from tests.integration.road import NORTH, Road
from tests.integration.test_model_care import open_with
from tests.jobs import prompted
from tests.standins.messages.judging import step_of
from tests.standins.messages_api import NO_JSON, MessagesStandIn
from tests.storage_fixtures import Addresses

pytestmark = [pytest.mark.integration, pytest.mark.timeout(90)]


async def one_run(road: Road) -> runs.Run:
    """Asked for in Slack and worked on by the worker's own deps."""
    known = {run.id for run in await road.runs()}
    await road.analyze()
    [new] = [run for run in await road.runs() if run.id not in known]
    await analyze.perform(road.process.patient, WakeUp(run_id=new.id, gen=new.gen))
    [ended] = [run for run in await road.runs() if run.id == new.id]
    assert ended.outcome is not None, ended
    return ended


async def kept_until(road: Road, judges: ModelAnalysts, seen: Callable[[], bool]) -> None:
    """Has the worker's own keeper look, as `bot.processes` starts it."""

    async def probe() -> bool:
        return seen()

    stop = asyncio.Event()
    keeping = asyncio.create_task(judges.keep_prompts(stop))
    try:
        await road.until(probe)
    finally:
        stop.set()
        await keeping


def labels_of(run: runs.Run) -> dict[str, str]:
    return {label.partition("@")[0]: label for label in (run.outcome or {})["analysis"]["prompts"]}


async def test_a_run_is_made_with_what_is_in_force_and_says_so_everywhere(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with MessagesStandIn() as api, open_with(api, database_addresses, redis_url, tmp_path) as road:
        judges = road.process.judges
        assert isinstance(judges, ModelAnalysts)
        version = await prompted.put(road.deps.db, prompted.text())
        await prompted.put(road.deps.db, prompted.text("screen", "5"), percent=99)
        await judges.warm()
        api.answer(NO_JSON, step="rate")
        first = await one_run(road)
        [mine, again] = [body["system"] for body in api.journal if step_of(body) == "rate"]
        assert "│ (a bar)" in str(mine)
        assert "│ (a bar)" in str(again)
        assert labels_of(first)["rate"] == f"rate@2#{version.sha[:12]}"
        assert labels_of(first)["requirements"].startswith("requirements@1#")
        drawn = judges.prompting.scripts(Payer(road.tenants[NORTH], "analyze", first.id))["screen"]
        assert labels_of(first)["screen"] == drawn.label
        assert drawn.version == ("5" if "~canary" in drawn.label else "1")
        async with road.deps.db.tenant_read(road.tenants[NORTH]) as tx:
            booked = await tx.all(tx.select(llm_calls).where(llm_calls.c.run_id == first.id))
            [entry] = await eval_log.entries(tx, run_id=first.id, kind="answer")
        assert {row.step: row.prompt for row in booked} == {step: label for step, label in labels_of(first).items() if step != "proof"}
        assert sorted(row.again for row in booked if row.step == "rate") == [False, True]
        assert entry.body["outcome"]["analysis"]["prompts"] == list(labels_of(first).values())

        async with road.deps.db.system() as sys:
            for number, name in enumerate(("rate", "screen")):
                seen = await prompts.of_name(sys, name)
                assert seen is not None
                await prompts.roll_back(sys, seen, why="by hand", act=Act(f"back-{number}", "operator", NOW))
        await kept_until(road, judges, lambda: judges.prompting.scripts(Payer("ten", "analyze"))["rate"] == shipped()["rate"])
        assert {name: label for name, label in labels_of(await one_run(road)).items() if label != shipped()[name].label} == {}
