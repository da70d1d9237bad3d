import json
from pathlib import Path

import pytest

from tests import accuracy
from tests.jobs.sources import samples

_TRUTH: dict[str, object] = {
    "file": "xml/one.xml",
    "title": "Road markings",
    "buyer_country": "DEU",
    "deadline": "2027-06-14T12:00:00+02:00",
    "estimated_value": None,
    "lots": 1,
}


def folder(tmp_path: Path, **changed: object) -> Path:
    (tmp_path / "xml").mkdir()
    (tmp_path / "xml" / "one.xml").write_bytes(samples.eforms())
    (tmp_path / "xml" / "two.json").write_text(json.dumps(samples.release()))
    (tmp_path / "xml" / "not.json").write_text('{"weather": "fair"}')
    (tmp_path / "truth.jsonl").write_text(json.dumps(_TRUTH | changed) + "\n")
    return tmp_path


@pytest.mark.parametrize(
    ("ours", "truth", "verdict"),
    [("a", "a", "right"), (None, None, "right"), ("a", "b", "wrong"), (None, "b", "missing"), ("a", None, "invented"), (["a"], [], "invented"), (0, 2, "wrong")],
)  # fmt: skip
def test_a_field_is_right_wrong_missing_or_invented(ours: object, truth: object, verdict: str) -> None:
    assert accuracy.judge(ours, truth) == verdict


def test_what_nobody_read_by_hand_is_counted_apart(tmp_path: Path) -> None:
    report = accuracy.measure(folder(tmp_path))

    assert {name: (tally.read, tally.checked, tally.exact) for name, tally in report.tallies.items()} == {
        "ocds": (1, 0, None),
        "ted_eforms": (1, 1, 1.0),
    }
    assert len(report.refused) == 1
    assert "read without error, not hand-checked" in accuracy.table(report)


@pytest.mark.parametrize(("changed", "code"), [({}, 0), ({"title": "Road works"}, 1), ({"deadline": None}, 1)])
def test_the_exit_code_says_whether_the_bar_is_met(
    tmp_path: Path, changed: dict[str, object], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert accuracy.main([str(folder(tmp_path, **changed)), "--verbose"]) == code
    assert "xml/one.xml: ted_eforms" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert accuracy.main([str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err
