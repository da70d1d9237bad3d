"""`bidwright analyze --depth draft`: a draft in two files, its progress on stderr, nothing else on stdout."""

import json
from pathlib import Path

from bot.verbs.draft_text import markdown, plain
from jobs.chain.analysis import Claim
from jobs.chain.drafting.draft import CONFIRM, SECTIONS, TITLES, Draft, Row, Section
from tests import builders
from tests.bot.verbs.conftest import Bidwright

PROFILE = Path(__file__).parents[3] / "jobs" / "sources" / "samples" / "profile.yml"


def test_a_draft_by_rules_is_left_as_two_files_and_told_section_by_section(bidwright: Bidwright, tmp_path: Path) -> None:
    ended = bidwright("analyze", "city-network", "--depth", "draft", "--profile", str(PROFILE), "--out", str(tmp_path))
    assert ended.code == 0
    draft = Draft.model_validate_json((tmp_path / "draft.json").read_text(encoding="utf-8"))
    text = (tmp_path / "draft.md").read_text(encoding="utf-8")
    assert [each.code for each in draft.sections] == list(SECTIONS)
    assert all(f"## {title}" in text for title in TITLES.values())
    assert "without a language model" in text
    assert CONFIRM in text
    assert all(f"draft: {title} done" in ended.err for title in TITLES.values())
    assert "(8 of 8)" in ended.err


def test_with_json_stdout_is_one_document_that_holds_the_draft(bidwright: Bidwright) -> None:
    ended = bidwright("analyze", "city-network", "--depth", "draft", "--model", "rules", "--json")
    assert ended.code == 0
    assert Draft.model_validate(ended.json["draft"]).made_by == "rules"
    assert ended.json["analysis"]["verdict"] == "review"


def test_without_a_folder_the_draft_follows_the_answer(bidwright: Bidwright) -> None:
    out = bidwright("analyze", "city-network", "--depth", "draft").out
    assert out.index("NEEDS A PERSON") < out.index("## Executive summary")


def test_an_answer_not_to_bid_gets_no_draft_and_says_why(bidwright: Bidwright, tmp_path: Path) -> None:
    ended = bidwright("analyze", "bridge-inspection", "--depth", "draft", "--profile", str(PROFILE), "--out", str(tmp_path))
    assert ended.code == 0
    assert "no draft was written" in ended.err
    assert (tmp_path / "answer.json").exists()
    assert not (tmp_path / "draft.md").exists()


def test_other_depths_write_no_draft(bidwright: Bidwright, tmp_path: Path) -> None:
    bidwright("analyze", "city-network", "--out", str(tmp_path))
    assert sorted(path.name for path in tmp_path.glob("*.*")) == ["answer.json", "answer.txt"]
    assert "draft" not in json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))


def test_what_others_wrote_cannot_become_markup() -> None:
    hostile = "[pay here](http://evil.example) | <b>now</b> `x`\n# Heading ![p](q)"
    proof = Claim(text=hostile)
    table = Row(code="r1", requirement=hostile, kind="mandatory", place=hostile, status="held")
    section = Section(code="compliance", title="Compliance", paragraphs=(proof,), rows=(table,), made_by="code")
    text = markdown(Draft(sections=(section,), made_by="rules", note="By code."), builders.tender(title=hostile))
    assert text.count("\n# ") == 0
    assert "](" not in text.replace("\\](", "")
    assert "<b" not in text.replace("\\<", "")
    assert [line.count("|") - line.count("\\|") for line in text.splitlines() if line.startswith("| r1")] == [6]


def test_our_own_mark_is_found_as_it_is_written() -> None:
    assert plain(f"*Price*: {CONFIRM}") == f"\\*Price\\*: {CONFIRM}"
