"""A request that was answered within the hour is not paid for again: exact cache in front of the router, workspace by workspace."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import structlog
from pydantic import BaseModel, ConfigDict, ValidationError

from jobs.chain.model import Model, ModelReply, ModelRequest, StopReason, Usage
from jobs.chain.pii.steady import PLACE, restored, steady, tokens_in
from jobs.chain.pii.tokens import unknown_tokens
from jobs.llm.purse import Bill, Ledger, Payer
from jobs.llm.shelf import Key, Layer, LayerAway
from jobs.llm.tiers import Tiers
from storage.errors import StorageError

FORM = 1
"""Of the key and of what is kept: another number misses all that was kept before."""
MOST_CHARS = 256_000
CANARY = re.compile(r"(?=\w*\d)\w{8,}")
"""A word that is drawn for a call and put into the system prompt. A reply that repeats one has leaked it, and must not be shown later,
when the guard looks for another."""

log = structlog.get_logger()
Count = Callable[[str, str], None]
"""Layer and outcome (`hit`, `miss`, `away`), as `bidwright_cache_total` has them."""


class Kept(BaseModel):
    """What lies in a layer: the reply with its mask tokens as places, and what it cost when it was given."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    stop_reason: StopReason
    model: str
    usage: Usage


@dataclass(frozen=True)
class ExactCache:
    """The layers of a process, nearest first. None of them can fail a call: what does not answer is a miss."""

    layers: Sequence[Layer]
    count: Count = lambda _layer, _outcome: None
    counters: Counter[str] = field(default_factory=Counter[str])
    """`memory:hit`, `redis:away` …"""

    async def get(self, key: Key) -> Kept | None:
        """The reply from the nearest layer that has it, put into those before."""
        for place, layer in enumerate(self.layers):
            found = await self._look(layer, key)
            if found is not None:
                await self._fill(self.layers[:place], key, found)
                return found
        return None

    async def put(self, key: Key, kept: Kept) -> None:
        await self._fill(self.layers, key, kept)

    async def _look(self, layer: Layer, key: Key) -> Kept | None:
        outcome, found = "miss", None
        try:
            value = await layer.get(key)
            if value is not None:
                outcome, found = "hit", Kept.model_validate_json(value)
        except (LayerAway, ValidationError):
            outcome = "away"
        self._tell(layer, outcome)
        return found

    async def _fill(self, layers: Sequence[Layer], key: Key, kept: Kept) -> None:
        value = kept.model_dump_json().encode("utf-8", "surrogatepass")
        for layer in layers:
            try:
                await layer.put(key, value)
            except LayerAway:
                self._tell(layer, "not_kept")

    def _tell(self, layer: Layer, outcome: str) -> None:
        self.counters[f"{layer.name}:{outcome}"] += 1
        self.count(layer.name, outcome)


@dataclass(frozen=True)
class CachedModel:
    """`jobs.chain.model.Model` for one attempt of one run. Costs nothing for a request whose `cache_key` was answered within the hour.

    A key that is asked for a second time here is asked again because its reply was of no use: it goes through, and its reply takes
    the place of the first.
    """

    model: Model
    cache: ExactCache
    tiers: Tiers
    payer: Payer
    ledger: Ledger
    _asked: set[str] = field(default_factory=set[str])

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Raises what the model raises, and nothing of its own."""
        if request.cache_key is None:
            return await self.model.complete(request)
        key = key_of(request, self.payer.tenant_id, self.tiers)
        again = key.content in self._asked
        self._asked.add(key.content)
        if not again and (served := await self._served(key, request)) is not None:
            return served
        reply = await self.model.complete(request)
        kept = worth_keeping(request, reply)
        if kept is not None:
            await self.cache.put(key, kept)
        return reply

    async def _served(self, key: Key, request: ModelRequest) -> ModelReply | None:
        kept = await self.cache.get(key)
        if kept is None:
            return None
        try:
            text = restored(kept.text, _known(request))
        except LookupError:
            log.warning("cached_reply_does_not_fit", step=request.step)
            return None
        await self._note(request, kept)
        return ModelReply(text=text, stop_reason=kept.stop_reason, usage=Usage(), model=kept.model)

    async def _note(self, request: ModelRequest, kept: Kept) -> None:
        """A book that is away costs a line in it and no answer: there is no money in it."""
        bill = Bill(request.step, request.tier, kept.model, "cached", kept.usage, 0, 0.0, None, prompt=request.prompt)
        try:
            await self.ledger.note(self.payer, bill)
        except StorageError as error:
            log.warning("cached_reply_not_booked", error=type(error).__name__)


def key_of(request: ModelRequest, tenant_id: str, tiers: Tiers) -> Key:
    """What may be answered alike: one workspace, one content, one step, and the models and the form asked for.

    The kinds of the masked values belong to it, since the reply is kept with their places.
    """
    parts = [
        FORM,
        tenant_id,
        request.cache_key,
        request.step,
        request.tier,
        tiers.tiers[request.tier].models,
        request.reply_schema,
        request.max_tokens,
        [token.partition("-")[0] for token in _known(request)],
    ]
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True)
    return Key(tenant_id, hashlib.sha256(text.encode()).hexdigest())


def worth_keeping(request: ModelRequest, reply: ModelReply) -> Kept | None:
    """None for what may not be shown again: not a whole JSON object, too long, with tokens or places that are not the prompt's, or with a
    word that was drawn for this call.
    """
    text, known = reply.text, _known(request)
    if reply.stop_reason != "end_turn" or len(text) > MOST_CHARS or not _is_object(text):
        return None
    if PLACE.search(text) or "\\u27e6" in text.lower() or unknown_tokens(text, dict.fromkeys(known, "")):
        return None
    if any(word in text for word in CANARY.findall(request.system)):
        return None
    return Kept(text=steady(text, known), stop_reason=reply.stop_reason, model=reply.model, usage=reply.usage)


def _known(request: ModelRequest) -> tuple[str, ...]:
    return tokens_in(f"{request.prefix}\n{request.user}")


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False
