"""Versions of prompts: what is in force changes once for each decision, stands in the audit, and is counted arm by arm."""

import asyncio
from datetime import timedelta

import pytest

from storage import audit, feedback, prompts, runs, spend, tenants
from storage.db import Database
from storage.errors import Conflict
from storage.prompts import Act, InForce, Tally, Version
from storage.scope import TenantTx
from tests.storage.builders import HERE, MINUTE, NOW, PERIOD, THERE, call, new_run

CANARY, STABLE = "rate@2#abc~canary", "rate@1#def"


def act(number: int = 1, by: str = "operator") -> Act:
    return Act(f"act_{number}", by, NOW + number * MINUTE)


def version(number: str = "2", **changed: str) -> Version:
    return Version(**({"name": "rate", "version": number, "sha": f"sha-{number}", "body": f"body {number}", "note": ""} | changed), added_by="", added_at=NOW)  # type: ignore[arg-type]  # fmt: skip


async def keep(database: Database, *numbers: str) -> None:
    async with database.system() as sys:
        for place, number in enumerate(numbers):
            assert await prompts.add(sys, version(number), act(-10 - place))


async def put(database: Database, number: str, *, percent: int | None = None, rev: int = 0, by: int = 1) -> InForce:
    async with database.system() as sys:
        return await prompts.activate(sys, "rate", number, percent=percent, rev=rev, act=act(by))


async def now_in_force(database: Database) -> InForce:
    async with database.system() as sys:
        found = await prompts.of_name(sys, "rate")
    assert found is not None
    return found


async def test_a_version_is_kept_once_and_never_takes_another_text(database: Database) -> None:
    await keep(database, "2")
    async with database.system() as sys:
        assert not await prompts.add(sys, version("2"), act(2))
        with pytest.raises(Conflict, match="another text"):
            await prompts.add(sys, version("2", sha="other"), act(3))
        assert [(each.version, each.added_by) for each in await prompts.listed(sys)] == [("2", "operator")]
        assert [entry.act for entry in await audit.deployment_entries(sys)] == ["prompt_added"]


async def test_trial_then_all_then_back_to_the_one_before_and_to_the_shipped_one(database: Database) -> None:
    await keep(database, "2", "3")
    first = await put(database, "2")
    trial = await put(database, "3", percent=20, rev=first.rev, by=2)
    assert (trial.active, trial.canary, trial.percent, trial.canary_at) == ("2", "3", 20, NOW + 2 * MINUTE)
    grown = await put(database, "3", percent=50, rev=trial.rev, by=3)
    assert (grown.percent, grown.canary_at) == (50, trial.canary_at), "what was counted so far still counts"
    whole = await put(database, "3", rev=grown.rev, by=4)
    assert (whole.active, whole.previous, whole.canary, whole.percent) == ("3", "2", None, None)
    for by, left in ((5, "2"), (6, None)):
        async with database.system() as sys:
            after = await prompts.roll_back(sys, await now_in_force(database), why="worse", act=act(by))
        assert after is not None
        assert after.active == left
    async with database.system() as sys:
        with pytest.raises(Conflict, match="shipped"):
            await prompts.roll_back(sys, await now_in_force(database), why="again", act=act(7))
        told = [(entry.act, entry.subject, (entry.after or {}).get("active")) for entry in await audit.deployment_entries(sys)]
        assert {each.version: each.why for each in await prompts.listed(sys)} == {"2": "worse", "3": "worse"}
    moves = [("prompt_activated", "2"), ("prompt_activated", "2"), ("prompt_activated", "2"), ("prompt_activated", "3")]
    assert told[::-1][2:] == [(what, "rate", left) for what, left in [*moves, ("prompt_rolled_back", "2"), ("prompt_rolled_back", None)]]


@pytest.mark.parametrize(
    ("number", "rev", "said"),
    [("2", 1, "on trial"), ("3", 1, "in force already"), ("2", 0, "meanwhile")],
    ids=["another is on trial", "it is in force", "decided on what is gone"],
)
async def test_an_activation_that_does_not_fit_is_refused(database: Database, number: str, rev: int, said: str) -> None:
    await keep(database, "2", "3", "4")
    state = await put(database, "3")
    if said == "on trial":
        state = await put(database, "4", percent=5, rev=1, by=2)
        rev = state.rev
    with pytest.raises(Conflict, match=said):
        await put(database, number, rev=rev, by=3)
    with pytest.raises(Conflict):
        await put(database, "9", rev=state.rev, by=4)
    assert await now_in_force(database) == state


async def test_of_many_who_take_the_same_canary_back_at_once_one_does(database: Database) -> None:
    await keep(database, "2")
    seen = await put(database, "2", percent=20)

    async def back(number: int) -> InForce | None:
        async with database.system() as sys:
            return await prompts.roll_back(sys, seen, why="worse", act=act(number, "system"))

    assert sum(after is not None for after in await asyncio.gather(*map(back, range(2, 8)))) == 1
    async with database.system() as sys:
        entries = await audit.deployment_entries(sys)
    assert [(entry.act, entry.actor) for entry in entries][:2] == [("prompt_rolled_back", "system"), ("prompt_activated", "operator")]
    assert entries[0].after == {"active": None, "canary": None, "percent": None, "version": "2", "why": "worse"}


async def book(tx: TenantTx, run: str, *calls: tuple[str, str, bool], at: timedelta = MINUTE, vote: str | None = None) -> None:
    """A run with calls of (prompt, outcome, again)."""
    await runs.accept(tx, new_run(run), NOW)
    for number, (prompt, outcome, again) in enumerate(calls):
        id = f"{run}_{number}"
        await spend.reserve(tx, reservation=id, run_id=run, amount=0, period=PERIOD, month_ceiling=9, run_ceiling=None, now=NOW)
        made = call(id, run_id=run, cost_micro_usd=0, prompt=prompt, outcome=outcome, again=again)
        await spend.settle(tx, made, now=NOW + at)
    for member in ("U1", "U2") if vote else ():
        told = "up" if member == "U2" else vote
        await feedback.vote(tx, run_id=run, part="answer", member=member, vote=told, reasons=[], correction=None, now=NOW)  # type: ignore[arg-type]


async def test_runs_are_counted_by_arm_once_each_and_only_what_tells_of_the_prompt(database: Database) -> None:
    for tenant in (HERE, THERE):
        async with database.tenant(tenant) as tx:
            await tenants.ensure(tx, name=tenant, enterprise_id="", team_id=tenant, now=NOW)
            await book(tx, "good", (CANARY, "ok", False), (CANARY, "ok", False), vote="up")
            await book(tx, "mended", (CANARY, "ok", False), (CANARY, "ok", True), vote="down")
            await book(tx, "refused", (CANARY, "Overloaded", False), (CANARY, "ModelRefused", False))
            await book(tx, "waited", (CANARY, "RateLimited", False), vote="down")
            await book(tx, "again", (CANARY, "cached", False), vote="up")
            await book(tx, "stable", (STABLE, "ok", False), ("screen@1#aaa", "BadOutput", False), vote="up")
            await book(tx, "other", ("rate_more@1#bbb", "ok", True), vote="down")
            await book(tx, "before", (STABLE, "BadOutput", False), at=-MINUTE, vote="down")
    async with database.tenant_read(HERE) as tx:
        canary, rest = await prompts.tallies(tx, "rate", canary=CANARY, since=NOW)
    assert canary == Tally(runs=3, spoilt=2, voted=4, down=2)
    assert rest == Tally(runs=1, spoilt=0, voted=1, down=0)
