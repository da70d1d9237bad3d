"""How long the facts of a notice take once everything is loaded: an ordinary one of each format, and one of 100 lots."""

import json
from statistics import median
from time import perf_counter

from jobs.sources.bundled import bundled
from jobs.sources.facts import facts
from jobs.sources.read import read_notice
from tests.bench.measure import Figure
from tests.jobs.sources import samples


async def measure(_: float) -> list[Figure]:
    large = samples.large()
    return [
        Figure("facts of an eForms notice", _milliseconds(bundled("leisure-centre-cleaning"), 40), "ms", 15.0, "median of 40"),
        Figure("facts of 100 lots", _milliseconds(large, 5), "ms", 300.0, f"{len(large) / 1e6:.1f} MB, median of 5"),
        Figure("facts of a TED_EXPORT notice", _milliseconds(samples.legacy(), 40), "ms", 15.0, "median of 40"),
        Figure("facts of an OCDS release", _milliseconds(json.dumps(samples.release()).encode(), 40), "ms", 15.0, "median of 40"),
    ]


def _milliseconds(data: bytes, rounds: int) -> float:
    facts(read_notice(data), source="warm")
    times: list[float] = []
    for _ in range(rounds):
        begun = perf_counter()
        facts(read_notice(data), source="bench")
        times.append(perf_counter() - begun)
    return median(times) * 1000
