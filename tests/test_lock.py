"""What is installed is pinned, hashed, the same for all, and tied to no index."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ["requirements.lock", "requirements-dev.lock"]
PINNED = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^ ;]+)( ; .+)? \\$", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def pins(name: str) -> dict[str, str]:
    return {package: version for package, version, _ in PINNED.findall((ROOT / name).read_text())}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=; ]", text)[0].lower().replace("_", "-") for text in requirements}


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_is_a_pin_or_a_hash(name: str):
    lines = (ROOT / name).read_text().splitlines()
    assert [line for line in lines if not PINNED.match(line) and not re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)] == []
    assert len(pins(name)) > 40


def test_what_the_project_asks_for_is_locked():
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    extras = [text for extra in project["optional-dependencies"].values() for text in extra]
    assert names(project["dependencies"] + extras + groups["build"]) <= pins("requirements.lock").keys()
    assert names(groups["dev"]) <= pins("requirements-dev.lock").keys()


def test_to_run_it_no_test_tool_is_installed():
    assert names(PROJECT["dependency-groups"]["dev"]).isdisjoint(pins("requirements.lock"))


def test_the_versions_tested_are_the_versions_that_run():
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_the_python_of_debian_12_gets_what_redis_needs_before_3_11_3():
    assert "async-timeout" in pins("requirements.lock")


def test_every_dependency_has_a_lower_and_an_upper_bound():
    # Calendar versions of data have no upper bound that means anything.
    unbounded = {text for text in PROJECT["project"]["dependencies"] if ">=" not in text or "<" not in text}
    assert names(list(unbounded)) == {"tzdata"}


def test_actions_are_pinned_by_their_commit():
    used = re.findall(r"uses: (\S+)", "".join(path.read_text() for path in (ROOT / ".github/workflows").glob("*.yml")))
    assert used
    assert [action for action in used if not re.search(r"@[0-9a-f]{40}$", action)] == []
