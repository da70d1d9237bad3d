"""`bidwright facts`: what a notice says, field by field, with null for what it does not say."""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.settings import Settings
from bot.verbs import sources
from bot.ways import ways
from jobs.chain.errors import BadInput, SourceDown
from jobs.intake.reader import Ways
from jobs.sources.facts import facts


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", nargs="+", metavar="SOURCE", help=sources.HELP)
    parser.add_argument("--json", action="store_true", help="one JSON document: an object for one source, an array for several")
    parser.epilog = "Example: bidwright facts notice.xml pack.zip 123456-2026 --json"


def run(options: argparse.Namespace) -> int:
    """0 when every source could be read, 2 when one could not; the others are printed all the same."""
    results = asyncio.run(_all(options.source, Settings.from_environment()))
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


async def _all(named: Sequence[str], settings: Settings) -> list[dict[str, Any]]:
    async with ways(settings) as opened:
        watched = track(named, "reading", console=Console(stderr=True), disable=len(named) < 4 or not sys.stderr.isatty(), transient=True)
        return [await _one(opened, source) for source in watched]


async def _one(opened: Ways, source: str) -> dict[str, Any]:
    try:
        tender = await sources.read_with(opened, source, limit_chars=2_000_000)
    except (BadInput, SourceDown) as error:
        code = error.code if isinstance(error, BadInput) else "source_down"
        return {"source": source, "kind": "unknown", "is_opportunity": False, "error": {"code": code, "sentence": error.sentence}}
    return facts(tender, source=source)


def _print(result: dict[str, Any]) -> None:
    table = Table(title=str(result["source"]), title_justify="left", show_header=False)
    for name, value in result.items():
        if name not in {"source", "lot_facts"}:
            table.add_row(name, "unknown" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    Console().print(table, markup=False)
