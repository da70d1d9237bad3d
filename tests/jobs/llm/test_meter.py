"""What goes to the models is counted, and a prompt cache that is paid for and never hits is told of once."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from prometheus_client import CollectorRegistry
from structlog.testing import capture_logs

from jobs.chain.errors import Overloaded, Transient
from jobs.chain.model import ModelReply, ModelRequest, Usage
from jobs.llm.blocks import LEAST_CHARS
from jobs.llm.client import CallRecord, connect
from jobs.llm.meter import PATIENCE, Meter, MeteredCaller
from jobs.llm.prices import cost
from jobs.llm.tiers import load
from tests.jobs.llm.routing import FIRST, REQUEST, SECOND, Clock, Models, Turn, fails
from tests.standins.messages_api import MessagesStandIn

TIERS = load()
MARKED = REQUEST.model_copy(update={"prefix": "The criteria. " * 600})
HIT, WRITTEN, SHORT = Usage(input=9, cache_read=2_000), Usage(input=9, cache_write=2_000), Usage(input=2_009)


def metered(*turns: Turn) -> tuple[MeteredCaller, Models, Meter]:
    models = Models(Clock(), {FIRST: list(turns)})
    meter = Meter(CollectorRegistry())
    return MeteredCaller(models, TIERS, meter), models, meter


async def call(caller: MeteredCaller, request: ModelRequest = MARKED, model: str = FIRST) -> list[CallRecord]:
    records: list[CallRecord] = []
    try:
        await caller.complete_with(model, request, seconds=9, on_call=records.append)
    except Transient:
        assert records[0].outcome != "ok"
    return records


async def warned(caller: MeteredCaller, times: int, request: ModelRequest = MARKED) -> list[tuple[str, bool]]:
    with capture_logs() as logs:
        for _ in range(times):
            await call(caller, request)
    return [(line["step"], line["written"]) for line in logs if line["event"] == "prompt_cache_never_hits"]


def value(meter: Meter, name: str, **labels: str) -> float | None:
    return meter.registry.get_sample_value(name, labels)


async def test_calls_tokens_money_and_seconds_are_counted_under_their_names() -> None:
    usage = Usage(input=1_000, output=100, cache_read=50, cache_write=7)
    caller, _, meter = metered(Turn(usage=usage, takes=3.0), fails(Overloaded("Busy."), takes=1.0))
    await call(caller)
    await call(caller)
    here = {"step": "rate", "model": FIRST}
    assert value(meter, "bidwright_llm_requests_total", **here, outcome="ok") == 1
    assert value(meter, "bidwright_llm_requests_total", **here, outcome="Overloaded") == 1
    tokens = {kind: value(meter, "bidwright_llm_tokens_total", **here, kind=kind) for kind in usage.model_dump()}
    assert tokens == usage.model_dump()
    assert value(meter, "bidwright_llm_cost_usd_total", **here) == pytest.approx(cost(TIERS.model(FIRST), usage) / 1_000_000)
    assert value(meter, "bidwright_llm_request_seconds_sum", **here) == 4.0
    assert value(meter, "bidwright_llm_active", model=FIRST) == 0


class Looking:
    """Looks at the gauge instead of calling anybody."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter
        self.seen: list[float | None] = []

    async def complete_with(self, model: str, request: ModelRequest, *, seconds: float, on_call: object) -> ModelReply:
        self.seen.append(value(self.meter, "bidwright_llm_active", model=model))
        raise Transient("Lost.")


async def test_a_call_under_way_is_seen_while_it_lasts() -> None:
    meter = Meter(CollectorRegistry())
    looking = Looking(meter)
    with pytest.raises(Transient):
        await MeteredCaller(looking, TIERS, meter).complete_with(FIRST, REQUEST, seconds=9, on_call=lambda _: None)
    assert looking.seen == [1]
    assert value(meter, "bidwright_llm_active", model=FIRST) == 0


async def test_whoever_asked_still_gets_the_record() -> None:
    caller, _, _ = metered()
    assert [record.outcome for record in await call(caller)] == ["ok"]


async def test_a_head_that_is_never_found_is_told_of_once() -> None:
    caller, _, _ = metered(*[Turn(usage=WRITTEN)] * 3 * PATIENCE)
    assert await warned(caller, 3 * PATIENCE) == [("rate", True)]


async def test_a_head_too_short_for_the_model_is_told_of_as_such() -> None:
    caller, _, _ = metered(*[Turn(usage=SHORT)] * PATIENCE)
    assert await warned(caller, PATIENCE) == [("rate", False)]


@pytest.mark.parametrize(
    "turns", [[Turn(usage=WRITTEN)] * 5 + [Turn(usage=HIT)] + [Turn(usage=WRITTEN)] * 99, [fails(Overloaded("Busy."))] * 99]
)
async def test_nobody_is_told_of_a_head_that_was_found_or_could_not_be(turns: list[Turn]) -> None:
    caller, _, _ = metered(*turns)
    assert await warned(caller, len(turns)) == []


async def test_a_request_without_a_marked_head_is_not_watched() -> None:
    caller, _, _ = metered(*[Turn(usage=SHORT)] * 99)
    assert await warned(caller, 99, REQUEST) == []


@asynccontextmanager
async def over_http() -> AsyncGenerator[tuple[MessagesStandIn, MeteredCaller]]:
    async with MessagesStandIn() as api:
        model = connect("sk-test", api.url)
        try:
            yield api, MeteredCaller(model, TIERS, Meter(CollectorRegistry()))
        finally:
            await model.aclose()


async def test_over_the_wire_the_second_call_reads_what_the_first_one_wrote_and_is_cheaper() -> None:
    async with over_http() as (api, caller):
        [first] = await call(caller, MARKED)
        [second] = await call(caller, MARKED.model_copy(update={"user": "Another section."}))
    assert first.usage.cache_write > 1_024
    assert (first.usage.cache_read, second.usage.cache_read, second.usage.cache_write) == (0, first.usage.cache_write, 0)
    assert cost(TIERS.model(FIRST), second.usage) < cost(TIERS.model(FIRST), first.usage)
    heads = [body["messages"][0]["content"][0] for body in api.journal]
    assert heads == [{"type": "text", "text": MARKED.prefix, "cache_control": {"type": "ephemeral"}}] * 2


async def test_over_the_wire_one_other_character_before_the_mark_or_another_model_reads_nothing() -> None:
    async with over_http() as (_, caller):
        await call(caller, MARKED)
        [other] = await call(caller, MARKED.model_copy(update={"prefix": f"!{MARKED.prefix}"}))
        [elsewhere] = await call(caller, MARKED, SECOND)
        [changed] = await call(caller, MARKED.model_copy(update={"system": "Be brief, 7f3a."}))
    assert {record.usage.cache_read for record in (other, elsewhere, changed)} == {0}


async def test_over_the_wire_a_long_system_prompt_is_shared_by_two_heads() -> None:
    long = MARKED.model_copy(update={"system": "Rules of the house. " * (LEAST_CHARS // 10)})
    async with over_http() as (_, caller):
        [first] = await call(caller, long)
        [second] = await call(caller, long.model_copy(update={"prefix": "Another head. " * 600}))
    assert 0 < second.usage.cache_read < first.usage.cache_write
