"""A pytest plugin: under `.ci/run` nothing that is required may be skipped; only a newcomer may do without."""

import os
import re
from collections.abc import Generator

import pytest

REQUIRED = os.environ.get("BIDWRIGHT_REQUIRE_ALL") == "1"
SERVICES = bool(os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))
FORBIDDEN_REASON = re.compile(r"chromium|playwright" + (r"|DATABASE_URL|REDIS_URL" if SERVICES else ""), re.IGNORECASE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fails a test that skips for want of Chromium, or of a service the environment names."""
    report = yield
    reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if REQUIRED and report.skipped and FORBIDDEN_REASON.search(reason):
        report.outcome = "failed"
        report.longrepr = f"required here, yet skipped: {reason}"
    return report
