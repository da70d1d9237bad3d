"""What `doctor` says of the models, over real HTTP."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot import wiring
from bot.checkup import Patient
from bot.model_checkup import check_models
from bot.settings import Settings
from tests.standins.messages_api import MessagesStandIn


@asynccontextmanager
async def patient(folder: Path, **environment: str) -> AsyncGenerator[Patient]:
    settings = Settings.load({"DATA_DIR": str(folder), **environment})
    async with wiring.joined(settings) as (deps, queue), aiohttp.ClientSession() as session:
        yield Patient(settings, deps, queue, session)


async def test_models_as_the_file_has_them_are_good(tmp_path: Path) -> None:
    async with MessagesStandIn() as api, patient(tmp_path, ANTHROPIC_API_KEY="sk-test", ANTHROPIC_BASE_URL=api.url) as sick:
        found = await check_models(sick)
    assert (found.name, found.grade, found.mend) == ("models", "good", "")


async def test_a_model_that_the_key_does_not_know_is_named_with_its_tier(tmp_path: Path) -> None:
    async with MessagesStandIn() as api, patient(tmp_path, ANTHROPIC_API_KEY="sk-test", ANTHROPIC_BASE_URL=api.url) as sick:
        api.unknown_models.add("claude-opus-5-5")
        found = await check_models(sick)
    assert found.grade == "bad"
    assert "The API does not know claude-opus-5-5, which the tier middle and large names" in found.found
    assert "MODELS_FILE" in found.mend


async def test_without_a_key_nothing_is_asked_and_a_word_says_so(tmp_path: Path) -> None:
    async with patient(tmp_path) as well:
        found = await check_models(well)
    assert found.grade == "note"
    assert found.found.startswith("not checked")


async def test_a_vendor_out_of_reach_is_bad_and_not_an_error(tmp_path: Path) -> None:
    async with MessagesStandIn() as api:
        url = api.url
    async with patient(tmp_path, ANTHROPIC_API_KEY="sk-test", ANTHROPIC_BASE_URL=url) as sick:
        found = await check_models(sick)
    assert found.grade == "bad"
    assert "could not be reached" in found.found
