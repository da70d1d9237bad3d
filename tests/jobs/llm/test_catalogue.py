"""The file of models against what the API says: on a shelf of ours, and over real HTTP."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web

from jobs.chain.errors import AnalystError, KeyRefused, Transient
from jobs.llm.catalogue import Known, check
from jobs.llm.client import ApiCatalogue, connect
from jobs.llm.tiers import Tiers, load

NOW = datetime(2026, 11, 20, tzinfo=UTC)
SOON, LATER = datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 12, 1, tzinfo=UTC)


def as_written(tiers: Tiers) -> dict[str, Known | None]:
    return {name: Known(max_input_tokens=model.window, max_tokens=model.max_output) for name, model in tiers.models.items()}


class Shelf:
    def __init__(self, tiers: Tiers, **changed: Known | None) -> None:
        self.entries = as_written(tiers) | changed
        self.asked: list[str] = []

    async def retrieve(self, model: str) -> Known | None:
        self.asked.append(model)
        return self.entries[model]


async def test_models_that_the_api_knows_as_they_are_written_give_no_word() -> None:
    tiers = load()
    shelf = Shelf(tiers, **{"claude-opus-5-5": Known(retires_at=LATER)})
    assert await check(tiers, shelf, now=NOW) == []
    assert sorted(shelf.asked) == sorted(tiers.models)


SAID: list[tuple[Known | None, list[str]]] = [
    (None, ["The API does not know claude-haiku-4-5, which the tier small names; correct it in the file of models."]),
    (
        Known(max_input_tokens=1_000_000, max_tokens=8_000),
        [
            "claude-haiku-4-5 has a window of 1,000,000 tokens and the file of models says 200,000; correct it.",
            "claude-haiku-4-5 has a max_output of 8,000 tokens and the file of models says 64,000; correct it.",
        ],
    ),
    (Known(retires_at=SOON), ["claude-haiku-4-5 retires on 2026-12-01; name another model in the tier small."]),
    (Known(lifecycle="deprecated"), ["claude-haiku-4-5 is deprecated; name another model in the tier small."]),
    (
        Known(lifecycle="deprecated", retires_at=LATER),
        ["claude-haiku-4-5 is deprecated, retires on 2027-12-01; name another model in the tier small."],
    ),
    (
        Known(lifecycle="retired", max_tokens=1),
        ["claude-haiku-4-5 is retired and answers no more; name another model in the tier small."],
    ),
]


@pytest.mark.parametrize(("known", "said"), SAID, ids=[str(number) for number in range(len(SAID))])
async def test_a_model_that_is_unknown_other_or_soon_gone_is_named(known: Known | None, said: list[str]) -> None:
    tiers = load()
    doubts = await check(tiers, Shelf(tiers, **{"claude-haiku-4-5": known}), now=NOW)
    assert [doubt.sentence for doubt in doubts] == said


async def test_what_fails_now_is_told_from_what_has_time() -> None:
    tiers = load()
    larger = Known(lifecycle="deprecated", retires_at=LATER, max_input_tokens=2_000_000)
    shelf = Shelf(tiers, **{"claude-haiku-5-5": larger, "claude-haiku-4-5": None, "claude-opus-5-5": Known(max_tokens=1)})
    assert [doubt.grave for doubt in await check(tiers, shelf, now=NOW)] == [False, False, True, True]


async def test_a_model_of_two_tiers_is_asked_for_once_and_named_with_both() -> None:
    tiers = load()
    shelf = Shelf(tiers, **{"claude-sonnet-5-5": None})
    [doubt] = await check(tiers, shelf, now=NOW)
    assert "the tier middle and large names" in doubt.sentence
    assert shelf.asked.count("claude-sonnet-5-5") == 1


@asynccontextmanager
async def answering(status: int, body: Any) -> AsyncGenerator[ApiCatalogue]:
    """The Models API with one answer to everything."""

    async def answer(_: web.Request) -> web.Response:
        return web.json_response(body, status=status)

    app = web.Application()
    app.router.add_get("/v1/models/{name}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    model = connect("sk-test", f"http://127.0.0.1:{runner.addresses[0][1]}")
    try:
        yield ApiCatalogue(model.client)
    finally:
        await model.aclose()
        await runner.cleanup()


ENTRY = {
    "id": "claude-x", "type": "model", "display_name": "X", "created_at": "2026-01-01T00:00:00Z", "lifecycle": "deprecated",
    "retires_at": "2026-12-01T00:00:00Z", "max_input_tokens": 200_000, "max_tokens": 64_000, "a_field_of_tomorrow": 1,
}  # fmt: skip


async def test_what_the_api_says_of_a_model_is_read() -> None:
    async with answering(200, ENTRY) as catalogue:
        found = await catalogue.retrieve("claude-x")
    assert found == Known(lifecycle="deprecated", retires_at=SOON, max_input_tokens=200_000, max_tokens=64_000)


async def test_a_model_that_the_key_does_not_know_is_none() -> None:
    async with answering(404, {"type": "error", "error": {"type": "not_found_error", "message": "no"}}) as catalogue:
        assert await catalogue.retrieve("claude-x") is None


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, {"type": "error", "error": {"type": "authentication_error", "message": "no"}}, KeyRefused),
        (500, {}, Transient),
        (200, [1, 2], Transient),
        (200, {**ENTRY, "max_tokens": "many"}, Transient),
        (200, {**ENTRY, "retires_at": "2026-12-01T00:00:00"}, Transient),
    ],
)
async def test_an_answer_that_says_nothing_of_the_model_is_an_error_of_ours(status: int, body: Any, kind: type[AnalystError]) -> None:
    async with answering(status, body) as catalogue:
        with pytest.raises(kind):
            await catalogue.retrieve("claude-x")
