"""The client over real HTTP against the stand-in: every fault ends in one error of ours, and every call is booked."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from jobs.chain.agents.analyst import ModelAnalyst
from jobs.chain.agents.replies import ScreenReply
from jobs.chain.errors import (
    AnalystError,
    BadOutput,
    BadRequest,
    KeyRefused,
    ModelRefused,
    Overloaded,
    RateLimited,
    SpendLimit,
    TooLong,
    Transient,
)
from jobs.chain.model import Case, ModelRequest
from jobs.chain.pipeline import run_chain
from jobs.chain.policy import DEFAULT_POLICY
from jobs.llm.client import API_URL, AnthropicModel, CallRecord, connect
from tests.builders import NOW, profile, tender
from tests.jobs.chain.doubles import prompts
from tests.standins import messages_api as api
from tests.standins.messages_api import MessagesStandIn, Reply

pytestmark = pytest.mark.enable_socket
REQUEST = ModelRequest(
    step="screen",
    tier="small",
    system="Be brief.",
    user="[p1]\n│ Some text of a notice.\n",
    reply_schema=ScreenReply.model_json_schema(),
    max_tokens=500,
)


@asynccontextmanager
async def serving(*script: Reply, limit: float = 5.0) -> AsyncGenerator[tuple[MessagesStandIn, AnthropicModel, list[CallRecord]]]:
    booked: list[CallRecord] = []
    async with MessagesStandIn(*script) as stand_in:
        model = connect("sk-test", stand_in.url, timeout=limit, on_call=booked.append)
        try:
            yield stand_in, model, booked
        finally:
            await model.aclose()


async def test_a_good_reply_comes_back_as_text_with_usage_and_thinking_left_out() -> None:
    usage = {"input_tokens": 170, "output_tokens": 40, "cache_read_input_tokens": 11, "cache_creation_input_tokens": 13}
    async with serving(Reply(usage=usage)) as (stand_in, model, booked):
        reply = await model.complete(REQUEST)
    assert ScreenReply.model_validate_json(reply.text).claim.quote == "Some text of a notice."
    assert (reply.stop_reason, reply.request_id, reply.model) == ("end_turn", "req_1", "claude-haiku-5-5")
    assert reply.usage.input > 0
    assert (reply.usage.cache_read, reply.usage.cache_write) == (11, 13)
    assert [(record.outcome, record.usage, record.request_id) for record in booked] == [("ok", reply.usage, "req_1")]
    assert len(stand_in.journal) == 1


async def test_a_call_holds_what_the_api_of_2026_takes_and_nothing_else() -> None:
    async with serving() as (stand_in, model, _):
        await model.complete(REQUEST)
    (body,) = stand_in.journal
    assert set(body) == {"model", "max_tokens", "system", "messages", "output_config"}
    assert body["output_config"]["format"]["type"] == "json_schema"
    assert "maxLength" not in body["output_config"]["format"]["schema"]["$defs"]["QuotedClaim"]["properties"]["text"]
    assert stand_in.headers[0]["authorization"] == "Bearer sk-test"
    assert "traceparent" not in stand_in.headers[0]


FAULTS: list[tuple[Reply, type[AnalystError]]] = [
    (api.OVERLOADED, Overloaded),
    (api.RATE_LIMITED, RateLimited),
    (api.SPEND_LIMIT, SpendLimit),
    (api.BROKEN_DOWN, Transient),
    (api.BAD_KEY, KeyRefused),
    (api.REFUSED, ModelRefused),
    (api.CUT_SHORT, BadOutput),
    (api.GARBAGE, Transient),
    (api.CUT_CONNECTION, Transient),
    (Reply(refuse_connection=True), Transient),
    (Reply(raw=b"", content_type="application/json"), Transient),
    (Reply(raw=b"\xff\xfe\x00", content_type="application/json"), Transient),
    (Reply(raw=b"<html>so sorry</html>", content_type="text/html"), Transient),
    (Reply(raw=b"[1, 2]"), Transient),
    (Reply(raw=b"null"), Transient),
    (Reply(raw=b'{"type": "message", "content": null, "stop_reason": "end_turn"}'), BadOutput),
    (Reply(raw=b'{"type": "message", "content": [1, {"type": "text"}], "stop_reason": "end_turn"}'), BadOutput),
    (Reply(error=("overloaded_error", None)), Overloaded),
    (Reply(error=("api_error", None)), Transient),
    (Reply(status=502, raw=b"<html>bad gateway</html>", content_type="text/html"), Transient),
    (Reply(status=413, error=("request_too_large", None)), TooLong),
    (Reply(status=400, error=("invalid_request_error", None)), BadRequest),
    (Reply(status=404, error=("not_found_error", None)), BadRequest),
    (Reply(stop_reason="model_context_window_exceeded"), TooLong),
    (Reply(stop_reason=None), Transient),
    (Reply(text="   "), BadOutput),
]


@pytest.mark.parametrize(("reply", "expected"), FAULTS)
async def test_every_fault_ends_in_its_error_after_one_request_and_is_booked(reply: Reply, expected: type[AnalystError]) -> None:
    async with serving(reply) as (stand_in, model, booked):
        with pytest.raises(AnalystError) as caught:
            await model.complete(REQUEST)
    assert type(caught.value) is expected
    assert [record.outcome for record in booked] == [expected.__name__]
    assert len(stand_in.journal) == 1
    assert "so it goes" not in caught.value.sentence


async def test_what_a_refusal_and_a_cut_reply_cost_is_booked() -> None:
    async with serving(api.REFUSED, api.CUT_SHORT) as (_, model, booked):
        for expected in (ModelRefused, BadOutput):
            with pytest.raises(expected):
                await model.complete(REQUEST)
    assert [record.stop_reason for record in booked] == ["refusal", "max_tokens"]
    assert all(record.usage.input > 0 for record in booked)


async def test_the_wait_asked_for_reaches_the_caller_capped_and_nobody_sleeps() -> None:
    patient = Reply(status=429, error=("rate_limit_error", None), headers={"retry-after": "900"})
    async with serving(api.RATE_LIMITED, patient) as (_, model, _booked):
        waits = []
        for _each in range(2):
            with pytest.raises(RateLimited) as caught:
                await model.complete(REQUEST)
            waits.append(caught.value.retry_after)
    assert waits == [7, 60]


@pytest.mark.parametrize("reply", [Reply(delay=30), api.SLOW_BYTES])
async def test_silence_and_trickling_bytes_end_at_the_time_limit(reply: Reply) -> None:
    async with serving(reply, limit=0.3) as (_, model, booked):
        with pytest.raises(Transient):
            await model.complete(REQUEST)
    assert booked[0].duration < 3


async def test_nobody_at_the_other_end_is_transient() -> None:
    async with MessagesStandIn() as stand_in:
        url = stand_in.url
    model = connect("sk-test", url, timeout=2)
    with pytest.raises(Transient):
        await model.complete(REQUEST)
    await model.aclose()


async def test_a_cancelled_call_is_booked_and_stays_cancelled() -> None:
    async with serving(Reply(delay=30)) as (stand_in, model, booked):
        call = asyncio.create_task(model.complete(REQUEST))
        await stand_in.arrived.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
    assert [record.outcome for record in booked] == ["cancelled"]


async def _run(model: AnthropicModel, delimiter: Callable[[], str] = lambda: "k7f3") -> object:
    stored: dict[str, dict[str, object]] = {}

    async def on_step(name: str, value: dict[str, object]) -> None:
        stored[name] = value

    return await run_chain(
        Case(tender=tender(), profile=profile(), now=NOW),
        ModelAnalyst(model, prompts(), delimiter=delimiter),
        depth="standard",
        policy=DEFAULT_POLICY,
        done={},
        on_step=on_step,
    )


async def test_the_whole_chain_runs_over_the_stand_in() -> None:
    async with serving() as (stand_in, model, booked):
        outcome = await _run(model)
    analysis = getattr(outcome, "analysis", None)
    assert analysis is not None
    assert (analysis.verdict, analysis.analyst) == ("bid", "anthropic")
    assert all(criterion.claim.evidence for criterion in analysis.criteria)
    assert [{record.step for record in booked[:2]}, {record.step for record in booked[2:]}] == [
        {"judge", "screen"},
        {"rate", "requirements"},
    ]
    assert {body["model"] for body in stand_in.journal} == {"claude-haiku-5-5"}, "a short notice is judged by the smallest model"


async def test_a_reply_that_is_no_json_is_repaired_over_the_wire() -> None:
    async with serving() as (stand_in, model, booked):
        stand_in.answer(api.NO_JSON, step="rate")
        assert getattr(await _run(model), "state", None) == "complete"
    assert [record.step for record in booked].count("rate") == 2
    assert len(stand_in.journal) == len(booked) == 5


async def test_a_number_the_model_changed_in_its_quote_is_caught() -> None:
    def changed(body: api.Body) -> api.Body:
        reply = api.plausible(body)
        for criterion in reply.get("criteria", []):
            criterion["claim"] = {**criterion["claim"], "quote": "The platform holds about sixty terabytes"}
        return reply

    async with serving() as (stand_in, model, _booked):
        stand_in.answer(Reply(answer=changed), step="rate")
        analysis = getattr(await _run(model), "analysis", None)
    assert analysis is not None
    assert {criterion.code for criterion in analysis.criteria if criterion.score is not None} == {"effort"}
    assert (analysis.verdict, analysis.score) == ("review", None)


async def test_spans_hold_no_text_of_prompt_or_reply_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE", "content")
    kept, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    async with MessagesStandIn() as stand_in:
        model = connect("sk-test", stand_in.url, tracer_provider=provider)
        await model.complete(REQUEST)
        await model.aclose()
    (span,) = kept.get_finished_spans()
    shown = str(span.attributes) + str([event.attributes for event in span.events])
    assert "claude-haiku-5-5" in shown
    assert "Some text of a notice" not in shown
    assert "Be brief" not in shown


async def test_the_address_of_the_environment_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://elsewhere.invalid")
    model = connect("sk-test")
    assert str(model.client.base_url).startswith(API_URL)
    await model.aclose()
