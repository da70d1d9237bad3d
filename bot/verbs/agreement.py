"""`bidwright agreement`: how far a judge of answers agrees with labelled pairs, with order and length countered."""

import argparse
import asyncio
import json
import secrets
import sys
from functools import partial
from pathlib import Path

from bot.settings import Settings
from jobs.chain.errors import BadInput
from jobs.evals.agreement import FEWEST, Agreement
from jobs.evals.pair_figures import Judged, PairFigures, judge_pairs, pair_figures
from jobs.evals.pairs import SHIPPED, ModelJudge, Pair, PairJudge, Rules, load_pairs
from jobs.evals.rubric import Share


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--model", choices=("rules", "anthropic"), default="rules", help="who judges; anthropic needs a key and costs money"
    )
    parser.add_argument("--pairs", type=Path, default=SHIPPED, metavar="FILE", help="labelled pairs; default: those of this release")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.epilog = (
        "Each pair is asked in both orders; a winner that turns with the order counts as a tie.\n\nExample: bidwright agreement --json"
    )


def run(options: argparse.Namespace) -> int:
    """0 when all pairs were judged. Raises BadInput for a file that is none, and without a key for a model."""
    pairs = load_pairs(options.pairs)
    judged = asyncio.run(_judge(options.model, pairs))
    found = pair_figures(judged)
    sys.stdout.write(_json(options.model, found, judged) if options.json else _text(options.model, found, judged))
    return 0


async def _judge(model: str, pairs: tuple[Pair, ...]) -> tuple[Judged, ...]:
    if model == "rules":
        judge: PairJudge = Rules()
        return await judge_pairs(judge, pairs)
    settings = Settings.from_environment()
    if settings.anthropic_api_key is None:
        raise BadInput("no_key", "There is no ANTHROPIC_API_KEY: set it, or use --model rules.")
    from bot.vendor import models, vendor  # its client takes two seconds, which the rules need not wait for

    client = vendor(settings, models(settings))
    try:
        return await judge_pairs(ModelJudge.shipped(client, partial(secrets.token_hex, 8)), pairs)
    finally:
        await client.aclose()


def _text(model: str, found: PairFigures, judged: tuple[Judged, ...]) -> str:
    wrong = [f"  {each.pair.id}: {each.label}, labelled {each.pair.better}" for each in judged if each.label != each.pair.better]
    lines = [
        f"Judge: {model}, {len(judged)} pairs, each in both orders",
        f"As labelled:                  {_agreement(found.all)}",
        f"  answers of like length:     {_agreement(found.like_length)}",
        f"  the better one is longer:   {_share(found.better_is_longer)}",
        f"  the better one is shorter:  {_share(found.better_is_shorter)}",
        f"Turned with the order:        {_share(found.turned)}",
        f"First place won:              {_share(found.first_place)}",
        f"No usable reply:              {found.unusable}",
        *(["Otherwise than labelled:", *wrong] if wrong else []),
    ]
    return "\n".join(lines) + "\n"


def _agreement(found: Agreement) -> str:
    low, high = found.raw
    share = f"{found.same} of {found.of} ({low:.0%} to {high:.0%})"
    if found.kappa is None or found.interval is None:
        return f"{share}, kappa not defined"
    few = f", fewer than {FEWEST}: too few to rest on" if found.of < FEWEST else ""
    return f"{share}, kappa {found.kappa:.2f} ({found.interval[0]:.2f} to {found.interval[1]:.2f}){few}"


def _share(found: Share) -> str:
    low, high = found.interval
    return f"{found.hits} of {found.of} ({low:.0%} to {high:.0%})" if found.of else "none"


def _json(model: str, found: PairFigures, judged: tuple[Judged, ...]) -> str:
    pairs = [{"id": each.pair.id, "label": each.pair.better, "judged": each.label, "turned": each.turned} for each in judged]
    return json.dumps({"judge": model, **found.model_dump(mode="json"), "pairs": pairs}, ensure_ascii=False, indent=2) + "\n"
