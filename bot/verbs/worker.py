"""`bidwright worker`: the process that works on runs, any number of them beside one Redis and one Postgres."""

import argparse
import os

from bot import logs, loop, processes, telemetry
from bot.settings import Settings

NICE = 19
"""Below `serve` where both share a machine: a worker that is busy must not slow an acknowledgement."""


def options(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Example: DATABASE_URL=postgresql://… REDIS_URL=redis://… bidwright worker"


def run(_: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    logs.configure(settings.log_level, settings.log_format)
    telemetry.configure(settings, process="worker")
    os.nice(NICE)
    loop.run(_work(settings))
    return 0


async def _work(settings: Settings) -> None:
    await processes.work(settings, processes.stop_on_signals())
