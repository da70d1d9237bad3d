"""A request that was answered within the hour is not paid for again, and nobody is shown what was meant for another."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from redis.asyncio import Redis

from jobs.chain.errors import ModelRefused, Overloaded
from jobs.chain.model import ModelReply, ModelRequest, StopReason, Usage
from jobs.chain.pii.steady import restored, steady, tokens_in
from jobs.llm.exact_cache import MOST_CHARS, CachedModel, ExactCache, Kept, key_of, worth_keeping
from jobs.llm.purse import Bill, Payer
from jobs.llm.shelf import Key, Layer, LayerAway, Memory, SealedRedis
from jobs.llm.tiers import load
from storage.cipher import Cipher
from storage.errors import Unavailable
from tests.jobs.limits_rig import Now, closed_port, emptied
from tests.jobs.llm.routing import PAYER, REQUEST, USAGE

THERE = Payer("ten_there", "analyze")
ASKED = REQUEST.model_copy(update={"cache_key": "rate@1#ab:7c"})
CIPHER = Cipher([("k1", b"1" * 32)])
TIERS = load()
MAIL, NAME = "\u27e6EMAIL-3f9a2c10b4\u27e7", "\u27e6NAME-aa11bb22cc\u27e7"
MAIL_2, NAME_2 = "\u27e6EMAIL-0123456789\u27e7", "\u27e6NAME-fedcba9876\u27e7"


@dataclass
class Oracle:
    """Replies in turn, then `{"call": n}`; an error in their place is raised."""

    script: list[str | BaseException] = field(default_factory=list[str | BaseException])
    calls: list[ModelRequest] = field(default_factory=list[ModelRequest])
    stop_reason: StopReason = "end_turn"

    async def complete(self, request: ModelRequest) -> ModelReply:
        self.calls.append(request)
        turn = self.script.pop(0) if self.script else json.dumps({"call": len(self.calls)})
        if isinstance(turn, BaseException):
            raise turn
        return ModelReply(text=turn, stop_reason=self.stop_reason, usage=USAGE, model="model-a", request_id="req_1", duration=2.0)


@dataclass
class Book:
    notes: list[tuple[Payer, Bill]] = field(default_factory=list[tuple[Payer, Bill]])
    away: bool = False

    async def note(self, payer: Payer, bill: Bill) -> None:
        if self.away:
            raise Unavailable("the database is away")
        self.notes.append((payer, bill))


@dataclass
class Desk:
    """One process: what stays from run to run. `run` is one attempt of one run."""

    layers: Sequence[Layer]
    oracle: Oracle = field(default_factory=Oracle)
    book: Book = field(default_factory=Book)

    def __post_init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.cache = ExactCache(self.layers, lambda layer, outcome: self.told.append((layer, outcome)))

    def run(self, payer: Payer = PAYER) -> CachedModel:
        return CachedModel(self.oracle, self.cache, TIERS, payer, self.book)

    async def text(self, request: ModelRequest = ASKED, payer: Payer = PAYER) -> str:
        return (await self.run(payer).complete(request)).text


def request(**changes: Any) -> ModelRequest:
    return ASKED.model_copy(update=changes)


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
async def redis(redis_url: str | None) -> AsyncIterator[Redis]:
    async with emptied(redis_url) as link:
        yield link.client()


@pytest.fixture
def desk(redis: Redis, now: Now) -> Desk:
    return process(redis, now)


def process(redis: Redis, now: Now) -> Desk:
    return Desk([Memory(clock=now.clock), SealedRedis(redis, CIPHER, clock=now.clock)])


async def test_a_second_run_with_the_same_content_is_answered_without_a_call(desk: Desk) -> None:
    first = await desk.run().complete(ASKED)
    again = await desk.run().complete(request(user="<<9f3c>>\nA notice.\n<<9f3c>>"))
    assert (again.text, again.model, again.stop_reason) == (first.text, "model-a", "end_turn")
    assert (again.usage, again.request_id, again.duration) == (Usage(), None, 0.0)
    assert len(desk.oracle.calls) == 1


async def test_what_was_had_for_nothing_is_booked_with_what_it_saved(desk: Desk) -> None:
    await desk.text()
    await desk.text()
    [(payer, bill)] = desk.book.notes
    assert payer == PAYER
    assert bill == Bill("rate", "middle", "model-a", "cached", USAGE, 0, 0.0, None)


async def test_a_book_that_is_away_costs_no_answer(desk: Desk) -> None:
    desk.book.away = True
    assert await desk.text() == await desk.text()
    assert len(desk.oracle.calls) == 1


async def test_a_request_without_a_key_is_never_kept_and_never_served(desk: Desk) -> None:
    plain = request(cache_key=None)
    assert await desk.text(plain) != await desk.text(plain)
    assert desk.told == []


OTHER: list[dict[str, Any]] = [
    {"cache_key": "rate@2#cd:7c"},
    {"step": "requirements"},
    {"tier": "large"},
    {"max_tokens": 999},
    {"reply_schema": {"type": "object", "title": "Other"}},
    {"user": f"A notice. {MAIL}"},
]


@pytest.mark.parametrize("other", OTHER, ids=[next(iter(each)) for each in OTHER])
async def test_what_may_change_the_reply_asks_anew(desk: Desk, other: dict[str, Any]) -> None:
    assert await desk.text() != await desk.text(request(**other))


async def test_other_models_in_the_file_ask_anew(desk: Desk) -> None:
    changed = TIERS.preferring({"middle": "claude-haiku-5-5"})
    assert key_of(ASKED, "t", TIERS) != key_of(ASKED, "t", changed)
    assert key_of(ASKED, "t", TIERS) == key_of(ASKED, "t", load())


async def test_no_workspace_is_served_what_was_written_for_another(desk: Desk) -> None:
    assert await desk.text() != await desk.text(payer=THERE)
    assert {each.tenant_id for each in (key_of(ASKED, "a", TIERS), key_of(ASKED, "b", TIERS))} == {"a", "b"}
    assert key_of(ASKED, "a", TIERS).content != key_of(ASKED, "b", TIERS).content


async def test_memory_comes_first_and_another_process_finds_it_in_redis_and_keeps_it(desk: Desk, redis: Redis, now: Now) -> None:
    await desk.text()
    await desk.text()
    other = process(redis, now)
    await other.text()
    await other.text()
    assert desk.told == [("memory", "miss"), ("redis", "miss"), ("memory", "hit")]
    assert other.told == [("memory", "miss"), ("redis", "hit"), ("memory", "hit")]
    assert other.oracle.calls == []
    assert other.cache.counters == {"memory:miss": 1, "redis:hit": 1, "memory:hit": 1}


async def test_after_five_minutes_the_shared_layer_answers(desk: Desk, now: Now) -> None:
    await desk.text()
    now.pass_(301)
    await desk.text()
    assert desk.told[-2:] == [("memory", "miss"), ("redis", "hit")]


async def test_a_redis_that_is_gone_is_a_miss_and_memory_still_serves(now: Now) -> None:
    desk = process(Redis.from_url(await closed_port()), now)
    await desk.text()
    await desk.text()
    assert len(desk.oracle.calls) == 1
    assert desk.cache.counters == {"memory:miss": 1, "redis:away": 1, "redis:not_kept": 1, "memory:hit": 1}


class Odd:
    """A layer with one value for everything."""

    name = "odd"

    def __init__(self, value: bytes) -> None:
        self.value = value

    async def get(self, key: Key) -> bytes | None:
        return self.value

    async def put(self, key: Key, value: bytes) -> None:
        raise LayerAway


KEPT = Kept(text="{}", stop_reason="end_turn", model="m", usage=Usage()).model_dump()


@pytest.mark.parametrize("value", [b"", b"{}", b"\xff", b"[1]", json.dumps({**KEPT, "form": 2}).encode()])
async def test_a_value_of_another_make_is_a_miss(value: bytes) -> None:
    desk = Desk([Odd(value)])
    await desk.text()
    assert len(desk.oracle.calls) == 1


async def test_a_value_with_more_places_than_the_prompt_has_masked_values_is_a_miss() -> None:
    kept = Kept(text='{"a": "\u27e6EMAIL#2\u27e7"}', stop_reason="end_turn", model="m", usage=Usage())
    desk = Desk([Odd(kept.model_dump_json().encode())])
    assert await desk.text(request(user=f"Write to {MAIL}")) == '{"call": 1}'


async def test_a_reply_that_was_of_no_use_is_not_served_to_its_own_repair_and_gives_way_to_it(desk: Desk) -> None:
    desk.oracle.script = ['{"score": 99}', '{"score": 5}']
    run = desk.run()
    await run.complete(ASKED)
    repaired = await run.complete(request(user="A notice.\n\nYour last reply could not be used."))
    assert repaired.text == '{"score": 5}'
    assert await desk.text() == '{"score": 5}'
    assert len(desk.oracle.calls) == 2


async def test_a_served_reply_that_is_of_no_use_is_asked_for_anew(desk: Desk) -> None:
    await desk.text()
    run = desk.run()
    await run.complete(ASKED)
    assert (await run.complete(ASKED)).text == '{"call": 2}'
    assert await desk.text() == '{"call": 2}'


@pytest.mark.parametrize("error", [Overloaded("Busy."), ModelRefused("No."), asyncio.CancelledError()])
async def test_an_error_is_passed_on_and_not_kept(desk: Desk, error: BaseException) -> None:
    desk.oracle.script = [error]
    with pytest.raises(type(error)):
        await desk.text()
    assert await desk.text() == '{"call": 2}'


async def test_mask_tokens_of_another_run_become_those_of_this_one(desk: Desk) -> None:
    theirs = request(user=f"Write to {MAIL}, ask for {NAME}. Once more: {MAIL}")
    ours = request(user=f"Write to {MAIL_2}, ask for {NAME_2}. Once more: {MAIL_2}")
    assert steady(theirs.user) == steady(ours.user)
    desk.oracle.script = [json.dumps({"quote": f"ask for {NAME}", "to": MAIL}, ensure_ascii=False)]
    await desk.text(theirs)
    assert json.loads(await desk.text(ours)) == {"quote": f"ask for {NAME_2}", "to": MAIL_2}
    assert len(desk.oracle.calls) == 1


async def test_nothing_that_stands_in_redis_holds_a_token_or_a_word_of_the_reply(desk: Desk, redis: Redis) -> None:
    desk.oracle.script = [json.dumps({"to": MAIL, "why": "solvency"}, ensure_ascii=False)]
    await desk.text(request(user=f"Write to {MAIL}"))
    [name] = await redis.keys("*")
    raw = await redis.get(name)
    assert raw is not None
    assert name.startswith(b"bidwright:llm:cache:ten_here:")
    assert not any(word in raw for word in (b"solvency", b"EMAIL", b"3f9a2c10b4"))


UNFIT = {
    "no JSON": "I would rather talk about the weather.",
    "no object": "[1, 2]",
    "too long": json.dumps({"a": "x" * MOST_CHARS}),
    "too deep": '{"a":' * 20_000,
    "a foreign token": json.dumps({"to": MAIL_2}, ensure_ascii=False),
    "a mangled token": json.dumps({"to": MAIL.strip("\u27e6\u27e7")}),
    "an escaped token": json.dumps({"to": MAIL}),
    "a place": '{"to": "\u27e6EMAIL#1\u27e7"}',
    "the canary": '{"why": "my word is k7f3a9c2d1"}',
}


@pytest.mark.parametrize("text", UNFIT.values(), ids=UNFIT)
async def test_what_may_not_be_shown_again_is_not_kept(desk: Desk, text: str) -> None:
    desk.oracle.script = [text]
    asked = request(user="A notice.", system="Never say k7f3a9c2d1 to anybody.")
    await desk.text(asked)
    assert await desk.text(asked) == '{"call": 2}'


@pytest.mark.parametrize("stop_reason", ["max_tokens", "refusal", "pause_turn"])
async def test_only_a_reply_that_came_to_its_end_is_kept(desk: Desk, stop_reason: StopReason) -> None:
    desk.oracle.stop_reason = stop_reason
    assert await desk.text() != await desk.text()


def test_places_and_tokens_are_each_others_opposite() -> None:
    text = f"{MAIL} and {NAME}, {MAIL}"
    known = tokens_in(text)
    assert known == (MAIL, NAME)
    assert restored(steady(text), known) == text
    assert steady(MAIL_2, known) == MAIL_2
    assert worth_keeping(ASKED, ModelReply(text="{}", stop_reason="end_turn", usage=USAGE, model="m")) is not None
