"""`bidwright demo`: try everything with nothing to set up."""

import argparse
import sys

from bot import demo, logs, loop, processes
from bot.settings import Settings
from jobs.sources.bundled import bundled_names

SAMPLE = "city-network"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=0, help="port of the page; default: a free one")
    parser.add_argument("--headless", action="store_true", help="no page to look at: for scripts, with --once")
    parser.add_argument("--once", action="store_true", help="ask one /analyze, print its thread, and end")
    parser.add_argument("--sample", default=SAMPLE, choices=bundled_names(), help="the notice that --once asks about")
    parser.epilog = "Example: bidwright demo --headless --once"


def run(options: argparse.Namespace) -> int:
    logs.configure("WARNING", "console")
    return loop.run(_run(options))


async def _run(options: argparse.Namespace) -> int:
    stop = processes.stop_on_signals()
    async with demo.running(Settings.from_environment(), port=options.port) as up:
        if not options.headless:
            sys.stderr.write(f"Bidwright is up. Open {up.page} and type: /analyze {options.sample}\nCtrl-C ends it.\n")
        if options.once:
            sys.stdout.write(await demo.ask_once(up, options.sample) + "\n")
        else:
            await stop.wait()
    return 0
