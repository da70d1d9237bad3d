"""The purse on a real database: three ceilings, books that balance, nothing held that was not called."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count

import pytest

from jobs.chain.model import Usage
from jobs.llm.purse import Bill, OverCeiling, Payer, Quote, SqlPurse
from jobs.llm.tiers import Ceilings
from storage import spend
from storage.db import Database
from storage.spend import Spend
from storage.tables.spend import llm_calls
from tests.jobs.llm.routing import PAYER, REQUEST, desk
from tests.storage.builders import HERE, THERE, accepted, workspaces

NOW = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
DAY, PERIOD = "2026-11-30", "2026-11"


@pytest.fixture(autouse=True)
async def _tenants(database: Database) -> None:
    await workspaces(database)
    async with database.tenant(HERE) as tx:
        await accepted(tx, "run_1")


def purse(database: Database, *, run: str = "1", month: str = "1", day: str = "1") -> SqlPurse:
    ids = count()
    ceilings = Ceilings(run=Decimal(run), workspace_month=Decimal(month), deployment_day=Decimal(day))
    return SqlPurse(database, ceilings, now=lambda: NOW, new_id=lambda: f"res_{next(ids)}")


def quote(micro_usd: int) -> Quote:
    return Quote("model-a", 100, micro_usd)


def bill(micro_usd: int) -> Bill:
    usage = Usage(input=1, output=2, cache_read=3, cache_write=4)
    return Bill("rate", "middle", "model-a", "ok", usage, micro_usd, 1.2345, "req_1")


async def books(database: Database) -> tuple[Spend, int, list[str]]:
    async with database.tenant_read(HERE) as tx:
        month, wrong = await spend.of_period(tx, PERIOD), await spend.proof(tx)
    async with database.system() as sys:
        return month, await spend.of_day(sys, DAY), wrong


async def test_a_call_is_booked_with_all_that_is_known_of_it_and_the_rest_is_free_again(database: Database) -> None:
    made = purse(database)
    held = await made.reserve(PAYER, quote(900_000))
    assert await books(database) == (Spend(900_000, 0), 900_000, [])
    await made.settle(held, bill(40))
    await made.settle(held, bill(41))
    await made.release(held)
    assert await books(database) == (Spend(0, 40), 40, [])
    async with database.tenant_read(HERE) as tx:
        [row] = await tx.all(tx.select(llm_calls))
    assert (row.run_id, row.step, row.feature, row.member, row.tier, row.model) == ("run_1", "rate", "analyze", "U1", "middle", "model-a")
    assert (row.input_tokens, row.output_tokens, row.cache_read_tokens, row.cache_write_tokens) == (1, 2, 3, 4)
    assert (row.cost_micro_usd, row.duration_ms, row.request_id, row.batch, row.period) == (40, 1234, "req_1", False, PERIOD)


async def test_what_was_never_called_is_given_back_once(database: Database) -> None:
    made = purse(database)
    held = await made.reserve(PAYER, quote(5))
    await made.release(held)
    await made.release(held)
    assert await books(database) == (Spend(0, 0), 0, [])


@pytest.mark.parametrize(("ceilings", "scope"), [({"run": "0.5"}, "run"), ({"month": "0.5"}, "month"), ({"day": "0.5"}, "day")])
async def test_each_ceiling_refuses_with_a_sentence_and_holds_nothing(database: Database, ceilings: dict[str, str], scope: str) -> None:
    made = purse(database, **ceilings)
    await made.reserve(PAYER, quote(500_000))
    with pytest.raises(OverCeiling, match="has used up") as refused:
        await made.reserve(PAYER, quote(1))
    assert refused.value.scope == scope
    assert await books(database) == (Spend(500_000, 0), 500_000, [])


async def test_the_day_is_shared_by_workspaces_and_the_month_is_not(database: Database) -> None:
    made = purse(database, month="0.4", day="0.5")
    elsewhere = Payer(THERE, "question")
    await made.reserve(PAYER, quote(400_000))
    with pytest.raises(OverCeiling) as refused:
        await made.reserve(elsewhere, quote(200_000))
    assert refused.value.scope == "day"
    await made.reserve(elsewhere, quote(100_000))


async def test_two_hundred_calls_at_once_never_pass_the_ceiling_whatever_is_settled_between(database: Database) -> None:
    made = purse(database, run="0.01", month="0.01", day="0.01")

    async def one() -> bool:
        try:
            held = await made.reserve(PAYER, quote(1_000))
        except OverCeiling:
            return False
        await made.settle(held, bill(1_000))
        return True

    assert sum(await asyncio.gather(*(one() for _ in range(200)))) == 10
    assert await books(database) == (Spend(0, 10_000), 10_000, [])


async def test_the_router_keeps_its_books_there(database: Database) -> None:
    made = desk()
    parts = {**vars(made.router), "purse": purse(database)}
    reply = await type(made.router)(**parts).complete(REQUEST)
    month, day, wrong = await books(database)
    assert (month, day, wrong) == (Spend(0, 3_000), 3_000, [])
    async with database.tenant_read(HERE) as tx:
        assert set(await spend.by_model(tx, PERIOD)) == {reply.model}
        assert await spend.of_run(tx, "run_1") == month


async def test_a_reply_that_was_had_for_nothing_stands_in_the_books_and_costs_nothing(database: Database) -> None:
    made = purse(database, run="0.000001", month="0.000001", day="0.000001")
    await made.reserve(PAYER, quote(1))
    free = replace(bill(0), outcome="cached", request_id=None)
    await made.note(PAYER, free)
    await made.note(PAYER, free)
    assert await books(database) == (Spend(1, 0), 1, [])
    async with database.tenant_read(HERE) as tx:
        rows = await tx.all(tx.select(llm_calls))
        assert {(row.outcome, row.cost_micro_usd, row.input_tokens, row.run_id) for row in rows} == {("cached", 0, 1, "run_1")}
        assert (await spend.by_step(tx, PERIOD))["rate"].calls == 2


async def test_what_was_had_for_nothing_cannot_have_a_price(database: Database) -> None:
    with pytest.raises(ValueError, match="costs nothing"):
        await purse(database).note(PAYER, bill(1))
