"""A client of the TED stand-in, whose sleeps take no time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

from jobs.fetch import Fetcher, FetchLimits
from jobs.sources.ted_query import search_query
from jobs.sources.ted_search import TedClient
from tests.standins.portals.ted import TedStandIn

DAY = date(2026, 9, 1)
OF_THE_DAY = search_query(published_from=DAY, published_to=DAY)
SEARCH = "/v3/notices/search"
USUAL = FetchLimits()


class Naps:
    """Sleeps that take no time; their lengths are kept."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        await asyncio.sleep(0)


@asynccontextmanager
async def client_of(portal: TedStandIn, naps: Naps, limits: FetchLimits = USUAL) -> AsyncIterator[TedClient]:
    fetcher = Fetcher(own_origins=frozenset({portal.url}), user_agent="Bidwright-tests/1", limits=limits)
    try:
        yield TedClient(fetcher, api_url=f"{portal.url}/", web_url=portal.url, sleep=naps)
    finally:
        await fetcher.close()


async def walk(ted: TedClient, query: str = OF_THE_DAY, **options: Any) -> list[str]:
    """Publication numbers in the order of arrival."""
    return [str(found["publication-number"]) async for found in ted.search(query, **options)]


def asked(portal: TedStandIn) -> list[dict[str, Any]]:
    return [request.json for request in portal.asked(SEARCH)]
