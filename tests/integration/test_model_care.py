"""What stands in front of the models on the whole road: the exact cache, the limits of a minute, warm clients, models looked at."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import Row
from structlog.testing import capture_logs

from bot import model_checkup, processes, wiring
from bot.analysts import ModelAnalysts
from bot.settings import Settings
from jobs.llm.tiers import SHIPPED
from storage import spend
from storage.tables.spend import llm_calls
from tests.integration.road import HANA, HARBOUR, HARBOUR_BIDS, NORTH, Road, open_road
from tests.standins.messages_api import MessagesStandIn
from tests.storage_fixtures import Addresses

pytestmark = [pytest.mark.integration, pytest.mark.timeout(90)]


@asynccontextmanager
async def open_with(api: MessagesStandIn, addresses: Addresses, redis_url: str | None, folder: Path, **named: str) -> AsyncIterator[Road]:
    given = {"ANTHROPIC_API_KEY": "sk-test", "ANTHROPIC_BASE_URL": api.url, **named}
    async with open_road(addresses, redis_url, folder, **given) as road:
        yield road


async def calls(road: Road, team: str = NORTH) -> Sequence[Row[tuple[object, ...]]]:
    async with road.deps.db.tenant_read(road.tenants[team]) as tx:
        assert await spend.proof(tx) == []
        return await tx.all(tx.select(llm_calls).order_by(llm_calls.c.at, llm_calls.c.id))


async def test_the_same_notice_again_asks_no_model_and_the_books_tell_what_was_saved(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with MessagesStandIn() as api, open_with(api, database_addresses, redis_url, tmp_path) as road:
        road.start_worker()
        await road.analyze()
        await road.all_done()
        paid = len(api.journal)
        await road.analyze()
        await road.all_done(runs_expected=2)
        assert len(api.journal) == paid
        booked = await calls(road)
    first, again = [row for row in booked if row.outcome == "ok"], [row for row in booked if row.outcome == "cached"]
    assert len(first) == len(again) == paid
    assert sum(row.cost_micro_usd for row in first) > 0
    assert {row.cost_micro_usd for row in again} == {0}
    assert sorted((row.step, row.model, row.output_tokens) for row in again) == sorted(
        (row.step, row.model, row.output_tokens) for row in first
    )
    assert len({row.run_id for row in booked}) == 2


async def test_another_workspace_asks_for_itself(database_addresses: Addresses, redis_url: str | None, tmp_path: Path) -> None:
    async with MessagesStandIn() as api, open_with(api, database_addresses, redis_url, tmp_path) as road:
        road.start_worker()
        await road.analyze()
        await road.all_done()
        paid = len(api.journal)
        await road.analyze(user=HANA, channel=HARBOUR_BIDS)
        await road.all_done(runs_expected=2)
        assert len(api.journal) == 2 * paid
        assert {row.outcome for row in await calls(road, HARBOUR)} == {"ok"}


async def test_a_run_that_finds_the_minute_taken_waits_in_sql_and_neither_calls_nor_pays(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    file = tmp_path / "models.yml"
    text = SHIPPED.read_text(encoding="utf-8")
    tight = text.replace("workspace: {requests: 2000", "workspace: {requests: 1")
    assert tight != text
    file.write_text(tight, encoding="utf-8")
    async with (
        MessagesStandIn() as api,
        open_with(api, database_addresses, redis_url, tmp_path, MODELS_FILE=str(file)) as road,
    ):
        road.start_worker()
        await road.analyze()

        async def waits() -> bool:
            return any(run.state == "queued" and run.attempt for run in await road.runs())

        await road.until(waits)
        booked = await calls(road)
    assert 0 < len(booked) == len(api.journal) <= len({row.model for row in booked}), "one request a minute of each model"


def settings(api: MessagesStandIn, folder: Path) -> Settings:
    return Settings.load({"ANTHROPIC_API_KEY": "sk-test", "ANTHROPIC_BASE_URL": api.url, "DATA_DIR": str(folder)})


async def test_a_worker_takes_runs_with_its_client_made_and_its_models_looked_at(tmp_path: Path) -> None:
    async with MessagesStandIn() as api:
        api.unknown_models.add("claude-haiku-4-5")
        given = settings(api, tmp_path)
        await processes.ready_database(given)
        async with wiring.process(given) as process:
            judges = process.judges
            assert isinstance(judges, ModelAnalysts)
            assert not vars(judges).keys() & {"_client", "_router"}, "a process that only answers makes none"
            with capture_logs() as logs:
                await judges.warm()
                assert {"_client", "_router"} <= vars(judges).keys()
                await model_checkup.warn_of_models(judges, asyncio.Event())
    assert [line["event"] for line in logs] == ["model_client_warmed", "model_doubted"]
    assert "The API does not know claude-haiku-4-5" in logs[1]["sentence"]
    assert api.journal == []


async def test_models_that_cannot_be_looked_at_keep_no_worker_from_its_work(tmp_path: Path) -> None:
    async with MessagesStandIn() as api:
        given = settings(api, tmp_path)
    await processes.ready_database(given)
    async with wiring.process(given) as process:
        with capture_logs() as logs:
            await model_checkup.warn_of_models(process.judges, asyncio.Event())
    assert [(line["event"], line["error"]) for line in logs] == [("models_not_checked", "Transient")]


class NeverAnswering:
    """Judges whose vendor hangs."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def doubts(self) -> list[object]:
        self.asked.set()
        await asyncio.Event().wait()
        return []


async def test_a_worker_that_stops_waits_for_no_look_at_the_models() -> None:
    judges, stop = NeverAnswering(), asyncio.Event()
    looking = asyncio.create_task(model_checkup.warn_of_models(judges, stop))  # type: ignore[arg-type]
    await judges.asked.wait()
    stop.set()
    await asyncio.wait_for(looking, 45)
