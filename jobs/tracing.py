"""Carries a trace from the request that stored a run to the worker that takes it: ids only, in the run's row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from opentelemetry import trace
from opentelemetry.propagate import extract, inject

tracer = trace.get_tracer("bidwright")


def carrier() -> dict[str, Any] | None:
    """The current trace as W3C headers; None where nobody traces."""
    headers: dict[str, Any] = {}
    inject(headers)
    return headers or None


@contextmanager
def span(name: str, *, carried: dict[str, Any] | None = None, **ids: str | int) -> Iterator[None]:
    """A span `name` with attributes `bidwright.<id>`, as part of the carried trace where there is one. Ids and counts only, never text."""
    context = extract(carried) if carried else None
    attributes = {f"bidwright.{key}": value for key, value in ids.items()}
    with tracer.start_as_current_span(name, context=context, attributes=attributes, record_exception=False):
        yield
