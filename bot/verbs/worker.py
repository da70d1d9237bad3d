"""`bidwright worker`: the process that works on runs, any number of them beside one Redis and one Postgres."""

import argparse
import contextlib
import os

from bot import logs, loop, processes, telemetry
from bot.settings import Settings

NICE = 19
"""The lowest there is."""


def options(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Example: DATABASE_URL=postgresql://… REDIS_URL=redis://… bidwright worker"


def run(_: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    logs.configure(settings.log_level, settings.log_format)
    telemetry.configure(settings, process="worker")
    _step_back()
    loop.run(_work(settings))
    return 0


async def _work(settings: Settings) -> None:
    await processes.work(settings, processes.stop_on_signals())


def _step_back() -> None:
    """Below `serve` where both share a machine: a worker that is busy must not slow an acknowledgement.

    Linux lets whoever wakes interrupt an idle-class process at once (sched(7)); the lowest niceness alone made the slowest
    acknowledgements half as long again and more. A sandbox may forbid it: then the niceness has to do.
    """
    os.nice(NICE)
    if hasattr(os, "SCHED_IDLE"):
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
