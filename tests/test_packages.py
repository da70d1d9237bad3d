"""What importing one thing drags in: import-linter does not see what an `__init__` does, a fresh interpreter does."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROUTE_TABLE = ROOT / "bot/listeners/__init__.py"
PACKAGES = sorted(path for house in ("bot", "jobs", "storage", "playground", "tests") for path in (ROOT / house).rglob("__init__.py"))
SOURCES = [path for house in ("bot", "jobs", "storage", "playground") for path in (ROOT / house).rglob("*.py")]

UNWANTED = {
    "bot.app": {"anthropic", "playground", "fakeredis"},
    "bot.cli": {"anthropic", "slack_bolt", "sqlalchemy", "lxml", "aiohttp", "playground", "fakeredis"},
    "bot.settings": {"anthropic", "slack_bolt", "slack_sdk", "sqlalchemy", "aiohttp", "arq", "redis"},
    "bot.blocks": {"slack_bolt", "slack_sdk", "sqlalchemy", "aiohttp", "storage"},
    "jobs.chain.pipeline": {"anthropic", "slack_bolt", "slack_sdk", "sqlalchemy", "aiohttp", "arq", "redis", "storage", "bot"},
    "jobs.queue": {"anthropic", "slack_bolt", "slack_sdk"},
    "jobs.worker": {"anthropic", "slack_bolt", "slack_sdk", "bot"},
    "storage.db": {"anthropic", "slack_bolt", "slack_sdk", "aiohttp", "arq", "redis", "bot"},
    "playground": {"bot", "jobs", "storage", "slack_bolt", "sqlalchemy", "anthropic"},
}
"""A module, and what must not be loaded once it is imported."""


@pytest.mark.parametrize("path", [path for path in PACKAGES if path != ROUTE_TABLE], ids=lambda path: str(path.parent.relative_to(ROOT)))
def test_a_package_init_is_empty(path: Path):
    assert path.read_text() == ""


def test_every_folder_of_sources_is_a_package():
    folders = {path.parent for path in SOURCES if "migrations" not in path.parts}
    assert {folder for folder in folders if not (folder / "__init__.py").exists()} == set()


@pytest.mark.parametrize("module", UNWANTED)
def test_importing_a_module_loads_nothing_unwanted(module: str):
    script = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) & UNWANTED[module] == set()
