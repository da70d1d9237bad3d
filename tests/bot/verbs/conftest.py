"""Runs verbs in this process, as the shell would: arguments in; exit code, stdout and stderr out."""

import io
import json
import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot import cli


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Bidwright = Callable[..., Ended]


@pytest.fixture
def bidwright(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Bidwright]:
    """`bidwright("facts", "x.xml")`, on a data directory of its own and with no other setting."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    for name in ("DATABASE_URL", "REDIS_URL", "ANTHROPIC_API_KEY", "PROFILE_FILE"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = cli.run(list(arguments))
        except SystemExit as left:  # argparse's way out
            code = int(left.code or 0)
        written = capsys.readouterr()
        return Ended(code, written.out, written.err)

    yield run
    root.handlers[:] = handlers
    root.setLevel(level)
