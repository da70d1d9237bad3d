"""`bidwright analyze`: the guarded chain in the terminal, without Slack, database or queue."""

import argparse
import asyncio
import json
import sys
from pathlib import Path

import yaml
from pydantic import ValidationError

from bot import clock
from bot.settings import Settings
from bot.verbs import sources
from bot.verbs.brief import brief
from jobs.chain.analysis import Depth
from jobs.chain.errors import AnalystError, BadInput
from jobs.chain.model import Analyst, Case
from jobs.chain.pipeline import Outcome, run_chain
from jobs.chain.policy import DEFAULT_POLICY
from jobs.chain.profile import Profile
from jobs.chain.rules.analyst import RulesAnalyst


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help=sources.HELP)
    parser.add_argument("--depth", choices=("quick", "standard"), default="standard", help="quick stops after the first look")
    parser.add_argument("--profile", type=Path, metavar="FILE", help="company profile (YAML or JSON); without one fit stays unknown")
    parser.add_argument("--model", choices=("rules", "anthropic"), help="who judges; default: anthropic where a key is set")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write answer.txt and answer.json there too")
    parser.epilog = "Example: bidwright analyze notice.xml --profile company.yml\n         bidwright analyze 123456-2026 --json"


def run(options: argparse.Namespace) -> int:
    """0 with an answer, 3 when the guard refused the text."""
    settings = Settings.from_environment()
    profile = _profile(options.profile or settings.profile_file)
    tender = asyncio.run(sources.read(options.source, settings, limit_chars=settings.max_text_chars))
    case = Case(tender=tender, profile=profile, now=clock.utcnow())
    outcome = asyncio.run(_judge(case, options.depth, options.model, settings))
    document = json.dumps(outcome.model_dump(mode="json"), ensure_ascii=False, indent=2)
    text = brief(outcome, tender)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "answer.json").write_text(document + "\n", encoding="utf-8")
        (options.out / "answer.txt").write_text(text, encoding="utf-8")
    sys.stdout.write(document + "\n" if options.json else text)
    return 3 if outcome.state == "refused" else 0


def _profile(path: Path | None) -> Profile | None:
    if path is None:
        return None
    try:
        return Profile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("missing_file", f"The profile {path} cannot be read as text: check the path.") from error
    except (yaml.YAMLError, ValidationError) as error:
        raise BadInput("broken_profile", f"The profile {path} is not a company profile: {_first_line(error)}.") from error


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_input=False, include_url=False)[0]
        return f"{'.'.join(str(part) for part in first['loc']) or 'the document'}: {first['msg']}"
    return "it is not YAML"


async def _judge(case: Case, depth: Depth, model: str | None, settings: Settings) -> Outcome:
    analyst: Analyst = RulesAnalyst()
    if model == "anthropic" or (model is None and settings.uses_anthropic):
        if settings.anthropic_api_key is None:
            raise BadInput("no_key", "There is no ANTHROPIC_API_KEY: set it, or use --model rules.")
        from bot.analysts import model_analyst

        analyst = model_analyst(settings)
    try:
        return await _chain(case, analyst, depth)
    except AnalystError as error:
        sys.stderr.write(f"bidwright: {error.sentence} The rules analyst answers instead.\n")
        return await _chain(case, RulesAnalyst(), depth)


async def _chain(case: Case, analyst: Analyst, depth: Depth) -> Outcome:
    async def on_step(step: str, _: dict[str, object]) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"  {step} done\n")

    return await run_chain(case, analyst, depth=depth, policy=DEFAULT_POLICY, done={}, on_step=on_step)
