"""The router behind real breakers, which are kept by this process alone here."""

from itertools import count

import pytest

from jobs.breaker import Breaker
from jobs.chain.errors import Overloaded, Transient
from jobs.llm.gates import Gates
from jobs.llm.router import Router
from tests.jobs.llm.routing import FIRST, REQUEST, SECOND, Desk, desk, fails

LOST = Transient("Lost.")


def behind(made: Desk) -> tuple[Router, list[str]]:
    ids, names = count(), list[str]()

    def breaker(name: str) -> Breaker:
        names.append(name)
        return Breaker(None, f"llm:{name}", new_id=lambda: f"id_{next(ids)}", failures=5, open_seconds=30, clock=made.clock)

    return Router(**{**vars(made.router), "gate": Gates(breaker)}), names


async def test_a_model_that_keeps_failing_is_passed_over_until_its_probe_succeeds() -> None:
    made = desk(first=[fails(LOST, takes=0)] * 5)
    router, names = behind(made)
    for _ in range(3):
        assert (await router.complete(REQUEST)).model == SECOND
    assert made.asked == [FIRST] * 3 + [SECOND] + [FIRST] * 2 + [SECOND] * 2
    made.clock.now += 31
    assert (await router.complete(REQUEST)).model == FIRST
    assert sorted(names) == sorted([FIRST, SECOND])


async def test_when_every_breaker_is_open_the_wait_is_said_and_nothing_is_called() -> None:
    made = desk(first=[fails(LOST, takes=0)] * 9, second=[fails(LOST, takes=0)] * 9)
    router, _ = behind(made)
    for _ in range(2):
        with pytest.raises(Transient):
            await router.complete(REQUEST)
    calls = len(made.models.calls)
    with pytest.raises(Overloaded) as shut:
        await router.complete(REQUEST)
    assert len(made.models.calls) == calls
    assert 0 < (shut.value.retry_after or 0) <= 30
