"""Puts a workspace into the store from its bot token: the way of single-workspace installs and of the demo."""

import asyncio
import contextlib

import aiohttp
import structlog
from pydantic import SecretStr
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import SettingsError
from jobs.deps import Deps
from storage import installations, tenants

RETRY_SECONDS = 30.0
log = structlog.get_logger()


async def install(deps: Deps, client: AsyncWebClient, token: SecretStr) -> str:
    """Ask Slack whose token it is and store the installation; the tenant's id.

    Raises SettingsError when Slack refuses the token, OSError or aiohttp.ClientError when Slack cannot be reached.
    """
    try:
        who = await client.auth_test(token=token.get_secret_value())
    except SlackApiError as error:
        reason = error.response.get("error", "unknown")
        raise SettingsError((f"SLACK_BOT_TOKEN is refused by Slack ({reason}): copy it anew from OAuth & Permissions.",)) from error
    enterprise_id, team_id = str(who.get("enterprise_id") or ""), str(who["team_id"])
    async with deps.db.system() as sys:
        tenant_id = await installations.find_tenant(sys, enterprise_id=enterprise_id, team_id=team_id) or deps.new_id()
    async with deps.db.tenant(tenant_id) as tx:
        now = deps.now()
        await tenants.ensure(tx, name=str(who.get("team") or team_id), enterprise_id=enterprise_id, team_id=team_id, now=now)
        found = installations.Installation(
            tenant_id=tenant_id,
            enterprise_id=enterprise_id,
            team_id=team_id,
            app_id=str(who.get("app_id") or ""),
            bot_id=str(who.get("bot_id") or ""),
            bot_user_id=str(who.get("user_id") or ""),
            bot_token=token.get_secret_value(),
            scopes=(),
            installed_by="",
            is_enterprise=False,
            revoked_at=None,
        )
        await installations.save(tx, found, deps.cipher, now)
    log.info("workspace_installed", tenant_id=tenant_id)
    return tenant_id


async def keep_installed(deps: Deps, session: aiohttp.ClientSession, base_url: str, token: SecretStr, stop: asyncio.Event) -> None:
    """Install once Slack answers. A Slack that is down at start must not keep the process from starting."""
    client = AsyncWebClient(base_url=base_url, session=session, retry_handlers=[])
    while not stop.is_set():
        try:
            await install(deps, client, token)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("slack_not_reached_at_start", error=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), RETRY_SECONDS)
        else:
            return
