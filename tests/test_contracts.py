"""The folders say who may call whom, and each contract fires when it is broken."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSES = ("bot", "jobs", "storage", "playground")
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}

PLANTS = {
    "houses": {"jobs/tasks/planted.py": "import bot.settings"},
    "jobs": {"jobs/evals/planted.py": "import jobs.queue"},
    "chain": {"jobs/chain/guards/planted.py": "import jobs.chain.agents"},
    "pure-chain": {"jobs/chain/guards/planted.py": "import aiohttp"},
    "slack": {"jobs/sources/planted.py": "import slack_sdk"},
    "sql": {"bot/web/planted.py": "import sqlalchemy"},
    "blocks": {"bot/blocks/planted.py": "import slack_sdk"},
    "vendor": {"bot/web/planted.py": "import anthropic"},
    "arq": {"bot/web/planted.py": "import arq"},
    "features": {"bot/listeners/planted_a.py": "", "bot/listeners/planted_b.py": "import bot.listeners.planted_a"},
    "tasks": {"jobs/tasks/planted_a.py": "", "jobs/tasks/planted_b.py": "import jobs.tasks.planted_a"},
    "playground": {"playground/planted.py": "import jobs.chain.errors"},
    "playground-alone": {"bot/web/planted.py": "import playground"},
    "cycles": {"storage/planted_a.py": "import storage.planted_b", "storage/planted_b.py": "import storage.planted_a"},
}
"""What breaks a contract and no other: file and content, by the contract's id."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the houses, where something may be planted."""
    copy = tmp_path_factory.mktemp("tree")
    for house in HOUSES:
        shutil.copytree(ROOT / house, copy / house, ignore=lambda folder, names: [name for name in names if _is_no_source(folder, name)])
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def _is_no_source(folder: "str | os.PathLike[str]", name: str) -> bool:
    return name == "__pycache__" or (not name.endswith(".py") and not Path(folder, name).is_dir())


def lint(tree: Path) -> tuple[set[str], str]:
    """Names of the contracts that are broken, and all that was said."""
    script = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-logo'])"
    done = subprocess.run([sys.executable, "-c", script], cwd=tree, capture_output=True, text=True, timeout=50, check=False)
    assert re.search(r"Contracts: \d+ kept, \d+ broken", done.stdout), (done.stdout + done.stderr)[-2000:]
    return set(re.findall(r"^(.+) BROKEN", done.stdout, re.MULTILINE)), done.stdout


def test_every_contract_is_kept(tree: Path):
    broken, said = lint(tree)
    assert not broken, said


def test_every_contract_has_something_planted_against_it():
    assert set(PLANTS) == set(CONTRACTS)


@pytest.mark.parametrize("contract", PLANTS)
def test_what_is_planted_breaks_that_contract_and_no_other(contract: str, tree: Path):
    planted = [tree / name for name in PLANTS[contract]]
    try:
        for path, content in zip(planted, PLANTS[contract].values(), strict=True):
            path.write_text(content)
        broken, said = lint(tree)
    finally:
        for path in planted:
            path.unlink()
    assert broken == {CONTRACTS[contract]}, said
