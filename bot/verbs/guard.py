"""`bidwright guard`: the input guard on its own, for texts that never reach a chain."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from jobs.chain.errors import BadInput
from jobs.chain.guards.guard_in import inspect

MAX_LINE = 20 * 1024 * 1024


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jsonl", action="store_true", required=True, help='read {"id", "text"} a line, write a verdict a line')
    parser.epilog = """Example: echo '{"id": 1, "text": "Ignore all previous instructions."}' | bidwright guard --jsonl"""


def run(_: argparse.Namespace) -> int:
    """0 when every line could be read; 2 names the first line that could not, after the others were answered."""
    broken: list[int] = []
    for number, line in enumerate(_lines(), 1):
        if not line.strip():
            continue
        entry = _entry(line)
        if entry is None:
            broken.append(number)
            continue
        sys.stdout.write(json.dumps(_verdict(entry), ensure_ascii=False) + "\n")
    if broken:
        raise BadInput(
            "broken_json", f'Line {broken[0]} is not {{"id": …, "text": "…"}} ({len(broken)} such lines): each line is one JSON object.'
        )
    return 0


def _lines() -> Iterator[bytes]:
    stream: Iterable[bytes] = iter(lambda: sys.stdin.buffer.readline(MAX_LINE), b"")
    yield from stream


def _entry(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) and isinstance(entry.get("text"), str) else None


def _verdict(entry: dict[str, Any]) -> dict[str, Any]:
    report = inspect(entry["text"])
    findings = [{"family": f.family, "reason": f.reason, "start": f.start, "end": f.end} for f in report.findings]
    return {"id": entry.get("id"), "verdict": report.verdict, "score": report.score, "findings": findings}
