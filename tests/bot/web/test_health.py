import asyncio
import json
from typing import Any

from aiohttp.test_utils import make_mocked_request

from bot.web.health import Health, checks_of
from storage.db import Database
from tests.fakes import fake_deps


async def ready(health: Health) -> tuple[int, dict[str, Any]]:
    response = await health.ready(make_mocked_request("GET", "/readyz"))
    assert isinstance(response.body, bytes)
    return response.status, json.loads(response.body)


async def fine() -> str:
    return "here"


async def broken() -> None:
    raise ConnectionError("redis://user:secret@inner:6379 refused")


async def silent() -> None:
    await asyncio.Event().wait()


async def test_one_part_that_cannot_serve_makes_the_whole_not_ready_and_says_which_and_no_more() -> None:
    status, body = await ready(Health({"database": fine, "queue": broken}))
    assert status == 503
    assert body["checks"] == {"database": {"ok": True, "detail": "here"}, "queue": {"ok": False, "detail": "ConnectionError"}}


async def test_a_part_that_does_not_answer_is_not_waited_for() -> None:
    status, body = await ready(Health({"queue": silent}, seconds=0.01))
    assert (status, body["checks"]["queue"]["ok"]) == (503, False)


async def test_another_schema_than_ours_is_not_ready_and_says_what_to_do(database: Database) -> None:
    status, body = await ready(checks_of(fake_deps(database), revision="0000_other", queue_ping=fine))
    assert status == 503
    assert "wanted 0000_other: run `bidwright migrate`" in body["checks"]["schema"]["detail"]
    assert body["checks"]["database"]["ok"]


async def test_the_schema_at_hand_is_ready(database: Database) -> None:
    status, _ = await ready(checks_of(fake_deps(database), revision=await database.revision(), queue_ping=fine))
    assert status == 200
