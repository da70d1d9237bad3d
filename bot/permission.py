"""Who may change what belongs to the whole workspace: asked anew for every request, remembered for none."""

import asyncio
from typing import Any, Literal

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import words
from bot.here import Here
from jobs.chain.errors import BidwrightError
from storage import members
from storage.errors import NotFound

ASK_SECONDS = 1.0
"""Of the 3 s in which the request must be answered and its form opened."""
EDITORS = frozenset({"owner", "admin"})

Permission = Literal["yes", "no", "unknown"]
log = structlog.get_logger()


class NotAllowed(BidwrightError):
    """The person may not do this, or nobody could say so in time; nothing was changed."""


async def may_edit(here: Here, client: AsyncWebClient, *, seconds: float = ASK_SECONDS) -> Permission:
    """Whether the person is owner or admin here or in Slack; `unknown` where Slack did not say. Raises StorageError."""
    if await _role(here) in EDITORS:
        return "yes"
    try:
        async with asyncio.timeout(seconds):
            answer = await client.users_info(user=here.member)
        user: Any = answer.get("user")
    except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError, AttributeError, TypeError, ValueError) as error:
        # The last three: the SDK trips over answers that are no JSON object.
        log.warning("permission_unknown", error=type(error).__name__)
        return "unknown"
    return "yes" if isinstance(user, dict) and _is_admin(user) else "no"


async def require_editor(here: Here, client: AsyncWebClient) -> None:
    """Raises NotAllowed, StorageError."""
    may = await may_edit(here, client)
    if may != "yes":
        raise NotAllowed(words.WHO_MAY_EDIT[may])


def _is_admin(user: dict[str, Any]) -> bool:
    # A stranger of a shared channel may be the admin of another company.
    if any(user.get(name) for name in ("deleted", "is_bot", "is_stranger", "is_restricted", "is_ultra_restricted")):
        return False
    return any(user.get(name) is True for name in ("is_admin", "is_owner", "is_primary_owner"))


async def _role(here: Here) -> str | None:
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        try:
            return (await members.get(tx, here.member)).role
        except NotFound:
            return None
