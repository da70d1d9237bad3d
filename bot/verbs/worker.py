"""`bidwright worker`: the process that works on runs, any number of them beside one Redis and one Postgres."""

import argparse
import asyncio

from bot import logs, processes, telemetry
from bot.settings import Settings


def options(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Example: DATABASE_URL=postgresql://… REDIS_URL=redis://… bidwright worker"


def run(_: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    logs.configure(settings.log_level, settings.log_format)
    telemetry.configure(settings, process="worker")
    asyncio.run(_work(settings))
    return 0


async def _work(settings: Settings) -> None:
    await processes.work(settings, processes.stop_on_signals())
