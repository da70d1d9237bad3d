"""Spans leave with ids and counts, never with text."""

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import Link

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


def test_texts_in_lists_names_and_links_are_redacted_too() -> None:
    kept = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(telemetry.RedactingExporter(kept)))
    tracer = provider.get_tracer("test")
    with tracer.start_as_current_span("first") as first:
        link = Link(first.get_span_context(), {"to": "a.b@town.example"})
    attributes = {"counts": (1, 2), "texts": ("ok", "Contact: Ms Adalind Quorrex"), "card": "4111 1111 1111 1111"}
    with tracer.start_as_current_span("read a.b@town.example", attributes=attributes, links=[link]):
        pass
    provider.shutdown()
    _, span = kept.get_finished_spans()
    assert dict(span.attributes or {}) == {"counts": (1, 2), "texts": ("ok", "Contact: Ms [contact]"), "card": "[card]"}
    assert span.name == "read [e-mail]"
    assert [(each.context, dict(each.attributes or {})) for each in span.links] == [(link.context, {})]
