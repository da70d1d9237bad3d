"""What the product traces while a test looks, before anything is redacted."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider


class Tap(SpanProcessor):
    """Hands ended spans to whoever listens; nobody does outside of `traced`."""

    def __init__(self) -> None:
        self.heard: list[ReadableSpan] | None = None

    def on_end(self, span: ReadableSpan) -> None:
        if self.heard is not None:
            self.heard.append(span)


@cache
def _tap() -> Tap:
    """A process has one provider of tracers, and it can be set once."""
    tap, provider = Tap(), TracerProvider()
    provider.add_span_processor(tap)
    trace.set_tracer_provider(provider)
    return tap


@contextmanager
def traced() -> Iterator[list[ReadableSpan]]:
    """The spans that end in the block."""
    tap, heard = _tap(), list[ReadableSpan]()
    tap.heard = heard
    try:
        yield heard
    finally:
        tap.heard = None


def everything_of(spans: list[ReadableSpan]) -> str:
    """All that spans say, in one text."""
    said = [(span.name, dict(span.attributes or {}), span.status.description) for span in spans]
    events = [(event.name, dict(event.attributes or {})) for span in spans for event in span.events]
    return f"{said}{events}"
