"""`bidwright migrate`: the schema step of a deployment; safe to run again."""

import argparse
import asyncio
import sys

from bot.settings import Settings
from jobs.actions import at_the_terminal
from storage import schema


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing: exit 1 when the schema is not this version's")
    parser.epilog = "Example: MIGRATION_DATABASE_URL=postgresql://owner@db/bidwright bidwright migrate"


def run(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    url = settings.migration_database_url or settings.database_url
    if settings.is_sqlite:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    if options.check:
        found = asyncio.run(schema.differences(url))
        for difference in found:
            sys.stderr.write(f"{difference}\n")
        return 1 if found else 0
    at_the_terminal("cli migrate")
    asyncio.run(schema.upgrade(url))
    sys.stdout.write("The database is at this version's schema.\n")
    return 0
