"""What the options of `bidwright eval` ask for: who judges, and which baseline that one is held against."""

import argparse
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.settings import Settings
from bot.vendor import models, vendor
from jobs.chain.errors import BadInput
from jobs.evals.cassettes import read_cassettes
from jobs.evals.contenders import Contender, by_cassettes, by_model, by_rules, by_synthetic
from jobs.evals.golden import SHIPPED
from jobs.prompting import shipped


def baseline_of(model: str) -> Path:
    """This release's scores of it. The stand-in model's are those of its kept replies."""
    return SHIPPED.with_name(f"baseline-{'cassettes' if model == 'synthetic' else model}.json")


@asynccontextmanager
async def contender(options: argparse.Namespace, settings: Settings, place: int = 0) -> AsyncGenerator[Contender]:
    """Who judges the run at `place` of several. Raises BadInput for options that do not go together, without a key, and for broken files."""
    tiers, keep = models(settings), options.save_cassettes is not None
    if keep and (options.model in ("rules", "cassettes") or options.repeat > 1):
        raise BadInput("no_replies", "Only one run by a model leaves replies to keep: say --model synthetic or anthropic, and no --repeat.")
    if options.model == "rules":
        yield by_rules()
    elif options.model == "cassettes":
        yield by_cassettes(read_cassettes(options.cassettes), shipped(), tiers)
    elif options.model == "synthetic":
        yield by_synthetic(shipped(), tiers, seed=options.seed + place, errors=options.error_rate, keep=keep)
    else:
        if settings.anthropic_api_key is None:
            raise BadInput("no_key", "There is no ANTHROPIC_API_KEY: set it, or use --model rules, cassettes or synthetic.")
        client = vendor(settings, tiers)
        try:
            yield by_model(client, shipped(), tiers, keep=keep)
        finally:
            await client.aclose()
