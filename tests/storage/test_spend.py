import asyncio
import itertools
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import runs, spend
from storage.db import Database
from storage.errors import CeilingReached, Conflict, Forbidden, NotFound
from storage.scope import TenantTx
from storage.spend import Spend, Sums
from storage.tables.spend import llm_calls, spend_accounts, spend_days
from tests.storage.builders import HERE, MINUTE, NOW, PERIOD, SECOND, THERE, TOKEN, accepted, call, new_run, workspaces

DAY = "2026-11-02"


@pytest.fixture(autouse=True)
async def _tenants(database: Database) -> None:
    await workspaces(database)
    for tenant in (HERE, THERE):
        async with database.tenant(tenant) as tx:
            await accepted(tx, "run_1")
            await accepted(tx, "run_2")


async def reserve(
    tx: TenantTx,
    id: str = "call_1",
    amount: int = 60,
    *,
    run_id: str | None = "run_1",
    of_month: int = 1000,
    of_run: int | None = None,
    period: str = PERIOD,
) -> None:
    await spend.reserve(
        tx, reservation=id, run_id=run_id, amount=amount, period=period, month_ceiling=of_month, run_ceiling=of_run, now=NOW
    )


async def end(tx: TenantTx, run_id: str = "run_1") -> None:
    await runs.claim(tx, run_id, 1, token=TOKEN, now=NOW, lease_seconds=10)
    await runs.end(tx, run_id, TOKEN, "complete", cause="chain", outcome=None, error=None, now=NOW)


async def test_a_call_is_reserved_then_settled_with_what_it_cost_and_the_rest_is_free(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        assert await spend.of_period(tx, PERIOD) == Spend(0, 0)
        await reserve(tx)
        assert await spend.of_period(tx, PERIOD) == Spend(60, 0)
        assert await spend.settle(tx, call(), now=NOW)
        assert await spend.of_period(tx, PERIOD) == await spend.of_run(tx, "run_1") == Spend(0, 50)
        assert await spend.of_run(tx, "run_2") == Spend(0, 0)
        await end(tx)
        assert await spend.proof(tx) == []


async def test_a_call_that_cost_more_than_was_held_is_booked_in_full(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx, amount=10)
        await spend.settle(tx, call(cost_micro_usd=900), now=NOW)
        assert await spend.of_period(tx, PERIOD) == Spend(0, 900)
        with pytest.raises(CeilingReached):
            await reserve(tx, "call_2", 101)
        assert await spend.proof(tx) == []


@pytest.mark.parametrize("amount", [41, 101])
async def test_more_than_the_month_leaves_is_refused_and_leaves_no_trace(database: Database, amount: int) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx, of_month=100)
        with pytest.raises(CeilingReached) as refused:
            await reserve(tx, "call_2", amount, of_month=100)
        assert (refused.value.scope, refused.value.asked, refused.value.left) == ("month", amount, 40)
        # The caller may go on in the same transaction.
        assert await spend.of_period(tx, PERIOD) == Spend(60, 0)
        with pytest.raises(NotFound):
            await spend.release(tx, "call_2", now=NOW)
        assert await spend.proof(tx) == []


async def test_a_run_has_a_ceiling_of_its_own_over_all_its_months(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx, "call_1", 60, of_run=100, period="2026-10")
        with pytest.raises(CeilingReached) as refused:
            await reserve(tx, "call_2", 41, of_run=100)
        assert (refused.value.scope, refused.value.left) == ("run", 40)
        assert await spend.of_period(tx, PERIOD) == Spend(0, 0)
        await reserve(tx, "call_3", 41, run_id="run_2", of_run=100)
        await reserve(tx, "call_4", 40, of_run=100)
        await reserve(tx, "call_5", 300, run_id=None, of_run=100)
        assert await spend.proof(tx) == []


async def test_a_reservation_is_made_once_even_when_nothing_is_left_or_it_is_closed(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        for _ in range(2):
            await reserve(tx, amount=60, of_month=60, of_run=60)
        await reserve(tx, amount=60, of_month=200, of_run=60)
        assert await spend.of_period(tx, PERIOD) == Spend(60, 0)
        await spend.settle(tx, call(), now=NOW)
        await reserve(tx, amount=60)
        assert await spend.of_period(tx, PERIOD) == Spend(0, 50)
        assert await spend.proof(tx) == []


async def test_a_reservation_is_closed_once_whoever_comes_first(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx)
        assert await spend.settle(tx, call(), now=NOW)
        assert not await spend.settle(tx, call(cost_micro_usd=1), now=NOW)
        assert not await spend.release(tx, "call_1", now=NOW)
        assert await spend.of_period(tx, PERIOD) == Spend(0, 50)
        await reserve(tx, "call_2")
        assert await spend.release(tx, "call_2", now=NOW)
        assert not await spend.settle(tx, call("call_2"), now=NOW)
        assert await spend.of_period(tx, PERIOD) == Spend(0, 50)
        assert len(await tx.all(tx.select(llm_calls))) == 1


async def test_nothing_is_closed_that_was_never_reserved_and_nothing_is_negative(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        with pytest.raises(NotFound):
            await spend.settle(tx, call(), now=NOW)
        with pytest.raises(ValueError, match="negative"):
            await reserve(tx, amount=-1)
        await reserve(tx)
        with pytest.raises(Conflict):
            await spend.settle(tx, call(cost_micro_usd=-1), now=NOW)


async def test_what_a_dead_process_held_counts_as_spent_after_a_while(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx)
        await reserve(tx, "call_2")
        await spend.settle(tx, call("call_2"), now=NOW)
        assert await spend.forfeit(tx, before=NOW, now=NOW) == 0
        assert await spend.forfeit(tx, before=NOW + SECOND, now=NOW + MINUTE) == 1
        assert await spend.forfeit(tx, before=NOW + SECOND, now=NOW + MINUTE) == 0
        assert await spend.of_period(tx, PERIOD) == Spend(0, 110)
        await end(tx)
        assert await spend.proof(tx) == []


async def test_a_month_is_summed_by_step_model_member_and_feature(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        shown = [
            call("call_1"),
            call("call_2", step="rate", model="model-b", cost_micro_usd=7, member=None),
            call("call_3", outcome="BadOutput", run_id=None, feature="digest", batch=True, request_id=None),
        ]
        for each in shown:
            await reserve(tx, each.id, run_id=each.run_id)
            await spend.settle(tx, each, now=NOW)
        await reserve(tx, "call_4", period="2026-12")
        await spend.settle(tx, call("call_4"), now=NOW)
        twice, once = Sums(2, 100, 200, 20, 6, 8), Sums(1, 7, 100, 10, 3, 4)
        assert await spend.by_step(tx, PERIOD) == {"screen": twice, "rate": once}
        assert await spend.by_model(tx, PERIOD) == {"model-a": twice, "model-b": once}
        assert await spend.by_member(tx, PERIOD) == {"U1": twice, None: once}
        assert set(await spend.by_feature(tx, PERIOD)) == {"analyze", "digest"}
    async with database.tenant(THERE) as tx:
        assert await spend.by_step(tx, PERIOD) == {}
        assert await spend.of_period(tx, PERIOD) == Spend(0, 0)


async def test_the_proof_names_an_ended_run_that_still_holds_money(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx)
        assert await spend.proof(tx) == []
        await end(tx)
        assert await spend.proof(tx) == ["Run run_1 has ended and still holds 60 micro-USD."]


async def test_the_proof_names_an_account_and_a_call_that_differ_from_the_ledger(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx)
        await tx.run(tx.update(spend_accounts).values(reserved=61))
        await tx.insert(llm_calls, **{name: getattr(call("call_9"), name) for name in call().__slots__}, period=PERIOD, at=NOW)
        assert await spend.proof(tx) == [
            "The account of 2026-11 says (61, 0) reserved and spent, its ledger (60, 0).",
            "Call call_9 cost something else than its ledger says.",
        ]


async def granted(many: Callable[[int], Awaitable[None]]) -> int:
    async def one(number: int) -> bool:
        try:
            await many(number)
        except CeilingReached:
            return False
        return True

    return sum(await asyncio.gather(*(one(number) for number in range(200))))


async def test_two_hundred_at_once_never_exceed_the_ceiling_of_the_month(database: Database) -> None:
    async def one(number: int) -> None:
        async with database.tenant(HERE) as tx:
            await reserve(tx, f"call_{number}", 10, of_month=1000)

    assert await granted(one) == 100
    async with database.tenant_read(HERE) as tx:
        assert await spend.of_period(tx, PERIOD) == Spend(1000, 0)
        assert await spend.proof(tx) == []


async def test_two_hundred_at_once_never_exceed_the_ceiling_of_a_run(database: Database) -> None:
    async def one(number: int) -> None:
        async with database.tenant(HERE) as tx:
            await reserve(tx, f"call_{number}", 10, of_month=10_000, of_run=500)

    assert await granted(one) == 50
    async with database.tenant_read(HERE) as tx:
        assert await spend.of_run(tx, "run_1") == await spend.of_period(tx, PERIOD) == Spend(500, 0)
        assert await spend.proof(tx) == []


async def test_two_hundred_at_once_never_exceed_the_ceiling_of_the_day(database: Database) -> None:
    async def one(_: int) -> None:
        async with database.system() as sys:
            await spend.hold_day(sys, day=DAY, amount=10, ceiling=1000)

    assert await granted(one) == 100
    async with database.system() as sys:
        assert await spend.of_day(sys, DAY) == 1000


async def test_the_same_reservation_by_many_at_once_counts_once(database: Database) -> None:
    async def one() -> None:
        async with database.tenant(HERE) as tx:
            await reserve(tx, of_run=60)

    await asyncio.gather(*(one() for _ in range(20)))
    async with database.tenant_read(HERE) as tx:
        assert await spend.of_period(tx, PERIOD) == Spend(60, 0)
        assert await spend.proof(tx) == []


async def test_settling_and_releasing_at_once_closes_once(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx)

    async def one(number: int) -> bool:
        async with database.tenant(HERE) as tx:
            return await (spend.settle(tx, call(), now=NOW) if number % 2 else spend.release(tx, "call_1", now=NOW))

    assert sum(await asyncio.gather(*(one(number) for number in range(10)))) == 1
    async with database.tenant_read(HERE) as tx:
        assert await spend.of_period(tx, PERIOD) in (Spend(0, 0), Spend(0, 50))
        assert await spend.proof(tx) == []


async def test_settling_while_the_lost_are_counted_neither_waits_crosswise_nor_counts_twice(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        for number in range(20):
            await reserve(tx, f"call_{number:02}", of_month=2_000)

    async def settle(number: int) -> bool:
        async with database.tenant(HERE) as tx:
            return await spend.settle(tx, call(f"call_{number:02}", cost_micro_usd=60), now=NOW)

    async def forfeit() -> int:
        async with database.tenant(HERE) as tx:
            return await spend.forfeit(tx, before=NOW + SECOND, now=NOW)

    closed = await asyncio.gather(forfeit(), *(settle(number) for number in reversed(range(20))), forfeit())
    assert sum(closed) == 20
    async with database.tenant_read(HERE) as tx:
        assert await spend.of_period(tx, PERIOD) == Spend(0, 20 * 60)
        assert await spend.proof(tx) == []


async def test_a_day_is_corrected_to_what_was_spent_and_the_next_begins_anew(database: Database) -> None:
    async with database.system() as sys:
        await spend.hold_day(sys, day=DAY, amount=90, ceiling=100)
        with pytest.raises(CeilingReached) as refused:
            await spend.hold_day(sys, day=DAY, amount=11, ceiling=100)
        assert (refused.value.scope, refused.value.left) == ("day", 10)
        await spend.correct_day(sys, day=DAY, held=90, spent=20)
        await spend.hold_day(sys, day=DAY, amount=80, ceiling=100)
        await spend.hold_day(sys, day="2026-11-03", amount=100, ceiling=100)
        with pytest.raises(CeilingReached):
            await spend.hold_day(sys, day="2026-11-04", amount=101, ceiling=100)
        assert [await spend.of_day(sys, day) for day in (DAY, "2026-11-03", "2026-11-04")] == [100, 100, 0]


async def test_a_workspace_sees_nothing_of_the_days_of_all(database: Database) -> None:
    if database.dialect != "postgresql":
        return  # SQLite has no roles; there the lint keeps repositories from building such a statement
    with pytest.raises(Forbidden):
        async with database.tenant(HERE) as tx:
            await tx.all(spend_days.select())


NUMBERS = itertools.count()
STEPS = st.lists(
    st.tuples(st.sampled_from(["reserve", "settle", "release", "forfeit"]), st.integers(0, 3), st.integers(0, 70)), max_size=16
)


@given(steps=STEPS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_the_books_balance_after_anything_in_any_order(database: Database, steps: list[tuple[str, int, int]]) -> None:
    examples = f"ten_{next(NUMBERS)}"
    await workspaces(database, examples)
    async with database.tenant(examples) as tx:
        await runs.accept(tx, new_run("run_1"), NOW)
        for act, number, amount in steps:
            before = await spend.of_period(tx, PERIOD)
            try:
                if act == "reserve":
                    await reserve(tx, f"call_{number}", amount, of_month=150, of_run=100)
                elif act == "settle":
                    await spend.settle(tx, call(f"call_{number}", cost_micro_usd=amount), now=NOW)
                elif act == "release":
                    await spend.release(tx, f"call_{number}", now=NOW)
                else:
                    await spend.forfeit(tx, before=NOW + SECOND, now=NOW)
            except NotFound:
                assert act in {"settle", "release"}
            except CeilingReached:
                assert act == "reserve"
                assert await spend.of_period(tx, PERIOD) == before
            assert await spend.proof(tx) == []
        await spend.forfeit(tx, before=NOW + SECOND, now=NOW)
        await end(tx)
        assert (await spend.of_period(tx, PERIOD)).reserved == 0
        assert await spend.proof(tx) == []
