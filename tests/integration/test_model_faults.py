"""Every way in which the Messages API can go wrong, on the whole road: how the run ends, what it costs, and that there is one answer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from structlog.testing import capture_logs

from jobs.llm.tiers import SHIPPED
from storage import runs, spend
from storage.tables.runs import runs as table
from tests.integration.road import ADA, NORTH, Road, open_road, words_of
from tests.redis_fixtures import GIVEN
from tests.standins import messages_api as api
from tests.standins.messages_api import MessagesStandIn, Reply
from tests.storage_fixtures import ON_POSTGRES, Addresses

pytestmark = [pytest.mark.integration, pytest.mark.timeout(90)]
FIRST, SECOND = "claude-haiku-5-5", "claude-haiku-4-5"
"""Of the tier that screens."""
How = Literal["always", "once", "a whole attempt"]
Who = Literal["the model", "the other model", "rules"]


@dataclass(frozen=True)
class Day:
    """What the API does, and how the run has to end."""

    reply: Reply
    how: How = "always"
    who: Who = "rules"
    attempts: int = 1
    waits: float | None = None
    """Seconds between attempts, where the other side has said so."""
    paid: bool = False
    """Whether what went wrong costs money, all of it: a reply that arrived was written."""
    alerted: str | None = None
    """What the owner of the deployment is told."""


def lasting(reply: Reply, waits: float | None = None) -> Day:
    """Waited for in SQL, attempt after attempt; rules answer after the last."""
    return Day(reply, attempts=5, waits=waits)


def passing(reply: Reply, *, alerted: str | None = None) -> Day:
    """The model next in the tier answers at once."""
    return Day(reply, "once", "the other model", paid=True, alerted=alerted)


def back_later(reply: Reply, waits: float | None = None) -> Day:
    """No model of the tier answers; the run comes back when it is due."""
    return Day(reply, "a whole attempt", "the model", attempts=2, waits=waits, paid=True)


def for_good(reply: Reply, *, alerted: str | None = None) -> Day:
    """Waiting mends nothing: rules answer at once."""
    return Day(reply, alerted=alerted)


def unusable(reply: Reply) -> Day:
    """It came, was paid for and is of no use: rules answer at once."""
    return Day(reply, paid=True)


def usable(reply: Reply) -> Day:
    return Day(reply, "once", "the model", paid=True)


DAYS: dict[str, Day] = {
    "overloaded": lasting(api.OVERLOADED),
    "overloaded, status 200": lasting(api.OVERLOADED_INSIDE),
    "slowed down for seconds": lasting(api.RATE_LIMITED, 7),
    "slowed down until a date": lasting(api.RATE_LIMITED_UNTIL, 9),
    "slowed down without a word": lasting(api.RATE_LIMITED_SILENTLY),
    "slowed down for a year": lasting(api.RATE_LIMITED_FOR_AGES, 60),
    "slowed down for no number": lasting(api.RATE_LIMITED_ABSURDLY),
    "500": lasting(api.BROKEN_DOWN),
    "502 with a page": lasting(api.BAD_GATEWAY),
    "503 with a page": lasting(api.UNAVAILABLE),
    "504": lasting(api.GATEWAY_TIMEOUT),
    "reset before the headers": lasting(api.CLOSED_DOOR),
    "reset after the headers": lasting(api.HUNG_UP),
    "cut in the body": lasting(api.CUT_CONNECTION),
    "truncated message": lasting(api.GARBAGE),
    "no text at all": lasting(api.NO_UTF8),
    "empty body": lasting(api.EMPTY),
    "a list": lasting(api.A_LIST),
    "a page with status 200": lasting(api.A_PAGE),
    "no stop reason": replace(lasting(api.BROKE_OFF), paid=True),
    "another model answers": replace(lasting(api.ANOTHER_MODEL), paid=True),
    "overloaded once": passing(api.OVERLOADED),
    "slowed down once": passing(api.RATE_LIMITED),
    "slow bytes once": passing(api.SLOW_BYTES),
    "silence once": passing(api.SILENT),
    "cut once": passing(api.CUT_CONNECTION),
    "unknown model": passing(api.UNKNOWN_MODEL, alerted="BadRequest"),
    "overloaded for a while": back_later(api.OVERLOADED),
    "slowed down for a while": back_later(api.RATE_LIMITED, 7),
    "slowed down for long": back_later(api.RATE_LIMITED_FOR_AGES, 60),
    "silent for a while": back_later(api.SILENT),
    "spend limit": for_good(api.SPEND_LIMIT, alerted="SpendLimit"),
    "billing error": for_good(api.NO_MONEY, alerted="SpendLimit"),
    "credit used up": for_good(api.NO_CREDIT, alerted="SpendLimit"),
    "401": for_good(api.BAD_KEY, alerted="KeyRefused"),
    "403": for_good(api.NO_RIGHT, alerted="KeyRefused"),
    "404 for all models": for_good(api.UNKNOWN_MODEL, alerted="BadRequest"),
    "400": for_good(api.BAD_REQUEST),
    "413": for_good(api.TOO_LARGE),
    "prompt too long": for_good(api.TOO_LONG),
    "window full": unusable(api.WINDOW_FULL),
    "refused": unusable(api.REFUSED),
    "refused in words": unusable(api.REFUSED_IN_WORDS),
    "cut at max_tokens": unusable(api.CUT_SHORT),
    "thinking alone": unusable(api.NO_CONTENT),
    "no JSON, twice": unusable(api.NO_JSON),
    "half of the JSON, twice": unusable(api.HALF_JSON),
    "another form, twice": unusable(api.WRONG_FORM),
    "out of range, twice": unusable(api.OUT_OF_RANGE),
    "no JSON, mended": usable(api.NO_JSON),
    "out of range, mended": usable(api.OUT_OF_RANGE),
    "no usage": usable(api.NO_USAGE),
    "absurd usage": usable(api.ABSURD_USAGE),
    "full name of the model": usable(api.DATED_MODEL),
    "no thinking": usable(api.NO_THINKING),
}


PAIRS = [("sqlite", "embedded"), *([("postgresql", "redis")] if ON_POSTGRES and GIVEN else [])]
"""A newcomer's services and production's: what a model does wrong has nothing to do with mixtures of them."""


@pytest.mark.parametrize(("database_kind", "redis_url"), PAIRS, indirect=True)
@pytest.mark.parametrize("name", DAYS)
async def test_a_run_ends_rightly_whatever_the_model_api_does(
    name: str, database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    day = DAYS[name]
    async with MessagesStandIn() as stand_in, on_the_road(stand_in, database_addresses, redis_url, tmp_path) as road:
        script(stand_in, day)
        with capture_logs() as logged:
            waited = await run_to_its_end(road)
        (run,) = await road.runs()
        assert (run.state, run.attempt) == ("complete", day.attempts)
        assert len(waited) == day.attempts - 1
        assert day.waits is None or all(abs(seconds - day.waits) < 2 for seconds in waited)
        assert who_answered(road, stand_in) == day.who
        assert await road.balance() == (0, 3)
        spent = await money_spent(road)
    assert (spent > 0) is day.paid
    assert spent < 1_000_000
    told = {entry["kind"] for entry in logged if entry["event"] == "owner_alerted"}
    assert told == ({day.alerted} if day.alerted else set())


async def test_a_model_that_answers_late_is_not_asked_again_by_the_attempt_that_follows(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    """The step before the fault is stored: the next attempt begins where the last one ended."""
    async with MessagesStandIn() as stand_in, on_the_road(stand_in, database_addresses, redis_url, tmp_path) as road:
        stand_in.answer(api.OVERLOADED, api.OVERLOADED, step="rate")
        await run_to_its_end(road)
        (run,) = await road.runs()
        assert (run.state, run.attempt) == ("complete", 2)
        assert who_answered(road, stand_in) == "the model"
        await money_spent(road)
    asked = [served.step for served in stand_in.served]
    assert (asked.count("screen"), asked.count("rate")) == (1, 3)


@asynccontextmanager
async def on_the_road(stand_in: MessagesStandIn, addresses: Addresses, redis_url: str | None, folder: Path) -> AsyncIterator[Road]:
    """One call of each model an attempt, so that every retry is the queue's; two seconds for a call."""
    quick = SHIPPED.read_text(encoding="utf-8").replace("attempts: 3", "attempts: 1")
    quick = quick.replace("timeout: 30, budget: 75", "timeout: 2, budget: 10").replace(
        "timeout: 120, budget: 300", "timeout: 2, budget: 10"
    )
    models = folder / "models.yml"
    models.write_text(quick, encoding="utf-8")
    named = {"ANTHROPIC_API_KEY": "sk-test", "ANTHROPIC_BASE_URL": stand_in.url, "MODELS_FILE": str(models)}
    async with open_road(addresses, redis_url, folder, **named) as road:
        road.start_worker()
        yield road


def script(stand_in: MessagesStandIn, day: Day) -> None:
    match day.how:
        case "always":
            stand_in.answer(day.reply, always=True)
        case "once":
            stand_in.answer(day.reply, step="screen")
        case "a whole attempt":
            stand_in.answer(day.reply, day.reply, step="screen")


async def run_to_its_end(road: Road) -> list[float]:
    """One `/analyze`; the seconds each attempt would have waited for the next, which is made due at once."""
    waited: list[float] = []

    async def ended() -> bool:
        (run,) = await road.runs()
        if run.state == "queued" and run.attempt > len(waited):
            waited.append((run.due_at - road.deps.now()).total_seconds())
            await make_due(road, run)
        return run.state in runs.ENDED

    await road.analyze("city-network")
    await road.until(ended)
    await road.all_done()
    return waited


async def make_due(road: Road, run: runs.Run) -> None:
    now = road.deps.now() - timedelta(seconds=1)
    async with road.deps.db.tenant(run.tenant_id) as tx:
        await tx.run(tx.update(table).where(table.c.id == run.id).values(due_at=now))


def who_answered(road: Road, stand_in: MessagesStandIn) -> Who:
    """By the label of the one answer in the thread, and by the models that were asked to screen."""
    said = [words_of(message) for message in road.shown()]
    (answer,) = [each for each in said if "What decides" in each]
    by_rules = "without a language model" in answer
    assert by_rules is not ("Judged by a language model" in answer)
    if by_rules:
        return "rules"
    screened = [served.model for served in stand_in.served if served.step == "screen"]
    return "the other model" if screened[-1] == SECOND else "the model"


async def money_spent(road: Road) -> int:
    """Micro-USD of the month; every book says the same and nothing is held."""
    now = road.deps.now()
    async with road.deps.db.tenant_read(road.tenants[NORTH]) as tx:
        assert await spend.proof(tx) == []
        month = await spend.of_period(tx, f"{now:%Y-%m}")
        by_member = await spend.by_member(tx, f"{now:%Y-%m}")
    async with road.deps.db.system() as sys:
        day = await spend.of_day(sys, f"{now:%Y-%m-%d}")
    assert month.reserved == 0
    assert month.spent == day == sum(sums.cost_micro_usd for sums in by_member.values())
    assert set(by_member) <= {ADA}
    return month.spent
