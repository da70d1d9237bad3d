"""The guarded chain: what it adds to its calls, what steps side by side save, what guards and tokens cost, what rules settle alone."""

import asyncio
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, NoReturn

from jobs.chain.errors import AnalystError
from jobs.chain.guards.guard_in import guard_in
from jobs.chain.pii.mask import Masker
from jobs.chain.pipeline import run_chain
from jobs.chain.policy import DEFAULT_POLICY
from storage import runs
from tests.bench.desk import LATENCIES, Desk, open_desk
from tests.bench.measure import MOST_STEAL, Figure, Steal, cpu_seconds
from tests.bench.notices import Notice, mixed
from tests.builders import passage, tender
from tests.jobs.chain.pii.negatives import NEGATIVES
from tests.jobs.chain.pii.test_speed import KEY, NAMES

MANY, FEW = 200, 10
MOST_ROUNDS = 3
"""Tries at a run that the host does not spoil."""


async def measure(_: float) -> list[Figure]:
    return [*_guards(), *await _settled(), *await _quietly(_one_after_another), *await _quietly(_many_at_once)]


async def _quietly(run: Callable[[], Any]) -> list[Figure]:
    for _ in range(MOST_ROUNDS):
        steal = Steal()
        figures: list[Figure] = await run()
        taken = steal.share()
        if taken <= MOST_STEAL:
            return figures
        sys.stderr.write(f"  thrown away: the host took {taken:.1%} of the CPU\n")
    raise SystemExit("The host took more than 5 % of the CPU in every round: measure again on a quieter machine.")


def _guards() -> list[Figure]:
    """Milliseconds of this process for text as notices have it: lists of numbers, names and addresses between plain sentences."""
    lines = [*NEGATIVES, "Ansprechpartner: Frau Dr. Adalind Quorrex, Tel.: +49 30 901820-22, adalind.quorrex@example.com"]
    text = ("\n".join(lines) * 20)[:50_000]
    paragraphs = tuple(passage(f"p{at + 1}", text[at * 500 : at * 500 + 500]) for at in range(100))
    notice = tender(passages=paragraphs)
    scan = _milliseconds(lambda: guard_in(notice))
    mask = _milliseconds(lambda: Masker(KEY, names=NAMES).mask(text))
    return [
        Figure("injection scan of 50 kB", scan, "ms", 60.0, "100 passages, CPU time, median of 15"),
        Figure("masking of 50 kB", mask, "ms", 40.0, "with a gazetteer of 2,000 names, CPU time, median of 15"),
    ]


def _milliseconds(work: Callable[[], object]) -> float:
    times: list[float] = []
    for _ in range(16):
        begun = process_time()
        work()
        times.append(process_time() - begun)
    return median(times[1:]) * 1000


class Asked(AnalystError):
    """A model would have been called."""


class NobodyCalled:
    """An analyst that ends the chain where it would first spend money."""

    name, note, prompts, calls_model = "anthropic", "Counts.", (), True

    async def _ask(self, *_: object) -> NoReturn:
        raise Asked("Nobody is asked here.")

    screen = judge = rate = requirements = _ask


async def _settled() -> list[Figure]:
    """The mixed set of `tests.bench.notices`."""
    notices = mixed()
    ended = {id(each): await settled_without_a_call(each) for each in notices}
    asked = [each for each in notices if not ended[id(each)]]
    dropped = [each for each in notices if each.label == "good" and ended[id(each)]]
    sorts = ", ".join(f"{count} {sort}" for sort, count in Counter(each.sort for each in asked).most_common())
    return [
        Figure(f"of {len(notices)} mixed notices, need a call", 100 * len(asked) / len(notices), "%", 50.0, sorts),
        Figure("good ones dropped by rules", len(dropped), "notices", 0.0, f"of {sum(each.label == 'good' for each in notices)} good ones"),
    ]


async def settled_without_a_call(notice: Notice) -> bool:
    """Whether the chain ends before any model is asked."""

    async def on_step(*_: object) -> None:
        return

    analyst: Any = NobodyCalled()
    try:
        outcome = await run_chain(notice.case, analyst, depth="standard", policy=DEFAULT_POLICY, done={}, on_step=on_step)
    except Asked:
        return False
    return outcome.state == "filtered_out"


async def _one_after_another() -> list[Figure]:
    """Three standard runs, each alone, after one that warms the client and the caches."""
    async with open_desk(slots=20) as desk:
        await desk.ask([1])
        known = await desk.by_step()
        took: list[tuple[float, float, float]] = []
        for number in (2, 3, 4):
            seen = len(await desk.served())
            [run] = await desk.ask([number])
            calls = (await desk.served())[seen:]
            took.append((_seconds(run), covered(calls), sum(call["latency"] for call in calls)))
        after = await desk.by_step()
    alone, bare, summed = (median(each) for each in zip(*took, strict=True))
    steps = ", ".join(f"{step} {LATENCIES[step]:g} s" for step in after if step in LATENCIES)
    return [
        Figure("chain overhead over its calls", 100 * (alone / bare - 1), "%", 5.0, f"{alone:.2f} s for {bare:.2f} s of calls: {steps}"),
        Figure("standard run / its calls one after another", alone / summed, "x", 0.6, f"{alone:.2f} s of {summed:.2f} s, warm"),
        *_tokens(known, after, runs=len(took)),
    ]


def covered(calls: Sequence[dict[str, Any]]) -> float:
    """Seconds in which at least one call was held back on purpose: the bare sum on the critical path."""
    total, until = 0.0, float("-inf")
    for begin, end in sorted((call["arrived"], call["arrived"] + call["latency"]) for call in calls):
        total += max(0.0, end - max(begin, until))
        until = max(until, end)
    return total


def _seconds(run: runs.Run) -> float:
    assert run.ended_at is not None
    assert run.started_at is not None
    return (run.ended_at - run.started_at).total_seconds()


def _tokens(before: dict[str, Any], after: dict[str, Any], *, runs: int) -> list[Figure]:
    """Of one run, counted as a quarter of the characters: the stand-in knows no tokenizer."""
    figures: list[Figure] = []
    for step, sums in after.items():
        calls, old = (sums.calls - before[step].calls) / runs, before[step]

        def one(kind: str, sums: Any = sums, old: Any = old) -> float:
            return (getattr(sums, f"{kind}_tokens") - getattr(old, f"{kind}_tokens")) / runs

        read, written = one("cache_read"), one("cache_write")
        note = f"{calls:g} call(s), {one('output'):.0f} out, cache: {read:.0f} read, {written:.0f} written"
        figures.append(Figure(f"tokens in, {step}", one("input") + read + written, "tokens", None, note))
    return figures


async def _many_at_once() -> list[Figure]:
    """CPU of the one process that answers, works and posts, for each run of ten and of two hundred at once."""
    async with open_desk(slots=MANY) as desk:
        await desk.ask([1])
        few = median([await _cpu_of(desk, range(at * FEW + 10, at * FEW + 10 + FEW)) for at in range(3)])
        begun = perf_counter()
        many = await _cpu_of(desk, range(1_000, 1_000 + MANY))
        seconds = perf_counter() - begun
        memory = _peak_memory(desk.product.worker_pid)
    how = f"{many * 1000:.0f} ms against {few * 1000:.0f} ms, {MANY} took {seconds:.1f} s, {desk.product.stores}"
    return [
        Figure(f"CPU of a run, {MANY} at once / {FEW} at once", many / few, "x", 1.2, how),
        Figure(f"memory after {MANY} runs at once", memory, "MB", 400.0, "the highest it was, answering and posting included"),
    ]


async def _cpu_of(desk: Desk, numbers: Sequence[int]) -> float:
    """CPU seconds a run, once all of them and their messages are out."""
    before = cpu_seconds(desk.product.worker_pid)
    ended = await desk.ask(numbers)
    await asyncio.sleep(1)
    states = Counter(run.state for run in ended)
    if set(states) - {"complete", "rated_low"} or any(run.attempt > 1 for run in ended):
        raise RuntimeError(f"runs of a good notice ended as {dict(states)}, or not at their first attempt")
    return (cpu_seconds(desk.product.worker_pid) - before) / len(numbers)


def _peak_memory(pid: int) -> float:
    """MB of resident memory."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1]) / 1024
