"""What the documents say holds: commands that exist, files that are there, examples that load."""

import re
from pathlib import Path

import pytest
import yaml

from bot.cli import VERBS
from jobs.chain.profile import Profile

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_to_a_file(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_verb_a_document_names_exists(document: Path) -> None:
    named = set(re.findall(r"`bidwright ([a-z-]+)", document.read_text(encoding="utf-8")))
    assert named <= set(VERBS)


def test_the_profile_of_the_document_is_one_and_shows_every_field() -> None:
    text = (ROOT / "docs" / "profile.md").read_text(encoding="utf-8")
    example = yaml.safe_load(text.split("```yaml")[1].split("```")[0])
    assert Profile.model_validate(example).name
    assert set(example) == set(Profile.model_fields)


def test_the_readme_fits_its_screen_and_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) <= 90
    assert "make demo" in readme
    assert "make test" in readme
