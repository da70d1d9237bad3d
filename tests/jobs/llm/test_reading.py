"""What may come back with a status of 200, over real HTTP and as any JSON: nothing of it is believed unseen, and all of it is booked."""

import json
from typing import Any

import anthropic
import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.chain.agents.replies import ScreenReply
from jobs.chain.errors import AnalystError, BadOutput, Overloaded, RateLimited, SpendLimit, TooLong, Transient
from jobs.chain.model import ModelReply, ModelRequest, Usage
from jobs.llm.client import DEFAULT_MODELS, AnthropicModel, CallRecord
from jobs.llm.prices import tokens
from jobs.llm.reading import is_same_model, reply_of, usage_of
from tests.jobs.llm.test_client import REQUEST, serving
from tests.standins import messages_api as api
from tests.standins.messages_api import MessagesStandIn, Reply

pytestmark = pytest.mark.enable_socket
MODEL = DEFAULT_MODELS["small"]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (api.ANOTHER_MODEL, Transient),
        (api.BROKE_OFF, Transient),
        (api.EMPTY, Transient),
        (api.NO_UTF8, Transient),
        (api.A_LIST, Transient),
        (api.A_PAGE, Transient),
        (api.BAD_GATEWAY, Transient),
        (api.UNAVAILABLE, Transient),
        (api.GATEWAY_TIMEOUT, Transient),
        (api.CLOSED_DOOR, Transient),
        (api.HUNG_UP, Transient),
        (api.OVERLOADED_INSIDE, Overloaded),
        (api.NO_CONTENT, BadOutput),
        (api.WINDOW_FULL, TooLong),
        (api.TOO_LARGE, TooLong),
        (api.TOO_LONG, TooLong),
        (api.NO_MONEY, SpendLimit),
        (api.NO_CREDIT, SpendLimit),
        (Reply(raw=b"[" * 200_000), Transient),
        (Reply(raw=b'{"type": "message", "usage": {"input_tokens": ' + b"9" * 5_000 + b"}}"), Transient),
        (Reply(raw=b'{"type": "error", "error": {"type": ["overloaded_error"]}}'), Transient),
        (Reply(status=529, raw=b'{"error": "busy"}'), Overloaded),
        (Reply(status=500, raw=b'{"error": {"type": {}, "message": [1], "details": 5}}'), Transient),
    ],
)
async def test_what_is_no_answer_ends_in_its_error_after_one_request_and_is_booked(reply: Reply, expected: type[AnalystError]) -> None:
    async with serving(reply) as (stand_in, model, booked):
        with pytest.raises(AnalystError) as caught:
            await model.complete(REQUEST)
    assert type(caught.value) is expected
    assert [record.outcome for record in booked] == [expected.__name__]
    assert len(stand_in.journal) == 1


@pytest.mark.parametrize(
    ("reply", "wait"),
    [
        (api.RATE_LIMITED, 7),
        (api.RATE_LIMITED_UNTIL, 9),
        (api.RATE_LIMITED_SILENTLY, None),
        (api.RATE_LIMITED_FOR_AGES, 60),
        (api.RATE_LIMITED_ABSURDLY, None),
    ],
)
async def test_a_stated_wait_is_understood_as_seconds_or_as_a_date(reply: Reply, wait: float | None) -> None:
    async with serving(reply) as (_, model, _booked):
        with pytest.raises(RateLimited) as caught:
            await model.complete(REQUEST)
    assert caught.value.retry_after == wait


@pytest.mark.parametrize(
    "reply", [api.NO_USAGE, api.ABSURD_USAGE, Reply(usage={"input_tokens": 5, "output_tokens": REQUEST.max_tokens + 1})]
)
async def test_a_reply_that_does_not_say_what_it_cost_is_booked_at_the_most_it_may_have_cost(reply: Reply) -> None:
    async with serving(reply) as (_, model, booked):
        await model.complete(REQUEST)
    size = len((REQUEST.system + REQUEST.user + json.dumps(REQUEST.reply_schema)).encode())
    assert booked[0].usage == Usage(input=tokens(size), output=REQUEST.max_tokens)


async def test_usage_that_can_be_is_believed() -> None:
    async with serving(Reply(usage={"input_tokens": 0, "output_tokens": 9, "cache_read_input_tokens": 700})) as (_, model, booked):
        await model.complete(REQUEST)
    assert booked[0].usage == Usage(output=9, cache_read=700)


async def test_a_model_may_answer_with_its_full_name_and_without_thinking() -> None:
    async with serving(api.DATED_MODEL, api.NO_THINKING) as (_, model, _booked):
        assert (await model.complete(REQUEST)).model == f"{MODEL}-20261001"
        assert (await model.complete(REQUEST)).model == MODEL


@pytest.mark.parametrize(
    ("stated", "same"),
    [
        ("claude-opus-5-5", True),
        ("claude-opus-5-5-20261001", True),
        ("anthropic/claude-opus-5-5@20261001", True),
        ("eu.anthropic.claude-opus-5-5-20261001-v1:0", True),
        ("claude-opus-5-5-mini", False),
        ("claude-opus-5", False),
        ("not-claude-opus-5-5", False),
        ("claude-opus-5-52", False),
    ],
)
def test_names_of_one_model_are_told_from_names_of_another(stated: str, same: bool) -> None:
    assert is_same_model("claude-opus-5-5", stated) is same
    assert is_same_model("claude-opus-5-5-20261001", stated) is same


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
WHOLE: dict[str, Any] = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": MODEL,
    "content": [{"type": "text", "text": "{}"}],
    "stop_reason": "end_turn",
    "usage": {"input_tokens": 5, "output_tokens": 5},
}


@given(st.dictionaries(st.sampled_from(sorted(WHOLE)), JSON, max_size=4), st.sets(st.sampled_from(sorted(WHOLE)), max_size=2))
async def test_any_json_is_a_reply_or_an_error_of_ours_and_booked_within_what_was_asked(
    changed: dict[str, Any], left_out: set[str]
) -> None:
    body = {name: value for name, value in (WHOLE | changed).items() if name not in left_out}
    booked: list[CallRecord] = []

    def handler(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=json.dumps(body).encode(), headers={"content-type": "application/json"})

    async with httpx2.AsyncClient(transport=httpx2.MockTransport(handler)) as http:
        client = anthropic.AsyncAnthropic(api_key="sk-test", http_client=http, max_retries=0)
        try:
            reply = await AnthropicModel(client, DEFAULT_MODELS, on_call=booked.append).complete(REQUEST)
        except AnalystError:
            reply = None
    assert reply is None or isinstance(reply, ModelReply)
    [record] = booked
    assert record.usage.output <= REQUEST.max_tokens
    assert record.usage.input + record.usage.cache_read + record.usage.cache_write < 10_000


def test_without_the_request_usage_is_taken_as_stated_and_what_is_not_stated_counts_as_nothing() -> None:
    made: Any = WHOLE | {"usage": {"input_tokens": 5}}
    message = anthropic.types.Message.construct(**made)
    assert usage_of(message) == Usage(input=5)
    assert reply_of(message).model == MODEL


async def test_an_overload_inside_a_stream_comes_as_the_sdk_is_known_to_hand_it_over() -> None:
    """The stand-in's word for facts/llm.md §1.6: status 200 and the type of the error."""
    async with MessagesStandIn(api.OVERLOADED_INSIDE, Reply(), Reply(cut=True)) as stand_in:
        client = anthropic.AsyncAnthropic(api_key="sk-test", base_url=stand_in.url, max_retries=0)
        with pytest.raises(anthropic.APIStatusError) as caught:
            await streamed(client, REQUEST)
        assert (caught.value.status_code, caught.value.type) == (200, "overloaded_error")
        message = await streamed(client, REQUEST)
        assert ScreenReply.model_validate_json(reply_of(message).text).relevant == "yes"
        with pytest.raises(httpx2.HTTPError):
            await streamed(client, REQUEST)
        await client.close()


async def streamed(client: anthropic.AsyncAnthropic, request: ModelRequest) -> anthropic.types.Message:
    form: Any = {"format": {"type": "json_schema", "schema": anthropic.transform_schema(ScreenReply)}}
    messages: Any = [{"role": "user", "content": request.user}]
    async with client.messages.stream(model=MODEL, max_tokens=500, messages=messages, output_config=form) as stream:
        return await stream.get_final_message()


async def test_the_prompt_cache_of_the_stand_in_counts_a_marked_prefix_once_and_reads_it_after() -> None:
    prefix = "All that several calls read. " * 400
    asked = REQUEST.model_copy(update={"prefix": prefix})
    async with serving() as (_, model, booked):
        await model.complete(asked)
        await model.complete(asked.model_copy(update={"user": "Another question."}))
        await model.complete(asked.model_copy(update={"prefix": "Else. " + prefix}))
    first, second, third = (record.usage for record in booked)
    assert first.cache_write > 2_000
    assert (second.cache_read, second.cache_write) == (first.cache_write, 0)
    assert (third.cache_read, third.cache_write > 2_000) == (0, True)
