"""`bidwright analyze`: the guarded chain in the terminal, without Slack, database or queue."""

import argparse
import asyncio
import json
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar, runtime_checkable

import yaml
from pydantic import ValidationError

from bot import clock
from bot.settings import Settings
from bot.verbs import drafting, sources
from bot.verbs.brief import brief
from bot.verbs.draft_text import markdown
from jobs.chain.analysis import Depth
from jobs.chain.drafting.draft import Draft, brief_of
from jobs.chain.drafting.template import FALLBACK_NOTE as TEMPLATE_FALLBACK
from jobs.chain.drafting.template import TemplateDrafter
from jobs.chain.errors import AnalystError, BadInput
from jobs.chain.guards.out_contacts import owned_by, shown_values
from jobs.chain.model import Analyst, Case
from jobs.chain.pii.case import mask_case
from jobs.chain.pii.leaves import unmask_values
from jobs.chain.pii.mask import LEAST_KEY, Masker
from jobs.chain.pipeline import Outcome, run_chain
from jobs.chain.policy import DEFAULT_POLICY
from jobs.chain.profile import Profile
from jobs.chain.rules.analyst import FALLBACK_NOTE, RulesAnalyst
from jobs.chain.tender import Value
from jobs.library.coverage import coverage

if TYPE_CHECKING:
    from jobs.chain.agents.analyst import ModelAnalyst

V = TypeVar("V", bound=Value)


@runtime_checkable
class Closing(Protocol):
    async def aclose(self) -> None: ...


@dataclass(frozen=True)
class Answered:
    outcome: Outcome
    draft: Draft | None


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help=sources.HELP)
    parser.add_argument(
        "--depth",
        choices=("quick", "standard", "draft"),
        default="standard",
        help="quick stops after the first look; draft writes the bid too, and asks nobody for leave",
    )
    parser.add_argument("--profile", type=Path, metavar="FILE", help="company profile (YAML or JSON); without one fit stays unknown")
    parser.add_argument("--model", choices=("rules", "anthropic"), help="who judges and writes; default: anthropic where a key is set")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write answer.txt and answer.json there too, and draft.md and draft.json")
    parser.epilog = (
        "Example: bidwright analyze notice.xml --profile company.yml\n"
        "         bidwright analyze 123456-2026 --json\n"
        "         bidwright analyze city-network --depth draft --out bid"
    )


def run(options: argparse.Namespace) -> int:
    """0 with an answer, 3 when the guard refused the text."""
    settings = Settings.from_environment()
    profile = _profile(options.profile or settings.profile_file)
    tender = asyncio.run(sources.read(options.source, settings, limit_chars=settings.max_text_chars))
    now = clock.utcnow()
    held = coverage(tender.requirements, profile, {}, today=now.date())  # a terminal has no library: the profile alone can show something
    case = Case(tender=tender, profile=profile, now=now, coverage=held)
    answered = asyncio.run(_answer(case, options.depth, options.model, settings))
    document = _document(answered)
    text = brief(answered.outcome, tender)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "answer.json").write_text(document + "\n", encoding="utf-8")
        (options.out / "answer.txt").write_text(text, encoding="utf-8")
        if answered.draft:
            drafting.leave(answered.draft, tender, options.out)
    if answered.draft and not options.out:
        text += "\n" + markdown(answered.draft, tender)
    sys.stdout.write(document + "\n" if options.json else text)
    return 3 if answered.outcome.state == "refused" else 0


def _document(answered: Answered) -> str:
    body = answered.outcome.model_dump(mode="json")
    if answered.draft:
        body["draft"] = answered.draft.model_dump(mode="json")
    return json.dumps(body, ensure_ascii=False, indent=2)


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


async def _answer(case: Case, depth: str, model: str | None, settings: Settings) -> Answered:
    """The answer, and the draft where it was asked for and the answer is not no: the depth given is the leave to write it."""
    analyst = _model_analyst(model, settings)
    masker = Masker(secrets.token_bytes(2 * LEAST_KEY))
    asked = mask_case(case, masker) if analyst else case  # before anything leaves this machine
    try:
        outcome = await _judge(asked, analyst, "quick" if depth == "quick" else "standard")
        written = await _draft(asked, outcome, analyst) if depth == "draft" else None
    finally:
        if analyst is not None and isinstance(analyst.model, Closing):
            await analyst.model.aclose()
    people_hidden = shown_values(masker.tokens, owned_by(case.profile, case.coverage))
    return Answered(_unmasked(outcome, people_hidden), _unmasked(written, masker.tokens) if written else None)


def _model_analyst(model: str | None, settings: Settings) -> "ModelAnalyst | None":
    if model != "anthropic" and (model is not None or not settings.uses_anthropic):
        return None
    if settings.anthropic_api_key is None:
        raise BadInput("no_key", "There is no ANTHROPIC_API_KEY: set it, or use --model rules.")
    from bot.analysts import model_analyst

    return model_analyst(settings)


async def _judge(case: Case, analyst: "ModelAnalyst | None", depth: Depth) -> Outcome:
    if analyst is None:
        return await _chain(case, RulesAnalyst(), depth)
    try:
        return await _chain(case, analyst, depth)
    except AnalystError as error:
        sys.stderr.write(f"bidwright: {error.sentence} The rules analyst answers instead.\n")
        return await _chain(case, RulesAnalyst(note=FALLBACK_NOTE), depth)


async def _chain(case: Case, analyst: Analyst, depth: Depth) -> Outcome:
    async def on_step(step: str, _: dict[str, object]) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"  {step} done\n")

    return await run_chain(case, analyst, depth=depth, policy=DEFAULT_POLICY, done={}, on_step=on_step)


async def _draft(case: Case, outcome: Outcome, analyst: "ModelAnalyst | None") -> Draft | None:
    if outcome.state != "complete" or outcome.analysis is None:
        sys.stderr.write("bidwright: no draft was written, since the answer is not to bid. The reasons are in the answer.\n")
        return None
    asked = brief_of(case, outcome.guard, outcome.analysis)
    if analyst is None:
        return await drafting.draft(asked, TemplateDrafter())
    if outcome.analysis.analyst == "rules":  # it could not judge, so it is not asked to write
        return await drafting.draft(asked, TemplateDrafter(note=TEMPLATE_FALLBACK))
    return await drafting.draft(asked, drafting.drafter_of(analyst.model, analyst.scripts))


def _unmasked(value: V, tokens: Mapping[str, str]) -> V:
    return type(value).model_validate(unmask_values(value.model_dump(mode="json"), tokens, in_links=False)) if tokens else value
