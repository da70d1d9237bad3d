"""A fetcher on a small internet of one hostile server."""

import ssl
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest

from jobs.chain.errors import BadInput
from jobs.fetch import Fetcher, FetchLimits
from tests.standins.hostile_web import HostileWeb, Internet

PUBLIC = "93.184.215.14"
SMALL = FetchLimits(max_bytes=256 * 1024, seconds=5.0, idle_seconds=5.0, redirects=3)
SHORT = FetchLimits(max_bytes=256 * 1024, seconds=0.3, idle_seconds=5.0, redirects=3)
"""For servers that never come to an end: the time is what the test waits for."""


@asynccontextmanager
async def fetching(internet: Internet, *, own: frozenset[str] = frozenset(), tls: ssl.SSLContext | None = None) -> AsyncGenerator[Fetcher]:
    fetcher = Fetcher(
        own_origins=own,
        user_agent="bidwright-test",
        limits=SMALL,
        resolve=internet.resolve,
        open_socket=internet.open_socket,
        tls=tls,
    )
    try:
        yield fetcher
    finally:
        await fetcher.close()


@asynccontextmanager
async def site(pages: Mapping[str, Any], *, own: bool = False) -> AsyncGenerator[tuple[HostileWeb, Internet, Fetcher]]:
    """One server, reached as http://site.example/ on the internet, or at `server.url` as an inner one of the settings."""
    internet = Internet()
    async with HostileWeb(pages) as server:
        internet.put("site.example", server)
        async with fetching(internet, own=frozenset({server.url} if own else ())) as fetcher:
            yield server, internet, fetcher


async def refusal(fetcher: Fetcher, url: str, *, typed: bool = True, **given: Any) -> tuple[str, str]:
    with pytest.raises(BadInput) as caught:
        await fetcher.get(url, typed=typed, **given)
    return caught.value.code, caught.value.sentence
