"""How much longer a stored acknowledgement takes than an empty one, and how soon a worker picks the run up."""

import asyncio
import sys
from statistics import median
from time import perf_counter, time
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from tests.bench.measure import Figure, Steal, cpu_seconds, percentile
from tests.bench.processes import SECRET, TEAM, USER, Product, free_port, running

LIGHT = 4
"""Commands a second at which nothing waits for anything else."""
MOST_ROUNDS = 3
"""Tries at a run that the host does not spoil."""


async def measure(seconds: float) -> list[Figure]:
    figures: list[Figure] = []
    for rate, apart in ((25, True), (10, False)):
        figures += await _at(rate, apart=apart, seconds=seconds)
    return figures


async def _at(rate: int, *, apart: bool, seconds: float) -> list[Figure]:
    for _ in range(MOST_ROUNDS):
        steal = Steal()
        figures = await _once(rate, apart=apart, seconds=seconds)
        taken = steal.share()
        if taken <= 0.05:
            return figures
        sys.stderr.write(f"  thrown away: the host took {taken:.1%} of the CPU\n")
    raise SystemExit("The host took more than 5 % of the CPU in every round: measure again on a quieter machine.")


async def _once(rate: int, *, apart: bool, seconds: float) -> list[Figure]:
    bare_port = free_port()
    bare = [sys.executable, "-m", "tests.bench.bare_app", str(bare_port), SECRET]
    async with Product(worker_apart=apart) as product, running(bare, port=bare_port), aiohttp.ClientSession() as session:
        idle = await _idle_cpu(product)
        await _load(session, {"product": product.address}, rate=LIGHT, seconds=10, name="light")
        rested = await product.pick_up_seconds(expected=LIGHT * 10)
        addresses = {"product": product.address, "bare": f"http://127.0.0.1:{bare_port}/slack/events"}
        times = await _load(session, addresses, rate=rate, seconds=seconds)
        waits = await product.pick_up_seconds(expected=len(times["product"]))
    how = f"{rate} commands a second, worker {'apart' if apart else 'in the same process'}, {product.stores}"
    ours, theirs = percentile(times["product"], 99), percentile(times["bare"], 99)
    return [
        Figure(f"ack p99 / bare p99 at {rate}/s", ours / theirs, "x", 1.5, how),
        Figure(f"ack p50 / bare p50 at {rate}/s", percentile(times["product"], 50) / percentile(times["bare"], 50), "x", None, how),
        Figure(f"ack p99 at {rate}/s", ours * 1000, "ms", None, f"bare {theirs * 1000:.1f} ms"),
        Figure(f"pick-up median at {LIGHT}/s", median(rested) * 1000, "ms", 60.0, f"{len(rested)} runs, {how.split(', ', 1)[1]}"),
        Figure(f"pick-up median at {rate}/s", median(waits) * 1000, "ms", None, f"{len(waits)} runs"),
        Figure("idle worker" if apart else "idle single process", idle * 100, "% of a core", 3.0 if apart else None, "10 s without work"),
    ]


async def _idle_cpu(product: Product) -> float:
    await asyncio.sleep(2)
    before, begun = cpu_seconds(product.worker_pid), perf_counter()
    await asyncio.sleep(10)
    return (cpu_seconds(product.worker_pid) - before) / (perf_counter() - begun)


async def _load(
    session: aiohttp.ClientSession, addresses: dict[str, str], *, rate: int, seconds: float, name: str = "load"
) -> dict[str, list[float]]:
    """Send to each address `rate` times a second, in turn, whatever the answers take."""
    times: dict[str, list[float]] = {name: [] for name in addresses}
    begun = perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for number in range(int(rate * seconds)):
            for place, (app, address) in enumerate(addresses.items()):
                due = begun + (number + place / len(addresses)) / rate
                await asyncio.sleep(max(0.0, due - perf_counter()))
                tasks.create_task(_command(session, address, f"{name}-{app}-{number}", times[app]))
    warm = rate  # the first second opens connections and fills caches on both sides
    return {app: values[warm:] for app, values in times.items()}


async def _command(session: aiohttp.ClientSession, address: str, trigger: str, times: list[float]) -> None:
    form = {
        "command": "/analyze",
        "text": "city-network",
        "team_id": TEAM,
        "user_id": USER,
        "channel_id": f"C{trigger}",
        "trigger_id": trigger,
        "response_url": "http://127.0.0.1:9/response/1",
        "api_app_id": "A0BENCH",
    }
    body = urlencode(form)
    now = str(int(time()))
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": now,
        "x-slack-signature": SignatureVerifier(SECRET).generate_signature(timestamp=now, body=body) or "",
    }
    begun = perf_counter()
    async with session.post(address, data=body, headers=headers) as response:
        text = await response.text()
        times.append(perf_counter() - begun)
    if response.status != 200:
        raise RuntimeError(f"{address} answered {response.status}: {text[:200]}")
