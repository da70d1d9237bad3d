"""OpenTelemetry spans from the Slack request to the model call; attributes are ids and counts, never text."""

from collections.abc import Sequence
from typing import cast

from opentelemetry import trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.util.types import AttributeValue

from bot.logs import redact
from bot.settings import Settings, SettingsError


class RedactingExporter(SpanExporter):
    """Passes spans on with every text attribute and event redacted: a last net under "attributes are ids"."""

    def __init__(self, inner: SpanExporter) -> None:
        self._inner = inner

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return self._inner.export([_redacted(span) for span in spans])

    def shutdown(self) -> None:
        self._inner.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self._inner.force_flush(timeout_millis)


def _redacted(span: ReadableSpan) -> ReadableSpan:
    attributes = {name: _plain(value) for name, value in (span.attributes or {}).items()}
    return ReadableSpan(
        name=redact(span.name),
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=attributes,
        # exception events carry messages and stack traces, which may quote a tender: their kind is in the status
        events=(),
        links=[trace.Link(link.context) for link in span.links],
        kind=span.kind,
        status=trace.Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def _plain(value: AttributeValue) -> AttributeValue:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return cast(AttributeValue, tuple(redact(each) if isinstance(each, str) else each for each in value))
    return value


def configure(settings: Settings, *, process: str) -> TracerProvider | None:
    """Send spans to OTEL_EXPORTER_OTLP_ENDPOINT; without it tracing costs nothing and None is returned.

    Raises SettingsError when the exporter is not installed.
    """
    if not settings.otel_exporter_otlp_endpoint:
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # pyright: ignore[reportMissingImports]
            OTLPSpanExporter,
        )
    except ImportError as error:
        raise SettingsError(("OTEL_EXPORTER_OTLP_ENDPOINT needs the exporter: install bidwright[otlp], or unset it.",)) from error
    exporter: SpanExporter = OTLPSpanExporter(endpoint=f"{settings.otel_exporter_otlp_endpoint}/v1/traces")
    provider = TracerProvider(resource=Resource.create({"service.name": f"bidwright-{process}"}))
    provider.add_span_processor(BatchSpanProcessor(RedactingExporter(exporter)))
    trace.set_tracer_provider(provider)
    return provider
