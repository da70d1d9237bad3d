"""What holds for every test: nothing is left to chance, and nothing that is required may be skipped."""

import os

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

pytest_plugins = ["tests.required", "tests.redis_fixtures", "tests.storage_fixtures"]
