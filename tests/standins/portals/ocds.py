"""OCDS portals over real HTTP: Find a Tender, Contracts Finder, the two monthly portals and a publisher of no renown."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from tests.standins.portals.serving import Fault, Page, PortalStandIn

Release = dict[str, Any]
LONDON = ZoneInfo("Europe/London")
BLOCKED_AGENTS = ("supabase", "deno", "procurementextractor", "gptbot", "chatgpt-user", "oai-searchbot")
_FTS_NAMES = ("stages", "limit", "cursor", "updatedFrom", "updatedTo")

TOO_MANY_FTS = Fault(429, b"Rate limit of 12 exceeded. Please retry after 120 seconds.", "text/plain", {"Retry-After": "120"})
FORBIDDEN_HTML = Fault(403, b"<html><head><title>Forbidden</title></head><body>The rate limit may have been exceeded.</body></html>", "text/html")  # fmt: skip
NO_NEXT = Fault(change=lambda page: page | {"links": {}})
SAME_NEXT = Fault(change=lambda page: page | {"links": {"next": page["uri"]}})
SQL_ERROR = Fault(500, b'{"Message": "Error converting data type nvarchar to float."}')


def next_at(address: str) -> Fault:
    return Fault(change=lambda page: page | {"links": {"next": address}})


@dataclass(frozen=True)
class Filed:
    """A release and when the portal filed it."""

    release: Release
    at: datetime
    kind: int = 2
    """`noticeType` of the monthly portals."""


def release(ocid: str, release_id: str | None = None, at: datetime = datetime(2027, 1, 12, 9, tzinfo=UTC), **changes: Any) -> Release:
    """A tender notice of our own making; a value None leaves its field out."""
    whole = {
        "ocid": ocid,
        "id": release_id,
        "date": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "tag": ["tender"],
        "initiationType": "tender",
        "language": "en",
        "buyer": {"name": "Harbour Board of Northmouth"},
        "tender": {
            "id": f"{ocid}-t",
            "title": "Repainting of the harbour cranes",
            "description": "Blasting and repainting of four quay cranes, two of them while the quay stays in use.",
            "status": "active",
            "value": {"amount": 480000, "currency": "GBP"},
            "tenderPeriod": {"endDate": "2027-02-26T12:00:00Z"},
        },
    }
    return {key: value for key, value in {**whole, **changes}.items() if value is not None}


class OcdsStandIn(PortalStandIn):
    """All portals at one address, each below its own path; the faults of a portal are asked for by that path."""

    FTS = "/api/1.0/ocdsReleasePackages"
    FTS_RECORDS = "/api/1.0/ocdsRecordPackages"
    SEARCH = "/Published/Notices/OCDS/Search"
    MONTHS = "/v1/Notices"
    FAMILY = "/v1/Notice"
    OPEN = "/open/search"

    def __init__(self, *filed: Filed, clock: Callable[[], float] | None = None) -> None:
        """With a `clock` (seconds) Find a Tender counts: 12 requests in any 120 seconds."""
        super().__init__()
        self.filed = list(filed)
        self.clock = clock
        self.compiled = True
        """Whether records hold a compiled release."""
        self.raw: dict[str, bytes] = {}
        """Exact bodies by path."""
        self._arrivals: list[float] = []

    def add(self, ocid: str, release_id: str | None, at: datetime, *, kind: int = 2, **changes: Any) -> Release:
        made = release(ocid, release_id, at, **changes)
        self.filed.append(Filed(made, at, kind))
        return made

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/1.0/ocdsReleasePackages", self._fts_window),
            web.get("/api/1.0/ocdsReleasePackages/{id}", self._releases_of),
            web.get("/api/1.0/ocdsRecordPackages/{id}", self._record_of),
            web.get("/Published/Notices/OCDS/Search", self._cf_window),
            web.get("/Published/OCDS/Record/{id}", self._record_of),
            web.get("/Published/OCDS/Release/{id}", self._releases_of),
            web.get("/v1/Notices", self._month),
            web.get("/v1/Notice", self._family),
            web.get("/open/search", self._open_window),
            web.get("/open/releases/{id}", self._releases_of),
            web.get("/{anything:.*}", self._anything),
        ]

    def package(self, request: web.Request, releases: list[Release], **more: Any) -> Page:
        publisher = {"name": "Publisher of the stand-in"}
        return {"uri": str(request.url), "publisher": publisher, "version": "1.1", "releases": releases, "links": {}, **more}

    async def _fts_window(self, request: web.Request) -> web.StreamResponse:
        if (refusal := self._fts_refusal(request)) is not None:
            return refusal
        # Unmarked times are those of London (measured by others).
        since, until = (datetime.fromisoformat(request.query[name]).replace(tzinfo=LONDON) for name in ("updatedFrom", "updatedTo"))
        found = self._between(since, until)
        if until - since > timedelta(hours=6):
            found = found[: len(found) // 2]  # a long window leaves releases out and says nothing
        return self._paged(request, found)

    def _fts_refusal(self, request: web.Request) -> web.Response | None:
        agent = request.headers.get("user-agent", "").lower()
        if any(name in agent for name in BLOCKED_AGENTS):
            return web.Response(status=403, text="Forbidden")
        if self.clock is not None:
            now = self.clock()
            self._arrivals = [at for at in self._arrivals if at > now - 120] + [now]
            if len(self._arrivals) > 12:
                return web.Response(status=429, body=TOO_MANY_FTS.body, content_type="text/plain", headers={"Retry-After": "120"})
        unknown = next((name for name in request.query if name not in _FTS_NAMES), None)
        if unknown is not None:
            return _refusal(f"Request parameter '{unknown}' is not recognised, allowed parameters are: {', '.join(_FTS_NAMES)}")
        if any(len(request.query.get(name, "")) != 19 for name in ("updatedFrom", "updatedTo")):
            return _refusal("'updatedFrom' must be in the format YYYY-MM-DDTHH:MM:SS")
        if not 1 <= int(request.query.get("limit", "100")) <= 100:
            return _refusal("'limit' must be between 1 and 100")
        return None

    def _between(self, since: datetime, until: datetime) -> list[Filed]:
        """Newest first."""
        return sorted((each for each in self.filed if since <= each.at <= until), key=lambda each: each.at, reverse=True)

    def _paged(self, request: web.Request, found: list[Filed]) -> web.StreamResponse:
        limit, cursor = int(request.query.get("limit", "100")), request.query.get("cursor", "")
        start = int(base64.b64decode(cursor)) if cursor else 0
        package = self.package(request, [each.release for each in found[start : start + limit]])
        if start + limit < len(found):
            following = base64.b64encode(str(start + limit).encode()).decode()
            package["links"] = {"next": str(request.url.update_query(cursor=following))}
        return web.json_response(package)

    async def _cf_window(self, request: web.Request) -> web.StreamResponse:
        since, until = (datetime.fromisoformat(request.query[name]).replace(tzinfo=LONDON) for name in ("publishedFrom", "publishedTo"))
        return self._paged(request, self._between(since, until))

    async def _open_window(self, request: web.Request) -> web.StreamResponse:
        since, until = (datetime.fromisoformat(request.query[name]) for name in ("start", "end"))
        if since.tzinfo is None:
            since, until = since.replace(tzinfo=UTC), until.replace(tzinfo=UTC)
        return self._paged(request, self._between(since, until))

    async def _releases_of(self, request: web.Request) -> web.StreamResponse:
        if request.path in self.raw:
            return await self._anything(request)
        named = request.match_info["id"]
        found = [each.release for each in self.filed if named in (each.release["ocid"], each.release.get("id"))]
        return web.json_response(self.package(request, found)) if found else _missing()

    async def _record_of(self, request: web.Request) -> web.StreamResponse:
        if request.path in self.raw:
            return await self._anything(request)
        ocid = request.match_info["id"]
        releases = [each.release for each in sorted(self.filed, key=lambda each: each.at) if each.release["ocid"] == ocid]
        if not releases:
            return _missing()
        record: Page = {"ocid": ocid, "releases": releases}
        if self.compiled:
            merged = {key: value for each in releases for key, value in each.items()}
            compiled = merged | {"tag": ["compiled"], "tender": {key: value for each in releases for key, value in each["tender"].items()}}
            record |= {"versionedRelease": {"ocid": ocid, "tender": {}}, "compiledRelease": compiled}
        package = self.package(request, [], records=[record])
        del package["releases"]
        return web.json_response(package)

    async def _month(self, request: web.Request) -> web.StreamResponse:
        month, kind = request.query["dateFrom"], int(request.query["noticeType"])
        found = [_of_the_day(each).release for each in self.filed if f"{each.at:%m-%Y}" == month and each.kind == kind]
        package = self.package(request, found)
        if not found:
            del package["releases"]
        return web.json_response(package)

    async def _family(self, request: web.Request) -> web.StreamResponse:
        found = [_of_the_day(each).release for each in self.filed if each.release["ocid"] == request.query["id"]]
        package = self.package(request, found)
        if not found:
            del package["releases"]
        return web.json_response(package)

    async def _anything(self, request: web.Request) -> web.StreamResponse:
        body = self.raw.get(request.path)
        return _missing() if body is None else web.Response(body=body, content_type="application/json")


def _of_the_day(filed: Filed) -> Filed:
    """As the monthly portals publish: no id, and the day alone."""
    kept = {key: value for key, value in filed.release.items() if key != "id"}
    return replace(filed, release=kept | {"date": f"{filed.at:%Y-%m-%d}T00:00:00Z"})


def _refusal(sentence: str) -> web.Response:
    return web.Response(status=400, text=json.dumps({"errors": [sentence]}), content_type="application/json")


def _missing() -> web.Response:
    return web.Response(status=404, text=json.dumps({"message": "Not found"}), content_type="application/json")
