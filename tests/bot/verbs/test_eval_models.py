"""`bidwright eval` by kept replies and the stand-in model, and the gate that `make check` asks."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from bot.verbs import eval as verb
from jobs.chain.errors import BadInput
from jobs.evals.cassettes import Label, write_cassettes

CASE = ("--case", "it-data-platform-nl-eforms")


def asked(*words: object) -> int:
    parser = argparse.ArgumentParser()
    verb.options(parser)
    return verb.run(parser.parse_args([*CASE, *map(str, words)]))


def test_replies_are_kept_and_the_gate_judges_them_beside_the_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "kept.gz"
    asked("--model", "synthetic", "--error-rate", "0", "--save-cassettes", kept)
    assert "nothing of a model's quality" in capsys.readouterr().out
    assert asked("--gate", "--cassettes", kept) == 0
    rules, cassettes = capsys.readouterr().out.splitlines()
    assert rules.startswith("eval gate: PASS · rules · 1 of 1 cases pass")
    assert cassettes.startswith("eval gate: PASS · cassettes (synthetic model, seed 7, errors 0) · 1 of 1 cases pass")


def test_the_gate_fails_where_replies_are_missing_and_says_how_to_renew_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_cassettes(tmp_path / "none.gz", Label(synthetic=True, source="nobody", models={"small": "x", "middle": "x", "large": "x"}), ())
    assert asked("--gate", "--cassettes", tmp_path / "none.gz") == 1
    told = capsys.readouterr().out
    assert "eval gate: FAIL · cassettes (nobody)" in told
    assert "1 cases have no answer. The first: The prompt " in told
    assert "`make eval-record`" in told


def test_several_runs_tell_what_flips(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    none = ("--baseline", tmp_path / "none.json")
    asked("--model", "synthetic", "--error-rate", "0.5", "--repeat", "4", "--json", *none)
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    (flip,) = document["flips"]
    assert len(set(flip["verdicts"])) > 1
    assert flip["of"] == 4
    asked("--model", "rules", "--repeat", "2", *none)
    assert "of 2 runs: 0 cases flip" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--save-cassettes", "kept.gz"), "leaves replies to keep"),
        (("--model", "synthetic", "--repeat", "2", "--save-cassettes", "kept.gz"), "leaves replies to keep"),
        (("--split", "sealed", "--model", "synthetic", "--save-cassettes", "kept.gz"), "sealed cases are not kept"),
        (("--model", "cassettes", "--cassettes", "nowhere.gz"), "nowhere.gz is not a file"),
        (("--model", "anthropic"), "no ANTHROPIC_API_KEY"),
        (("--write-baseline",), "holds all open cases"),
        (("--gate", "--write-baseline", "--baseline", "mine.json"), "holds all open cases"),
    ],
)
def test_what_does_not_go_together_is_refused_with_a_sentence(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    at = tuple(str(tmp_path / each) if each.endswith(".gz") else each for each in words)
    with pytest.raises(BadInput, match=said):
        asked(*at)
    assert not (tmp_path / "kept.gz").exists()


@pytest.mark.parametrize("words", [("--error-rate", "1.5"), ("--error-rate", "nan"), ("--repeat", "0"), ("--repeat", "99")])
def test_figures_out_of_range_are_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        asked("--model", "synthetic", *words)
    assert ended.value.code == 2
