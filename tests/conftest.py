"""What holds for every test: nothing is left to chance, and nothing that is required may be skipped."""

import gc
import os
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import settings

# Fixed examples: a run that fails can be run again. Searching for new ones is a matter of HYPOTHESIS_PROFILE=search.
settings.register_profile("default", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# The default draws a traceback with all its locals, which takes seconds each.
structlog.configure(
    processors=[structlog.contextvars.merge_contextvars, structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
)

QUIET = structlog.get_config()

pytest_plugins = ["tests.required", "tests.redis_fixtures", "tests.storage_fixtures"]


@pytest.fixture(autouse=True)
def _logs_as_before() -> Iterator[None]:
    """A test that sets up logging leaves it as it was: with the default a run that fails five times took 40 s of drawing tracebacks."""
    yield
    structlog.configure(**QUIET)


@pytest.fixture(autouse=True, scope="module")
def _what_stays_is_not_walked_again() -> Iterator[None]:
    """Eight thousand tests leave a gigabyte behind in a process, and each full collection would walk all of it."""
    yield
    gc.freeze()
