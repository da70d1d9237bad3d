"""The vendor's client as settings ask for it, imported only when one is really made, and the file of models that goes with it."""

from typing import TYPE_CHECKING

import structlog

from bot import clock
from bot.settings import Settings, SettingsError
from jobs.llm.alarm import Alert
from jobs.llm.catalogue import Doubt, check
from jobs.llm.tiers import Tiers, TiersError, load

if TYPE_CHECKING:
    from jobs.llm.client import AnthropicModel, CallRecord

log = structlog.get_logger()


def models(settings: Settings) -> Tiers:
    """The tiers of MODELS_FILE or the shipped file, with the models that settings name first. Raises SettingsError."""
    try:
        return load(settings.models_file).preferring(
            {"small": settings.model_small, "middle": settings.model_middle, "large": settings.model_large}
        )
    except TiersError as error:
        raise SettingsError((error.sentence,)) from error


def vendor(settings: Settings, tiers: Tiers) -> "AnthropicModel":
    """The client, whose calls are logged; `settings.anthropic_api_key` must be set. Takes 2 s and 77 MB the first time."""
    from jobs.llm.client import connect

    assert settings.anthropic_api_key is not None
    return connect(
        settings.anthropic_api_key.get_secret_value(),
        settings.anthropic_base_url,
        models={tier: rule.models[0] for tier, rule in tiers.tiers.items()},
        timeout=max(rule.timeout for rule in tiers.tiers.values()),
        on_call=_log_call,
    )


async def doubts_of(settings: Settings) -> list[Doubt]:
    """Of the models that settings name, asked once; the key must be set. Raises SettingsError, any `AnalystError`."""
    from jobs.llm.client import ApiCatalogue

    tiers = models(settings)
    client = vendor(settings, tiers)
    try:
        return await check(tiers, ApiCatalogue(client.client), now=clock.utcnow())
    finally:
        await client.aclose()


def tell(alert: Alert) -> None:
    log.error("owner_alerted", kind=alert.kind, sentence=alert.sentence, tenant_id=alert.tenant_id)


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
