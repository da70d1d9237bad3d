"""Downloads files that Slack keeps, with the workspace's token, and shows that token to nobody but Slack."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from jobs.chain.errors import BadInput, SourceDown
from jobs.fetch import Fetcher
from jobs.intake.given import SlackFile
from storage import installations
from storage.cipher import Cipher
from storage.db import Database

SLACK_HOSTS = ("slack.com", ".slack.com", ".slack-files.com")
"""Who may see a workspace's token (docs.slack.dev, "Working with files": `url_private` needs it)."""
GONE = frozenset({"file_not_found", "file_deleted", "access_denied", "not_visible", "no_permission"})


class SlackFiles:
    """`jobs.intake.reader.Files`. The address of a file is asked of Slack and never taken from a stored or received value."""

    def __init__(
        self, db: Database, cipher: Cipher, fetcher: Fetcher, session: aiohttp.ClientSession, base_url: str, *, max_bytes: int
    ) -> None:
        self._db, self._cipher, self._fetcher, self._max_bytes = db, cipher, fetcher, max_bytes
        self._client = AsyncWebClient(base_url=base_url, session=session, retry_handlers=[])
        self._hosts = (*SLACK_HOSTS, str(urlsplit(base_url).hostname))

    async def download(self, tenant_id: str, file: SlackFile) -> bytes:
        token = await self._token(tenant_id)
        found = await self._info(token, file)
        url, size = found.get("url_private_download") or found.get("url_private"), found.get("size")
        if isinstance(size, int) and size > self._max_bytes:
            raise BadInput(
                "too_large",
                f"{file.name} has {size / 1e6:.0f} MB; at most {self._max_bytes // 1024 // 1024} MB are read. Send the part that matters.",
            )
        if not isinstance(url, str) or found.get("mode") in {"tombstone", "hidden_by_limit"}:
            raise BadInput("file_gone", f"{file.name} is not in Slack any more. Upload it again, then ask once more.")
        page = await self._fetcher.page(url, typed=False, headers={"authorization": f"Bearer {token}"}, allowed_hosts=self._hosts)
        if page.content_type == "text/html" and not file.name.lower().endswith((".html", ".htm")):
            # Slack answers a token without files:read with its sign-in page and status 200.
            raise BadInput("no_access", f"Slack does not let Bidwright read {file.name}. Ask an admin to allow the scope files:read.")
        return page.body

    async def _token(self, tenant_id: str) -> str:
        async with self._db.tenant_read(tenant_id) as tx:
            installed = await installations.load(tx, self._cipher)
        if installed is None or installed.revoked_at is not None:
            raise BadInput("no_access", "Bidwright is not installed in this workspace any more, so it cannot read its files.")
        return installed.bot_token

    async def _info(self, token: str, file: SlackFile) -> Mapping[str, Any]:
        try:
            answer = await self._client.files_info(token=token, file=file.id)
        except SlackApiError as error:
            code = str(error.response.get("error", "")) if isinstance(error.response.data, dict) else ""
            if code in GONE:
                raise BadInput("file_gone", f"{file.name} is not in Slack any more. Upload it again, then ask once more.") from error
            if code == "missing_scope":
                raise BadInput(
                    "no_access", f"Slack does not let Bidwright read {file.name}. Ask an admin to allow the scope files:read."
                ) from error
            raise SourceDown(f"Slack did not hand over {file.name}.") from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise SourceDown(f"Slack did not hand over {file.name}.") from error
        found = answer.get("file")
        return found if isinstance(found, dict) else {}
