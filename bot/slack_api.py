"""The few Web API calls of the poster, each ending in one of a few outcomes instead of a dozen exceptions."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_outcomes import Done, Failure, Posted, Seen, Sighting, Unclear, Unreached, failure, next_cursor, posted, sightings

TIMEOUT = 10.0
"""Seconds a call may take in all."""
LOOK_BACK = 15
"""Messages a look-up asks for: Slack gives apps that are sold outside its Marketplace no more (facts/slack.md §3)."""
LOOK_PAGES = 4


@dataclass(frozen=True)
class Content:
    """What one call puts into a conversation. An empty `blocks` takes the blocks of an updated message away."""

    text: str
    blocks: Sequence[Mapping[str, Any]]
    metadata: Mapping[str, Any]


class SlackApi:
    """Calls on one shared session; the workspace's token comes with each call. Raises nothing but cancellation."""

    def __init__(self, session: aiohttp.ClientSession, base_url: str, *, timeout: float = TIMEOUT) -> None:
        # retry_handlers=[]: the SDK's own retries post twice after a lost answer (facts/slack.md §5, trap 2)
        self._client = AsyncWebClient(base_url=base_url, session=session, retry_handlers=[])
        self._timeout = timeout

    async def post(self, token: str, channel: str, thread_ts: str | None, content: Content, client_msg_id: str) -> Posted | Failure:
        return posted(
            await self._ask(
                self._client.chat_postMessage,
                token=token,
                channel=channel,
                thread_ts=thread_ts,
                text=content.text,
                blocks=[dict(block) for block in content.blocks] or None,
                metadata=dict(content.metadata),
                client_msg_id=client_msg_id,
                unfurl_links=False,
                unfurl_media=False,
            )
        )

    async def update(self, token: str, channel: str, ts: str, content: Content) -> Posted | Failure:
        return posted(
            await self._ask(
                self._client.chat_update,
                token=token,
                channel=channel,
                ts=ts,
                text=content.text,
                blocks=[dict(block) for block in content.blocks],
                metadata=dict(content.metadata),
            )
        )

    async def open_direct(self, token: str, user: str) -> str | Failure:
        """The channel id of the DM with a person."""
        answer = await self._ask(self._client.conversations_open, token=token, users=user)
        if not isinstance(answer, Done):
            return answer
        channel = answer.body.get("channel")
        found = channel.get("id") if isinstance(channel, Mapping) else None
        return found if isinstance(found, str) else Unclear("no_channel")

    async def look(self, token: str, channel: str, thread_ts: str | None, event_type: str, oldest: datetime) -> Seen | Failure:
        """Messages with metadata `event_type` since `oldest`: of one thread, or of the channel itself.

        A failure after the first page counts as "there was more".
        """
        client = self._client
        method, place = (client.conversations_replies, {"ts": thread_ts}) if thread_ts else (client.conversations_history, {})
        found: list[Sighting] = []
        cursor: str | None = None
        for turn in range(LOOK_PAGES):
            answer = await self._ask(
                method,
                token=token,
                channel=channel,
                **place,
                oldest=f"{oldest.timestamp():.6f}",
                include_all_metadata=True,
                limit=LOOK_BACK,
                cursor=cursor,
            )
            if not isinstance(answer, Done):
                return answer if turn == 0 else Seen(tuple(found), complete=False)
            found += sightings(answer.body, event_type)
            cursor = next_cursor(answer.body)
            if cursor is None:
                return Seen(tuple(found), complete=not answer.body.get("has_more"))
        return Seen(tuple(found), complete=False)

    async def _ask(self, method: Callable[..., Awaitable[Any]], **arguments: Any) -> Done | Failure:
        try:
            # the SDK's own timeout does not hold on a session that is handed in
            async with asyncio.timeout(self._timeout):
                response = await method(**arguments)
            return Done(response.data)
        except SlackApiError as error:
            return failure(error)
        except aiohttp.ClientConnectorError as error:
            return Unreached(type(error).__name__)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return Unclear(type(error).__name__)
        except (AttributeError, TypeError, ValueError) as error:
            # the SDK trips over answers that are no JSON object (text/plain, a list, broken UTF-8)
            return Unclear(f"garbage_{type(error).__name__}")
