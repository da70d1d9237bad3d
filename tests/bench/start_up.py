"""How long the processes take to be ready, and what they import on the way."""

import subprocess
import sys
from statistics import median
from time import perf_counter

from tests.bench.measure import Figure
from tests.bench.processes import Product


async def measure(_: float) -> list[Figure]:
    times: list[float] = []
    for _round in range(3):
        async with Product() as product:
            times.append(product.ready_seconds)
    loaded = _modules_of_the_bot()
    return [
        Figure("start to ready", median(times), "s", 5.0, "serve with an empty SQLite file, median of 3"),
        Figure("imports anthropic", float("anthropic" in loaded), "", 0.0, "modules loaded by bot.app and bot.processes"),
        Figure("import time of the bot", _import_seconds(), "s", None, "python -c 'import bot.processes'"),
    ]


def _modules_of_the_bot() -> set[str]:
    code = "import sys, bot.processes; print(*sys.modules, sep='\\n')"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def _import_seconds() -> float:
    times: list[float] = []
    for _ in range(3):
        begun = perf_counter()
        subprocess.run([sys.executable, "-c", "import bot.processes"], check=True)
        times.append(perf_counter() - begun)
    return median(times)
