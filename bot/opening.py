"""Opens a form; a trigger that Slack let expire is said in words that fit every form."""

from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import words
from jobs.chain.errors import BidwrightError

EXPIRED = frozenset({"expired_trigger_id", "trigger_expired", "invalid_trigger_id", "exchanged_trigger_id"})


class FormExpired(BidwrightError):
    """Slack gives three seconds to open a form, once; nothing was changed."""


async def open_form(client: AsyncWebClient, trigger_id: str, view: dict[str, Any]) -> None:
    """Raises FormExpired, SlackApiError."""
    try:
        await client.views_open(trigger_id=trigger_id, view=view)
    except SlackApiError as error:
        if str(error.response.get("error", "")) in EXPIRED:
            raise FormExpired(words.FORM_EXPIRED_AGAIN) from error
        raise
