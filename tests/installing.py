"""Installs the bot into the playground's two workspaces, as OAuth would."""

from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from bot import installs, wiring
from bot.settings import Settings
from jobs.deps import Deps

TOKENS = {"T0NORTH": "xoxb-playground-T0NORTH", "T0HARBR": "xoxb-playground-T0HARBR"}
"""Bot token of each workspace (`playground.seed`)."""


async def install_everywhere(settings: Settings) -> None:
    """For processes that are started by themselves."""
    async with wiring.joined(settings) as (deps, _):
        await install_both(deps, settings)


async def install_both(deps: Deps, settings: Settings) -> None:
    for token in TOKENS.values():
        client = AsyncWebClient(base_url=settings.slack_api_url, retry_handlers=[])
        await installs.install(deps, client, SecretStr(token))
