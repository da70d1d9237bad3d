"""Makes the analyst the settings ask for; the vendor's client is imported only when one is really made."""

import secrets
from collections.abc import Callable
from functools import cache, partial
from importlib import resources
from typing import TYPE_CHECKING

import structlog

from bot.settings import Settings
from jobs.chain.agents.analyst import ModelAnalyst
from jobs.chain.model import Analyst
from jobs.chain.prompt import Prompt, parse_prompt
from jobs.chain.rules.analyst import RulesAnalyst

if TYPE_CHECKING:
    from jobs.llm.client import CallRecord

log = structlog.get_logger()


def analyst_factory(settings: Settings) -> Callable[[], Analyst]:
    """Called at the first run, not at start: importing the vendor's client takes 2 s and 77 MB (facts/llm.md §1.1)."""
    return cache(partial(model_analyst, settings)) if settings.uses_anthropic else RulesAnalyst


def model_analyst(settings: Settings) -> ModelAnalyst:
    """The agents on the models that the settings name. `settings.anthropic_api_key` must be set."""
    from jobs.llm.client import connect

    assert settings.anthropic_api_key is not None
    model = connect(
        settings.anthropic_api_key.get_secret_value(),
        settings.anthropic_base_url,
        models={"small": settings.model_small, "middle": settings.model_middle, "large": settings.model_large},
        on_call=_log_call,
    )
    return ModelAnalyst(model=model, scripts=prompts(), delimiter=partial(secrets.token_hex, 8))


def prompts() -> dict[str, Prompt]:
    """The prompt files of this release, by name."""
    folder = resources.files("jobs.chain.prompts")
    found = [parse_prompt(entry.read_text(encoding="utf-8")) for entry in folder.iterdir() if entry.name.endswith(".md")]
    return {prompt.name: prompt for prompt in found}


def _log_call(record: "CallRecord") -> None:
    log.info(
        "model_call_completed",
        step=record.step,
        tier=record.tier,
        model=record.model,
        outcome=record.outcome,
        prompt_chars=record.prompt_chars,
        duration_ms=round(record.duration * 1000),
        tokens_in=record.usage.input + record.usage.cache_read + record.usage.cache_write,
        tokens_out=record.usage.output,
        vendor_request_id=record.request_id,
    )
