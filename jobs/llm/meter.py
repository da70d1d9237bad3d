"""Counts what goes to the models and what comes of it, under the names that dashboards know (INTERFACES.md); no workspace, no person."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from jobs.chain.model import ModelReply, ModelRequest
from jobs.llm.blocks import is_marked
from jobs.llm.prices import MICRO, cost
from jobs.llm.tiers import Tiers

if TYPE_CHECKING:  # the client's room takes two seconds to import
    from jobs.llm.client import CallRecord

BUCKETS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 120.0)
"""Seconds."""
PATIENCE = 20
"""Calls with a marked head that found nothing in the vendor's cache, before somebody is told."""

log = structlog.get_logger()


class Meter:
    """The counters of a process, in `registry` for whoever shows them."""

    def __init__(self, registry: CollectorRegistry) -> None:
        call = ("step", "model")
        self.registry = registry
        self.requests = Counter("bidwright_llm_requests_total", "Model calls by what came of them", (*call, "outcome"), registry=registry)
        self.tokens = Counter("bidwright_llm_tokens_total", "Tokens by kind", (*call, "kind"), registry=registry)
        self.cost = Counter("bidwright_llm_cost_usd_total", "US dollars", call, registry=registry)
        self.seconds = Histogram("bidwright_llm_request_seconds", "Seconds of a call", call, buckets=BUCKETS, registry=registry)
        self.active = Gauge("bidwright_llm_active", "Calls under way", ("model",), registry=registry)
        self.cache = Counter("bidwright_cache_total", "Look-ups by layer and outcome", ("layer", "outcome"), registry=registry)

    def looked_up(self, layer: str, outcome: str) -> None:
        self.cache.labels(layer, outcome).inc()

    def called(self, record: "CallRecord", micro_usd: int) -> None:
        self.requests.labels(record.step, record.model, record.outcome).inc()
        self.seconds.labels(record.step, record.model).observe(record.duration)
        self.cost.labels(record.step, record.model).inc(micro_usd / MICRO)
        for kind, count in record.usage.model_dump().items():
            self.tokens.labels(record.step, record.model, kind).inc(count)


class Caller(Protocol):
    """As `jobs.llm.router.Caller`."""

    async def complete_with(
        self, model: str, request: ModelRequest, *, seconds: float, on_call: "Callable[[CallRecord], None]"
    ) -> ModelReply: ...


@dataclass
class Misses:
    """Of one step on one model."""

    calls: int = 0
    settled: bool = False
    """It hit once, or somebody was told."""


@dataclass(frozen=True)
class MeteredCaller:
    """Hears every call on its way, and tells once of a step whose stable head is never found in the vendor's cache: it is paid for
    in full each time, and dearer where it is written anew.
    """

    caller: Caller
    tiers: Tiers
    meter: Meter
    _misses: dict[tuple[str, str], Misses] = field(default_factory=dict[tuple[str, str], Misses])

    async def complete_with(
        self, model: str, request: ModelRequest, *, seconds: float, on_call: "Callable[[CallRecord], None]"
    ) -> ModelReply:
        def heard(record: "CallRecord") -> None:
            self.meter.called(record, cost(self.tiers.model(model), record.usage))
            if is_marked(request) and record.outcome == "ok":
                self._watch(record)
            on_call(record)

        with self.meter.active.labels(model).track_inprogress():
            return await self.caller.complete_with(model, request, seconds=seconds, on_call=heard)

    def _watch(self, record: "CallRecord") -> None:
        seen = self._misses.setdefault((record.step, record.model), Misses())
        if seen.settled:
            return
        seen.calls += 1
        if record.usage.cache_read:
            seen.settled = True
        elif seen.calls >= PATIENCE:
            seen.settled = True
            written = record.usage.cache_write > 0  # if not, the head is too short for this model, and costs nothing extra
            log.warning("prompt_cache_never_hits", step=record.step, model=record.model, calls=seen.calls, written=written)
