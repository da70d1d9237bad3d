"""`bidwright serve`: the process Slack talks to."""

import argparse

from bot import logs, loop, processes, telemetry
from bot.settings import Settings, SettingsError


def options(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Example: SLACK_SIGNING_SECRET=… SLACK_BOT_TOKEN=… bidwright serve"


def run(_: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    problems = settings.problems_for_slack()
    if problems:
        raise SettingsError(problems)
    logs.configure(settings.log_level, settings.log_format)
    telemetry.configure(settings, process="serve")
    loop.run(_serve(settings))
    return 0


async def _serve(settings: Settings) -> None:
    await processes.serve(settings, processes.stop_on_signals())
