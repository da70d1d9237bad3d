"""What is said to the vendor and what is believed of its answers."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from jobs.chain.errors import Transient
from jobs.llm.batches.client import AnthropicBatches, lines, read_line
from jobs.llm.batches.vendor import Ask, NotThere
from jobs.llm.client import connect
from tests.jobs.llm.batches.rig import item
from tests.standins.batches_api import EPOCH, Mishap, batches_of
from tests.standins.messages_api import MessagesStandIn, Reply


async def pieces(*given: bytes) -> AsyncIterator[bytes]:
    for piece in given:
        yield piece


async def told(*given: bytes, longest: int = 100) -> list[bytes | None]:
    return [line async for line in lines(pieces(*given), longest)]


async def test_lines_are_put_together_from_whatever_pieces_come() -> None:
    whole = b"first\nsecond\r\n\n  \nthird"
    for size in range(1, len(whole) + 1):
        cut = [whole[start : start + size] for start in range(0, len(whole), size)]
        assert await told(*cut) == [b"first", b"second\r", b"third"]


async def test_a_line_that_is_too_long_is_skipped_and_never_kept_whole() -> None:
    assert await told(*[b"x" * 60] * 5, b"\nshort\n", b"y" * 200) == [None, b"short", None]
    assert await told(b"x" * 100 + b"\n", b"x" * 101 + b"\nz") == [b"x" * 100, None, b"z"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"7",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        b'{"custom_id": 7, "result": {"type": "expired"}}',
        b'{"custom_id": "a", "result": "expired"}',
        b'{"custom_id": "a", "result": {"type": "lost"}}',
        b'{"custom_id": "a", "result": {"type": ["expired"]}}',
        b'{"result": {"type": "expired"}}',
    ],
    ids=lambda raw: raw[:50].decode(errors="replace"),
)
def test_a_line_that_tells_nothing_is_no_result(raw: bytes) -> None:
    assert read_line(raw) is None


@pytest.mark.parametrize("message", ["null", "7", "[]", '{"_fields_set": 1, "self": 2}', '{"content": 3, "usage": "free"}'])
def test_a_message_of_any_form_is_read_without_an_error(message: str) -> None:
    line = read_line(b'{"custom_id": "a", "result": {"type": "succeeded", "message": %b}}' % message.encode())
    assert line is not None
    assert line.verdict == "succeeded"


async def test_results_are_fetched_from_the_configured_address_whatever_the_vendor_names() -> None:
    async with MessagesStandIn() as api:
        desk, model = batches_of(api), connect("sk-test", api.url)
        vendor = AnthropicBatches(model.client)
        made = await vendor.create([Ask("a", "claude-haiku-5-5", item(1).request)])
        assert (made.ended, made.items) == (False, 1)
        ended = desk.end()
        assert str(ended.told()["results_url"]).startswith("http://results.invalid/")
        assert [line.id async for line in vendor.results(made.id) if line] == ["a"]
        await model.aclose()


async def test_the_call_in_a_batch_is_the_call_that_would_have_been_made_alone() -> None:
    async with MessagesStandIn() as api:
        desk, model = batches_of(api), connect("sk-test", api.url)
        request = item(1, prefix="What all share. " * 400).request
        await AnthropicBatches(model.client).create([Ask("a", "claude-haiku-5-5", request)])
        await model.complete_with("claude-haiku-5-5", request, seconds=5)
        [sent] = [each["params"] for batch in desk.held.values() for each in batch.requests]
        assert sent == {name: value for name, value in api.journal[0].items() if name != "stream"}
        await model.aclose()


async def test_a_batch_that_is_not_there_is_said_to_be_so() -> None:
    async with MessagesStandIn() as api:
        model = connect("sk-test", api.url)
        vendor = AnthropicBatches(model.client)
        with pytest.raises(NotThere):
            await vendor.retrieve("msgbatch_9")
        with pytest.raises(NotThere):
            await vendor.cancel("msgbatch_9")
        with pytest.raises(NotThere):
            _ = [line async for line in vendor.results("msgbatch_9")]
        await model.aclose()


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"[]",
        b'{"id": "../../files", "processing_status": "ended"}',
        b'{"id": "b", "processing_status": "asleep", "created_at": "2026-11-02T09:30:00Z", "request_counts": {}}',
        b'{"id": "b", "processing_status": "ended", "created_at": "yesterday", "request_counts": {}}',
        b'{"id": "b", "processing_status": "ended", "created_at": "2026-11-02T09:30:00Z", "request_counts": {"processing": "many"}}',
    ],
)
async def test_an_answer_that_tells_of_no_batch_is_not_believed(body: bytes) -> None:
    async with MessagesStandIn() as api:
        model, desk = connect("sk-test", api.url), batches_of(api)
        vendor = AnthropicBatches(model.client)
        desk.faults["retrieve"].append(Mishap(Reply(status=200, raw=body)))
        desk.faults["list"].append(Mishap(Reply(status=200, raw=body)))
        with pytest.raises(Transient):
            await vendor.retrieve("msgbatch_1")
        with pytest.raises(Transient):
            _ = [standing async for standing in vendor.recent(EPOCH - timedelta(hours=1))]
        await model.aclose()
