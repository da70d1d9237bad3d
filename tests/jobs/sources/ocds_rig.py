"""`open_rig`: the portals over a real fetcher at a stand-in, in a time that passes only when somebody sleeps."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from jobs.fetch import Fetcher, FetchLimits
from jobs.sources.ocds_portals import OcdsPortal, portals
from tests.standins.portals.ocds import OcdsStandIn

AGENT = "Bidwright/1 (+https://bidwright.example; desk@bidwright.example)"
NOON = datetime(2027, 1, 12, 12, tzinfo=UTC)


@dataclass
class PassingTime:
    """Seconds since the start, and every sleep in order."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)
    on_sleep: Callable[[float], Awaitable[None]] | None = None
    """Done instead of the next sleeps."""

    def clock(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)

    async def pause(self, seconds: float) -> None:
        await (self.on_sleep or self.sleep)(seconds)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


@dataclass(frozen=True)
class Rig:
    site: OcdsStandIn
    time: PassingTime
    portals: dict[str, OcdsPortal]

    @property
    def fts(self) -> OcdsPortal:
        return self.portals["find_a_tender"]

    @property
    def finder(self) -> OcdsPortal:
        return self.portals["contracts_finder"]

    @property
    def scotland(self) -> OcdsPortal:
        return self.portals["public_contracts_scotland"]

    @property
    def wales(self) -> OcdsPortal:
        return self.portals["sell2wales"]


@asynccontextmanager
async def open_rig(*others: str, counting: bool = False, max_bytes: int = 5_000_000) -> AsyncIterator[Rig]:
    """`others` are paths of configured publishers at the stand-in; `counting` lets Find a Tender count requests."""
    passing = PassingTime()
    async with OcdsStandIn(clock=passing.clock if counting else None) as site:
        fetcher = Fetcher(own_origins=frozenset({site.url}), user_agent=AGENT, limits=FetchLimits(max_bytes=max_bytes))
        made = portals(
            fetcher,
            fts_url=site.url,
            others=[f"{site.url}{path}" for path in others],
            contracts_finder_url=site.url,
            scotland_url=site.url,
            wales_url=site.url,
            sleep=passing.pause,
            now=passing.now,
            clock=passing.clock,
        )
        try:
            yield Rig(site, passing, dict(made))
        finally:
            await fetcher.close()


async def ids_of(updates: AsyncIterator[bytes]) -> list[str]:
    """The release ids, else ocids, in the order of arrival; every update is a package of one release."""
    found: list[str] = []
    async for package in updates:
        (release,) = releases_in(package)
        found.append(release.get("id") or release["ocid"])
    return found


def releases_in(package: bytes) -> list[dict[str, Any]]:
    document = json.loads(package)
    return [record["compiledRelease"] for record in document["records"]] if "records" in document else document["releases"]


def queries(site: OcdsStandIn, path: str) -> list[dict[str, str]]:
    return [dict(request.query) for request in site.journal if request.path == path]
