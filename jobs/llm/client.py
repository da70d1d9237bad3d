"""The only room that speaks to Anthropic. Import it in workers, late: it costs two seconds and 77 MiB."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, cast

import anthropic
import httpx2
from anthropic.types import Message
from opentelemetry.trace import TracerProvider
from pydantic import ValidationError

from jobs.chain.errors import AnalystError, BadRequest, Transient
from jobs.chain.model import ModelReply, ModelRequest, Tier, Usage
from jobs.llm.blocks import content_of, system_of
from jobs.llm.catalogue import Known
from jobs.llm.faults import UNREACHABLE, fault_of_status, seconds_of
from jobs.llm.reading import reply_of, text_of, usage_of

API_URL = "https://api.anthropic.com"
DEFAULT_MODELS: Mapping[Tier, str] = {"small": "claude-haiku-5-5", "middle": "claude-sonnet-5-5", "large": "claude-opus-5-5"}


@dataclass(frozen=True)
class CallRecord:
    """What one call cost, whatever came of it. Holds no text of prompt or reply."""

    step: str
    tier: Tier
    model: str
    outcome: str
    """`ok`, `cancelled`, or the name of the error class (`RateLimited`, `ModelRefused` …)."""
    duration: float
    """Seconds."""
    prompt_chars: int
    usage: Usage = field(default_factory=Usage)
    request_id: str | None = None
    stop_reason: str | None = None


def ignore_call(record: CallRecord) -> None:
    """For callers that keep no books."""


@dataclass(frozen=True)
class AnthropicModel:
    """`jobs.chain.model.Model` over the Messages API: one attempt a call, a time limit around it, errors of ours only."""

    client: anthropic.AsyncAnthropic
    models: Mapping[Tier, str]
    timeout: float = 120.0
    """Seconds for a whole call, bytes that trickle included."""
    on_call: Callable[[CallRecord], None] = ignore_call
    clock: Callable[[], float] = time.monotonic

    async def complete(self, request: ModelRequest) -> ModelReply:
        """The reply's text. Raises any `AnalystError`; the record of the call is handed over before anything is raised."""
        started = self.clock()
        message: Message | None = None
        outcome = "cancelled"
        try:
            message = await self._send(request)
            reply = reply_of(message, request, self.models[request.tier], self.clock() - started)
            outcome = "ok"
            return reply
        except AnalystError as error:
            outcome = type(error).__name__
            raise
        finally:
            self.on_call(self._record(request, message, outcome, self.clock() - started))

    async def complete_with(
        self, model: str, request: ModelRequest, *, seconds: float, on_call: Callable[[CallRecord], None] = ignore_call
    ) -> ModelReply:
        """`complete` on that very model, within `seconds`; the record goes to `on_call` too."""

        def heard(record: CallRecord) -> None:
            on_call(record)
            self.on_call(record)

        return await replace(self, models={request.tier: model}, timeout=seconds, on_call=heard).complete(request)

    async def _send(self, request: ModelRequest) -> Message:
        schema = anthropic.transform_schema(cast(dict[str, Any], request.reply_schema))
        async with translated(self.timeout):
            return await self._create(request, schema)

    async def _create(self, request: ModelRequest, schema: dict[str, Any]) -> Message:
        return await self.client.messages.create(
            model=self.models[request.tier],
            max_tokens=request.max_tokens,
            system=cast(Any, system_of(request)),
            messages=[{"role": "user", "content": cast(Any, content_of(request))}],
            output_config={"format": {"type": "json_schema", "schema": schema}},
        )

    def _record(self, request: ModelRequest, message: object, outcome: str, duration: float) -> CallRecord:
        whole = isinstance(message, Message) and message.type == "message"
        return CallRecord(
            step=request.step,
            tier=request.tier,
            model=self.models[request.tier],
            outcome=outcome,
            duration=duration,
            prompt_chars=len(request.system) + len(request.prefix) + len(request.user),
            usage=usage_of(message, request) if whole else Usage(),
            request_id=text_of(message, "_request_id"),
            stop_reason=text_of(message, "stop_reason"),
        )

    async def aclose(self) -> None:
        await self.client.close()


@asynccontextmanager
async def translated(seconds: float) -> AsyncGenerator[None]:
    """Whatever a call of the SDK raises, and a time limit around it, as `AnalystError`s."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise Transient(f"The language model took longer than {seconds:g} seconds; it is tried again.") from error
    except anthropic.APIStatusError as error:
        said = error.response.headers
        wait = seconds_of(said.get("retry-after"), said.get("date"))
        kind, code, words = text_of(error, "type"), text_of(error, "error_code"), text_of(error, "api_message")
        raise fault_of_status(error.status_code, kind, code, words or "", wait) from error
    except (anthropic.APIConnectionError, anthropic.APIResponseValidationError, httpx2.HTTPError, httpx2.StreamError) as error:
        raise Transient(UNREACHABLE) from error
    except (ValueError, RecursionError) as error:
        # raw out of the SDK: a 200 with broken JSON, with bytes that are no text, with a number of 5,000 digits, nested too deeply
        raise Transient("The language model's answer was garbled on its way; it is tried again.") from error
    except anthropic.AnthropicError as error:
        raise BadRequest("The connection to the language model is not set up rightly.") from error


def connect(
    api_key: str,
    base_url: str | None = None,
    *,
    models: Mapping[Tier, str] = DEFAULT_MODELS,
    timeout: float = 120.0,
    on_call: Callable[[CallRecord], None] = ignore_call,
    tracer_provider: TracerProvider | None = None,
) -> AnthropicModel:
    """A model over its own connection pool; close it with `aclose()`.

    The SDK's own retries are off (it obeys Retry-After without a cap and loses usage), and prompt text never enters spans:
    both are said explicitly, so that no variable of the environment can turn them on.
    """
    spans: anthropic.OpenTelemetryOptions = {"traces": {"content_mode": "metadata_only"}, "propagation": False}
    if tracer_provider is not None:
        spans["tracer_provider"] = tracer_provider
    client = anthropic.AsyncAnthropic(
        api_key=api_key,
        base_url=base_url or API_URL,
        max_retries=0,
        timeout=httpx2.Timeout(timeout, connect=5.0),
        open_telemetry=spans,
    )
    return AnthropicModel(client=client, models=models, timeout=timeout, on_call=on_call)


@dataclass(frozen=True)
class ApiCatalogue:
    """`jobs.llm.catalogue.Catalogue` over the Models API."""

    client: anthropic.AsyncAnthropic
    seconds: float = 10.0
    """For one answer."""

    async def retrieve(self, model: str) -> Known | None:
        """None for a model that this key does not know. Raises any `AnalystError`."""
        try:
            async with translated(self.seconds):
                found = await self.client.models.retrieve(model)
            return Known.model_validate(found, from_attributes=True)
        except BadRequest as error:
            if getattr(error.__cause__, "status_code", None) == 404:
                return None
            raise
        except ValidationError as error:  # the SDK does not validate what it parses
            raise Transient(UNREACHABLE) from error
