"""Whether somebody who is named for a task is a person of this workspace."""

import asyncio

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import words_learning
from bot.permission import ASK_SECONDS
from jobs.chain.errors import BadInput

NONE_OF_OURS = ("deleted", "is_bot", "is_stranger", "is_restricted", "is_ultra_restricted")
"""Of a person in Slack: gone, an app, of another company, a guest."""


async def require_colleague(client: AsyncWebClient, user_id: str) -> None:
    """Raises BadInput for an app, a guest, somebody of another workspace or who left, and where Slack does not say in time."""
    try:
        async with asyncio.timeout(ASK_SECONDS):
            user = (await client.users_info(user=user_id)).get("user")
    except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError, AttributeError, TypeError, ValueError) as error:
        # The last three: the SDK trips over answers that are no JSON object.
        raise BadInput("unknown_reference", words_learning.WHO_IS_THAT) from error
    if not isinstance(user, dict) or any(user.get(name) for name in NONE_OF_OURS):
        raise BadInput("unknown_reference", words_learning.NO_COLLEAGUE)
