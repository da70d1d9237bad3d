"""The only room that speaks to Anthropic. Import it in workers, late: it costs two seconds and 77 MiB."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

import anthropic
import httpx2
from anthropic.types import Message
from opentelemetry.trace import TracerProvider

from jobs.chain.errors import AnalystError, BadOutput, BadRequest, Transient
from jobs.chain.model import ModelReply, ModelRequest, StopReason, Tier, Usage
from jobs.llm.faults import UNREACHABLE, fault_of_status, fault_of_stop

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
            reply = _reply(message, self.clock() - started)
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
        try:
            async with asyncio.timeout(self.timeout):
                return await self._create(request)
        except TimeoutError as error:
            raise Transient(f"The language model took longer than {self.timeout:g} seconds; it is tried again.") from error
        except anthropic.APIStatusError as error:
            after = error.response.headers.get("retry-after")
            raise fault_of_status(error.status_code, error.type, error.error_code, error.api_message or "", after) from error
        except (anthropic.APIConnectionError, anthropic.APIResponseValidationError, httpx2.HTTPError, httpx2.StreamError) as error:
            raise Transient(UNREACHABLE) from error
        except (json.JSONDecodeError, UnicodeDecodeError) as error:  # a 200 with broken JSON comes raw out of the SDK
            raise Transient("The language model's answer was garbled on its way; it is tried again.") from error
        except anthropic.AnthropicError as error:
            raise BadRequest("The connection to the language model is not set up rightly.") from error

    async def _create(self, request: ModelRequest) -> Message:
        schema = anthropic.transform_schema(cast(dict[str, Any], request.reply_schema))
        return await self.client.messages.create(
            model=self.models[request.tier],
            max_tokens=request.max_tokens,
            system=request.system,
            messages=[{"role": "user", "content": request.user}],
            output_config={"format": {"type": "json_schema", "schema": schema}},
        )

    def _record(self, request: ModelRequest, message: object, outcome: str, duration: float) -> CallRecord:
        whole = isinstance(message, Message)
        return CallRecord(
            step=request.step,
            tier=request.tier,
            model=self.models[request.tier],
            outcome=outcome,
            duration=duration,
            prompt_chars=len(request.system) + len(request.user),
            usage=_usage(message) if whole else Usage(),
            request_id=_text(getattr(message, "_request_id", None)),
            stop_reason=_text(getattr(message, "stop_reason", None)),
        )

    async def aclose(self) -> None:
        await self.client.close()


def _reply(message: object, duration: float) -> ModelReply:
    """The SDK does not validate what it parses: a 200 may hold an error, a page of HTML or half a message."""
    if not isinstance(message, Message) or message.type != "message":
        body = getattr(message, "error", None)
        kind = body.get("type") if isinstance(body, dict) else None
        raise fault_of_status(200, _text(kind), None, "", None) if kind else Transient(UNREACHABLE)
    fault = fault_of_stop(_text(message.stop_reason))
    if fault is not None:
        raise fault
    blocks = message.content if isinstance(message.content, list) else []
    text = "".join(_text(getattr(block, "text", None)) or "" for block in blocks if getattr(block, "type", None) == "text")
    if not text.strip():
        raise BadOutput("The language model's answer was empty.")
    return ModelReply(
        text=text,
        stop_reason=cast(StopReason, message.stop_reason),
        usage=_usage(message),
        model=_text(message.model) or "unknown",
        request_id=_text(getattr(message, "_request_id", None)),
        duration=max(duration, 0.0),
    )


def _usage(message: object) -> Usage:
    usage = getattr(message, "usage", None)

    def count(name: str) -> int:
        value = getattr(usage, name, None)
        return value if isinstance(value, int) and value > 0 else 0

    return Usage(
        input=count("input_tokens"),
        output=count("output_tokens"),
        cache_read=count("cache_read_input_tokens"),
        cache_write=count("cache_creation_input_tokens"),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


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
