"""The suite keeps its own promises: no network, no silent skip where everything is required."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

ROOT = Path(__file__).parents[1]
SKIPS = """
import pytest

def test_browser():
    pytest.skip("Chromium is missing at /usr/bin/chromium")

def test_service():
    pytest.skip("DATABASE_URL is not set")

def test_other():
    pytest.skip("SQLite has no roles")
"""


def test_no_test_reaches_the_network():
    with pytest.warns(UserWarning, match="192.0.2.1"), pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_loopback_stays_open():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=5) as client:
        assert client.getpeername() == server.getsockname()


@pytest.mark.parametrize(
    ("environ", "failed"),
    [
        ({}, set[str]()),
        ({"BIDWRIGHT_REQUIRE_ALL": "1"}, {"test_browser"}),
        ({"DATABASE_URL": "x", "REDIS_URL": "y"}, set[str]()),
        ({"BIDWRIGHT_REQUIRE_ALL": "1", "DATABASE_URL": "x", "REDIS_URL": "y"}, {"test_browser", "test_service"}),
    ],
    ids=["newcomer", "ci", "services", "ci-services"],
)
def test_only_where_all_is_required_a_skip_is_a_failure(environ: dict[str, str], failed: set[str], tmp_path: Path):
    (tmp_path / "test_skips.py").write_text(SKIPS)
    settings = {name: value for name, value in os.environ.items() if name not in {"BIDWRIGHT_REQUIRE_ALL", "DATABASE_URL", "REDIS_URL"}}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-rfs",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.required",
        "test_skips.py",
    ]
    # The plugins of others have no say in this, and take a second and a half to start.
    own = {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=settings | environ | own, capture_output=True, text=True, timeout=50, check=False)
    assert {name for name in ("test_browser", "test_service", "test_other") if f"FAILED test_skips.py::{name}" in done.stdout} == failed, (
        done.stdout
    )
    assert done.returncode == (1 if failed else 0)
