"""`bidwright facts`: what a notice says, field by field, with null for what it does not say."""

import argparse
import json
import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.verbs import sources
from jobs.chain.errors import BadInput
from jobs.sources.facts import facts
from jobs.sources.read import read_notice


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", nargs="+", metavar="SOURCE", help="file, sample name, or - for standard input")
    parser.add_argument("--json", action="store_true", help="one JSON document: an object for one source, an array for several")
    parser.epilog = "Example: bidwright facts notice.xml release.json --json"


def run(options: argparse.Namespace) -> int:
    """0 when every source could be read, 2 when one could not; the others are printed all the same."""
    results = [_one(source) for source in options.source]
    if options.json:
        document = results[0] if len(results) == 1 else results
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
    else:
        for result in results:
            _print(result)
    failed = [result for result in results if "error" in result]
    for result in failed:
        sys.stderr.write(f"bidwright: {result['source']}: {result['error']['sentence']}\n")
    return 2 if failed else 0


def _one(source: str) -> dict[str, Any]:
    try:
        tender = read_notice(sources.load(source), name=source, limit_chars=2_000_000)
    except BadInput as error:
        return {"source": source, "kind": "unknown", "is_opportunity": False, "error": {"code": error.code, "sentence": error.sentence}}
    return facts(tender, source=source)


def _print(result: dict[str, Any]) -> None:
    table = Table(title=str(result["source"]), title_justify="left", show_header=False)
    for name, value in result.items():
        if name not in {"source", "lot_facts"}:
            table.add_row(name, "unknown" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    Console().print(table, markup=False)
