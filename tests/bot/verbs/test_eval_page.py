"""`bidwright eval --html` leaves a page of the run it judged."""

import argparse
from pathlib import Path

import pytest

from bot.verbs import eval as verb

CASE = "it-council-web-uk-text"


def test_the_page_is_written_beside_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parser, target = argparse.ArgumentParser(), tmp_path / "new" / "page.html"
    verb.options(parser)
    code = verb.run(parser.parse_args(["--case", CASE, "--baseline", str(tmp_path / "none.json"), "--html", str(target)]))
    judged = capsys.readouterr().out.partition(" ")[0]
    text = target.read_text(encoding="utf-8")
    assert judged == ("FAIL" if code else "PASS")
    assert f'<span class="stamp">{judged}</span>' in text
    assert f'<th scope="row">{CASE}' in text
