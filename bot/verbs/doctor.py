"""`bidwright doctor`: is this deployment healthy, and if not, what to do."""

import argparse
import asyncio
import json
import sys
from dataclasses import asdict

import aiohttp
from rich.console import Console
from rich.table import Table

from bot import wiring
from bot.checkup import CHECKS, Patient, Result
from bot.model_checkup import check_models
from bot.prompt_checkup import check_prompts
from bot.quality_checkup import check_quality
from bot.settings import Settings, SettingsError

SIGNS = {"good": "[green]✓[/]", "note": "[yellow]![/]", "bad": "[red]✗[/]"}


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.epilog = "Example: bidwright doctor --json"


def run(options: argparse.Namespace) -> int:
    """0 when nothing is bad, 1 otherwise."""
    results = asyncio.run(_examine())
    if options.json:
        sys.stdout.write(json.dumps([asdict(result) for result in results], indent=2) + "\n")
    else:
        _print(results)
    return 1 if any(result.grade == "bad" for result in results) else 0


async def _examine() -> list[Result]:
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        return [Result("settings", "bad", problem, "See .env.example.") for problem in error.problems]
    try:
        async with wiring.joined(settings) as (deps, queue), aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
            patient = Patient(settings, deps, queue, session)
            return [
                Result("settings", "good", "complete"),
                *[await check(patient) for check in (*CHECKS, check_models, check_prompts, check_quality)],
            ]
    except SettingsError as error:
        return [Result("settings", "bad", problem, "See .env.example.") for problem in error.problems]


def _print(results: list[Result]) -> None:
    table = Table("", "what", "found", "what to do", box=None)
    for result in results:
        table.add_row(SIGNS[result.grade], result.name, result.found, result.mend)
    Console().print(table)
