"""Makes the analyst the settings ask for; the vendor's client is imported only when one is really made."""

import asyncio
import random
import secrets
import time
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from importlib import resources
from typing import TYPE_CHECKING

import structlog

from bot import clock
from bot.settings import Settings, SettingsError
from jobs.breaker import Breaker
from jobs.chain.agents.analyst import ModelAnalyst
from jobs.chain.model import Analyst
from jobs.chain.prompt import Prompt, parse_prompt
from jobs.chain.rules.analyst import RulesAnalyst
from jobs.llm.alarm import Alarm, Alert
from jobs.llm.gates import Gates
from jobs.llm.purse import Payer, SqlPurse
from jobs.llm.router import Router
from jobs.llm.tiers import Tiers, TiersError, load
from jobs.queue import RedisLink
from storage.db import Database

if TYPE_CHECKING:
    from jobs.llm.client import AnthropicModel, CallRecord

log = structlog.get_logger()


def analyst_factory(settings: Settings, db: Database, link: RedisLink) -> Callable[[Payer], Analyst]:
    """Who judges, for whoever pays. Raises SettingsError where the file of models is wrong."""
    return ModelAnalysts(settings, models(settings), db, link).paid_by if settings.uses_anthropic else lambda _: RulesAnalyst()


def models(settings: Settings) -> Tiers:
    """The tiers of MODELS_FILE or the shipped file, with the models that settings name first. Raises SettingsError."""
    try:
        return load(settings.models_file).preferring(
            {"small": settings.model_small, "middle": settings.model_middle, "large": settings.model_large}
        )
    except TiersError as error:
        raise SettingsError((error.sentence,)) from error


class ModelAnalysts:
    """One client, one router and one breaker a model for the whole process; made at the first run and not at start:
    importing the vendor's client takes 2 s and 77 MB (facts/llm.md §1.1).
    """

    def __init__(self, settings: Settings, tiers: Tiers, db: Database, link: RedisLink) -> None:
        self._settings, self._tiers, self._db, self._link = settings, tiers, db, link

    def paid_by(self, payer: Payer) -> Analyst:
        return ModelAnalyst(model=self._router.paid_by(payer), scripts=self._prompts, delimiter=partial(secrets.token_hex, 8))

    @cached_property
    def _prompts(self) -> Mapping[str, Prompt]:
        return prompts()

    @cached_property
    def _router(self) -> Router:
        redis = self._link.client()
        return Router(
            caller=_client(self._settings, self._tiers),
            tiers=self._tiers,
            gate=Gates(lambda name: Breaker(redis, f"llm:{name}", new_id=clock.new_id)),
            purse=SqlPurse(self._db, self._tiers.ceilings, clock.utcnow, clock.new_id),
            payer=Payer(tenant_id="", feature="none"),
            alarm=Alarm(_tell, clock=time.monotonic),
            clock=time.monotonic,
            sleep=asyncio.sleep,
            jitter=random.random,
        )


def _client(settings: Settings, tiers: Tiers) -> "AnthropicModel":
    from jobs.llm.client import connect

    assert settings.anthropic_api_key is not None
    return connect(
        settings.anthropic_api_key.get_secret_value(),
        settings.anthropic_base_url,
        models={tier: rule.models[0] for tier, rule in tiers.tiers.items()},
        timeout=max(rule.timeout for rule in tiers.tiers.values()),
        on_call=_log_call,
    )


def _tell(alert: Alert) -> None:
    log.error("owner_alerted", kind=alert.kind, sentence=alert.sentence, tenant_id=alert.tenant_id)


def model_analyst(settings: Settings) -> ModelAnalyst:
    """The agents for the terminal, which has no books. `settings.anthropic_api_key` must be set."""
    return ModelAnalyst(model=_client(settings, models(settings)), scripts=prompts(), delimiter=partial(secrets.token_hex, 8))


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
