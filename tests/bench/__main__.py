"""`make bench`: the figures of the product as ratios in one run; prints a table and writes build/bench.json."""

import argparse
import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench import acknowledgement, chain, masking, reading, start_up
from tests.bench.measure import Figure

BENCHES = {
    "acknowledgement": acknowledgement.measure,
    "start": start_up.measure,
    "reading": reading.measure,
    "masking": masking.measure,
    "chain": chain.measure,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="BENCH", help=f"some of: {', '.join(BENCHES)}; default: all")
    parser.add_argument("--seconds", type=float, default=40.0, help="length of each load")
    options = parser.parse_args()
    figures: list[Figure] = []
    for name in options.names or BENCHES:
        sys.stderr.write(f"{name} …\n")
        figures += asyncio.run(BENCHES[name](options.seconds))
    _print(figures)
    out = Path("build/bench.json")
    out.parent.mkdir(exist_ok=True)
    document = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "figures": [figure.as_dict() for figure in figures]}
    out.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    return 0 if all(figure.kept for figure in figures) else 1


def _print(figures: list[Figure]) -> None:
    table = Table("what", "measured", "limit", "kept", "how", title="Bench")
    for figure in figures:
        limit = "" if figure.limit is None else f"{figure.limit:g} {figure.unit}"
        table.add_row(figure.name, f"{_shown(figure.value)} {figure.unit}", limit, "yes" if figure.kept else "NO", figure.note)
    Console(width=150).print(table)


def _shown(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
