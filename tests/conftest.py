"""What holds for every test: nothing is left to chance, and nothing that is required may be skipped."""

import gc
import os
import sys
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import settings

# Fixed examples: a run that fails can be run again. Searching for new ones is a matter of HYPOTHESIS_PROFILE=search.
settings.register_profile("default", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# Where Python is told to keep nothing of what it compiles, every process that a test starts compiles all of ours anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# The default draws a traceback with all its locals, which takes seconds each.
structlog.configure(
    processors=[structlog.contextvars.merge_contextvars, structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
)

QUIET = structlog.get_config()

# Nothing of what is imported and collected is let go again; looking for it takes two seconds a process.
gc.disable()

pytest_plugins = ["tests.required", "tests.redis_fixtures", "tests.storage_fixtures"]


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


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
