import asyncio
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import credits, runs
from storage.credits import Balance
from storage.db import Database
from storage.errors import InsufficientCredits, NotFound
from storage.scope import TenantTx
from storage.tables.credits import credit_accounts
from tests.storage.builders import HERE, NOW, PERIOD, THERE, TOKEN, accepted, workspaces


@pytest.fixture(autouse=True)
async def _tenants(database: Database) -> None:
    await workspaces(database)
    for tenant in (HERE, THERE):
        async with database.tenant(tenant) as tx:
            await accepted(tx, "run_1")
            await accepted(tx, "run_2")


async def reserve(
    tx: TenantTx, run_id: str = "run_1", amount: int = 3, *, allowance: int = 10, member: str = "U1", period=PERIOD
) -> Balance:
    return await credits.reserve(
        tx, run_id=run_id, stage="request", amount=amount, member=member, period=period, allowance=allowance, now=NOW
    )


async def settle(tx: TenantTx, amount: int, run_id: str = "run_1") -> None:
    await credits.settle(tx, run_id=run_id, stage="request", amount=amount, now=NOW)


async def release(tx: TenantTx, run_id: str = "run_1") -> None:
    await credits.release(tx, run_id=run_id, stage="request", now=NOW)


async def end(tx: TenantTx, run_id: str = "run_1") -> None:
    await runs.claim(tx, run_id, 1, token=TOKEN, now=NOW, lease_seconds=10)
    await runs.end(tx, run_id, TOKEN, "complete", cause="chain", outcome=None, error=None, now=NOW)


async def balance(tx: TenantTx, allowance: int = 10) -> Balance:
    return await credits.balance(tx, period=PERIOD, allowance=allowance)


async def test_a_month_begins_with_the_whole_allowance(database: Database) -> None:
    async with database.tenant_read(HERE) as tx:
        assert await balance(tx) == Balance(allowance=10, reserved=0, settled=0, left=10)
        assert await credits.mine(tx, period=PERIOD, member="U1") == credits.Usage(0, 0)
        assert await credits.proof(tx) == []


async def test_what_is_reserved_is_left_to_nobody_else(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        assert await reserve(tx) == Balance(10, 3, 0, 7)
        assert await reserve(tx, "run_2", 7) == Balance(10, 10, 0, 0)


async def test_reserving_twice_for_one_stage_counts_once_even_when_nothing_is_left(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx, amount=10)
        assert await reserve(tx, amount=10) == Balance(10, 10, 0, 0)
        await settle(tx, 0)
        assert await reserve(tx, amount=10) == Balance(10, 0, 0, 10)


@pytest.mark.parametrize("amount", [8, 11])
async def test_more_than_is_left_is_refused_and_leaves_no_trace(database: Database, amount: int) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx)
        with pytest.raises(InsufficientCredits) as refused:
            await reserve(tx, "run_2", amount)
        assert (refused.value.asked, refused.value.left) == (amount, 7)
        # The caller may go on in the same transaction.
        assert await balance(tx) == Balance(10, 3, 0, 7)
        with pytest.raises(NotFound):
            await release(tx, "run_2")
        assert await credits.proof(tx) == []


async def test_settling_less_than_was_held_gives_the_rest_back(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx)
        await settle(tx, 2)
        await end(tx)
        assert await balance(tx) == Balance(10, 0, 2, 8)
        assert await credits.mine(tx, period=PERIOD, member="U1") == credits.Usage(reserved=0, settled=2)
        assert await credits.proof(tx) == []


async def test_a_stage_is_closed_once_whoever_comes_first(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx)
        await settle(tx, 3)
        await release(tx)
        await settle(tx, 1)
        assert await balance(tx) == Balance(10, 0, 3, 7)
        await reserve(tx, "run_2")
        await release(tx, "run_2")
        await settle(tx, 3, "run_2")
        assert await balance(tx) == Balance(10, 0, 3, 7)


async def test_more_than_was_held_cannot_be_settled(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx)
        with pytest.raises(ValueError, match="4 credits"):
            await settle(tx, 4)
        with pytest.raises(ValueError, match="negative"):
            await reserve(tx, "run_2", -1)
        with pytest.raises(NotFound):
            await settle(tx, 1, "run_2")


async def test_months_people_and_workspaces_are_counted_apart(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx, "run_1", 3, member="U1")
        await reserve(tx, "run_2", 4, member="U2", period="2026-12")
        assert (await balance(tx)).reserved == 3
        assert (await credits.mine(tx, period=PERIOD, member="U2")) == credits.Usage(0, 0)
        assert (await credits.mine(tx, period="2026-12", member="U2")) == credits.Usage(4, 0)
    async with database.tenant(THERE) as tx:
        assert (await balance(tx)).reserved == 0


async def test_the_proof_names_an_ended_run_that_still_holds_credits(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx)
        assert await credits.proof(tx) == []
        await end(tx)
        assert await credits.proof(tx) == ["Run run_1 has ended with 3 reserved, 0 settled and 0 released."]


async def test_the_proof_names_an_account_that_differs_from_its_ledger(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx)
        await tx.run(tx.update(credit_accounts).values(reserved=5))
        assert await credits.proof(tx) == ["The account of 2026-11 says (5, 0) reserved and settled, its ledger (3, 0)."]


async def test_two_hundred_at_once_never_exceed_the_limit(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        for number in range(200):
            await accepted(tx, f"many_{number}")

    async def one(number: int) -> bool:
        try:
            async with database.tenant(HERE) as tx:
                await reserve(tx, f"many_{number}", 1, allowance=100)
        except InsufficientCredits:
            return False
        return True

    granted = sum(await asyncio.gather(*(one(number) for number in range(200))))
    async with database.tenant_read(HERE) as tx:
        assert (granted, await balance(tx, 100)) == (100, Balance(100, 100, 0, 0))
        assert await credits.proof(tx) == []


async def test_the_same_reservation_by_many_at_once_counts_once(database: Database) -> None:
    async def one(_: int) -> None:
        async with database.tenant(HERE) as tx:
            await reserve(tx)

    await asyncio.gather(*(one(number) for number in range(20)))
    async with database.tenant_read(HERE) as tx:
        assert await balance(tx) == Balance(10, 3, 0, 7)
        assert await credits.proof(tx) == []


async def test_settling_and_releasing_at_once_closes_the_stage_once(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await reserve(tx)

    async def one(number: int) -> None:
        async with database.tenant(HERE) as tx:
            await (settle(tx, 2) if number % 2 else release(tx))

    await asyncio.gather(*(one(number) for number in range(10)))
    async with database.tenant(HERE) as tx:
        await end(tx)
        after = await balance(tx)
        assert await credits.proof(tx) == []
    assert (after.reserved, after.settled) in ((0, 0), (0, 2))


NUMBERS = itertools.count()
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["reserve", "settle", "release"]),
        st.sampled_from(["run_1", "run_2"]),
        st.sampled_from(["request", "draft"]),
        st.integers(0, 7),
    ),
    max_size=14,
)


@given(steps=STEPS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_the_books_balance_after_anything_in_any_order(database: Database, steps: list[tuple[str, str, str, int]]) -> None:
    held: dict[tuple[str, str], int] = {}
    examples = f"ten_{next(NUMBERS)}"
    await workspaces(database, examples)
    async with database.tenant(examples) as tx:
        for run_id in ("run_1", "run_2"):
            await runs.accept(tx, runs.NewRun(run_id, run_id, "r", "U1", "command", "C1", "quick", "text", "v"), NOW)
        for act, run_id, stage, amount in steps:
            await step(tx, held, act, run_id, stage, amount)
            after = await balance(tx)
            assert 0 <= after.reserved + after.settled <= 10
        for run_id, stage in held:
            await credits.release(tx, run_id=run_id, stage=stage, now=NOW)
        for run_id in ("run_1", "run_2"):
            await end(tx, run_id)
        assert await credits.proof(tx) == []
        assert (await balance(tx)).reserved == 0


async def step(tx: TenantTx, held: dict[tuple[str, str], int], act: str, run_id: str, stage: str, amount: int) -> None:
    where = {"run_id": run_id, "stage": stage}
    try:
        if act == "reserve":
            await credits.reserve(tx, **where, amount=amount, member="U1", period=PERIOD, allowance=10, now=NOW)
            held.setdefault((run_id, stage), amount)
        elif act == "settle":
            await credits.settle(tx, **where, amount=min(amount, held.get((run_id, stage), 0)), now=NOW)
        else:
            await credits.release(tx, **where, now=NOW)
    except (InsufficientCredits, NotFound):
        assert act == "reserve" or (run_id, stage) not in held
