"""Takes a request to the models of its tier, the first choice first, within gates, ceilings and a time that are all finite."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

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
from jobs.chain.model import ModelReply, ModelRequest, Usage
from jobs.chain.prompt import Arm
from jobs.llm.alarm import Alarm, Alert
from jobs.llm.blocks import is_marked
from jobs.llm.prices import Lifetime, cost, estimate, tokens
from jobs.llm.purse import Bill, OverCeiling, Payer, Purse, Quote, Reservation
from jobs.llm.tiers import TierRule, Tiers

if TYPE_CHECKING:  # the client's room takes two seconds to import
    from jobs.llm.client import CallRecord

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0
"""Seconds. Who is asked to wait longer tries the next model at once, and a run comes back later."""
FRAME_CHARS = 1_500
"""What the API adds to a prompt: roles, and its own words about the form of the reply."""
MOST_TOKENS = 10**9
"""Of one kind in one call, more than any window: a broken answer may say anything, and the books have an end."""


class Pass(Protocol):
    """Leave for one call; the first verdict counts."""

    async def ok(self) -> None: ...
    async def failed(self) -> None:
        """The other side is at fault: 5xx, 529, time-out, connection."""
        ...

    async def released(self) -> None:
        """No verdict."""
        ...


class Gate(Protocol):
    async def enter(self, model: str) -> Pass:
        """Raises `Overloaded` or `RateLimited` with `retry_after` while that model is not to be called."""
        ...


class Caller(Protocol):
    async def complete_with(
        self, model: str, request: ModelRequest, *, seconds: float, on_call: "Callable[[CallRecord], None]"
    ) -> ModelReply:
        """One call of that very model within `seconds`. Hands over its record before it returns or raises any `AnalystError`."""
        ...


@dataclass(frozen=True)
class Router:
    """`jobs.chain.model.Model` for one payer; `paid_by` gives the same for another.

    Every call is held against the ceilings before and booked after, whatever came of it. The next model is asked where one is
    overloaded, slowed down, out of reach after its attempts, or unknown to the API. Money and key are terminal: the same key
    pays for all models. A retry never takes the time that the next model needs for a whole call.
    """

    caller: Caller
    tiers: Tiers
    gate: Gate
    purse: Purse
    payer: Payer
    alarm: Alarm
    clock: Callable[[], float]
    """Seconds, monotonic."""
    sleep: Callable[[float], Awaitable[None]]
    jitter: Callable[[], float]
    """0..1."""
    lifetime: Lifetime = "5m"
    """Of what the caller marks for the cache."""

    def paid_by(self, payer: Payer) -> "Router":
        return replace(self, payer=payer)

    async def complete(self, request: ModelRequest) -> ModelReply:
        """The reply, labelled with the model that gave it. Raises any `AnalystError`, and what the purse raises."""
        rule = self.tiers.tiers[request.tier]
        deadline = self.clock() + rule.budget
        names = self._wide_enough(rule.models, request)
        faults: list[AnalystError] = []
        while names and (not faults or self.clock() < deadline):
            name, *names = names
            try:
                return await self._insist(name, request, rule, deadline, spare=bool(names))
            except TooLong as error:
                # what is too long for one model is too long for every smaller one
                window = self.tiers.models[name].window
                names = [other for other in names if self.tiers.models[other].window > window]
                faults.append(error)
            except Transient as error:
                faults.append(error)
            except BadRequest as error:
                if not is_unknown_model(error):
                    raise
                self._sound(error)
                faults.append(error)
            except (SpendLimit, KeyRefused) as error:
                self._sound(error)
                raise
        raise _foremost(faults)

    async def _insist(self, name: str, request: ModelRequest, rule: TierRule, deadline: float, *, spare: bool) -> ModelReply:
        """Calls of one model. `spare`: whether time for a call of another is left over."""
        for attempt in range(1, rule.attempts + 1):
            try:
                return await self._call(name, request, min(rule.timeout, deadline - self.clock()))
            except (Overloaded, RateLimited):
                raise
            except Transient as error:
                wait = pause(attempt, error.retry_after, self.jitter())
                needed = rule.timeout * (2 if spare else 1)
                if attempt == rule.attempts or wait is None or self.clock() + wait + needed > deadline:
                    raise
                await self.sleep(wait)
        raise AssertionError("a tier has at least one attempt")

    async def _call(self, name: str, request: ModelRequest, seconds: float) -> ModelReply:
        asked = request.model_copy(update={"max_tokens": min(request.max_tokens, self.tiers.models[name].max_output)})
        leave = await self.gate.enter(name)
        verdict = leave.released
        try:
            held = await self.purse.reserve(self.payer, self._quote(name, asked))
            records: list[CallRecord] = []
            started, outcome = self.clock(), "cancelled"
            try:
                reply = await self.caller.complete_with(name, asked, seconds=seconds, on_call=records.append)
                outcome, verdict = "ok", leave.ok
            except AnalystError as error:
                outcome = type(error).__name__
                verdict = _verdict(leave, error)
                raise
            finally:
                await self._settle(held, asked, records[-1] if records else None, outcome, self.clock() - started)
            return reply if reply.model != "unknown" else reply.model_copy(update={"model": name})
        finally:
            await verdict()

    async def _settle(self, held: Reservation, asked: ModelRequest, record: "CallRecord | None", outcome: str, duration: float) -> None:
        usage = _bounded(record.usage) if record else Usage()
        model = held.quote.model
        price = cost(self.tiers.model(model), usage, lifetime=self.lifetime)
        request_id = record.request_id if record else None
        bill = Bill(asked.step, asked.tier, model, outcome, usage, price, duration, request_id, prompt=asked.prompt, again=asked.again)
        await self.purse.settle(held, bill)

    def _quote(self, name: str, request: ModelRequest) -> Quote:
        size = prompt_size(request)
        # where anything is marked for the cache, at worst all of it is written there
        cached = size if is_marked(request) else 0
        most = estimate(self.tiers.model(name), size, request.max_tokens, cached_chars=cached, lifetime=self.lifetime)
        return Quote(model=name, tokens=tokens(size) + request.max_tokens, micro_usd=most)

    def _wide_enough(self, names: Sequence[str], request: ModelRequest) -> list[str]:
        """The first choice, whose own word counts, and those behind it that the prompt surely fits."""
        needed = tokens(prompt_size(request)) + request.max_tokens
        return [name for place, name in enumerate(names) if not place or self.tiers.models[name].window >= needed]

    def _sound(self, error: AnalystError) -> None:
        ours = isinstance(error, OverCeiling)
        kind = f"{type(error).__name__}:{error.scope}" if ours else type(error).__name__
        tenant_id = self.payer.tenant_id if ours and error.scope != "day" else None
        self.alarm.sound(Alert(kind, error.sentence, tenant_id))


def prompt_size(request: ModelRequest) -> int:
    """Bytes of UTF-8, the schema and the API's own words included: the characters of an estimate."""
    texts = (request.system, request.prefix, request.user, json.dumps(request.reply_schema, ensure_ascii=False))
    return FRAME_CHARS + sum(len(text.encode(errors="surrogatepass")) for text in texts)


def pause(attempt: int, retry_after: float | None, jitter: float) -> float | None:
    """Seconds before the next attempt on the same model, twice as many each time, the upper half by chance; None: do not wait here."""
    wait = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1)) * (1 + jitter) / 2
    if retry_after is None:
        return wait
    return max(wait, retry_after) if retry_after <= LONGEST_PAUSE else None


def is_unknown_model(error: BadRequest) -> bool:
    """Whether the API does not know the model: the one bad request that another model may answer."""
    return getattr(error.__cause__, "status_code", None) == 404


def assign(who: str, *, percent: float, trial: str = "") -> Arm:
    """Which arm a run or a workspace is in, by its id: the same each time, and in the canary still when `percent` grows.

    Another `trial` takes others. Raises ValueError outside of 0..100.
    """
    if not 0 <= percent <= 100:
        raise ValueError("a canary takes 0 to 100 percent")
    digest = hashlib.sha256(f"{trial}\0{who}".encode()).digest()
    return "canary" if int.from_bytes(digest[:8], "big") % 10_000 < round(percent * 100) else "stable"


def _verdict(leave: Pass, error: AnalystError) -> Callable[[], Awaitable[None]]:
    """What the breaker is told: pace is the limiter's business, and a request at fault says nothing of the model (facts/llm.md §6)."""
    if isinstance(error, Transient) and not isinstance(error, RateLimited):
        return leave.failed
    return leave.ok if isinstance(error, BadOutput | ModelRefused) else leave.released


def _foremost(faults: Sequence[AnalystError]) -> AnalystError:
    """What to say when no model answered: what can be waited for, the shortest wait first; else the last."""
    waits = [error for error in faults if error.retryable]
    stated = [error for error in waits if error.retry_after is not None]
    return min(stated, key=lambda error: error.retry_after or 0.0) if stated else (waits or list(faults))[-1]


def _bounded(usage: Usage) -> Usage:
    return Usage(**{kind: min(count, MOST_TOKENS) for kind, count in usage.model_dump().items()})
