"""Spans leave with ids and counts, never with text."""

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bot import telemetry
from bot.settings import Settings


def test_without_an_endpoint_nothing_is_set_up() -> None:
    assert telemetry.configure(Settings.load({}), process="serve") is None


def test_secrets_in_attributes_are_redacted_and_exception_events_dropped() -> None:
    kept = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(telemetry.RedactingExporter(kept)))
    tracer = provider.get_tracer("test")
    with (
        pytest.raises(ValueError, match="procurement"),
        tracer.start_as_current_span("run", attributes={"run": "r1", "by": "a.b@town.example"}),
    ):
        raise ValueError("mail procurement@town.example")
    provider.shutdown()
    (span,) = kept.get_finished_spans()
    assert dict(span.attributes or {}) == {"run": "r1", "by": "[e-mail]"}
    assert span.events == ()
    assert "town.example" not in str(span.status.description)
