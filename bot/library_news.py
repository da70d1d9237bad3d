"""Tells a person in a direct message what became of the documents they handed in: who asked may be elsewhere by then."""

from collections.abc import Sequence

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.library import Learned, library_news
from jobs.library.shelving import Shelved
from storage import installations
from storage.cipher import Cipher
from storage.db import Database
from storage.errors import StorageError

log = structlog.get_logger()


class LibraryNews:
    """`jobs.tasks.learn.News`. Sent once and not again: the list of the library says the same."""

    def __init__(self, db: Database, cipher: Cipher, session: aiohttp.ClientSession, base_url: str) -> None:
        self._db, self._cipher = db, cipher
        self._client = AsyncWebClient(base_url=base_url, session=session, retry_handlers=[])

    async def learned(self, tenant_id: str, member: str, shelved: Sequence[Shelved]) -> None:
        message = library_news([Learned(each.name, each.status, each.pages, each.reason, each.known) for each in shelved])
        try:
            token = await self._token(tenant_id)
            if token is not None:
                await self._client.chat_postMessage(
                    token=token, channel=member, text=message.text, blocks=list(message.blocks), unfurl_links=False, unfurl_media=False
                )
        except (StorageError, SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("library_news_not_sent", tenant_id=tenant_id, error=type(error).__name__)

    async def _token(self, tenant_id: str) -> str | None:
        async with self._db.tenant_read(tenant_id) as tx:
            found = await installations.load(tx, self._cipher)
        return found.bot_token if found is not None and found.revoked_at is None else None
