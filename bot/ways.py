"""Opens the ways to notices and documents that the settings name: portals, web addresses, files."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from importlib import metadata

from bot import clock
from bot.setting_values import Origin
from bot.settings import Settings
from jobs.documents.limits import DocumentLimits
from jobs.documents.reader import DocumentReader
from jobs.fetch import Fetcher, FetchLimits
from jobs.intake.reader import Ways
from jobs.sources.ocds_portals import portals
from jobs.sources.ted_search import TedClient

MIB = 1024 * 1024


@asynccontextmanager
async def ways(settings: Settings) -> AsyncIterator[Ways]:
    """Nothing is asked of anybody until something is read."""
    async with AsyncExitStack() as stack:
        fetcher = Fetcher(
            own_origins=frozenset(_written(each) for each in settings.named_origins),
            user_agent=user_agent(settings),
            limits=FetchLimits(max_bytes=settings.max_web_mb * MIB, seconds=settings.web_seconds, redirects=settings.web_redirects),
        )
        stack.push_async_callback(fetcher.close)
        documents = DocumentReader(document_limits(settings))
        stack.push_async_callback(documents.close)
        yield Ways(
            fetcher,
            TedClient(fetcher, api_url=settings.ted_api_url, web_url=settings.ted_web_url, sleep=asyncio.sleep),
            portals(fetcher, now=clock.utcnow, fts_url=settings.fts_api_url, others=settings.ocds_sources),
            documents,
        )


def user_agent(settings: Settings) -> str:
    """Who asks, and whom a portal may turn to (facts/tenders.md §1.3: an honest agent with a contact is let through)."""
    contact = settings.operator_contact or settings.public_url
    said = f"Bidwright/{metadata.version('bidwright')}" + (f" (+{contact})" if contact else "")
    return said.encode("ascii", errors="ignore").decode()


def document_limits(settings: Settings) -> DocumentLimits:
    return DocumentLimits(
        max_bytes=settings.max_file_mb * MIB,
        max_pages=settings.max_file_pages,
        max_chars=settings.max_file_chars,
        max_pack_files=settings.max_pack_files,
        max_pack_bytes=settings.max_pack_mb * MIB,
    )


def _written(origin: Origin) -> str:
    scheme, host, port = origin
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"
